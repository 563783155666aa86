"""Damaged units: they leave the bin for quarantine, and what the order misses by that is taken elsewhere."""

from collections.abc import Sequence

from app.db import db
from app.events import record
from app.inventory.commands import move, outside
from app.inventory.models import Stock
from app.operations import Actor, audit
from app.picking.commands.as_scanned import as_scanned
from app.picking.commands.elsewhere import give_up, take_elsewhere
from app.picking.commands.serials import move_serials, read_damaged
from app.picking.errors import LineClosed, TooManyDamaged
from app.picking.events import LineDamaged
from app.picking.models import PickLine
from app.picking.path import replan
from app.warehouse.models import QUARANTINE


def damage_units(lines: Sequence[PickLine], quantity: int, actor: Actor, serials: Sequence[str] = ()) -> dict[str, int]:
    """Move damaged units of the stop's bin to quarantine; good ones that nobody keeps are taken in their place first.

    Of units with serial numbers those that can be read go with them. Raises LineClosed, what `read_damaged` and
    `move_serials` raise, or TooManyDamaged where units would be meant that are kept for another order.
    """
    lines = as_scanned(lines, actor)
    line = lines[0]
    if not any(one.to_pick for one in lines):
        raise LineClosed(address=line.location.address)
    stock = db.session.get_one(Stock, line.allocation.stock_id, with_for_update=True, populate_existing=True)
    most = stock.available + sum(one.to_pick for one in lines)
    if not 0 < quantity <= most:
        raise TooManyDamaged(most=most)
    codes = read_damaged(line, serials, quantity)
    missing = _give_up(lines, quantity - stock.available, actor)
    quarantine = outside(line.location.warehouse_id, QUARANTINE)
    move(line.lot, quantity, source=line.location, destination=quarantine, reason="damaged", actor=actor)
    move_serials(line, codes, quarantine)
    after = {"quantity": quantity, "to": quarantine.address} | ({"serials": codes} if codes else {})
    audit(line, "damaged", actor, {}, after)
    if missing:
        added = [new for one, units in missing.items() for new in take_elsewhere(one, units, actor)]
        replan(line.task, standing_at=line.location, added=added)
    record(LineDamaged(line.task.id, line.task.wave_id, line.task.warehouse_id, line.id))
    return {"line_id": line.id, "task_id": line.task.id}


def _give_up(lines: Sequence[PickLine], units: int, actor: Actor) -> dict[PickLine, int]:
    """How many units each line has to take elsewhere."""
    missing = {}
    for one in lines:
        share = min(units, one.to_pick)
        if share > 0:
            give_up(one, share, "damaged", actor)
            missing[one] = share
            units -= share
    return missing
