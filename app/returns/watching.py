"""Returns that nobody answered in time become a case, once; whoever answers closes it."""

from collections.abc import Mapping
from functools import partial
from time import monotonic

from sqlalchemy import select

from app.cases.opening import open_once
from app.cases.words import RETURN
from app.clock import now
from app.db import db, transaction
from app.jobs import Job
from app.operations import program
from app.returns.models import REQUESTED, Rma
from app.warehouse.models import Warehouse

WATCHER = program("returns")
EVERY = 600.0
"""Seconds between two looks of a process; the clock of an answer counts in hours."""
BATCH = 50
_watched: dict[int, float] = {}


def returns_to_watch() -> Mapping[str, Job]:
    """Each warehouse now and then."""
    due = [one for one in db.session.scalars(select(Warehouse.id)) if _watched.get(one, 0.0) < monotonic()]
    return {f"watching the returns of warehouse {one}": partial(_watch_now, one) for one in due}


def _watch_now(warehouse_id: int) -> None:
    _watched[warehouse_id] = monotonic() + EVERY
    watch_returns(warehouse_id)


def watch_returns(warehouse_id: int) -> int:
    """Open the cases of returns that are overdue; how many. In short transactions."""
    db.session.rollback()
    late = select(Rma.id).where(Rma.warehouse_id == warehouse_id, Rma.state == REQUESTED, Rma.answer_due_at < now())
    ids, opened = list(db.session.scalars(late.order_by(Rma.id))), 0
    for start in range(0, len(ids), BATCH):
        with transaction():
            opened += sum(_note(rma_id) for rma_id in ids[start : start + BATCH])
    db.session.rollback()
    return opened


def _note(rma_id: int) -> bool:
    rma = db.session.get_one(Rma, rma_id)
    if rma.state != REQUESTED:
        return False  # it was answered meanwhile
    return open_once(rma.order, RETURN, {"rma_id": rma.id}, WATCHER)
