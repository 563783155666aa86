"""Confirm a put: bin and item are right, and the units leave the walk's tote for the bin."""

from app.events import record
from app.inventory.commands import move, stock_of
from app.inventory.models import ForwardBin
from app.inventory.queries import forward_bin
from app.operations import Actor, change
from app.replenishing.commands.at_stop import check_open, check_scan, count, count_refill, moved, told
from app.replenishing.errors import TakeFirst, TakenHere, TooManyPut
from app.replenishing.events import Refilled
from app.replenishing.models import KIND, PUT, SLOTTING, Refill, RefillLine
from app.replenishing.queries import in_tote
from app.walks.scans import StopScan, numbers_of


def confirm_put(line: RefillLine, scan: StopScan, actor: Actor) -> dict[str, int]:
    """Put the stop's units into its bin, where lines that waited for them can be picked at once."""
    if line.takes:
        raise TakenHere
    tote = check_open(line, actor)
    ready = in_tote(line)
    if not ready:
        raise TakeFirst(address=line.stock.location.address)
    quantity = check_scan(line, scan, ready)
    if not 0 < quantity <= ready:
        raise TooManyPut(left=ready, address=line.location.address)
    codes = numbers_of(line.lot.item, scan.serials, quantity)
    count(line, actor, "put", done=quantity)
    count_refill(line, put=quantity)
    moved(line, quantity, tote, line.location, KIND, codes, actor)
    move(line.lot, quantity, source=tote, destination=line.location, reason=KIND, actor=actor)
    if line.part == PUT:
        _tell_refilled(line, quantity, actor)
    return told(line)


def _tell_refilled(line: RefillLine, units: int, actor: Actor) -> None:
    task, stock = line.task, stock_of(line.lot, line.location)
    record(Refilled(task.id, task.warehouse_id, line.refill.item_id, stock.id, units))
    if line.refill.reason == SLOTTING and line.refill.ended_at:
        _take_rule_along(line.refill, line, actor)


def _take_rule_along(refill: Refill, line: RefillLine, actor: Actor) -> None:
    """An item that was carried to another bin keeps its minimum and maximum, there."""
    rule: ForwardBin | None = forward_bin(line.stock.location_id, refill.item_id)
    if rule is not None and forward_bin(refill.location_id, refill.item_id) is None:
        change(rule, "moved with its item", actor, location_id=refill.location_id)
