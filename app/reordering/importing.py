"""Vendors and their terms from a file: a row for each item of each vendor."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext

from app.catalog.queries import items_by_code
from app.db import transaction
from app.operations import Actor
from app.reordering.models import Vendor
from app.reordering.terms import VendorTerms, read_terms
from app.reordering.vendors import VendorUnclear, add_vendor, checked_name, set_terms, vendor_named
from app.tables.columns import Columns
from app.tables.importing import Progress, importing, silent
from app.tables.reading import Source
from app.tables.report import Report
from app.tables.rows import Row
from app.tables.rules import Rule
from app.tables.values import Unreadable

OPTIONAL = ("vendor_code", "minimum", "multiple", "price", "currency", "rank")
COLUMNS = {"vendor_code": "code"}
"""What the file calls otherwise than the table of terms."""
RULES = {name: Rule(column=name) for name in ("vendor", "sku", "lead_days")} | {
    name: Rule(column=name, optional=True) for name in OPTIONAL
}

UNKNOWN_ITEM = lazy_gettext("an item that the catalogue does not know")
NAME_UNCLEAR = lazy_gettext("no vendor, or one with a name of more than 80 letters")
GIVEN_UP = lazy_gettext("a vendor that is given up")
TWICE = lazy_gettext("an item of this vendor that stands in the file before")

AT_ONCE = 20
"""Rows in one transaction: some 30 ms on SQLite."""


@dataclass
class VendorsImported:
    encoding: str = ""
    rows: int = 0
    vendors: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: int = 0


@dataclass(frozen=True)
class _Said:
    row: Row
    vendor: str
    sku: str
    terms: VendorTerms
    unsaid: frozenset[str]


class VendorImport:
    """A vendor that is not known yet is added; one that is given up takes nothing."""

    def __init__(self, warehouse_id: int, actor: Actor, report: Report, done: VendorsImported) -> None:
        self._warehouse_id = warehouse_id
        self._actor = actor
        self._report = report
        self._done = done
        self._seen: set[tuple[str, int]] = set()

    def take(self, rows: Sequence[Row], columns: Columns) -> None:
        """Read some rows and keep what they say, in one transaction."""
        said = [one for row in rows if (one := self._read(row, columns))]
        with transaction():
            ids = items_by_code({one.sku for one in said})
            for one in said:
                self._keep(one, ids.get(one.sku))

    def _read(self, row: Row, columns: Columns) -> _Said | None:
        self._done.rows += 1
        try:
            if row.problem:
                raise Unreadable(row.problem)
            given = {name: columns.read(name, row.values, "") for name in RULES}
            unsaid = frozenset(COLUMNS.get(name, name) for name in OPTIONAL if not given[name])
            return _Said(row, checked_name(given["vendor"]), given["sku"], read_terms(given), unsaid)
        except VendorUnclear:
            self._refuse(row, NAME_UNCLEAR)
        except Unreadable as problem:
            self._refuse(row, problem)
        return None

    def _keep(self, said: _Said, item_id: int | None) -> None:
        if item_id is None:
            self._refuse(said.row, UNKNOWN_ITEM)
            return
        if (said.vendor, item_id) in self._seen:
            self._refuse(said.row, TWICE)
            return
        vendor = vendor_named(self._warehouse_id, said.vendor) or self._added(said.vendor)
        if vendor.ended_at is not None:
            self._refuse(said.row, GIVEN_UP)
            return
        self._seen.add((said.vendor, item_id))
        outcome = set_terms(vendor, item_id, said.terms, self._actor, said.unsaid)
        setattr(self._done, outcome, getattr(self._done, outcome) + 1)

    def _added(self, name: str) -> Vendor:
        self._done.vendors += 1
        return add_vendor(self._warehouse_id, name, "", self._actor)

    def _refuse(self, row: Row, words: object) -> None:
        self._report.add(row.line, words, row.text)
        self._done.bad += 1


def import_vendors(
    source: Source,
    warehouse_id: int,
    actor: Actor,
    report: Path,
    progress: Progress = silent,
) -> tuple[VendorsImported, Report]:
    """Import a file of vendors; gives the figures and the report, whose file exists only if it has an entry."""
    with importing(source, RULES, report, progress) as file:
        done = VendorsImported(encoding=file.table.encoding)
        vendors = VendorImport(warehouse_id, actor, file.report, done)
        for rows in file.in_batches(file.table, AT_ONCE):
            vendors.take(rows, file.columns)
    return done, file.report
