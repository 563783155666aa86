"""What all that is done at a stop of a refill has in common: is it still to do, are the goods right, what is left."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from app.clock import now
from app.db import db, guarded_update, insert_new, insert_row, insert_rows
from app.events import record
from app.inventory.models import Serial
from app.inventory.queries import lots_at
from app.operations import Actor, audit
from app.replenishing.errors import NoToteYet, SerialNotThere, StopDone, StopOff
from app.replenishing.events import RefillChanged
from app.replenishing.models import PUT, Refill, RefillLine, RefillMove, RefillSerial
from app.scanning import read, shown
from app.walks.holder import check_holder
from app.walks.models import CANCELLED, FINISHED, SHORT, SKIPPED, TODO
from app.walks.scan_errors import LotMissing, ScanMissing, WrongLot
from app.walks.scans import StopScan, check_bin, units_of
from app.warehouse.models import Location
from app.warehouse.settings import settings_of


def check_open(line: RefillLine, actor: Actor) -> Location:
    """The stop is the worker's and still to do; the walk's tote. Raises NoToteYet, StopOff, StopDone."""
    task = line.task
    check_holder(task, actor)
    if line.state == CANCELLED:
        raise StopOff(address=line.location.address)
    if not line.left:
        raise StopDone(address=line.location.address)
    if task.tote is None or task.tote_taken_at is None:
        raise NoToteYet
    return task.tote


def check_scan(line: RefillLine, scan: StopScan, units: int) -> int:
    """Bin, item and lot are right; how many units were scanned. `units`: as many, where no item is scanned."""
    settings, item = settings_of(line.task.warehouse), line.lot.item
    if settings.scan_bin:
        check_bin(line.location, scan.bin)
    if not scan.item and not settings.scan_item:
        return units if scan.quantity is None else scan.quantity
    if not scan.item:
        raise ScanMissing(wanted=item.sku)
    per_scan = units_of(item, scan, line.task.warehouse_id)
    if item.tracks_lot:
        _check_lot(line, scan)
    return per_scan if scan.quantity is None else scan.quantity


def asks_lot(line: RefillLine) -> bool:
    """Whether several lots of the item lie where its units are taken from, so that the item's code is not enough."""
    place = line.location if line.takes or line.task.tote is None else line.task.tote
    return line.lot.item.tracks_lot and lots_at(place.id, line.lot.item_id) > 1


def moved(
    line: RefillLine,
    units: int,
    source: Location,
    destination: Location,
    reason: str,
    codes: Sequence[str],
    actor: Actor,
) -> None:
    """Note that units of the line went from here to there, and which ones. Raises SerialNotThere."""
    move_id = insert_row(
        RefillMove,
        line_id=line.id,
        source_id=source.id,
        destination_id=destination.id,
        quantity=units,
        reason=reason,
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
        at=now(),
    )
    serials = [_move_serial(line.lot.item_id, code, source, destination) for code in codes]
    insert_rows(RefillSerial, [{"move_id": move_id, "serial_id": serial.id} for serial in serials])


def count(line: RefillLine, actor: Actor, name: str, *, done: int = 0, short: int = 0, reason: str = "") -> None:
    """So many units of the line are done, or will not be. Raises StopDone."""
    before = {"done": line.done, "short": line.short, "state": line.state}
    room = RefillLine.done + RefillLine.short + done + short <= RefillLine.quantity
    if not guarded_update(line, room, done=RefillLine.done + done, short=RefillLine.short + short):
        raise StopDone(address=line.location.address)
    if reason:
        line.short_reason = reason
    settle_state(line)
    audit(line, name, actor, before, {"done": line.done, "short": line.short, "state": line.state})


def settle_state(line: RefillLine) -> None:
    """What is left of it says whether it is to do."""
    if line.left:
        line.state = line.state if line.state in (TODO, SKIPPED) else TODO
    elif not line.quantity:
        line.state = CANCELLED
    else:
        line.state = SHORT if line.short else FINISHED


def count_refill(line: RefillLine, *, put: int = 0, short: int = 0) -> None:
    """The refill has so many more, or gets so many fewer than it should; with nothing left it has ended."""
    if line.part != PUT and put:
        return  # what goes back to reserve is short already
    refill = line.refill
    guarded_update(refill, put=Refill.put + put, short=Refill.short + short)
    ended = None if refill.left else (refill.ended_at or now())
    guarded_update(refill, ended_at=ended)


def told(line: RefillLine) -> dict[str, int]:
    task = line.task
    record(RefillChanged(task.id, task.warehouse_id))
    return {"line_id": line.id, "task_id": task.id}


def _check_lot(line: RefillLine, scan: StopScan) -> None:
    code = read(scan.lot or scan.item)
    said = code.lot or (code.text if scan.lot else "")
    if said and line.lot.code != said:
        raise WrongLot(scanned=shown(said), wanted=line.lot.code)
    if not said and asks_lot(line):
        raise LotMissing(address=line.location.address)


def _move_serial(item_id: int, code: str, source: Location, destination: Location) -> Serial:
    """One whose number nobody has scanned before becomes known."""
    insert_new(Serial, item_id=item_id, code=code, location_id=None)
    serial = db.session.scalars(select(Serial).where(Serial.item_id == item_id, Serial.code == code)).one()
    here = or_(Serial.location_id.is_(None), Serial.location_id == source.id)
    if not guarded_update(serial, here, location_id=destination.id):
        db.session.refresh(serial)
        raise SerialNotThere(serial=code, address=serial.location.address if serial.location else "")
    return serial
