"""What a handheld says was counted in a bin, read: items with their lots, units and serial numbers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.catalog.models import Item
from app.catalog.queries import barcodes_of, items_by_code
from app.counting.errors import CountNotRead, LotNotSaid, SerialsNotScanned, TooManyCounted
from app.counting.models import CountLine
from app.db import db
from app.inventory.commands import lot_of
from app.inventory.models import Lot
from app.inventory.queries import stock_in
from app.scanning import Ambiguous, Code, UnknownCode, clean, clean_number, read, shown
from app.walks.scan_errors import SerialIsItem, SerialTwice
from app.walks.scans import StopScan, units_of

MOST_ROWS, MOST_UNITS = 500, 999_999


@dataclass(frozen=True)
class CountScan:
    """`counts` is JSON: rows of a code with how often it was scanned, or the units that were typed, its lot and serial
    numbers; no rows say that the bin is empty. `seconds` passed between the bin's scan and the last touch.
    """

    bin: str = ""
    counts: str = "[]"
    seconds: int = 0


@dataclass
class Counted:
    """So much of one lot was counted."""

    item: Item
    lot: Lot
    units: int = 0
    serials: list[str] = field(default_factory=list)


def read_counts(line: CountLine, scan: CountScan) -> list[Counted]:
    """What lies there, by item and lot.

    Raises CountNotRead, UnknownCode, Ambiguous, CountUnclear, TooManyCounted, LotNotSaid, SerialsNotScanned,
    SerialTwice or SerialIsItem.
    """
    found: dict[int, Counted] = {}
    for row in _rows(line, scan.counts):
        code = read(_text(line, row, "code"))
        item = _item(line, code)
        lot = _lot(line, item, code, _text(line, row, "lot"))
        counted = found.setdefault(lot.id, Counted(item, lot))
        if item.tracks_serial:
            counted.serials += _serials(line, item, code, row)
            counted.units = len(counted.serials)
        else:
            counted.units += _units(line, item, code, row)
        if counted.units > MOST_UNITS:
            raise TooManyCounted(units=counted.units, sku=item.sku)
    _check_once([serial for one in found.values() for serial in one.serials])
    return [one for one in found.values() if one.units]


def _rows(line: CountLine, text: str) -> Iterator[dict[str, Any]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or len(rows) > MOST_ROWS or not all(isinstance(row, dict) for row in rows):
        raise CountNotRead(address=line.location.address)
    yield from rows


def _text(line: CountLine, row: dict[str, Any], name: str) -> str:
    value = row.get(name, "")
    if not isinstance(value, str):
        raise CountNotRead(address=line.location.address)
    return value


def _number(line: CountLine, row: dict[str, Any], name: str) -> int:
    value = row.get(name, 0)
    if type(value) is not int or not 0 <= value <= MOST_UNITS:
        raise CountNotRead(address=line.location.address)
    return value


def _item(line: CountLine, code: Code) -> Item:
    """The stop's own item first: the same code may stand for another one somewhere else."""
    if line.item and any(code.stands_for(one.code) for one in line.item.barcodes):
        return line.item
    items = list(dict.fromkeys(one.item for one in barcodes_of(code)))
    if not items:
        by_sku = items_by_code([code.text]).get(code.text)
        items = [db.session.get_one(Item, by_sku)] if by_sku else []
    if not items:
        raise UnknownCode(scanned=shown(code.text))
    if len(items) > 1:
        raise Ambiguous(scanned=shown(code.text), names=" / ".join(item.sku for item in items))
    return items[0]


def _lot(line: CountLine, item: Item, code: Code, said: str) -> Lot:
    """Where the book has one lot only, nobody needs to say it."""
    if not item.tracks_lot:
        return lot_of(item)
    name = code.lot or (read(said).lot or clean(said) if said.strip() else "")
    if name:
        return lot_of(item, name[:40], code.expiry)
    lying = [stock.lot for stock in stock_in([line.location_id]) if stock.item_id == item.id]
    if len(lying) != 1:
        raise LotNotSaid(sku=item.sku)
    return lying[0]


def _units(line: CountLine, item: Item, code: Code, row: dict[str, Any]) -> int:
    if "units" in row:
        return _number(line, row, "units")
    scans = _number(line, row, "scans")
    if not any(code.stands_for(one.code) for one in item.barcodes):
        return scans
    return scans * units_of(item, StopScan(item=code.text), line.location.warehouse_id)


def _serials(line: CountLine, item: Item, code: Code, row: dict[str, Any]) -> list[str]:
    said = row.get("serials", [])
    if not isinstance(said, list) or len(said) > MOST_UNITS or not all(isinstance(one, str) for one in said):
        raise CountNotRead(address=line.location.address)
    serials = [clean_number(one) for one in said] or ([code.serial] if code.serial else [])
    if not serials and (row.get("scans") or row.get("units")):
        raise SerialsNotScanned(sku=item.sku)
    if any(serial == barcode.code for serial in serials for barcode in item.barcodes):
        raise SerialIsItem(sku=item.sku)
    return serials


def _check_once(serials: list[str]) -> None:
    twice = next((serial for serial in serials if serials.count(serial) > 1), None)
    if twice:
        raise SerialTwice(serial=twice)
