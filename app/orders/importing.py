"""Bring orders in from a file: stage its rows, then take order after order into the book in short transactions."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import gettext, lazy_gettext

from app.clock import now
from app.db import transaction
from app.operations import Actor
from app.orders.arrivals import NewCancellation, NewOrder
from app.orders.arrive import Arrived, Desk, arrive, arrive_cancellations, channel_named, desk_of, find_items
from app.orders.mapping import OrderMapping
from app.orders.reading import OrderReader, ReadOrder
from app.orders.staging import StagedRow, Staging
from app.tables.importing import Import, Progress, importing, silent
from app.tables.reading import Source, Table
from app.tables.report import Report
from app.warehouse.models import Warehouse
from app.warehouse.queries import warehouse_of

NO_NUMBER = lazy_gettext("no order number, nor is there an order before it")
NUMBER_MISSING = lazy_gettext("no order number; taken for a line of the order before it")
NOT_AN_ORDER = lazy_gettext("left out: it corrects stock or money, nobody ordered it")

UNKNOWN_ITEM = lazy_gettext("an item that the catalogue does not know; its orders wait")

AIM = 0.015
"""Seconds that a transaction should take; 50 ms is the most it may."""
LEAST, MOST = 10, 800
READING = 0.3
"""Share of the work that is done when all rows are staged."""


@dataclass
class Imported:
    """What came of a file; `skus` are items that the catalogue does not know."""

    encoding: str = ""
    rows: int = 0
    bad: int = 0
    left_out: int = 0
    cancellations: int = 0
    arrived: Arrived = field(default_factory=Arrived)
    longest: float = 0.0


@dataclass
class _Batch:
    """Orders that go into one transaction, and how big the next one may be."""

    size: int = 100
    lines: int = 0
    orders: list[NewOrder] = field(default_factory=list)
    notes: list[NewCancellation] = field(default_factory=list)

    def add(self, read: ReadOrder) -> None:
        if read.order:
            self.orders.append(read.order)
            self.lines += 1 + len(read.order.lines) + len(read.order.charges)
        if read.cancellation:
            self.notes.append(read.cancellation)
            self.lines += 1

    def restart(self, seconds: float) -> None:
        """The next size follows from how long this one took."""
        if seconds > 0:
            self.size = int(min(MOST, max(LEAST, self.lines * min(1.5, AIM / seconds))))
        self.lines, self.orders, self.notes = 0, [], []


class OrderImport:
    """One file for one warehouse. What is cut off goes on when the same file is imported again."""

    def __init__(self, desk: Desk, mapping: OrderMapping, file: Import) -> None:
        self._desk = desk
        self._mapping = mapping
        self._table = file.table
        self._report = file.report
        self._progress = file.progress
        self._done = Imported()

    def run(self) -> Imported:
        """Import the file's rows."""
        self._done.encoding = self._table.encoding
        reader = OrderReader(self._mapping, self._table.columns, self._desk.calendar.zone, now())
        with Staging() as staging:
            staging.fill(self._rows(reader))
            self._take(staging, reader)
        for sku in sorted(self._done.arrived.unknown):
            self._report.add("", UNKNOWN_ITEM, sku)
        return self._done

    def _rows(self, reader: OrderReader) -> Iterator[StagedRow]:
        """The rows as they are staged; those of no order go to the report."""
        for row in staged_rows(self._table, reader):
            self._done.rows += 1
            if self._done.rows % 1000 == 0:
                self._progress(READING * self._table.read / max(1, self._table.size))
            if row.number:
                yield row
            else:
                self._report.add(row.line, NO_NUMBER, row.text)
                self._done.bad += 1

    def _take(self, staging: Staging, reader: OrderReader) -> None:
        batch, seen = _Batch(), 0
        for rows in staging.orders():
            read = reader.read(rows)
            self._tell(read)
            batch.add(read)
            seen += len(rows)
            if batch.lines >= batch.size:
                self._commit(batch)
                self._progress(READING + (1 - READING) * seen / staging.count)
        self._commit(batch)

    def _tell(self, read: ReadOrder) -> None:
        for problem in read.problems:
            self._report.add(problem.line, problem.words, problem.text)
        for row in read.left_out:
            self._report.add(row.line, NOT_AN_ORDER, row.text)
        self._done.bad += len(read.problems)
        self._done.left_out += len(read.left_out)

    def _commit(self, batch: _Batch) -> None:
        """One transaction; nothing that can be done before happens inside."""
        if not batch.lines:
            return
        find_items(self._desk, batch.orders)
        with transaction():
            began = time.perf_counter()
            arrived = arrive(self._desk, batch.orders)
            notes = arrive_cancellations(self._desk, batch.notes)
        took = time.perf_counter() - began
        for number, words in arrived.refused:
            self._report.add(gettext("order %(number)s", number=number), words, "")
        self._done.longest = max(self._done.longest, took)
        self._done.arrived.add(arrived)
        self._done.cancellations += notes
        batch.restart(took)


def staged_rows(table: Table, reader: OrderReader) -> Iterator[StagedRow]:
    """The table's rows with their order's number; one that does not tell it is taken for one of the order before it."""
    before = ""
    for row in table:
        own = reader.number(row.values)
        problem = str(row.problem or ("" if own else NUMBER_MISSING))
        before = own or before
        yield StagedRow(before, row.line, row.values, row.text, problem)


def import_orders(
    source: Source, mapping: OrderMapping, desk: Desk, report: Path, progress: Progress = silent
) -> tuple[Imported, Report]:
    """Import a file of orders; gives the figures and the report, whose file exists only if it has an entry."""
    with importing(source, mapping.rules, report, progress) as file:
        done = OrderImport(desk, mapping, file).run()
    return done, file.report


def open_desk(warehouse: Warehouse, mapping: OrderMapping, actor: Actor, as_shipped: bool = False) -> Desk:
    """The desk for the mapping's channel, which is made when it is new."""
    warehouse_id = warehouse.id
    with transaction():
        return desk_of(warehouse_of(warehouse_id), channel_named(warehouse_id, mapping.channel), actor, as_shipped)
