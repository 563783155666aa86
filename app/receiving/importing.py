"""Bring announced deliveries in from a file: a row for each line, those with one number together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask_babel import lazy_gettext

from app.catalog.queries import items_by_code
from app.db import transaction
from app.operations import Actor
from app.receiving.commands.announce import Expected, Paper, announce
from app.receiving.errors import NumberTaken
from app.tables.columns import Columns
from app.tables.importing import importing
from app.tables.reading import Source
from app.tables.report import Report
from app.tables.rows import Row
from app.tables.rules import Rule
from app.tables.values import Unreadable, day, whole

RULES = {
    "number": Rule(column="number", case="upper"),
    "vendor": Rule(column="vendor"),
    "vendor_number": Rule(column="vendor_number", optional=True),
    "expected_on": Rule(column="expected_on", optional=True),
    "sku": Rule(column="sku"),
    "quantity": Rule(column="quantity"),
    "lot": Rule(column="lot", optional=True),
}
UNKNOWN_ITEM = lazy_gettext("an item that the catalogue does not know")
NOTHING = lazy_gettext("a quantity that is not more than nothing")
NO_NUMBER = lazy_gettext("a delivery without a number of at most 20 signs, or without its vendor")
LOT_TOO_LONG = lazy_gettext("a lot of more than 40 characters")


@dataclass
class DeliveriesImported:
    encoding: str = ""
    rows: int = 0
    new: int = 0
    unchanged: int = 0
    units: int = 0
    bad: int = 0


@dataclass(frozen=True)
class _Said:
    row: Row
    paper: Paper
    sku: str
    quantity: int
    lot: str


def import_deliveries(
    source: Source, warehouse_id: int, actor: Actor, report: Path
) -> tuple[DeliveriesImported, Report]:
    """Announce what the file says; a delivery that is here already is left as it is."""
    with importing(source, RULES, report) as file:
        done = DeliveriesImported(encoding=file.table.encoding)
        said = [one for row in file.table if (one := _read(row, file.columns, file.report, done))]
        ids = items_by_code({one.sku for one in said})
        by_number: dict[str, list[_Said]] = {}
        for one in said:
            by_number.setdefault(one.paper.number, []).append(one)
        for together in by_number.values():
            _announce(warehouse_id, together, ids, actor, (file.report, done))
    return done, file.report


def _announce(
    warehouse_id: int,
    said: Sequence[_Said],
    ids: Mapping[str, int],
    actor: Actor,
    told: tuple[Report, DeliveriesImported],
) -> None:
    """One delivery, in a transaction of its own."""
    report, done = told
    known = [one for one in said if one.sku in ids]
    for one in said:
        if one not in known:
            _refuse(report, done, one.row, UNKNOWN_ITEM)
    if not known:
        return
    lines = [Expected(ids[one.sku], one.quantity, one.lot) for one in known]
    try:
        with transaction():
            announce(warehouse_id, known[0].paper, lines, actor)
    except NumberTaken:
        done.unchanged += 1
        return
    done.new += 1
    done.units += sum(one.quantity for one in known)


def _read(row: Row, columns: Columns, report: Report, done: DeliveriesImported) -> _Said | None:
    done.rows += 1
    number, vendor, sku, lot = (columns.read(name, row.values, "") for name in ("number", "vendor", "sku", "lot"))
    try:
        if row.problem:
            raise Unreadable(row.problem)
        quantity = columns.parse("quantity", row.values, "", whole) or 0
        expected_on: date | None = columns.parse("expected_on", row.values, "", day)
        if quantity <= 0:
            raise Unreadable(NOTHING)
        if not 0 < len(number) <= 20 or not 0 < len(vendor) <= 80:
            raise Unreadable(NO_NUMBER)
        if len(lot) > 40:
            raise Unreadable(LOT_TOO_LONG)
    except Unreadable as problem:
        _refuse(report, done, row, problem)
        return None
    paper = Paper(vendor, number, columns.read("vendor_number", row.values, ""), expected_on)
    return _Said(row, paper, sku, quantity, lot)


def _refuse(report: Report, done: DeliveriesImported, row: Row, words: object) -> None:
    report.add(row.line, words, row.text)
    done.bad += 1
