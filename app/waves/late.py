"""Late orders on a wave: their tasks go along on walks that nobody has begun, where that is a small detour."""

from math import isfinite

from app.db import db
from app.operations import Actor
from app.picking.commands.merge_tasks import merge_candidates, merge_tasks
from app.picking.models import PickTask
from app.picking.queries import lines_of_task
from app.planning.carts import metres_of, path_of
from app.planning.layout import NotInLayout
from app.walks.ends import place_of
from app.walks.models import BY_LEAD, FREE
from app.walks.path import cell_of
from app.warehouse.settings import settings_of

SMALL = 0.5
"""A detour of at most this share of what the late task would walk by itself."""


def join_late(task_id: int, actor: Actor) -> None:
    """Merge the task into the walk for which it is the least detour, if that is a small one.

    A task that a lead has given to somebody or keeps back stays as it is, and a walk that is kept back takes none that
    is not kept back for the same reason.
    """
    task = db.session.get_one(PickTask, task_id, with_for_update=True, populate_existing=True)
    if task.state != FREE or not task.is_unbegun or task.kept_back == BY_LEAD:
        return
    others = [other for other in merge_candidates(task) if other.kept_back == task.kept_back]
    least, other_id = min(((_detour(task, other), other.id) for other in others), default=(float("inf"), 0))
    if task.metres and least <= SMALL * task.metres:
        merge_tasks(task, db.session.get_one(PickTask, other_id), actor)


def _detour(task: PickTask, into: PickTask) -> float:
    """Metres that the other walk grows by; infinite where too little is known of the building."""
    place = place_of(into)
    cells = [cell_of(line.location) for one in (into, task) for line in lines_of_task(one)]
    known = list(dict.fromkeys(cell for cell in cells if cell))
    if place.layout is None or place.start is None or place.end is None or None in cells:
        return float("inf")
    try:
        path = path_of(place.layout, known, place.start, place.end, settings_of(into.warehouse).path_policy)
        metres = metres_of(path, place) - into.metres
    except NotInLayout:
        return float("inf")
    return metres if isfinite(metres) else float("inf")
