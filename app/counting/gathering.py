"""Raised counts are gathered onto walks, and what is due is raised: in the background, a few at a time."""

from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.counting.commands.put_up import put_up
from app.counting.events import CountChanged, CountRaised
from app.counting.models import CycleCount
from app.counting.queries import counts_wanted, is_on_a_walk, is_waiting
from app.counting.wanted import still_wanted
from app.db import db, transaction
from app.events import Event
from app.jobs import Job, enqueue
from app.operations import program
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.models import Location

AT_ONCE = 20
"""Stops that are put up in one transaction."""


def gather(warehouse_id: int) -> int:
    """Put onto walks what no walk has, the urgent first; how many stops came to be. Blocked aisles wait."""
    after, done = 0, 0
    while found := _batch(warehouse_id, after):
        after = found[-1]
        done += _put_up(found, warehouse_id)
    db.session.rollback()
    return done


def _put_up(count_ids: Sequence[int], warehouse_id: int) -> int:
    with transaction() as session:
        free = select(CycleCount).where(CycleCount.id.in_(count_ids), CycleCount.counted_at.is_(None), ~is_on_a_walk())
        counts = session.scalars(free.options(joinedload(CycleCount.location)).order_by(CycleCount.id)).all()
        wanted = [one for count in counts for one in still_wanted(count)]
        if wanted:
            put_up(wanted, program("counting", warehouse_id))
    return len(wanted)


def _batch(warehouse_id: int, after: int) -> Sequence[int]:
    db.session.rollback()
    within_reach = (Location.blocked.is_(False), ~is_in_blocked_aisle())
    waiting = counts_wanted(warehouse_id).where(~is_on_a_walk(), CycleCount.id > after, *within_reach)
    ids = waiting.with_only_columns(CycleCount.id).order_by(None).order_by(CycleCount.id).limit(AT_ONCE)
    return db.session.scalars(ids).all()


def counts_to_gather() -> Mapping[str, Job]:
    """Warehouses in which something is to be counted that no walk has and no lead decides about."""
    within_reach = (Location.blocked.is_(False), ~is_in_blocked_aisle())
    waiting = (
        select(CycleCount.warehouse_id)
        .join(Location, Location.id == CycleCount.location_id)
        .where(CycleCount.counted_at.is_(None), ~is_on_a_walk(), ~is_waiting(), *within_reach)
    )
    found = db.session.scalars(waiting.distinct().order_by(CycleCount.warehouse_id)).all()
    return {_name(one): partial(_gather, one) for one in found}


def gather_when_committed(recorded: list[Event]) -> None:
    """Subscriber: what was raised is on a walk a moment later."""
    for event in recorded:
        if isinstance(event, CountRaised | CountChanged):
            enqueue(_name(event.warehouse_id), partial(_gather, event.warehouse_id))


def _name(warehouse_id: int) -> str:
    return f"gathering counts of warehouse {warehouse_id}"


def _gather(warehouse_id: int) -> None:
    gather(warehouse_id)
