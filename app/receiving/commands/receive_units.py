"""Receive units of an item: counted, with lot, expiry and numbers as it is tracked, onto a plate or at the dock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from app.catalog.models import Item
from app.catalog.queries import barcodes_of
from app.clock import now
from app.db import db, guarded_update, insert_new, insert_row, insert_rows
from app.events import record
from app.inventory.commands import lot_of, outside, receive
from app.inventory.models import Lot, Serial
from app.operations import Actor, audit, change
from app.receiving.commands.places import place_for
from app.receiving.errors import (
    ConditionUnclear,
    CountUnclearHere,
    DeliveryOver,
    ExpiryNeeded,
    HasExpired,
    ItemUnknown,
    LotNeeded,
    OtherExpiry,
    SerialKnown,
    TooManyAnnounced,
)
from app.receiving.events import DeliveryChanged
from app.receiving.models import (
    ANNOUNCED,
    CONDITIONS,
    GOOD,
    OPEN_STATES,
    RECEIVING,
    Delivery,
    DeliveryLine,
    Receipt,
    ReceiptSerial,
)
from app.scanning import clean_number, read, shown
from app.walks.scan_errors import SerialIsItem, SerialsMissing, SerialTwice
from app.warehouse.calendar import calendar_of
from app.warehouse.models import OUTSIDE, QUARANTINE, Location

MOST = 100_000


@dataclass(frozen=True)
class ReceivingScan:
    """What was scanned and typed; `to` is a dock's or a plate's label; `over`: more than announced is meant."""

    item: str
    quantity: int = 0
    lot: str = ""
    expires_on: date | None = None
    condition: str = GOOD
    to: str = ""
    serials: tuple[str, ...] = ()
    over: bool = False


def receive_units(delivery: Delivery, scan: ReceivingScan, actor: Actor) -> dict[str, int]:
    """The units are in the house, at the place that was scanned; what is not good, in quarantine.

    Raises DeliveryOver, ItemUnknown, CountUnclearHere, LotNeeded, ExpiryNeeded, OtherExpiry, HasExpired, NoSuchPlace,
    PlateDone, TooManyAnnounced, and as serial numbers do.
    """
    _begin(delivery, actor)
    item = item_scanned(scan.item)
    if not 0 < scan.quantity <= MOST:
        raise CountUnclearHere
    if scan.condition not in CONDITIONS:
        raise ConditionUnclear
    lot = _lot(delivery, item, scan)
    codes = _serials(item, scan)
    place = _place(delivery, scan, actor)
    line = _line(delivery, item, lot.code)
    _count(line, scan, actor)
    receive(item, lot, scan.quantity, place, actor)
    receipt_id = insert_row(
        Receipt,
        line_id=line.id,
        lot_id=lot.id,
        location_id=place.id,
        quantity=scan.quantity,
        condition=scan.condition,
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
        at=now(),
    )
    _note(receipt_id, item, codes, place)
    record(DeliveryChanged(delivery.id, delivery.warehouse_id))
    return {"delivery_id": delivery.id, "line_id": line.id, "receipt_id": receipt_id}


def item_scanned(scanned: str) -> Item:
    """By its barcode, or by its SKU typed. Raises ItemUnknown."""
    code = read(scanned)
    found = barcodes_of(code)
    item = found[0].item if found else db.session.scalars(select(Item).where(Item.sku == code.text)).first()
    if item is None:
        raise ItemUnknown(code=shown(scanned))
    return item


def _begin(delivery: Delivery, actor: Actor) -> None:
    """The row is held until the end: nobody closes it meanwhile."""
    if not guarded_update(delivery, Delivery.state.in_(OPEN_STATES), vendor=Delivery.vendor):
        raise DeliveryOver(number=delivery.number)
    db.session.refresh(delivery, ["state"])
    if delivery.state == ANNOUNCED:
        change(delivery, "begun", actor, state=RECEIVING, begun_at=now())


def _lot(delivery: Delivery, item: Item, scan: ReceivingScan) -> Lot:
    """An item that expires but has no lots is kept apart by its day."""
    said = read(scan.lot) if scan.lot.strip() else read(scan.item)
    code = said.lot or (said.text if scan.lot.strip() else "")
    expires_on = scan.expires_on or said.expiry or read(scan.item).expiry
    if item.tracks_lot and not 0 < len(code) <= 40:
        raise LotNeeded(sku=item.sku)
    code = code if item.tracks_lot else ""
    if not item.tracks_expiry:
        return lot_of(item, code)
    known = db.session.scalars(select(Lot).where(Lot.item_id == item.id, Lot.code == code)).first() if code else None
    expires_on = expires_on or (known.expires_on if known else None)
    if expires_on is None:
        raise ExpiryNeeded(sku=item.sku)
    if expires_on < calendar_of(delivery.warehouse).today(now()) and scan.condition == GOOD:
        raise HasExpired(day=expires_on.isoformat())
    lot = lot_of(item, code or expires_on.isoformat(), expires_on)
    if lot.expires_on != expires_on:
        raise OtherExpiry(sku=item.sku, lot=lot.code, day=str(lot.expires_on))
    return lot


def _serials(item: Item, scan: ReceivingScan) -> list[str]:
    if not item.tracks_serial:
        return []
    codes = [clean_number(read(one).serial or one) for one in scan.serials]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        raise SerialTwice(serial=twice)
    if any(code == barcode.code for code in codes for barcode in item.barcodes):
        raise SerialIsItem(sku=item.sku)
    if len(codes) != scan.quantity:
        raise SerialsMissing(given=len(codes), wanted=scan.quantity)
    return codes


def _place(delivery: Delivery, scan: ReceivingScan, actor: Actor) -> Location:
    if scan.condition != GOOD:
        return outside(delivery.warehouse_id, QUARANTINE)
    return place_for(delivery, scan.to, actor)


def _line(delivery: Delivery, item: Item, lot_code: str) -> DeliveryLine:
    """The one of its item and lot, else of its item; what nobody announced gets a line of its own."""
    mine = select(DeliveryLine).where(DeliveryLine.delivery_id == delivery.id, DeliveryLine.item_id == item.id)
    found = {line.lot_code: line for line in db.session.scalars(mine.order_by(DeliveryLine.position))}
    line = found.get(lot_code) or found.get("")
    if line:
        return line
    last = select(func.max(DeliveryLine.position)).where(DeliveryLine.delivery_id == delivery.id)
    position = (db.session.scalar(last) or 0) + 1
    of_lot = lot_code if found else ""
    insert_new(
        DeliveryLine,
        delivery_id=delivery.id,
        position=position,
        item_id=item.id,
        lot_code=of_lot,
        announced=0,
        received=0,
        set_aside=0,
    )
    return db.session.scalars(mine.where(DeliveryLine.lot_code == of_lot)).one()


def _count(line: DeliveryLine, scan: ReceivingScan, actor: Actor) -> None:
    """Two who receive the same line at once do not get over what was announced without a word."""
    before = {"received": line.received, "set_aside": line.set_aside}
    aside = 0 if scan.condition == GOOD else scan.quantity
    fits = DeliveryLine.received + scan.quantity <= DeliveryLine.announced
    anyway = scan.over or line.delivery.is_blind
    values = {"received": DeliveryLine.received + scan.quantity, "set_aside": DeliveryLine.set_aside + aside}
    if not guarded_update(line, *(() if anyway else (fits,)), **values):
        db.session.refresh(line)
        raise TooManyAnnounced(sku=line.item.sku, over=line.received + scan.quantity - line.announced)
    audit(line, "received", actor, before, {"received": line.received, "set_aside": line.set_aside})


def _note(receipt_id: int, item: Item, codes: Sequence[str], place: Location) -> None:
    """A number lies in one place: one that is in the building cannot come in. Raises SerialKnown."""
    gone = select(Location.id).where(Location.kind.in_(OUTSIDE))
    for code in codes:
        insert_new(Serial, item_id=item.id, code=code, location_id=None)
        serial = db.session.scalars(select(Serial).where(Serial.item_id == item.id, Serial.code == code)).one()
        is_free = or_(Serial.location_id.is_(None), Serial.location_id.in_(gone))
        if not guarded_update(serial, is_free, location_id=place.id):
            db.session.refresh(serial)
            raise SerialKnown(serial=code, address=serial.location.address if serial.location else "")
        insert_rows(ReceiptSerial, [{"receipt_id": receipt_id, "serial_id": serial.id}])
