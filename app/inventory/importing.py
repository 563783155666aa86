"""Bring the stock of a new warehouse in from a file: what lies where on the first day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import select

from app.catalog.models import Item
from app.catalog.queries import items_by_code
from app.db import db, transaction
from app.inventory.opening import Pile, expiry_of, on_hand_of, open_stock
from app.operations import Actor
from app.tables.columns import Columns
from app.tables.importing import Progress, importing, silent
from app.tables.reading import Source
from app.tables.report import Report
from app.tables.rows import Row
from app.tables.rules import Rule
from app.tables.values import Unreadable, day, whole
from app.warehouse.models import BIN, DOCK, QUARANTINE, Location

RULES = {
    "sku": Rule(column="sku"),
    "location": Rule(column="location", case="upper"),
    "quantity": Rule(column="quantity"),
    "lot": Rule(column="lot", optional=True),
    "expires_on": Rule(column="expires_on", optional=True),
}

UNKNOWN_ITEM = lazy_gettext("an item that the catalogue does not know")
UNKNOWN_PLACE = lazy_gettext("no bin of this warehouse")
NOTHING = lazy_gettext("a quantity that is not more than nothing")
LOT_MISSING = lazy_gettext("an item that is tracked by lot, without its lot")
LOT_NEEDLESS = lazy_gettext("a lot of an item that is not tracked by lot")
LOT_TOO_LONG = lazy_gettext("a lot of more than 40 characters")
EXPIRY_MISSING = lazy_gettext("an item that expires, without its date")
OTHER_EXPIRY = lazy_gettext("another expiry date than this lot has already")
DIFFERS = lazy_gettext("the book says another quantity of this item here already; count the bin")

AT_ONCE = 60
"""Rows in one transaction: some 20 ms on SQLite."""


@dataclass
class StockImported:
    encoding: str = ""
    rows: int = 0
    received: int = 0
    units: int = 0
    unchanged: int = 0
    bad: int = 0


@dataclass(frozen=True)
class _Said:
    """What a row says; `address` is a location's."""

    row: Row
    sku: str
    address: str
    quantity: int
    lot: str
    expires_on: date | None


class StockImport:
    """A row says what lies of an item (and lot) in a bin. A bin that holds it already is left as it is."""

    def __init__(self, warehouse_id: int, actor: Actor, report: Report, done: StockImported) -> None:
        self._warehouse_id = warehouse_id
        self._actor = actor
        self._report = report
        self._done = done

    def take(self, rows: Sequence[Row], columns: Columns) -> None:
        """Read some rows and put them into the book, in one transaction."""
        said = [one for row in rows if (one := self._read(row, columns))]
        with transaction():
            piles = self._piles(said)
            held, dates = on_hand_of([pile for _, pile in piles]), expiry_of([pile for _, pile in piles])
            new: list[Pile] = []
            for row, pile in piles:
                if pile.expires_on not in (None, dates.setdefault(pile.key, pile.expires_on)):
                    self._refuse(row, OTHER_EXPIRY)
                    continue
                here = held.get((pile.location_id, pile.key))
                if here is None:
                    new.append(pile)
                    held[pile.location_id, pile.key] = pile.quantity
                elif here == pile.quantity:
                    self._done.unchanged += 1
                else:
                    self._refuse(row, DIFFERS)
            open_stock(self._warehouse_id, new, self._actor)
        self._done.received += len(new)
        self._done.units += sum(pile.quantity for pile in new)

    def _read(self, row: Row, columns: Columns) -> _Said | None:
        self._done.rows += 1
        sku, address, lot = (columns.read(name, row.values, "") for name in ("sku", "location", "lot"))
        try:
            if row.problem:
                raise Unreadable(row.problem)
            quantity = columns.parse("quantity", row.values, "", whole) or 0
            if quantity <= 0:
                raise Unreadable(NOTHING)
            if len(lot) > 40:
                raise Unreadable(LOT_TOO_LONG)
            expires_on = columns.parse("expires_on", row.values, "", day)
        except Unreadable as problem:
            self._refuse(row, problem)
            return None
        return _Said(row, sku, address, quantity, lot, expires_on)

    def _piles(self, said: Sequence[_Said]) -> list[tuple[Row, Pile]]:
        """What is said, of items and places that there are."""
        ids = items_by_code({one.sku for one in said})
        items = {item.id: item for item in db.session.scalars(select(Item).where(Item.id.in_(ids.values())))}
        places = self._places({one.address for one in said})
        piles = []
        for one in said:
            item, place_id = items.get(ids.get(one.sku, 0)), places.get(one.address)
            wrong = UNKNOWN_ITEM if item is None else UNKNOWN_PLACE if place_id is None else _wrong_lot(one, item)
            if item is None or place_id is None or wrong:
                self._refuse(one.row, wrong)
            else:
                piles.append((one.row, Pile(item.id, place_id, one.quantity, one.lot, one.expires_on)))
        return piles

    def _places(self, addresses: set[str]) -> dict[str, int]:
        kinds = (BIN, DOCK, QUARANTINE)
        mine = (Location.warehouse_id == self._warehouse_id, Location.kind.in_(kinds), Location.address.in_(addresses))
        return dict(db.session.execute(select(Location.address, Location.id).where(*mine)).all())

    def _refuse(self, row: Row, words: object) -> None:
        self._report.add(row.line, words, row.text)
        self._done.bad += 1


def _wrong_lot(said: _Said, item: Item) -> LazyString | None:
    if item.tracks_lot and not said.lot:
        return LOT_MISSING
    if said.lot and not item.tracks_lot:
        return LOT_NEEDLESS
    return EXPIRY_MISSING if item.tracks_expiry and said.expires_on is None else None


def import_stock(
    source: Source,
    warehouse_id: int,
    actor: Actor,
    report: Path,
    progress: Progress = silent,
) -> tuple[StockImported, Report]:
    """Import a file of stock; gives the figures and the report, whose file exists only if it has an entry."""
    with importing(source, RULES, report, progress) as file:
        done = StockImported(encoding=file.table.encoding)
        stock = StockImport(warehouse_id, actor, file.report, done)
        for rows in file.in_batches(file.table, AT_ONCE):
            stock.take(rows, file.columns)
    return done, file.report
