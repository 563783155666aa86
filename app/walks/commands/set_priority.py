"""Which walk is begun first."""

from sqlalchemy import func, select

from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.walks.errors import WalkClosed, changed_meanwhile
from app.walks.events import WalkRanked
from app.walks.models import OPEN_STATES, Walk


def set_priority(walk: Walk, priority: int, actor: Actor) -> dict[str, int]:
    """Who asks for work next is given the walk with the highest priority. Raises WalkClosed."""
    before = walk.priority
    if not guarded_update(walk, Walk.state.in_(OPEN_STATES), priority=priority):
        raise WalkClosed
    if before != priority:
        audit(walk, "ranked", actor, {"priority": before}, {"priority": priority})
        record(WalkRanked(walk.id, walk.warehouse_id))
    return {"task_id": walk.id, "before": before, "after": priority}


def unrank(walk: Walk, before: int, after: int, actor: Actor) -> None:
    """Undo `set_priority`, but never what somebody set since. Raises WalkMoved, WalkFree or WalkClosed."""
    if not guarded_update(walk, Walk.state.in_(OPEN_STATES), Walk.priority == after, priority=before):
        raise changed_meanwhile(walk)
    if before != after:
        audit(walk, "ranked", actor, {"priority": after}, {"priority": before})
        record(WalkRanked(walk.id, walk.warehouse_id))


def before_all(warehouse_id: int) -> int:
    """A priority above that of every walk that is not over."""
    return _extreme(warehouse_id)[1] + 1


def after_all(warehouse_id: int) -> int:
    """A priority below that of every walk that is not over."""
    return _extreme(warehouse_id)[0] - 1


def _extreme(warehouse_id: int) -> tuple[int, int]:
    wanted = select(func.min(Walk.priority), func.max(Walk.priority))
    least, most = db.session.execute(wanted.where(Walk.warehouse_id == warehouse_id, Walk.state.in_(OPEN_STATES))).one()
    return least or 0, most or 0
