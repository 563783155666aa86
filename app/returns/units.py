"""Which units a clerk means by a scan: of what item, lot and numbers, how many, and of which line they come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from app.catalog.models import Item
from app.catalog.queries import barcodes_of
from app.db import db, insert_new
from app.inventory.commands import lot_of
from app.inventory.models import Lot, Serial
from app.orders.models import Order
from app.returns.dock_errors import (
    ItemNotSent,
    LotNotSent,
    MoreThanShipped,
    NoReturnYet,
    SerialCameBack,
    SerialNotSent,
    SerialsWanted,
    WhichLot,
)
from app.returns.models import ReturnParcel, ReturnSerial, ReturnUnit, Rma, RmaLine
from app.returns.shipped import SentLine, SentLot, sent_lines
from app.scanning import Ambiguous, Code, NoCode, UnknownCode, clean, clean_number, named, read, shown
from app.stockkeeping.errors import LotTooLong
from app.stockkeeping.units import LONGEST_LOT

MOST_UNITS = 9999


@dataclass(frozen=True)
class UnitScan:
    """What was scanned and said of units that lie in the hand, as text.

    `disposition` is the way that the device showed, `override` why a lead sends them another one;
    `version` is that of the questions which it asked.
    """

    item: str = ""
    lot: str = ""
    serials: tuple[str, ...] = ()
    quantity: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    disposition: str = ""
    override: str = ""
    tote: str = ""
    is_stranger: bool = False
    version: int | None = None


@dataclass(frozen=True)
class Units:
    """So many of a lot; `sent` is the line with which they went out, none for strangers."""

    item: Item
    lot: Lot
    quantity: int
    serials: Sequence[Serial]
    sent: SentLine | None


def units_of(parcel: ReturnParcel, scan: UnitScan) -> Units:
    """Raises UnknownCode, NoNumber, LotTooLong, ItemNotSent, NoReturnYet, WhichLot, LotNotSent, SerialsWanted,
    SerialNotSent, SerialCameBack or MoreThanShipped."""
    code = read(scan.item)
    sent = sent_lines(parcel.rma.order) if parcel.rma else []
    item, per_scan = _item(parcel.warehouse_id, code, sent)
    numbers = _numbers(item, scan, code)
    quantity = len(numbers) or scan.quantity or per_scan
    if item.tracks_serial and not scan.is_stranger and scan.quantity not in (None, len(numbers)):
        raise SerialsWanted(item=item.sku, wanted=scan.quantity)
    if item.tracks_serial and not scan.is_stranger and not numbers:
        raise SerialsWanted(item=item.sku, wanted=1)
    if not 0 < quantity <= MOST_UNITS:
        raise NoCode
    said = clean(scan.lot) if scan.lot else code.lot
    if len(said) > LONGEST_LOT:
        raise LotTooLong(longest=LONGEST_LOT)
    if scan.is_stranger:
        lot = lot_of(item, said if item.tracks_lot else "", code.expiry)
        return Units(item, lot, quantity, _unit_rows(item, numbers), None)
    if parcel.rma is None:
        raise NoReturnYet(parcel=parcel.number, item=item.sku)
    return _sent(parcel.rma, item, sent, said, code.expiry, numbers, quantity)


def _sent(
    rma: Rma,
    item: Item,
    sent: Sequence[SentLine],
    said: str,
    expiry: date | None,
    numbers: Sequence[str],
    quantity: int,
) -> Units:
    order, awaited = rma.order, {line.order_line_id: line.quantity - line.received for line in rma.lines}
    lines = [one for one in sent if one.item.id == item.id]
    if not lines:
        raise ItemNotSent(item=item.sku, order=order.number)
    lines.sort(key=lambda one: _misfit(awaited.get(one.line.id, 0), quantity))
    rows = _sent_serials(order, item, lines, numbers) if item.tracks_serial else []
    if rows:
        lines = [one for one in lines if _has(one, rows[0])] or [one for one in lines if not one.is_known]
    line = next((one for one in lines if one.left >= quantity), lines[0])
    lot = _lot(order, line, said, expiry, quantity, rows[0] if rows else None)
    if line.left < quantity:
        counts = {"shipped": line.line.shipped, "returned": line.line.returned, "units": quantity}
        raise MoreThanShipped(item=item.sku, order=order.number, **counts)
    return Units(item, lot, quantity, rows, line)


def _misfit(awaited: int, quantity: int) -> int:
    """An order may have an item on several lines: what was announced as so many comes back as these."""
    return 0 if awaited == quantity else 1 if awaited > quantity else 2


def _item(warehouse_id: int, code: Code, sent: Sequence[SentLine]) -> tuple[Item, int]:
    """By its barcode, an item of the order before others; or by the number of one of its units."""
    known = barcodes_of(code)
    of_order = [one for one in known if any(line.item.id == one.item_id for line in sent)] or known
    if len({one.item_id for one in of_order}) > 1:
        raise Ambiguous(scanned=shown(code.text), names=", ".join(sorted({one.item.sku for one in of_order})))
    if of_order:
        return of_order[0].item, code.units or of_order[0].quantity * (code.count or 1)
    unit = next((one for line in sent for one in _serials(line) if one.code == code.text), None)
    unit = unit or db.session.scalars(select(Serial).where(Serial.code == code.text).order_by(Serial.id)).first()
    if unit is None:
        raise UnknownCode(scanned=named(warehouse_id, code.text))
    return unit.item, 1


def _numbers(item: Item, scan: UnitScan, code: Code) -> list[str]:
    """Each once; the number on the unit's own label says the item too."""
    if not item.tracks_serial:
        return []
    given = [clean_number(one) for one in scan.serials]
    if not given and code.serial:
        given = [clean_number(code.serial)]
    if not given and not barcodes_of(code):
        given = [clean_number(code.text)]
    return list(dict.fromkeys(given))


def _sent_serials(order: Order, item: Item, lines: Sequence[SentLine], numbers: Sequence[str]) -> list[Serial]:
    """The units went out with the order; which ones history sent, nobody noted."""
    went = {serial.code: serial for line in lines for serial in _serials(line)}
    is_known = all(line.is_known for line in lines)
    for number in numbers:
        if number not in went and is_known:
            raise SerialNotSent(serial=number, order=order.number)
    rows = [went.get(number) or _unit_rows(item, [number])[0] for number in numbers]
    back = came_back(rows, [line.line.id for line in lines])
    if back:
        raise SerialCameBack(serial=back[0], parcel=back[1])
    return rows


def came_back(rows: Sequence[Serial], line_ids: Sequence[int]) -> tuple[str, str] | None:
    """The first of the units that came back of these lines already, and in which parcel."""
    wanted = (
        select(Serial.code, ReturnParcel.number)
        .join(ReturnSerial, ReturnSerial.serial_id == Serial.id)
        .join(ReturnUnit, ReturnUnit.id == ReturnSerial.unit_id)
        .join(ReturnParcel, ReturnParcel.id == ReturnUnit.parcel_id)
        .where(Serial.id.in_([one.id for one in rows]), ReturnUnit.undone_at.is_(None))
        .where(ReturnUnit.line.has(RmaLine.order_line_id.in_(line_ids)))
        .order_by(ReturnUnit.id)
    )
    found = db.session.execute(wanted.limit(1)).first()
    return (found[0], found[1]) if found else None


def _lot(order: Order, line: SentLine, said: str, expiry: date | None, quantity: int, unit: Serial | None) -> Lot:
    """The lot on the unit, if it was sent; where one only was sent, that one. Of history any is taken."""
    if unit is not None:
        mine = next((one.lot for one in line.lots if unit in one.serials), None)
        if mine is not None:
            return mine
    if not line.is_known:
        return lot_of(line.item, said if line.item.tracks_lot else "", expiry)
    if not line.item.tracks_lot or (not said and len(line.lots) == 1):
        return _roomiest(line.lots).lot
    codes = ", ".join(one.lot.code for one in line.lots)
    if not said:
        raise WhichLot(item=line.item.sku, lots=codes)
    right = next((one for one in line.lots if one.lot.code == said and one.left >= quantity), None)
    if right is None:
        raise LotNotSent(lot=said, item=line.item.sku, order=order.number, lots=codes)
    return right.lot


def _roomiest(lots: Sequence[SentLot]) -> SentLot:
    return max(lots, key=lambda one: one.left)


def _unit_rows(item: Item, numbers: Sequence[str]) -> list[Serial]:
    """One whose number nobody has scanned before becomes known."""
    for number in numbers:
        insert_new(Serial, item_id=item.id, code=number, location_id=None)
    wanted = select(Serial).where(Serial.item_id == item.id, Serial.code.in_(numbers))
    return list(db.session.scalars(wanted.order_by(Serial.id)))


def _serials(line: SentLine) -> list[Serial]:
    return [serial for one in line.lots for serial in one.serials]


def _has(line: SentLine, unit: Serial) -> bool:
    return any(one.id == unit.id for one in _serials(line))
