"""Which units a stock keeper means: a place, an item, a lot, how many, with which numbers; scanned or typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.catalog.models import Item
from app.catalog.queries import barcodes_of, items_by_code
from app.db import db
from app.inventory.commands import lot_of, stock_of
from app.inventory.models import Lot, Stock
from app.inventory.serials import numbers_at, read_numbers
from app.scanning import Ambiguous, Code, UnknownCode, read, shown
from app.stockkeeping.errors import (
    DateNeeded,
    LiesInQuarantine,
    LotNeeded,
    LotNotThere,
    LotTooLong,
    NoPlaceOfOurs,
    NoSuchPlace,
    NothingThere,
    OfOrders,
    TooFewFree,
    UnitsNeeded,
    WhichLotThere,
)
from app.warehouse.models import BIN, DOCK, PACKED, QUARANTINE, STAGING, TOTE, Location
from app.warehouse.queries import location_by_barcode

OURS = (BIN, DOCK, STAGING)
"""Kinds of place where a stock keeper may lay a hand on what lies there."""
MOST = 100_000
LONGEST_LOT = 40


@dataclass(frozen=True)
class Scan:
    """What was scanned or typed, as text; `quantity` in units (none: what one scan of the barcode stands for)."""

    place: str = ""
    item: str = ""
    lot: str = ""
    quantity: int | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class Units:
    """So many units of a balance, with their numbers where they have some."""

    stock: Stock
    quantity: int
    numbers: Sequence[str] = ()


def free_units(warehouse_id: int, scan: Scan) -> Units:
    """Units that nobody keeps; until the transaction ends nobody else reserves or moves what lies there of their lot.

    Raises what `place_of`, `item_of` and `lot_there` raise, UnitsNeeded, TooFewFree, and what `read_numbers` raises.
    """
    place = place_of(warehouse_id, scan.place)
    item, code, each = item_of(scan.item)
    stock = held(lot_there(place, item, scan.lot or code.lot), place)
    quantity = units_in(scan, each)
    check_free(stock, quantity)
    return Units(stock, quantity, numbers_of(stock, scan.serials or said_by(code), quantity))


def held(lot: Lot, place: Location) -> Stock:
    """The balance, with nobody else at it until the transaction ends."""
    stock = stock_of(lot, place)
    return db.session.get_one(Stock, stock.id, with_for_update=True, populate_existing=True)


def check_free(stock: Stock, quantity: int) -> None:
    """Raises TooFewFree, or NothingThere where somebody else took the last of it."""
    if not stock.on_hand:
        raise NothingThere(sku=stock.lot.item.sku, address=stock.location.address)
    if quantity > stock.available:
        raise TooFewFree(
            address=stock.location.address,
            sku=stock.lot.item.sku,
            free=stock.available,
            on_hand=stock.on_hand,
            reserved=stock.reserved,
        )


def numbers_of(stock: Stock, scanned: Sequence[str], quantity: int) -> Sequence[str]:
    """The units' numbers; where all that lies there of the item goes, those that are known need no scan."""
    if not scanned and quantity == stock.on_hand == _on_hand(stock):
        return numbers_at(stock.lot.item, stock.location) if stock.lot.item.tracks_serial else ()
    return read_numbers(stock.lot.item, scanned, quantity)


def place_of(warehouse_id: int, text: str) -> Location:
    """By its label, or by its address as it is typed, one in which the stock keeper may act.

    Raises NoCode, NoSuchPlace, OfOrders, LiesInQuarantine or NoPlaceOfOurs.
    """
    place = any_place(warehouse_id, text)
    if place.kind in (TOTE, PACKED):
        raise OfOrders(address=place.address)
    if place.kind == QUARANTINE:
        raise LiesInQuarantine
    if place.kind not in OURS:
        raise NoPlaceOfOurs(address=place.address)
    return place


def any_place(warehouse_id: int, text: str) -> Location:
    """By its label or its address. Raises NoCode or NoSuchPlace."""
    code = read(text)
    place = location_by_barcode(warehouse_id, code.text) or _at_address(warehouse_id, code.text)
    if place is None:
        raise NoSuchPlace(scanned=shown(text))
    return place


def item_of(text: str) -> tuple[Item, Code, int]:
    """The item of a barcode or a SKU, what the code says beside it, and how many units one scan stands for.

    Raises NoCode, UnknownCode or Ambiguous.
    """
    code = read(text)
    barcodes = barcodes_of(code)
    if len({one.item_id for one in barcodes}) > 1:
        raise Ambiguous(scanned=shown(text), names=" / ".join(sorted({one.item.sku for one in barcodes})))
    if barcodes:
        return barcodes[0].item, code, code.units or barcodes[0].quantity * (code.count or 1)
    ids = set(items_by_code({code.text, code.text.upper()}).values())
    if len(ids) != 1:
        raise UnknownCode(scanned=shown(text))
    return db.session.get_one(Item, ids.pop()), code, 1


def lot_there(place: Location, item: Item, said: str) -> Lot:
    """The lot that is meant of those that lie there; with one alone nobody has to say it.

    Raises NothingThere, WhichLotThere or LotNotThere.
    """
    lying = [stock.lot for stock in lying_at(place, item)]
    if not lying:
        raise NothingThere(sku=item.sku, address=place.address)
    lots = ", ".join(lot.code or "-" for lot in lying)
    if not said:
        if len(lying) > 1:
            raise WhichLotThere(sku=item.sku, address=place.address, lots=lots)
        return lying[0]
    code = read(said)
    found = next((lot for lot in lying if lot.code and lot.code in (code.text, code.lot)), None)
    if found is None:
        raise LotNotThere(scanned=shown(code.lot or code.text), address=place.address, lots=lots)
    return found


def lot_for_more(place: Location, item: Item, said: str, expires_on: date | None) -> Lot:
    """The lot of units that nobody had in the book: one that lies there, one that is known, or a new one.

    Raises LotNeeded, LotTooLong or DateNeeded.
    """
    code = read(said) if said.strip() else None
    name = (code.lot or code.text) if code else ""
    if not name:
        lying = lying_at(place, item)
        if len(lying) == 1:
            return lying[0].lot
        if item.tracks_lot or lying:
            raise LotNeeded(sku=item.sku)
        return lot_of(item)
    if len(name) > LONGEST_LOT:
        raise LotTooLong(longest=LONGEST_LOT)
    known = db.session.scalars(select(Lot).where(Lot.item_id == item.id, Lot.code == name)).first()
    expires_on = expires_on or (code.expiry if code else None)
    if known is None and item.tracks_expiry and expires_on is None:
        raise DateNeeded(lot=name, sku=item.sku)
    return known or lot_of(item, name, expires_on)


def units_in(scan: Scan, each: int) -> int:
    """How many units are meant. Raises UnitsNeeded."""
    quantity = each if scan.quantity is None else scan.quantity
    if not 0 < quantity <= MOST:
        raise UnitsNeeded(most=MOST)
    return quantity


def said_by(code: Code) -> tuple[str, ...]:
    """The number that the item's own code carries."""
    return (code.serial,) if code.serial else ()


def lying_at(place: Location, item: Item) -> Sequence[Stock]:
    """What lies of the item at the place, by lot."""
    here = select(Stock).where(Stock.location_id == place.id, Stock.item_id == item.id, Stock.on_hand > 0)
    loaded = here.options(joinedload(Stock.lot)).execution_options(populate_existing=True)
    return db.session.scalars(loaded.order_by(Stock.lot_id)).all()


def _on_hand(stock: Stock) -> int:
    """Of the item at the place, in all its lots: numbers are known by item, not by lot."""
    return sum(one.on_hand for one in lying_at(stock.location, stock.lot.item))


def _at_address(warehouse_id: int, text: str) -> Location | None:
    wanted = select(Location).where(Location.warehouse_id == warehouse_id, Location.address == text.upper())
    return db.session.scalars(wanted).first()
