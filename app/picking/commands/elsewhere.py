"""What cannot be taken at a stop is given up there, and taken from another bin.

What lies in no forward bin waits for a refill; what does not come by one either holds the order for the lead.
"""

from app.db import db, guarded_update
from app.inventory.commands import reserve, unreserve
from app.inventory.models import Allocation, Stock
from app.inventory.queries import free_stock
from app.operations import Actor, audit
from app.orders.holds import hold_order
from app.orders.models import OrderLine
from app.picking.errors import LineClosed
from app.picking.models import PickLine
from app.replenishing.commands.waiting import Wanting, wait_for_refill
from app.walks.models import SHORT


def give_up(line: PickLine, units: int, reason: str, actor: Actor) -> None:
    """So many units of the line are not taken here. Raises LineClosed."""
    before = {"short": line.short, "state": line.state}
    room = PickLine.picked + PickLine.short + units <= PickLine.quantity
    if not guarded_update(line, room, short=PickLine.short + units):
        raise LineClosed(address=line.location.address)
    unreserve(line.allocation, units)
    guarded_update(line.order_line, allocated=OrderLine.allocated - units)
    line.state = line.state if line.to_pick else SHORT
    line.short_reason = reason
    audit(line, "shorted", actor, before, {"short": line.short, "state": line.state, "reason": reason})


def take_elsewhere(line: PickLine, missing: int, actor: Actor) -> list[PickLine]:
    """Only free stock: what another worker's order has reserved stays theirs."""
    added = []
    for stock in free_stock(line.task.warehouse_id, line.lot.item_id):
        quantity = min(missing, stock.available)
        allocation = reserve(stock, quantity, line.order_line_id) if quantity else None
        if allocation is not None:
            guarded_update(line.order_line, allocated=OrderLine.allocated + quantity)
            added.append(line_at(stock, allocation, line))
            missing -= quantity
    missing -= wait_for_refill(_wanting(line), missing, actor) if missing else 0
    if missing:
        guarded_update(line.order_line, short=OrderLine.short + missing)
        params = {"sku": line.lot.item.sku, "quantity": missing}
        hold_order(line.order_line.order, "short", params, actor)
    return added


def _wanting(line: PickLine) -> Wanting:
    task = line.task
    return Wanting(
        order_line_id=line.order_line_id,
        warehouse_id=task.warehouse_id,
        wave_id=task.wave_id,
        item=line.lot.item,
        priority=task.priority,
        due_at=task.due_at,
        short_stop_id=line.id,
    )


def line_at(stock: Stock, allocation: Allocation, instead_of: PickLine) -> PickLine:
    """A line for what is kept at another stock, into the same place on the cart."""
    line = PickLine(
        walk_id=instead_of.walk_id,
        position=instead_of.position,
        location_id=stock.location_id,
        order_line_id=instead_of.order_line_id,
        allocation_id=allocation.id,
        lot_id=stock.lot_id,
        place_id=instead_of.place_id,
        quantity=allocation.quantity,
        picked=0,
        short=0,
    )
    db.session.add(line)
    return line
