"""End the quarantine of units: they go back into a bin, or are scrapped."""

from collections.abc import Sequence
from typing import Any

from app.clock import now
from app.db import db
from app.events import record
from app.inventory.blocked import block_of
from app.inventory.commands import outside
from app.inventory.models import Lot, StockMovement
from app.operations import Actor, audit
from app.stockkeeping.alone import is_lead, may_alone
from app.stockkeeping.commands.move_units import bin_of, carry
from app.stockkeeping.errors import FewerInQuarantine, LotHasExpired, LotIsBlocked, ScrappedByLead, UnitsNeeded
from app.stockkeeping.events import QuarantineChanged
from app.stockkeeping.models import QuarantineEnd
from app.stockkeeping.quarantine import left_of
from app.stockkeeping.reasons import noted
from app.stockkeeping.units import MOST, Units, held, numbers_of
from app.warehouse.calendar import calendar_of
from app.warehouse.models import QUARANTINE, SCRAP, Location, Warehouse


def release_units(
    warehouse_id: int, entered: StockMovement, quantity: int, target: str, serials: Sequence[str], actor: Actor
) -> dict[str, Any]:
    """Good after all: so many units of those that entered quarantine then lie in that bin now.

    Raises LotIsBlocked, LotHasExpired, FewerInQuarantine, UnitsNeeded, and what `bin_of` and `read_numbers` raise.
    """
    lot = db.session.get_one(Lot, entered.lot_id)
    if block_of(warehouse_id, lot.id):
        raise LotIsBlocked(lot=lot.code, sku=lot.item.sku)
    today = calendar_of(db.session.get_one(Warehouse, warehouse_id)).today(now())
    if lot.expires_on and lot.expires_on < today:
        raise LotHasExpired(lot=lot.code, sku=lot.item.sku, day=lot.expires_on.isoformat())
    return _leave(warehouse_id, entered, quantity, bin_of(warehouse_id, target), "release", serials, "", actor)


def scrap_units(
    warehouse_id: int, entered: StockMovement, quantity: int, note: str, serials: Sequence[str], actor: Actor
) -> dict[str, Any]:
    """Good for nothing: so many units leave the book; more than one person may write off alone needs a lead.

    Raises ScrappedByLead, FewerInQuarantine, UnitsNeeded, and what `read_numbers` raises.
    """
    most = may_alone(warehouse_id, entered.quantity)
    if quantity > most and not is_lead(actor):
        raise ScrappedByLead(most=most)
    scrap = outside(warehouse_id, SCRAP)
    return _leave(warehouse_id, entered, quantity, scrap, "scrap", serials, note, actor)


def _leave(
    warehouse_id: int,
    entered: StockMovement,
    quantity: int,
    destination: Location,
    reason: str,
    serials: Sequence[str],
    note: str,
    actor: Actor,
) -> dict[str, Any]:
    if not 0 < quantity <= MOST:
        raise UnitsNeeded(most=MOST)
    stock = held(db.session.get_one(Lot, entered.lot_id), outside(warehouse_id, QUARANTINE))
    left = left_of(warehouse_id, entered)
    if quantity > left:
        raise FewerInQuarantine(left=left)
    movement_id = carry(Units(stock, quantity, numbers_of(stock, serials, quantity)), destination, reason, actor)
    end = QuarantineEnd(
        warehouse_id=warehouse_id, entered_id=entered.id, left_id=movement_id, quantity=quantity, note=noted(note)
    )
    db.session.add(end)
    audit(end, reason, actor, {}, {"entered": entered.id, "units": quantity, "to": destination.address})
    record(QuarantineChanged(warehouse_id))
    return {"movement_id": movement_id, "item_id": entered.item_id}
