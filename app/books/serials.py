"""Rules of serial numbers: one for each unit in a tote, and each in one place."""

from flask_babel import lazy_gettext
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.books.check import Check, Rows
from app.catalog.models import Item
from app.inventory.models import Lot, Serial
from app.picking.models import Pick, PickLine, PickSerial, ToteUse
from app.warehouse.models import Location, Warehouse

_STANDS = (Pick.undone_at.is_(None), ToteUse.released_at.is_(None))
"""What was picked, and lies in its tote yet."""


def _one_for_each() -> Rows:
    named = select(func.count()).where(PickSerial.pick_id == Pick.id).scalar_subquery()
    return (
        select(Warehouse.code, Location.address, Item.sku, Pick.quantity, named.label("named"))
        .select_from(Pick)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(Lot, Lot.id == PickLine.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .join(Location, Location.id == ToteUse.tote_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .where(*_STANDS, Item.tracks_serial, Pick.quantity != named)
        .order_by(Pick.id)
    )


def _one_place() -> Rows:
    """The tote into which a unit was picked is where its number says it is, and no other pick has it."""
    other, other_pick, other_use = aliased(PickSerial), aliased(Pick), aliased(ToteUse)
    twice = (
        select(other.pick_id)
        .join(other_pick, other_pick.id == other.pick_id)
        .join(other_use, other_use.id == other_pick.tote_use_id)
        .where(
            other.serial_id == Serial.id,
            other.pick_id != Pick.id,
            other_pick.undone_at.is_(None),
            other_use.released_at.is_(None),
        )
    )
    return (
        select(Warehouse.code, Item.sku, Serial.code.label("serial"), Location.address)
        .select_from(PickSerial)
        .join(Serial, Serial.id == PickSerial.serial_id)
        .join(Item, Item.id == Serial.item_id)
        .join(Pick, Pick.id == PickSerial.pick_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .join(Location, Location.id == ToteUse.tote_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .where(*_STANDS, or_(Serial.location_id.is_distinct_from(ToteUse.tote_id), twice.exists()))
        .order_by(Serial.id, Pick.id)
    )


CHECKS = (
    Check(
        "serials",
        lazy_gettext("Each unit of an item that is tracked by serial number is picked with its number."),
        _one_for_each(),
        lazy_gettext("%(code)s %(address)s: %(quantity)s of %(sku)s were picked with %(named)s serial numbers."),
    ),
    Check(
        "serials' places",
        lazy_gettext("A serial number is in one place, and a picked one in its tote."),
        _one_place(),
        lazy_gettext("%(code)s: serial number %(serial)s of %(sku)s was picked into %(address)s, and is elsewhere."),
    ),
)
