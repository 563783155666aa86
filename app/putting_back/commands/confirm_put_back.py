"""Confirm that units lie in a bin again: bin and item are right, and the units leave their tote."""

from collections.abc import Sequence

from app.clock import now
from app.db import guarded_update, insert_row, insert_rows
from app.events import record
from app.inventory.models import Serial
from app.operations import Actor, audit
from app.picking.commands.leave_tote import leave_tote
from app.picking.commands.serials import read_serials
from app.putting_back.commands.still_to_put import still_to_put
from app.putting_back.errors import PutBackDone, SerialNotPicked, TooManyBack
from app.putting_back.events import PutBackChanged
from app.putting_back.lots import asks_lot
from app.putting_back.models import PUT_BACK, PutBack, PutBackLine, PutBackSerial
from app.putting_back.queries import lines_of_task
from app.scanning import read, shown
from app.walks.holder import check_holder
from app.walks.models import FINISHED, SHORT
from app.walks.scan_errors import LotMissing, ScanMissing, WrongLot
from app.walks.scans import StopScan, check_bin, units_of
from app.warehouse.models import Location
from app.warehouse.settings import WarehouseSettings, settings_of


def confirm_put_back(lines: Sequence[PutBackLine], scan: StopScan, actor: Actor) -> dict[str, int]:
    """Move the stop's units from their tote into its bin; refusals name what was scanned and what is due."""
    task = lines[0].task
    check_holder(task, actor)
    left = still_to_put(lines)
    line = left[0]
    settings = settings_of(task.warehouse)
    if settings.scan_bin:
        check_bin(line.location, scan.bin)
    per_scan = _check_item(left, scan, settings)
    quantity = scan.quantity or per_scan
    _check_left(left, quantity)
    serials = read_serials(line.pick.line, scan.serials, quantity)
    _put(left, quantity, serials, actor)
    record(PutBackChanged(task.id, task.wave_id, task.warehouse_id))
    return {"line_id": lines[0].id, "task_id": task.id}


def leave(line: PutBackLine, units: int, destination: Location, reason: str, actor: Actor) -> int:
    """Units of one line go from their tote to `destination`, by the ledger; the id of that fact.

    Raises PutBackDone or NotInTote.
    """
    counter = "put" if reason == PUT_BACK else "lost"
    room = PutBackLine.put + PutBackLine.lost + units <= PutBackLine.quantity
    before = {"put": line.put, "lost": line.lost, "state": line.state}
    if not guarded_update(line, room, **{counter: getattr(PutBackLine, counter) + units}):
        raise PutBackDone(address=line.location.address)
    leave_tote(line.pick, units, destination, reason, actor)
    if not line.left:
        line.state = SHORT if line.lost else FINISHED
    audit(line, reason, actor, before, {"put": line.put, "lost": line.lost, "state": line.state})
    return insert_row(
        PutBack,
        line_id=line.id,
        location_id=destination.id,
        quantity=units,
        reason=reason,
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
        at=now(),
    )


def move_serials(put_back_id: int, serials: Sequence[Serial], source: Location, destination: Location) -> None:
    """The units with these numbers lie there now, and not in their tote. Raises SerialNotPicked."""
    for serial in serials:
        if not guarded_update(serial, Serial.location_id == source.id, location_id=destination.id):
            raise SerialNotPicked(serial=serial.code)
    insert_rows(PutBackSerial, [{"put_back_id": put_back_id, "serial_id": serial.id} for serial in serials])


def _check_item(lines: Sequence[PutBackLine], scan: StopScan, settings: WarehouseSettings) -> int:
    """How many units one scan of the item stands for; its lot, too, where units of several lots of it go back."""
    line = lines[0]
    lot = line.pick.line.lot
    if not scan.item and not settings.scan_item:
        return sum(one.left for one in lines)
    if not scan.item:
        raise ScanMissing(wanted=lot.item.sku)
    units = units_of(lot.item, scan, line.task.warehouse_id)
    code = read(scan.lot or scan.item)
    said = code.lot or (code.text if scan.lot else "")
    if said and lot.item.tracks_lot and lot.code != said:
        raise WrongLot(scanned=shown(said), wanted=lot.code)
    if not said and asks_lot(line, lines_of_task(line.task)):
        raise LotMissing(address=line.pick.tote_use.tote.address)
    return units


def _check_left(lines: Sequence[PutBackLine], quantity: int) -> None:
    left = sum(line.left for line in lines)
    if not 0 < quantity <= left:
        raise TooManyBack(left=left, address=lines[0].location.address)


def _put(lines: Sequence[PutBackLine], quantity: int, codes: Sequence[str], actor: Actor) -> None:
    """Without numbers the lines share what was put, in their order; a number says itself which pick took its unit."""
    for line in lines:
        mine = [serial for serial in line.pick.serials if serial.code in codes]
        share = len(mine) if codes else min(quantity, line.left)
        if share:
            put_back_id = leave(line, share, line.location, PUT_BACK, actor)
            move_serials(put_back_id, mine, line.pick.tote_use.tote, line.location)
            quantity -= share
            codes = [code for code in codes if code not in {serial.code for serial in mine}]
            if not quantity:
                return
    if codes:
        raise SerialNotPicked(serial=codes[0])
