"""Bring the stock of a new warehouse in from a file: what lies where on the first day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import select

from app.catalog.models import Item
from app.catalog.queries import items_by_code
from app.db import db, transaction
from app.inventory.commands import lot_of, receive
from app.inventory.models import Lot, Stock
from app.operations import Actor
from app.tables import in_batches
from app.tables.columns import Columns, needed
from app.tables.reading import Source, open_table, require
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
DIFFERS = lazy_gettext("the book says another quantity of this item here already; count the bin")

AT_ONCE = 10
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
class _Pile:
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
        piles = [pile for row in rows if (pile := self._read(row, columns))]
        with transaction(), db.session.no_autoflush:  # the ledger's rows are written together at the end
            known = items_by_code({pile.sku for pile in piles})
            places = {place.address: place for place in self._places(piles)}
            for pile in piles:
                item_id, place = known.get(pile.sku), places.get(pile.address)
                if item_id is None or place is None:
                    self._refuse(pile.row, UNKNOWN_ITEM if item_id is None else UNKNOWN_PLACE)
                else:
                    self._put(pile, db.session.get_one(Item, item_id), place)

    def _read(self, row: Row, columns: Columns) -> _Pile | None:
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
        return _Pile(row, sku, address, quantity, lot, expires_on)

    def _put(self, pile: _Pile, item: Item, place: Location) -> None:
        wrong = _wrong_lot(pile, item)
        here = None if wrong else self._on_hand(item, pile.lot, place)
        if wrong:
            self._refuse(pile.row, wrong)
        elif here is None:
            receive(item, lot_of(item, pile.lot, pile.expires_on), pile.quantity, place, self._actor)
            self._done.received += 1
            self._done.units += pile.quantity
        elif here == pile.quantity:
            self._done.unchanged += 1
        else:
            self._refuse(pile.row, DIFFERS)

    def _on_hand(self, item: Item, lot: str, place: Location) -> int | None:
        """What the book says of the lot there; None when it never lay there."""
        wanted = select(Stock.on_hand).join(Lot).where(Lot.item_id == item.id, Lot.code == lot)
        return db.session.scalar(wanted.where(Stock.location_id == place.id))

    def _places(self, piles: Sequence[_Pile]) -> Sequence[Location]:
        addresses = {pile.address for pile in piles}
        mine = (Location.warehouse_id == self._warehouse_id, Location.kind.in_((BIN, DOCK, QUARANTINE)))
        return db.session.scalars(select(Location).where(*mine, Location.address.in_(addresses))).all()

    def _refuse(self, row: Row, words: object) -> None:
        self._report.add(row.line, words, row.text)
        self._done.bad += 1


def _wrong_lot(pile: _Pile, item: Item) -> LazyString | None:
    if item.tracks_lot and not pile.lot:
        return LOT_MISSING
    if pile.lot and not item.tracks_lot:
        return LOT_NEEDLESS
    return EXPIRY_MISSING if item.tracks_expiry and pile.expires_on is None else None


def import_stock(
    source: Source,
    warehouse_id: int,
    actor: Actor,
    report: Path,
    progress: Callable[[float], None] = lambda share: None,
) -> tuple[StockImported, Report]:
    """Import a file of stock; gives the figures and the report, whose file exists only if it has an entry."""
    table, written = open_table(source), Report(report, source.path.name)
    require(table, needed(RULES))
    done = StockImported(encoding=table.encoding)
    stock, columns = StockImport(warehouse_id, actor, written, done), Columns(table.columns, RULES)
    try:
        for rows in in_batches(table, AT_ONCE):
            stock.take(rows, columns)
            progress(table.read / max(1, table.size))
    finally:
        written.close()
    progress(1.0)
    return done, written
