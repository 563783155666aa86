"""Serial numbers at a pick: one number, one unit, in one place."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from app.db import db, guarded_update, insert_new, insert_rows
from app.inventory.models import Serial
from app.picking.errors import SerialTaken
from app.picking.models import Pick, PickLine, PickSerial
from app.walks.scan_errors import SerialsMissing
from app.walks.scans import numbers_of, read_numbers
from app.warehouse.models import BIN, Location

_IN_A_BIN = Serial.location_id.in_(select(Location.id).where(Location.kind == BIN))


def read_serials(line: PickLine, scanned: Sequence[str], quantity: int) -> list[str]:
    """One number for each unit of an item that is tracked by them. Raises SerialsMissing, SerialTwice, SerialIsItem."""
    return numbers_of(line.lot.item, scanned, quantity)


def read_damaged(line: PickLine, scanned: Sequence[str], quantity: int) -> list[str]:
    """The numbers of the damaged units that can still be read, at most one for each unit; raises as `read_serials`."""
    codes = read_numbers(line.lot.item, scanned)
    if len(codes) > quantity:
        raise SerialsMissing(given=len(codes), wanted=quantity)
    return codes


def take_serials(line: PickLine, pick_id: int, codes: Sequence[str], tote: Location) -> None:
    """The units lie in the tote now. Raises SerialTaken."""
    for serial in move_serials(line, codes, tote):
        insert_rows(PickSerial, [{"pick_id": pick_id, "serial_id": serial.id}])


def move_serials(line: PickLine, codes: Sequence[str], destination: Location) -> list[Serial]:
    """The units left their bin; one whose number nobody has scanned before becomes known. Raises SerialTaken."""
    return [_move(line.lot.item_id, code, destination) for code in codes]


def _move(item_id: int, code: str, destination: Location) -> Serial:
    insert_new(Serial, item_id=item_id, code=code, location_id=None)
    serial = db.session.scalars(select(Serial).where(Serial.item_id == item_id, Serial.code == code)).one()
    if not guarded_update(serial, or_(Serial.location_id.is_(None), _IN_A_BIN), location_id=destination.id):
        db.session.refresh(serial)
        raise SerialTaken(serial=code, address=serial.location.address if serial.location else "")
    return serial


def put_serials_back(pick: Pick) -> None:
    """The units lie in the bin from which they were taken."""
    for serial in pick.serials:
        guarded_update(serial, Serial.location_id == pick.tote_use.tote_id, location_id=pick.line.location_id)
