"""Units that the book has in an order's totes and that are not there, or cannot be sent."""

from app.clock import now
from app.counting.commands import raise_count
from app.db import guarded_update, insert_row
from app.inventory.commands import outside
from app.inventory.models import Serial
from app.operations import Actor
from app.orders.holds import hold_order
from app.orders.missing import SHORT
from app.orders.models import OrderLine
from app.packing.models import DAMAGED, MISSING, Carton, PackLoss
from app.packing.places import free_if_empty, serials_in_tote
from app.packing.queries import picks_to_pack
from app.picking.commands.leave_tote import leave_tote
from app.picking.models import Pick
from app.warehouse.models import ADJUSTMENT, QUARANTINE


def miss_units(carton: Carton, reason: str, actor: Actor) -> None:
    """All that is left in the order's totes is short, which holds the order for its lead as a short pick does.

    What is missing is written off, and the bin that it came from is to be counted: it may lie there yet. What is
    damaged goes to quarantine.
    """
    short: dict[str, int] = {}
    for pick in picks_to_pack(carton.order):
        sku, units = pick.line.lot.item.sku, pick.in_tote
        _write_off(carton, pick, units, reason, actor)
        guarded_update(pick.line.order_line, short=OrderLine.short + units)
        short[sku] = short.get(sku, 0) + units
    for sku, units in short.items():
        hold_order(carton.order, SHORT, {"sku": sku, "quantity": units}, actor)


def _write_off(carton: Carton, pick: Pick, units: int, reason: str, actor: Actor) -> None:
    destination = outside(carton.warehouse_id, QUARANTINE if reason == DAMAGED else ADJUSTMENT)
    serials, use = serials_in_tote(pick), pick.tote_use
    leave_tote(pick, units, destination, reason, actor)
    for serial in serials:
        guarded_update(serial, Serial.location_id == use.tote_id, location_id=destination.id)
    insert_row(
        PackLoss,
        carton_id=carton.id,
        pick_id=pick.id,
        quantity=units,
        reason=reason,
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
        at=now(),
    )
    if reason == MISSING:
        raise_count(pick.line.location, pick.line.lot.item, MISSING, actor)
    free_if_empty(use, actor)
