"""Every few minutes somebody looks at all forward bins: reserve may have come or been counted meanwhile."""

from collections.abc import Mapping
from functools import partial
from time import monotonic

from sqlalchemy import select

from app.db import db, transaction
from app.inventory.models import ForwardBin
from app.jobs import Job
from app.operations import program
from app.replenishing.commands.watching import AT_ONCE, refill_low_ones
from app.replenishing.rules import low_rules

EVERY = 300.0
"""Seconds between two looks of a process."""
_looked: dict[int, float] = {}


def bins_to_look_at() -> Mapping[str, Job]:
    """Each warehouse that has rules, now and then."""
    warehouses = db.session.scalars(select(ForwardBin.warehouse_id).distinct().order_by(ForwardBin.warehouse_id))
    due = [one for one in warehouses if _looked.get(one, 0.0) < monotonic()]
    return {f"refills of warehouse {one}": partial(_look_now, one) for one in due}


def _look_now(warehouse_id: int) -> None:
    _looked[warehouse_id] = monotonic() + EVERY
    refill_low_bins(warehouse_id)


def refill_low_bins(warehouse_id: int) -> int:
    """Fill up those below their minimum, a few in a transaction; units that come."""
    db.session.rollback()
    low = low_rules(warehouse_id)
    db.session.rollback()
    units = 0
    for first in range(0, len(low), AT_ONCE):
        with transaction():
            units += refill_low_ones(low[first : first + AT_ONCE], program("refill", warehouse_id))
    return units
