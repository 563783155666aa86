"""Rules of serial numbers: one for each unit in a tote, and each in one place."""

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.books.check import Check, Rows
from app.catalog.models import Item
from app.inventory.models import Lot, Serial
from app.packing.models import SHIPPED, Carton, Pack, PackLoss, PackSerial
from app.picking.models import Pick, PickLine, PickSerial, ToteUse
from app.putting_back.models import PutBack, PutBackLine, PutBackSerial
from app.returns.models import ReturnSerial, ReturnUnit
from app.warehouse.models import PACKED, Location, Warehouse

_STANDS = (Pick.undone_at.is_(None), ToteUse.released_at.is_(None))
"""What was picked, and lies in its tote yet."""


def _went_back(pick_serial: type[PickSerial], pick: type[Pick]) -> ColumnElement[bool]:
    """Whether the unit left its tote again: for a carton, another tote or cell, a bin, or for good."""
    return or_(_is_packed(pick_serial, pick), _is_sorted(pick_serial, pick), _is_put_back(pick_serial, pick))


def _is_packed(pick_serial: type[PickSerial], pick: type[Pick]) -> ColumnElement[bool]:
    """A loss takes all that is left of a pick."""
    packed = (
        select(PackSerial.serial_id)
        .join(Pack, Pack.id == PackSerial.pack_id)
        .where(PackSerial.serial_id == pick_serial.serial_id, Pack.pick_id == pick.id, Pack.undone_at.is_(None))
    )
    return or_(packed.exists(), select(PackLoss.id).where(PackLoss.pick_id == pick.id).exists())


def _is_sorted(pick_serial: type[PickSerial], pick: type[Pick]) -> ColumnElement[bool]:
    there, later = aliased(Pick), aliased(PickSerial)
    on = select(later.serial_id).join(there, there.id == later.pick_id)
    mine = (later.serial_id == pick_serial.serial_id, there.sorted_from_id == pick.id, there.undone_at.is_(None))
    return on.where(*mine).exists()


def _is_put_back(pick_serial: type[PickSerial], pick: type[Pick]) -> ColumnElement[bool]:
    return (
        select(PutBackSerial.serial_id)
        .join(PutBack, PutBack.id == PutBackSerial.put_back_id)
        .join(PutBackLine, PutBackLine.id == PutBack.line_id)
        .where(
            PutBackSerial.serial_id == pick_serial.serial_id,
            PutBackLine.pick_id == pick.id,
            PutBack.undone_at.is_(None),
        )
        .exists()
    )


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
            ~_went_back(other, other_pick),
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
        .where(
            *_STANDS,
            ~_went_back(PickSerial, Pick),
            or_(Serial.location_id.is_distinct_from(ToteUse.tote_id), twice.exists()),
        )
        .order_by(Serial.id, Pick.id)
    )


def _came_back(pack_serial: type[PackSerial], pack: type[Pack]) -> ColumnElement[bool]:
    """Whether the unit was returned after it was packed: then it may be sold, and packed, once more."""
    back = select(ReturnUnit.id).join(ReturnSerial, ReturnSerial.unit_id == ReturnUnit.id)
    mine = (ReturnSerial.serial_id == pack_serial.serial_id, ReturnUnit.undone_at.is_(None))
    return back.where(*mine, ReturnUnit.at >= pack.at).exists()


def _packed() -> Rows:
    """A unit with a number lies in one carton, where its number says, until it left."""
    other, other_pack = aliased(PackSerial), aliased(Pack)
    twice = (
        select(other.pack_id)
        .join(other_pack, other_pack.id == other.pack_id)
        .where(other.serial_id == Serial.id, other.pack_id != Pack.id, other_pack.undone_at.is_(None))
        .where(~_came_back(other, other_pack))
    )
    place = select(Location.kind).where(Location.id == Serial.location_id).scalar_subquery()
    inside = (Carton.state != SHIPPED) & place.is_distinct_from(PACKED)
    return (
        select(Warehouse.code, Item.sku, Serial.code.label("serial"), Carton.code.label("carton"))
        .select_from(PackSerial)
        .join(Serial, Serial.id == PackSerial.serial_id)
        .join(Item, Item.id == Serial.item_id)
        .join(Pack, Pack.id == PackSerial.pack_id)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Warehouse, Warehouse.id == Carton.warehouse_id)
        .where(Pack.undone_at.is_(None), or_(inside, and_(~_came_back(PackSerial, Pack), twice.exists())))
        .order_by(Serial.id, Pack.id)
    )


def _packed_each() -> Rows:
    named = select(func.count()).where(PackSerial.pack_id == Pack.id).scalar_subquery()
    return (
        select(Warehouse.code, Carton.code.label("carton"), Item.sku, Pack.quantity, named.label("named"))
        .select_from(Pack)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Warehouse, Warehouse.id == Carton.warehouse_id)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(Lot, Lot.id == PickLine.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .where(Pack.undone_at.is_(None), Item.tracks_serial, Pack.quantity != named)
        .order_by(Pack.id)
    )


CHECKS = (
    Check(
        "packed serials",
        lazy_gettext("A unit with a serial number lies in one carton, where its number says it is."),
        _packed(),
        lazy_gettext("%(code)s: serial number %(serial)s of %(sku)s was packed into %(carton)s, and is elsewhere."),
    ),
    Check(
        "serials packed",
        lazy_gettext("Each unit of an item that is tracked by serial number is packed with its number."),
        _packed_each(),
        lazy_gettext("%(code)s %(carton)s: %(quantity)s of %(sku)s were packed with %(named)s serial numbers."),
    ),
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
