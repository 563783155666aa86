"""Serial numbers where goods are put away: one number, one unit, in one place."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db, guarded_update, insert_new
from app.inventory.models import Serial
from app.putting_away.errors import SerialNotHere
from app.putting_away.models import PutAwayLine
from app.putting_away.queries import knows_all_serials
from app.warehouse.models import Location


def move_serials(line: PutAwayLine, codes: Sequence[str], destination: Location) -> list[Serial]:
    """The units with these numbers left their source. Raises SerialNotHere."""
    return [_move(line, code, destination) for code in codes]


def _move(line: PutAwayLine, code: str, destination: Location) -> Serial:
    """A number that nobody has scanned yet becomes known, where not all of those at the source are known already."""
    item_id, source = line.lot.item_id, line.source.location
    wanted = select(Serial).where(Serial.item_id == item_id, Serial.code == code)
    here = Serial.location_id == source.id
    if not knows_all_serials(line):
        insert_new(Serial, item_id=item_id, code=code, location_id=None)
        here |= Serial.location_id.is_(None)
    serial = db.session.scalars(wanted).first()
    if serial is None or not guarded_update(serial, here, location_id=destination.id):
        raise SerialNotHere(serial=code, source=source.address)
    return serial
