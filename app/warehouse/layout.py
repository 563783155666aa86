"""The warehouse's layout as planning sees it."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.planning.layout import Crossing, Layout
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
    """The building for the planner; None for a warehouse that has loaded none yet."""
    if not warehouse.layout:
        return None
    kept = from_json(warehouse.layout)
    depots = [Crossing(depot.aisle, depot.cross_aisle) for depot in kept.depots]
    return Layout(
        aisles=len(kept.aisles),
        blocks=kept.blocks,
        aisle_pitch=kept.aisle_pitch,
        cell_pitch=kept.cell_pitch,
        end_to_cell=kept.end_to_cell,
        depots={f"DEPOT-{number}": depot for number, depot in enumerate(depots, 1)},
        lanes={f"LANE-{number}": depots[(number - 1) % len(depots)] for number in range(1, kept.lanes + 1)},
    )
