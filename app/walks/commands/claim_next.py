"""Ask for work."""

from sqlalchemy import ColumnElement, Select, select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.walks.errors import NoWork
from app.walks.events import WalkHandedOver
from app.walks.holding import begin_holding
from app.walks.models import ACTIVE, ASSIGNED, Walk
from app.walks.pausing import go_on
from app.walks.queries import is_for, is_free, is_given_out, may_have, walk_in_progress
from app.workers.models import Worker


def claim_next(actor: Actor, kind: str = "") -> dict[str, int]:
    """Give the worker the walk in progress, else one assigned to them, else the best free one of their roles.

    Of the free ones only those of a `kind`, where one is asked for. Raises NoWork.

    The worker's row is held meanwhile: who asks on two devices at once gets one walk.
    """
    worker = db.session.get_one(Worker, actor.worker_id, with_for_update={"key_share": True})
    walk = walk_in_progress(actor.worker_id, actor.warehouse_id)
    if walk is None:
        walk = _assigned(actor) or _best_free(actor, _theirs(worker, actor, kind))
    if walk is None:
        raise NoWork
    go_on(walk, actor)
    return {"task_id": walk.id}


def _theirs(worker: Worker, actor: Actor, kind: str) -> ColumnElement[bool]:
    return is_for(worker.roles_in(actor.warehouse_id or 0), kind) & may_have(worker.id)


def _assigned(actor: Actor) -> Walk | None:
    """The guarded update decides: a lead may give it to somebody else in this very moment."""
    mine = (Walk.state == ASSIGNED) & (Walk.holder_id == actor.worker_id) & is_given_out()
    wanted = _in_order().where(Walk.warehouse_id == actor.warehouse_id, mine)
    while walk := db.session.scalars(wanted).first():
        if _begin(walk, actor, mine):
            return walk
    return None


def _best_free(actor: Actor, theirs: ColumnElement[bool]) -> Walk | None:
    """SKIP LOCKED lets two workers look at once without waiting; the guarded update decides."""
    wanted = _in_order().where(Walk.warehouse_id == actor.warehouse_id, is_free(), theirs)
    while walk := db.session.scalars(wanted.with_for_update(skip_locked=True, of=Walk)).first():
        if _begin(walk, actor, is_free()):
            return walk
    return None


def _in_order() -> Select[Walk]:
    return select(Walk).order_by(Walk.priority.desc(), Walk.due_at.nulls_last(), Walk.id).limit(1)


def _begin(walk: Walk, actor: Actor, still: ColumnElement[bool]) -> bool:
    holder_id = walk.holder_id
    before = {"holder_id": holder_id, "state": walk.state}
    after = {"holder_id": actor.worker_id, "state": ACTIVE}
    started_at = walk.started_at or now()
    if not guarded_update(walk, still, version=Walk.version + 1, started_at=started_at, **after):
        return False
    begin_holding(walk, actor.worker_id)
    audit(walk, "begun", actor, before, after)
    record(WalkHandedOver(walk.id, walk.warehouse_id, holder_id, actor.worker_id, actor.worker_id))
    return True
