"""Claim, assign and hand over walks: one holder at a time."""

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, Select, select

from app.db import db, guarded_update, now
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit, change
from app.walks.events import WalkFreed, WalkHandedOver
from app.walks.models import ACTIVE, ASSIGNED, CANCELLED, DONE, FREE, Holding, Walk
from app.walks.pausing import go_on
from app.walks.queries import walk_in_progress
from app.workers.models import Worker


class NoWork(DomainError):
    code = "no_work"
    message = lazy_gettext("There is no work for you now. Ask your lead, or try again in a minute.")


class HeldByOther(DomainError):
    code = "held_by_other"
    message = lazy_gettext("%(holder)s has this walk now. Ask for other work.")


class HeldByNobody(DomainError):
    code = "held_by_nobody"
    message = lazy_gettext("This walk was given back; nobody has it now. Ask for work.")


class WalkClosed(DomainError):
    code = "walk_closed"
    message = lazy_gettext("This walk is over. Ask for new work.")


class WalkCancelled(DomainError):
    code = "walk_cancelled"
    message = lazy_gettext(
        "This walk was cancelled. Bring the totes of your cart to a staging lane and ask for new work."
    )


class WalkWaits(DomainError):
    code = "walk_waits"
    message = lazy_gettext("Task %(number)s comes first: its totes are passed on to this one. Give it out after that.")


class MayNotHold(DomainError):
    code = "may_not_hold"
    message = lazy_gettext("%(worker)s does not pick in this warehouse. Choose somebody else.")


def claim_next(actor: Actor) -> dict[str, int]:
    """Give the worker the walk in progress, else one assigned to them, else the best free one. Raises NoWork.

    The worker's row is held meanwhile: who asks on two devices at once gets one walk.
    """
    db.session.get_one(Worker, actor.worker_id, with_for_update={"key_share": True})
    walk = walk_in_progress(actor.worker_id, actor.warehouse_id)
    if walk is None:
        walk = _assigned(actor) or _best_free(actor)
    if walk is None:
        raise NoWork
    go_on(walk, actor)
    return {"task_id": walk.id}


def assign(walk: Walk, worker: Worker | None, actor: Actor) -> dict[str, int]:
    """Hand a walk that is not over and waits for none to a worker, or to nobody. What was done stays done."""
    if walk.state in (DONE, CANCELLED):
        raise WalkClosed
    if walk.waits_for_id is not None:
        raise WalkWaits(number=walk.waits_for_id)
    if worker and "picker" not in worker.roles_in(walk.warehouse_id):
        raise MayNotHold(worker=worker.name)
    holder_id = walk.holder_id
    before = {"holder_id": holder_id, "state": walk.state}
    after = {"holder_id": worker.id if worker else None, "state": ASSIGNED if worker else FREE}
    if before == after:
        return {"task_id": walk.id}
    open_walk = Walk.state.in_((FREE, ASSIGNED, ACTIVE)) & (Walk.version == walk.version)
    if not guarded_update(walk, open_walk, version=Walk.version + 1, **after):
        raise held_elsewhere(walk)
    _end_holding(walk, actor)
    audit(walk, "handed over", actor, before, after)
    to_worker_id = worker.id if worker else None
    record(WalkHandedOver(walk.id, walk.warehouse_id, holder_id, to_worker_id, actor.worker_id))
    return {"task_id": walk.id}


def held_elsewhere(walk: Walk) -> HeldByOther | HeldByNobody | WalkCancelled:
    """What is told to somebody who does not have the walk: who has it now."""
    if walk.state == CANCELLED:
        return WalkCancelled()
    return HeldByOther(holder=walk.holder.name) if walk.holder else HeldByNobody()


def finish(walk: Walk, actor: Actor) -> None:
    """The walk is done; its holder may ask for the next one, and walks that waited for it can be begun."""
    if not guarded_update(walk, Walk.state == ACTIVE, state=DONE, done_at=now(), version=Walk.version + 1):
        raise WalkClosed
    _end_holding(walk, actor)
    audit(walk, "done", actor, {"state": ACTIVE}, {"state": DONE})
    _let_go_on(walk, actor)


def cancel(walk: Walk, actor: Actor) -> None:
    """Nothing is left to do on a walk that nobody has begun. Raises WalkClosed."""
    before = {"holder_id": walk.holder_id, "state": walk.state}
    after = {"holder_id": None, "state": CANCELLED}
    if not guarded_update(walk, Walk.state.in_((FREE, ASSIGNED)), version=Walk.version + 1, **after):
        raise WalkClosed
    audit(walk, "cancelled", actor, before, after)
    _let_go_on(walk, actor)


def _let_go_on(walk: Walk, actor: Actor) -> None:
    """Walks that waited for this one can be begun."""
    for next_one in db.session.scalars(select(Walk).where(Walk.waits_for_id == walk.id)):
        change(next_one, "its turn", actor, waits_for_id=None)
        record(WalkFreed(next_one.id, next_one.warehouse_id))


def _assigned(actor: Actor) -> Walk | None:
    wanted = _in_order().where(
        Walk.warehouse_id == actor.warehouse_id, Walk.state == ASSIGNED, Walk.holder_id == actor.worker_id
    )
    walk = db.session.scalars(wanted).first()
    if walk:
        _begin(walk, actor, (Walk.state == ASSIGNED) & (Walk.holder_id == actor.worker_id))
    return walk


def _best_free(actor: Actor) -> Walk | None:
    """SKIP LOCKED lets two workers look at once without waiting; the guarded update decides."""
    is_free = (Walk.state == FREE) & Walk.waits_for_id.is_(None)
    wanted = _in_order().where(Walk.warehouse_id == actor.warehouse_id, is_free)
    while walk := db.session.scalars(wanted.with_for_update(skip_locked=True, of=Walk)).first():
        if _begin(walk, actor, is_free):
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
    db.session.add(Holding(walk_id=walk.id, worker_id=actor.worker_id, began_at=now()))
    audit(walk, "begun", actor, before, after)
    record(WalkHandedOver(walk.id, walk.warehouse_id, holder_id, actor.worker_id, actor.worker_id))
    return True


def _end_holding(walk: Walk, actor: Actor) -> None:
    go_on(walk, actor)
    open_ones = select(Holding).where(Holding.walk_id == walk.id, Holding.ended_at.is_(None))
    for holding in db.session.scalars(open_ones):
        holding.ended_at = now()
