"""Where a walk begins and ends in the building: at the depot that is nearest to its lane, and at the lane."""

from app.picking.models import PickTask
from app.planning.carts import Place
from app.planning.layout import Layout
from app.warehouse.layout import layout_of


def place_of(task: PickTask) -> Place:
    """The task's building with both ends; they are missing where the warehouse has no layout."""
    return ends_in(layout_of(task.warehouse), task.end.address if task.end else "")


def ends_in(layout: Layout | None, lane: str) -> Place:
    """The ends of a walk whose totes go to `lane`; one that the building does not have stands for its first depot."""
    if layout is None or not layout.depots:
        return Place(layout)
    end = layout.lanes.get(lane) or next(iter(layout.depots.values()))
    start = min(layout.depots.values(), key=lambda depot: layout.distance(depot, end))
    return Place(layout, start, end)
