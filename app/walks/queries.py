"""Who walks what."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from app.db import db
from app.walks.models import ACTIVE, ASSIGNED, FREE, Holding, Walk

CLOCK_TOLERANCE = timedelta(minutes=2)
"""A handheld's clock may be off by so much."""


def is_given_out() -> ColumnElement[bool]:
    """Whether a walk is given to who asks for work: it waits for none, and nobody keeps it back."""
    return Walk.waits_for_id.is_(None) & (Walk.kept_back == "")


def is_free() -> ColumnElement[bool]:
    """Whether anybody may begin the walk."""
    return (Walk.state == FREE) & is_given_out()


def is_unbegun() -> ColumnElement[bool]:
    """Whether nobody has begun the walk: nothing of it lies in a tote yet."""
    return Walk.state.in_((FREE, ASSIGNED)) & Walk.started_at.is_(None)


def is_for(roles: Collection[str], kind: str = "") -> ColumnElement[bool]:
    """Whether somebody with those roles may have the walk; of one `kind` where that is asked for."""
    kinds = kinds_for(roles)
    return Walk.kind.in_([one for one in kinds if one == kind] if kind else kinds)


def kinds_for(roles: Collection[str]) -> list[str]:
    """The kinds of walk that somebody with those roles is given."""
    kinds = Walk.__mapper__.polymorphic_map.items()
    return sorted(name for name, mapper in kinds if mapper.class_.roles & set(roles))


def may_have(worker_id: int | None) -> ColumnElement[bool]:
    """Whether the walk does not look again at what that worker did."""
    return Walk.barred_id.is_distinct_from(worker_id)


def walk_in_progress(worker_id: int | None, warehouse_id: int | None) -> Walk | None:
    wanted = select(Walk).where(Walk.warehouse_id == warehouse_id, Walk.holder_id == worker_id, Walk.state == ACTIVE)
    return db.session.scalars(wanted.order_by(Walk.id).limit(1)).first()


def walks_waiting(worker_id: int, warehouse_id: int, roles: Collection[str]) -> tuple[int, int]:
    """How many walks are assigned to the worker, and how many are free to be begun by somebody with their roles."""
    count = select(func.count()).select_from(Walk).where(Walk.warehouse_id == warehouse_id)
    assigned = count.where(Walk.state == ASSIGNED, Walk.holder_id == worker_id, is_given_out())
    free = count.where(is_free(), is_for(roles), may_have(worker_id))
    return db.session.scalar(assigned) or 0, db.session.scalar(free) or 0


def waiting_by_kind(worker_id: int, warehouse_id: int, roles: Collection[str]) -> dict[str, int]:
    """How many walks of each kind wait for the worker: assigned to them, or free to be begun by somebody like them."""
    mine = (Walk.state == ASSIGNED) & (Walk.holder_id == worker_id) & is_given_out()
    waiting = select(Walk.kind, func.count()).where(Walk.warehouse_id == warehouse_id, mine | is_free(), is_for(roles))
    found = dict(db.session.execute(waiting.group_by(Walk.kind)).all())
    return {kind: found.get(kind, 0) for kind in kinds_for(roles)}


def held_at(walk_id: int, worker_id: int | None, at: datetime | None) -> bool:
    """Whether the worker held the walk when the handheld made the scan."""
    if at is None or worker_id is None:
        return False
    wanted = select(Holding.id).where(
        Holding.walk_id == walk_id,
        Holding.worker_id == worker_id,
        Holding.began_at <= at + CLOCK_TOLERANCE,
        (Holding.ended_at.is_(None)) | (Holding.ended_at >= at),
    )
    return db.session.scalars(wanted.limit(1)).first() is not None
