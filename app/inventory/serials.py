"""Units with numbers of their own that somebody brings from one place to another."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from sqlalchemy import or_, select

from app.catalog.models import Item
from app.db import db, guarded_update, insert_new, insert_rows
from app.errors import DomainError
from app.inventory.models import MovementSerial, Serial
from app.scanning import clean_number
from app.warehouse.models import Location


class NumbersDiffer(DomainError):
    code = "numbers_differ"
    status = 422
    message = lazy_gettext(
        "%(sku)s has a number on each unit: scan the number of each of the %(wanted)s units. %(given)s came."
    )


class NumberTwice(DomainError):
    code = "number_twice"
    status = 422
    message = lazy_gettext("Number %(serial)s came twice. Scan each unit once.")


class NumberIsItem(DomainError):
    code = "number_is_item"
    status = 422
    message = lazy_gettext("This is the barcode of %(sku)s. Scan the number of the unit.")


class NumberElsewhere(DomainError):
    code = "number_elsewhere"
    message = lazy_gettext("By the book number %(serial)s is in %(address)s. Look there, or ask your lead.")


def read_numbers(item: Item, scanned: Sequence[str], quantity: int) -> list[str]:
    """One number for each unit of an item that is tracked by them, none for others.

    Raises NumbersDiffer, NumberTwice, NumberIsItem, NoCode or NoNumber.
    """
    if not item.tracks_serial:
        return []
    codes = [clean_number(one) for one in scanned]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        raise NumberTwice(serial=twice)
    if any(code == barcode.code for code in codes for barcode in item.barcodes):
        raise NumberIsItem(sku=item.sku)
    if len(codes) != quantity:
        raise NumbersDiffer(sku=item.sku, wanted=quantity, given=len(codes))
    return codes


def numbers_at(item: Item, location: Location) -> Sequence[str]:
    """The numbers of the item's units that are known to be there."""
    here = select(Serial.code).where(Serial.item_id == item.id, Serial.location_id == location.id)
    return db.session.scalars(here.order_by(Serial.code)).all()


def take_numbers_along(
    movement_id: int, item: Item, codes: Sequence[str], source: Location, destination: Location
) -> None:
    """The units went with the movement; one whose number nobody has scanned before becomes known.

    Raises NumberElsewhere.
    """
    for code in sorted(codes):
        insert_new(Serial, item_id=item.id, code=code, location_id=None)
        serial = db.session.scalars(select(Serial).where(Serial.item_id == item.id, Serial.code == code)).one()
        here = or_(Serial.location_id.is_(None), Serial.location_id == source.id)
        if not guarded_update(serial, here, location_id=destination.id):
            db.session.refresh(serial)
            raise NumberElsewhere(serial=code, address=serial.location.address if serial.location else "")
        insert_rows(MovementSerial, [{"movement_id": movement_id, "serial_id": serial.id}])
