"""Change the book where it is wrong: alone, or beyond what the warehouse lets one person, with a lead's word."""

from datetime import date
from typing import Any

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import move, outside
from app.inventory.models import Lot, Stock
from app.inventory.serials import read_numbers, take_numbers_along
from app.operations import Actor, audit
from app.stockkeeping.alone import is_lead, may_alone
from app.stockkeeping.commands.move_units import carry
from app.stockkeeping.errors import DecidedAlready, WordsNeeded
from app.stockkeeping.events import AdjustmentChanged
from app.stockkeeping.models import POSTED, REFUSED, WAITING, Adjustment
from app.stockkeeping.reasons import ADJUSTMENTS, check_reason, noted
from app.stockkeeping.units import (
    Scan,
    Units,
    check_free,
    free_units,
    held,
    item_of,
    lot_for_more,
    place_of,
    said_by,
    units_in,
)


def adjust_units(
    warehouse_id: int, scan: Scan, reason: str, note: str, actor: Actor, expires_on: date | None = None
) -> dict[str, Any]:
    """More or fewer units than the book says, by the reason; what is too much for one person waits for a lead.

    Raises ReasonNeeded; of fewer what `free_units` raises, of more what `_more_units` raises; NumberElsewhere.
    """
    check_reason(reason, ADJUSTMENTS)
    more = ADJUSTMENTS[reason].more
    units = _more_units(warehouse_id, scan, expires_on) if more else free_units(warehouse_id, scan)
    adjustment = Adjustment(
        warehouse_id=warehouse_id,
        location_id=units.stock.location_id,
        lot_id=units.stock.lot_id,
        units=units.quantity if more else -units.quantity,
        reason=reason,
        note=noted(note),
        serials=list(units.numbers),
        state=WAITING,
        asked_at=now(),
        asked_by_id=actor.worker_id,
    )
    db.session.add(adjustment)
    audit(adjustment, "asked", actor, {}, {"units": adjustment.units, "reason": reason, "note": adjustment.note})
    if is_lead(actor) or units.quantity <= may_alone(warehouse_id, units.stock.on_hand):
        _post(adjustment, actor)
    record(AdjustmentChanged(warehouse_id, adjustment.id))
    return {"adjustment_id": adjustment.id, "state": adjustment.state}


def approve_adjustment(adjustment: Adjustment, actor: Actor) -> dict[str, Any]:
    """A lead agrees: now the book is changed. Raises DecidedAlready, TooFewFree or NumberElsewhere."""
    _hold(adjustment)
    _post(adjustment, actor)
    record(AdjustmentChanged(adjustment.warehouse_id, adjustment.id))
    return {"adjustment_id": adjustment.id}


def refuse_adjustment(adjustment: Adjustment, words: str, actor: Actor) -> dict[str, Any]:
    """A lead does not agree, and says why; nothing moves. Raises WordsNeeded or DecidedAlready."""
    if not noted(words):
        raise WordsNeeded
    _hold(adjustment)
    said = {"state": REFUSED, "words": noted(words)}
    guarded_update(adjustment, Adjustment.state == WAITING, decided_at=now(), decided_by_id=actor.worker_id, **said)
    audit(adjustment, "refused", actor, {"state": WAITING}, said)
    record(AdjustmentChanged(adjustment.warehouse_id, adjustment.id))
    return {"adjustment_id": adjustment.id}


def _more_units(warehouse_id: int, scan: Scan, expires_on: date | None) -> Units:
    """Units that lie there and are not in the book. Raises what `place_of`, `item_of`, `lot_for_more` raise."""
    place = place_of(warehouse_id, scan.place)
    item, code, each = item_of(scan.item)
    quantity = units_in(scan, each)
    numbers = read_numbers(item, scan.serials or said_by(code), quantity)
    lot = lot_for_more(place, item, scan.lot or code.lot, expires_on or code.expiry)
    return Units(held(lot, place), quantity, numbers)


def _hold(adjustment: Adjustment) -> None:
    """Nobody else decides about it until the transaction ends. Raises DecidedAlready."""
    db.session.get_one(Adjustment, adjustment.id, with_for_update=True, populate_existing=True)
    if adjustment.state != WAITING:
        raise DecidedAlready(who=adjustment.decided_by.name if adjustment.decided_by else "-")


def _post(adjustment: Adjustment, actor: Actor) -> None:
    stock = held(db.session.get_one(Lot, adjustment.lot_id), adjustment.location)
    movement_id = _more(adjustment, stock, actor) if adjustment.units > 0 else _fewer(adjustment, stock, actor)
    done = {"state": POSTED, "movement_id": movement_id}
    guarded_update(adjustment, Adjustment.state == WAITING, decided_at=now(), decided_by_id=actor.worker_id, **done)
    audit(adjustment, "posted", actor, {"state": WAITING}, done)


def _more(adjustment: Adjustment, stock: Stock, actor: Actor) -> int:
    side = outside(adjustment.warehouse_id, ADJUSTMENTS[adjustment.reason].side)
    place, lot = adjustment.location, stock.lot
    movement_id = move(lot, adjustment.units, source=side, destination=place, reason=adjustment.reason, actor=actor)
    take_numbers_along(movement_id, lot.item, adjustment.serials, side, place)
    return movement_id


def _fewer(adjustment: Adjustment, stock: Stock, actor: Actor) -> int:
    check_free(stock, -adjustment.units)
    side = outside(adjustment.warehouse_id, ADJUSTMENTS[adjustment.reason].side)
    return carry(Units(stock, -adjustment.units, adjustment.serials), side, adjustment.reason, actor)
