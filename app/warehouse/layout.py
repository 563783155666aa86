"""The warehouse's layout as planning sees it."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.planning.layout import Layout
from app.warehouse.blocking import with_blocked
from app.warehouse.building import building_from
from app.warehouse.layout_file import from_json
from app.warehouse.models import Warehouse


class NoLayout(DomainError):
    code = "no_layout"
    message = lazy_gettext("This warehouse has no layout yet. Load one first.")


def building_of(warehouse: Warehouse) -> Layout:
    """The building for the planner. Raises NoLayout."""
    layout = layout_of(warehouse)
    if layout is None:
        raise NoLayout
    return layout


def layout_of(warehouse: Warehouse) -> Layout | None:
    """The building as it may be walked in now; None for a warehouse that has loaded none yet."""
    if not warehouse.layout:
        return None
    return with_blocked(building_from(from_json(warehouse.layout)), warehouse.id)
