"""Where units with numbers are, once they were counted."""

from sqlalchemy import select

from app.counting.commands.raising import raise_count
from app.counting.models import CountEntry
from app.db import db, guarded_update, insert_new
from app.inventory.commands import outside
from app.inventory.models import Serial
from app.operations import Actor
from app.warehouse.models import ADJUSTMENT, BIN, OUTSIDE, QUARANTINE, Location

GOES_BACK = frozenset({BIN, ADJUSTMENT, QUARANTINE, *OUTSIDE}) - {"customer"}
"""From such places a number may turn up in a bin; of what lies in totes and cartons, or has left, others know more."""


def note_numbers(entry: CountEntry, location: Location, actor: Actor) -> None:
    """The numbers that were seen lie in the bin; those that the book had there and nobody saw are gone.

    Where the book has one in another bin, that bin is to be counted too.
    """
    if not entry.item.tracks_serial:
        return
    gone = outside(location.warehouse_id, ADJUSTMENT)
    for serial in _known(entry, entry.missing):
        guarded_update(serial, Serial.location_id == location.id, location_id=gone.id)
    for code in entry.serials:
        insert_new(Serial, item_id=entry.item_id, code=code, location_id=None)
    for serial in _known(entry, entry.serials):
        _lies(serial, location, actor)


def _lies(serial: Serial, location: Location, actor: Actor) -> None:
    before = serial.location
    if before is None or before.kind in GOES_BACK:
        guarded_update(serial, Serial.location_id.is_not_distinct_from(serial.location_id), location_id=location.id)
    if before and before.kind == BIN and before.id != location.id:
        raise_count(before, serial.item, "elsewhere", actor)


def _known(entry: CountEntry, codes: list[str]) -> list[Serial]:
    wanted = select(Serial).where(Serial.item_id == entry.item_id, Serial.code.in_(codes))
    return list(db.session.scalars(wanted.order_by(Serial.id)))
