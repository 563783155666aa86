"""Another lot than the one meant: the picker holds it, so the order gets it, where that does no harm."""

from collections.abc import Sequence

from sqlalchemy import update

from app.db import db
from app.events import record
from app.inventory.commands import reserve, unreserve
from app.inventory.models import Stock
from app.inventory.queries import stock_with_lot
from app.operations import Actor, audit, change
from app.picking.commands.as_scanned import as_scanned
from app.picking.commands.elsewhere import line_at
from app.picking.errors import LineClosed, LotKept
from app.picking.events import LotSwapped
from app.picking.lots import LotRule
from app.picking.models import Pick, PickLine
from app.picking.path import replan
from app.scanning import read, shown
from app.walks.models import FINISHED, SHORT, TODO
from app.walks.scan_errors import WrongLot


def swap_lot(lines: Sequence[PickLine], scanned: str, actor: Actor) -> dict[str, int]:
    """What is left of the stop is taken from another lot in its bin; what was picked stays as it was.

    Raises LineClosed, WrongLot (not in this bin, or not allowed here), LotNotGood, LotLastsLonger or LotKept.
    """
    lines = as_scanned(lines, actor)
    line = lines[0]
    left = [one for one in lines if one.to_pick]
    if not left:
        raise LineClosed(address=line.location.address)
    code = read(scanned)
    stock = stock_with_lot(line.location_id, line.lot.item_id, code.lot or code.text)
    if stock is None:
        raise WrongLot(scanned=shown(code.lot or code.text), wanted=line.lot.code)
    if stock.lot_id != line.lot_id:
        objection = LotRule(line.task.warehouse).objection(line.lot, stock, sum(one.to_pick for one in left))
        if objection:
            raise objection
        for one in left:
            _swap(one, stock, actor)
        replan(line.task, standing_at=line.location, added=left)
        record(LotSwapped(line.task.id, line.task.wave_id, line.task.warehouse_id, line.id))
    return {"line_id": line.id, "task_id": line.task.id}


def _swap(line: PickLine, stock: Stock, actor: Actor) -> None:
    units, before = line.to_pick, {"lot": line.lot.code, "quantity": line.quantity}
    unreserve(line.allocation, units)
    allocation = reserve(stock, units, line.order_line_id)
    if allocation is None:
        raise LotKept(left=0, scanned=stock.lot.code, wanted=line.lot.code)
    if line.picked:
        _leave_picked(line, actor)
    line.allocation_id, line.lot_id, line.state = allocation.id, stock.lot_id, TODO
    db.session.flush()
    db.session.expire(line, ["allocation", "lot"])
    audit(line, "lot swapped", actor, before, {"lot": stock.lot.code, "quantity": line.quantity})


def _leave_picked(line: PickLine, actor: Actor) -> None:
    """What was picked becomes a line of its own, so that the handheld's line goes on with the other lot."""
    stock = line.allocation.stock
    done = line_at(stock, line.allocation, line)
    done.quantity, done.picked, done.short = line.picked + line.short, line.picked, line.short
    done.state, done.short_reason = SHORT if line.short else FINISHED, line.short_reason
    db.session.flush()
    db.session.execute(update(Pick).where(Pick.line_id == line.id).values(line_id=done.id))
    audit(done, "split", actor, {}, {"from": line.id, "picked": done.picked, "short": done.short})
    change(line, "split", actor, quantity=line.quantity - done.quantity, picked=0, short=0, short_reason="")
