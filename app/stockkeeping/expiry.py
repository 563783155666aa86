"""What expires: short-dated first, by lot and place; what has expired is said once, and blocked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from time import monotonic

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.clock import now
from app.db import db, insert_new, transaction
from app.errors import Busy
from app.events import record
from app.inventory.blocked import block_of
from app.inventory.models import Lot, Stock
from app.jobs import Job
from app.operations import audit, program
from app.stockkeeping.commands.block_lot import block_lot
from app.stockkeeping.events import LotExpired
from app.stockkeeping.models import ExpiryAlert
from app.stockkeeping.reasons import EXPIRED
from app.warehouse.calendar import calendar_of
from app.warehouse.models import OUTSIDE, QUARANTINE, Location, Warehouse

WATCHER = program("expiry watch")
EVERY = 900.0
"""Seconds between two looks of a process: a date passes once a day, at each warehouse's own midnight."""
_looked: dict[int, float] = {}


@dataclass(frozen=True)
class Dated:
    """Stock with its date; `days` left, below 0 when it is past."""

    stock: Stock
    days: int


def dated_stock(warehouse_id: int, within: int) -> Select[Stock]:
    """What lies in the building outside quarantine and expires within so many days, short-dated first."""
    return (
        select(Stock)
        .join(Lot, Lot.id == Stock.lot_id)
        .join(Location, Location.id == Stock.location_id)
        .where(*_here(warehouse_id), Lot.expires_on <= today_in(warehouse_id) + timedelta(days=within))
        .order_by(Lot.expires_on, Lot.id, Location.address)
        .options(contains_eager(Stock.lot), contains_eager(Stock.location), joinedload(Stock.item))
    )


def with_days(warehouse_id: int, stocks: Sequence[Stock]) -> list[Dated]:
    """The stock with the days that are left of it."""
    today = today_in(warehouse_id)
    return [Dated(stock, (stock.lot.expires_on - today).days) for stock in stocks if stock.lot.expires_on]


def count_expired(warehouse_id: int) -> int:
    """Lots whose date is past and of which something lies in the building outside quarantine."""
    return db.session.scalar(select(func.count()).select_from(_expired(warehouse_id).subquery())) or 0


def today_in(warehouse_id: int) -> date:
    """The day on the warehouse's wall."""
    return calendar_of(db.session.get_one(Warehouse, warehouse_id)).today(now())


def expiries_to_raise() -> Mapping[str, Job]:
    """Each warehouse now and then."""
    due = [
        one
        for one in db.session.scalars(select(Warehouse.id).order_by(Warehouse.id))
        if _looked.get(one, 0) < monotonic()
    ]
    return {f"the expiry watch of warehouse {one}": partial(_raise_now, one) for one in due}


def _raise_now(warehouse_id: int) -> None:
    _looked[warehouse_id] = monotonic() + EVERY
    raise_expired(warehouse_id)


def raise_expired(warehouse_id: int) -> int:
    """Say of each lot that has expired in the building that it has, once, and block it; how many.

    Nothing of it is allocated from its date on; the block sees to what walks, totes and cartons have of it already. Not
    inside a transaction.
    """
    db.session.rollback()
    said = select(ExpiryAlert.id).where(ExpiryAlert.lot_id == Lot.id, ExpiryAlert.warehouse_id == warehouse_id)
    lot_ids = db.session.scalars(_expired(warehouse_id).where(~said.exists())).all()
    raised = 0
    for lot_id in lot_ids:
        try:
            with transaction():
                raised += _raise(warehouse_id, lot_id)
        except Busy:
            break  # the rest at the next look
    return raised


def _raise(warehouse_id: int, lot_id: int) -> bool:
    if not insert_new(ExpiryAlert, warehouse_id=warehouse_id, lot_id=lot_id, raised_at=now()):
        return False
    mine = (ExpiryAlert.warehouse_id == warehouse_id, ExpiryAlert.lot_id == lot_id)
    alert = db.session.scalars(select(ExpiryAlert).where(*mine)).one()
    after = {"sku": alert.lot.item.sku, "lot": alert.lot.code, "expires_on": str(alert.lot.expires_on)}
    audit(alert, "expired", WATCHER, {}, after)
    record(LotExpired(warehouse_id, lot_id))
    if block_of(warehouse_id, lot_id) is None:
        block_lot(warehouse_id, alert.lot, EXPIRED, "", WATCHER)
    return True


def _expired(warehouse_id: int) -> Select[int]:
    return (
        select(Lot.id)
        .distinct()
        .join(Stock, Stock.lot_id == Lot.id)
        .join(Location, Location.id == Stock.location_id)
        .where(*_here(warehouse_id), Lot.expires_on < today_in(warehouse_id))
        .order_by(Lot.id)
    )


def _here(warehouse_id: int) -> tuple[ColumnElement[bool], ...]:
    kinds = Location.kind.not_in((*OUTSIDE, QUARANTINE))
    return (Location.warehouse_id == warehouse_id, kinds, Stock.on_hand > 0)
