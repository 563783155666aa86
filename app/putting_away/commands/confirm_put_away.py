"""Confirm that units lie in their place: place and item are right, and the units leave their source."""

from collections.abc import Sequence

from app.clock import now
from app.db import guarded_update, insert_row, insert_rows
from app.events import record
from app.inventory.commands import move
from app.inventory.models import Serial
from app.operations import Actor, audit
from app.putting_away.commands.serials import move_serials
from app.putting_away.commands.still_to_put import check_left
from app.putting_away.errors import NoPlaceYet, PlaceClosed, PutAwayDone, TooManyAway
from app.putting_away.events import PutAwayChanged
from app.putting_away.lots import asks_lot
from app.putting_away.models import PUT_AWAY, PutAway, PutAwayLine, PutAwaySerial
from app.putting_away.queries import is_open_bin, lines_of_task
from app.scanning import read, shown
from app.walks.holder import check_holder
from app.walks.models import FINISHED, SHORT
from app.walks.scan_errors import LotMissing, ScanMissing, WrongLot
from app.walks.scans import StopScan, check_bin, numbers_of, units_of
from app.warehouse.models import BIN, Location
from app.warehouse.settings import WarehouseSettings, settings_of


def confirm_put_away(line: PutAwayLine, scan: StopScan, actor: Actor) -> dict[str, int]:
    """Move the stop's units from their source into its place; refusals name what was scanned and what is due."""
    task = line.task
    check_holder(task, actor)
    check_left(line)
    settings = settings_of(task.warehouse)
    _check_place(line, scan, settings)
    per_scan = _check_item(line, scan, settings)
    quantity = scan.quantity or per_scan
    if not 0 < quantity <= line.left:
        raise TooManyAway(left=line.left, address=line.location.address, source=line.source.location.address)
    codes = numbers_of(line.lot.item, scan.serials, quantity)
    leave(line, quantity, line.location, PUT_AWAY, codes, actor)
    record(PutAwayChanged(task.id, task.warehouse_id))
    return {"line_id": line.id, "task_id": task.id}


def leave(
    line: PutAwayLine, units: int, destination: Location, reason: str, codes: Sequence[str], actor: Actor
) -> None:
    """Units of a line go from their source to `destination`, by the ledger; those with `codes`, where they have some.

    Raises PutAwayDone, NotEnoughStock or SerialNotHere.
    """
    counter = "put" if reason == PUT_AWAY else "lost"
    room = PutAwayLine.put + PutAwayLine.lost + units <= PutAwayLine.quantity
    before = {"put": line.put, "lost": line.lost, "state": line.state}
    if not guarded_update(line, room, **{counter: getattr(PutAwayLine, counter) + units}):
        raise PutAwayDone(address=line.location.address, source=line.source.location.address)
    move(line.lot, units, source=line.source.location, destination=destination, reason=reason, actor=actor)
    if not line.left:
        line.state = SHORT if line.lost else FINISHED
    audit(line, reason, actor, before, {"put": line.put, "lost": line.lost, "state": line.state})
    put_away_id = insert_row(
        PutAway,
        line_id=line.id,
        location_id=destination.id,
        quantity=units,
        reason=reason,
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
        at=now(),
    )
    _note(put_away_id, move_serials(line, codes, destination))


def _check_place(line: PutAwayLine, scan: StopScan, settings: WarehouseSettings) -> None:
    """A bin that was closed since it was proposed takes nothing, whoever stands before it."""
    if line.has_no_place:
        raise NoPlaceYet(sku=line.lot.item.sku)
    if settings.scan_bin:
        check_bin(line.location, scan.bin)
    if line.location.kind == BIN and not is_open_bin(line.location):
        raise PlaceClosed(address=line.location.address)


def _check_item(line: PutAwayLine, scan: StopScan, settings: WarehouseSettings) -> int:
    """How many units one scan of the item stands for; its lot, too, where units of several lots of it are put away."""
    lot = line.lot
    if not scan.item and not settings.scan_item:
        return line.left
    if not scan.item:
        raise ScanMissing(wanted=lot.item.sku)
    units = units_of(lot.item, scan, line.task.warehouse_id)
    code = read(scan.lot or scan.item)
    said = code.lot or (code.text if scan.lot else "")
    if said and lot.item.tracks_lot and lot.code != said:
        raise WrongLot(scanned=shown(said), wanted=lot.code)
    if not said and asks_lot(line, lines_of_task(line.task)):
        raise LotMissing(address=line.source.location.address)
    return units


def _note(put_away_id: int, serials: Sequence[Serial]) -> None:
    insert_rows(PutAwaySerial, [{"put_away_id": put_away_id, "serial_id": serial.id} for serial in serials])
