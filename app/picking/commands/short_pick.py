"""Short a stop: what is not there is taken elsewhere, or missing from the order."""

from collections.abc import Sequence

from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import doubt, reserve, unreserve
from app.inventory.models import Allocation, Stock
from app.inventory.queries import free_stock
from app.operations import Actor, audit
from app.orders.holds import hold_order
from app.orders.models import OrderLine
from app.picking.commands.holder import check_holder
from app.picking.errors import LineClosed, UnknownReason
from app.picking.events import LineShorted
from app.picking.models import PickLine
from app.picking.path import replan
from app.walks.models import SHORT

SHORT_REASONS = ("empty", "too_few", "damaged", "wrong_item")


def short_pick(lines: Sequence[PickLine], reason: str, actor: Actor) -> dict[str, int]:
    """Close the stop with what was picked; the rest comes from another bin, else the order is held for the lead.

    What the book still says of this bin is doubted, so that nobody else is sent there.
    """
    if reason not in SHORT_REASONS:
        raise UnknownReason
    line = lines[0]
    task = line.task
    check_holder(task, actor)
    missing = {one: one.to_pick for one in lines if one.to_pick}
    if not missing:
        raise LineClosed(address=line.location.address)
    for one in missing:
        _short(one, reason, actor)
    doubt(line.allocation.stock)
    added = [new for one, units in missing.items() for new in _take_elsewhere(one, units, actor)]
    replan(task, standing_at=line.location, added=added)
    record(LineShorted(task.id, task.wave_id, task.warehouse_id, line.id))
    return {"line_id": line.id, "task_id": task.id}


def _short(line: PickLine, reason: str, actor: Actor) -> None:
    missing = line.to_pick
    before = {"short": line.short, "state": line.state}
    room = PickLine.picked + PickLine.short + missing <= PickLine.quantity
    if not guarded_update(line, room, short=PickLine.short + missing):
        raise LineClosed(address=line.location.address)
    unreserve(line.allocation, missing)
    guarded_update(line.order_line, allocated=OrderLine.allocated - missing)
    line.state, line.short_reason = SHORT, reason
    audit(line, "shorted", actor, before, {"short": line.short, "state": SHORT, "reason": reason})


def _take_elsewhere(line: PickLine, missing: int, actor: Actor) -> list[PickLine]:
    """Only free stock: what another worker's order has reserved stays theirs."""
    added = []
    for stock in free_stock(line.task.warehouse_id, line.lot.item_id):
        quantity = min(missing, stock.available)
        allocation = reserve(stock, quantity, line.order_line_id) if quantity else None
        if allocation is not None:
            added.append(_line_at(stock, allocation, line))
            missing -= quantity
    if missing:
        guarded_update(line.order_line, short=OrderLine.short + missing)
        params = {"sku": line.lot.item.sku, "quantity": missing}
        hold_order(line.order_line.order, "short", params, actor)
    return added


def _line_at(stock: Stock, allocation: Allocation, instead_of: PickLine) -> PickLine:
    guarded_update(instead_of.order_line, allocated=OrderLine.allocated + allocation.quantity)
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
