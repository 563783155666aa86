"""Bring the book to what was counted."""

from app.clock import now
from app.counting.commands.note_numbers import note_numbers
from app.counting.errors import LeftSince, StillKept, VarianceDecided
from app.counting.events import CountChanged, ReservedMissing
from app.counting.models import POSTED, REASON, WAITS, Variance
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import move, outside, stock_of
from app.inventory.models import Stock
from app.operations import Actor, audit
from app.warehouse.models import ADJUSTMENT

COUNTED = "counted"


def post(variance: Variance, actor: Actor, may_take_kept: bool, reason: str = COUNTED, note: str = "") -> bool:
    """Units come from, or go to, the side of the book for what nobody can explain; whether they did.

    Units that orders keep are taken only where a lead says so: what kept them is found elsewhere, or missing from the
    order. Raises VarianceDecided, LeftSince or StillKept.
    """
    db.session.flush()
    stock = stock_of(variance.lot, variance.location)
    kept = -variance.units - _free_of(stock)
    if kept > 0 and not may_take_kept:
        return False
    decide(variance, POSTED, actor, reason, note)
    if kept > 0:
        _let_go(variance, stock, kept, actor)
    adjustment = outside(variance.warehouse_id, ADJUSTMENT)
    ends = (adjustment, variance.location) if variance.units > 0 else (variance.location, adjustment)
    if variance.units:
        move(variance.lot, abs(variance.units), source=ends[0], destination=ends[1], reason=REASON, actor=actor)
    note_numbers(variance.entry, variance.location, actor)
    return True


def decide(variance: Variance, state: str, actor: Actor, reason: str, note: str) -> None:
    """Once, by whoever is first. Raises VarianceDecided."""
    values = {"state": state, "reason": reason, "note": note, "decided_by_id": actor.worker_id}
    if not guarded_update(variance, Variance.state == WAITS, decided_at=now(), **values):
        db.session.refresh(variance)
        raise VarianceDecided(worker=variance.decided_by.name if variance.decided_by else "")
    audit(variance, state, actor, {"state": WAITS}, values | {"units": variance.units})
    record(CountChanged(variance.warehouse_id))


def _free_of(stock: Stock) -> int:
    db.session.refresh(stock, with_for_update=True)
    return stock.available


def _let_go(variance: Variance, stock: Stock, units: int, actor: Actor) -> None:
    names = {"address": variance.location.address, "sku": variance.lot.item.sku}
    if stock.on_hand < -variance.units:
        raise LeftSince(**names)
    record(ReservedMissing(variance.warehouse_id, stock.id, units, actor))
    if _free_of(stock) < -variance.units:
        raise StillKept(**names)
