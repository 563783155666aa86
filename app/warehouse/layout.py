"""The warehouse's layout as planning sees it."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.planning.layout import Layout
from app.warehouse.blocking import with_blocked
from app.warehouse.building import building_from
from app.warehouse.layout_file import from_json
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of


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
    building = building_from(from_json(warehouse.layout), reach_seconds_of(warehouse))
    return with_blocked(building, warehouse.id)


def reach_seconds_of(warehouse: Warehouse) -> tuple[float, ...]:
    """What reaching up to each level takes, from level 1 on: as the layout file has it, else as the settings do."""
    layout = warehouse.layout or {}
    if layout.get("level_seconds"):
        return tuple(layout["level_seconds"])
    settings = settings_of(warehouse)
    levels = range(1, layout.get("levels", 1) + 1)
    return tuple(max(0, level - settings.easy_levels) * settings.seconds_per_level for level in levels)
