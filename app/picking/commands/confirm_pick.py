"""Confirm a pick: bin, item and tote are right, and the units go into the tote."""

from collections.abc import Sequence

from app.clock import now
from app.db import db, guarded_update, insert_row
from app.errors import Busy
from app.events import record
from app.inventory.blocked import block_of
from app.inventory.commands import take
from app.inventory.queries import lies_alone, lots_at
from app.operations import Actor, audit
from app.orders.models import OPEN, PICKING, WAVED, Order, OrderLine
from app.picking.commands.as_scanned import as_scanned
from app.picking.commands.serials import read_serials, take_serials
from app.picking.commands.stop_order import stopped
from app.picking.commands.totes import check_taken_up
from app.picking.errors import BinUnclear, FewerLeft, LineClosed, LotBlockedHere, NoToteYet, TooMany, WrongTote
from app.picking.events import LinePicked
from app.picking.models import Pick, PickLine, ToteUse
from app.scanning import named, read, shown
from app.walks.models import CANCELLED, FINISHED, SHORT, TODO, Stop
from app.walks.scan_errors import LotMissing, ScanMissing, WrongLot
from app.walks.scans import StopScan, check_bin, units_of
from app.warehouse.settings import WarehouseSettings, settings_of


def confirm_pick(lines: Sequence[PickLine], scan: StopScan, actor: Actor) -> dict[str, int]:
    """Take the item of the stop's lines from its bin into its tote; refusals name what was scanned and what is due."""
    shared = len(lines)
    lines = as_scanned(lines, actor)
    line = lines[0]
    task = line.task
    settings = settings_of(task.warehouse)
    use = _tote(line, actor)
    if settings.scan_bin:
        check_bin(line.location, scan.bin)
    per_scan = _check_item(line, scan, settings)
    if settings.scan_tote:
        _check_tote(line, use, scan.tote)

    quantity = scan.quantity or per_scan
    _check_left(lines, quantity, FewerLeft if len(lines) < shared else TooMany)
    if block_of(task.warehouse_id, line.lot_id):
        raise LotBlockedHere(lot=line.lot.code or line.lot.item.sku)
    serials = read_serials(line, scan.serials, quantity)
    _pick(lines, use, quantity, serials, actor)
    record(LinePicked(task.id, task.wave_id, task.warehouse_id, line.id))
    return {"line_id": line.id, "task_id": task.id}


def _tote(line: PickLine, actor: Actor) -> ToteUse:
    use = line.place.tote
    if use is None:
        raise NoToteYet(place=line.place.position)
    check_taken_up(line.place, actor)
    return use


def _check_item(line: PickLine, scan: StopScan, settings: WarehouseSettings) -> int:
    """How many units one scan of the code stands for."""
    item = line.lot.item
    if not scan.item and not settings.scan_item:
        return line.to_pick
    if not scan.item:
        raise ScanMissing(wanted=item.sku)
    code = read(scan.item)
    if settings.bin_stands_for_item and code.text == line.location.barcode:
        return _bin_as_item(line)
    units = units_of(item, scan, line.task.warehouse_id)
    if item.tracks_lot:
        _check_lot(line, scan.lot or code.lot)
    return units


def _bin_as_item(line: PickLine) -> int:
    """A bin with one item in one lot stands for it, a unit for each scan; with more it never guesses."""
    if not lies_alone(line.location_id):
        raise BinUnclear(address=line.location.address, wanted=line.lot.item.sku)
    return 1


def _check_lot(line: PickLine, scanned: str) -> None:
    """The lot's own code, alone or in a GS1 code; where the bin holds one lot only, the item's code is enough."""
    if scanned:
        code = read(scanned)
        if line.lot.code not in (code.text, code.lot):
            raise WrongLot(scanned=shown(code.lot or code.text), wanted=line.lot.code)
        return
    if lots_at(line.location_id, line.lot.item_id) > 1:
        raise LotMissing(address=line.location.address)


def _check_tote(line: PickLine, use: ToteUse, scanned: str) -> None:
    if not scanned:
        raise ScanMissing(wanted=use.tote.address)
    if read(scanned).text != use.tote.barcode:
        raise WrongTote(scanned=named(use.tote.warehouse_id, scanned), wanted=use.tote.address)


def _check_left(lines: Sequence[PickLine], quantity: int, too_many: type[TooMany]) -> None:
    left = sum(one.to_pick for one in lines)
    if left == 0:
        raise LineClosed(address=lines[0].location.address)
    if not 0 < quantity <= left:
        raise too_many(left=left)


def _pick(lines: Sequence[PickLine], use: ToteUse, quantity: int, serials: Sequence[str], actor: Actor) -> None:
    """The lines share what was taken, and with it the serial numbers, in their order."""
    for one in lines:
        share = min(quantity, one.to_pick)
        if share:
            pick_id = _pick_line(one, use, share, actor)
            take_serials(one, pick_id, serials[:share], use.tote)
            quantity, serials = quantity - share, serials[share:]


def _pick_line(line: PickLine, use: ToteUse, quantity: int, actor: Actor) -> int:
    room = PickLine.picked + PickLine.short + quantity <= PickLine.quantity
    before = {"picked": line.picked, "state": line.state}
    if not guarded_update(line, room, PickLine.place_id == line.place_id, picked=PickLine.picked + quantity):
        raise _closed_or_moved(line)
    state = TODO if line.to_pick else SHORT if line.short else FINISHED
    if not guarded_update(line, Stop.state != CANCELLED, state=state):
        raise stopped(line)
    _begin(line.order_line.order, actor)
    take(line.allocation, quantity, use.tote, actor)
    guarded_update(line.order_line, picked=OrderLine.picked + quantity)
    pick_id = insert_row(
        Pick,
        line_id=line.id,
        tote_use_id=use.id,
        quantity=quantity,
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
        at=now(),
    )
    audit(line, "picked", actor, before, {"picked": line.picked, "state": line.state})
    return pick_id


def _closed_or_moved(line: PickLine) -> LineClosed | Busy:
    """A line that went to another task in this very moment is judged there."""
    place_id = line.place_id
    db.session.refresh(line, ["place_id"])
    return LineClosed(address=line.location.address) if line.place_id == place_id else Busy()


def _begin(order: Order, actor: Actor) -> None:
    """The first pick of an order begins it, also when two pickers make it at once."""
    before = order.state
    if before in (OPEN, WAVED) and guarded_update(order, Order.state == before, state=PICKING):
        audit(order, "picking", actor, {"state": before}, {"state": PICKING})
