"""Bring orders in from a file: stage its rows, then take order after order into the book in short transactions."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import gettext, lazy_gettext

from app.db import db, now, transaction
from app.operations import Actor
from app.orders.arrivals import NewCancellation, NewOrder
from app.orders.arrive import Arrived, arrive, arrive_cancellations, channel_named, desk_of
from app.orders.mapping import OrderMapping
from app.orders.reading import OrderReader, ReadOrder
from app.orders.staging import StagedRow, Staging
from app.tables.columns import needed
from app.tables.reading import Source, Table, open_table, require
from app.tables.report import Report
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Warehouse

NO_NUMBER = lazy_gettext("no order number, nor is there an order before it")
NOT_AN_ORDER = lazy_gettext("left out: it corrects stock or money, nobody ordered it")

UNKNOWN_ITEM = lazy_gettext("an item that the catalogue does not know; its orders wait")

AIM = 0.02
"""Seconds that a transaction should take; 50 ms is the most it may."""
LEAST, MOST = 10, 2000
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
            self.size = int(min(MOST, max(LEAST, self.lines * min(2.0, AIM / seconds))))
        self.lines, self.orders, self.notes = 0, [], []


class OrderImport:
    """One file for one warehouse. What is cut off goes on when the same file is imported again."""

    def __init__(self, warehouse_id: int, mapping: OrderMapping, actor: Actor, as_shipped: bool = False) -> None:
        self._warehouse_id = warehouse_id
        self._mapping = mapping
        self._actor = actor
        self._as_shipped = as_shipped

    def run(self, source: Source, report: Report, progress: Callable[[float], None]) -> Imported:
        """Import the file; `progress` is told the share of the work that is done."""
        table = open_table(source)
        require(table, needed(self._mapping.rules))
        done = Imported(encoding=table.encoding)
        reader = OrderReader(self._mapping, table.columns, calendar_of(self._warehouse()).zone, now())
        with Staging() as staging:
            staging.fill(self._rows(table, reader, report, done, progress))
            self._take(staging, reader, report, done, progress)
        return done

    def _rows(
        self, table: Table, reader: OrderReader, report: Report, done: Imported, progress: Callable[[float], None]
    ) -> Iterator[StagedRow]:
        """A row that does not tell its order's number is taken for one of the order before it."""
        before = ""
        for row in table:
            done.rows += 1
            number = reader.number(row.values) or before
            if not number:
                report.add(row.line, NO_NUMBER, row.text)
                done.bad += 1
                continue
            problem = str(row.problem) if row.problem else ""
            yield StagedRow(number, row.line, row.values, row.text, problem)
            before = number
            if done.rows % 1000 == 0:
                progress(READING * table.read / max(1, table.size))

    def _take(
        self, staging: Staging, reader: OrderReader, report: Report, done: Imported, progress: Callable[[float], None]
    ) -> None:
        batch, seen = _Batch(), 0
        for rows in staging.orders():
            read = reader.read(rows)
            self._tell(read, report, done)
            batch.add(read)
            seen += len(rows)
            if batch.lines >= batch.size:
                self._commit(batch, report, done)
                progress(READING + (1 - READING) * seen / staging.count)
        self._commit(batch, report, done)
        for sku in sorted(done.arrived.unknown):
            report.add("", UNKNOWN_ITEM, sku)
        progress(1.0)

    def _tell(self, read: ReadOrder, report: Report, done: Imported) -> None:
        for problem in read.problems:
            report.add(problem.line, problem.words, problem.text)
        for row in read.left_out:
            report.add(row.line, NOT_AN_ORDER, row.text)
        done.bad += len(read.problems)
        done.left_out += len(read.left_out)

    def _commit(self, batch: _Batch, report: Report, done: Imported) -> None:
        """One transaction; nothing that takes long happens inside."""
        if not batch.lines:
            return
        with transaction():
            began = time.perf_counter()
            warehouse = self._warehouse()
            desk = desk_of(warehouse, channel_named(warehouse.id, self._mapping.channel), self._actor, self._as_shipped)
            arrived = arrive(desk, batch.orders)
            notes = arrive_cancellations(desk, batch.notes)
        took = time.perf_counter() - began
        done.longest = max(done.longest, took)
        for number, words in arrived.refused:
            report.add(gettext("order %(number)s", number=number), words, "")
        done.arrived.add(arrived)
        done.cancellations += notes
        batch.restart(took)

    def _warehouse(self) -> Warehouse:
        return db.session.get_one(Warehouse, self._warehouse_id)


def import_orders(
    source: Source,
    mapping: OrderMapping,
    warehouse_id: int,
    actor: Actor,
    report: Path,
    as_shipped: bool = False,
    progress: Callable[[float], None] = lambda share: None,
) -> tuple[Imported, Report]:
    """Import a file of orders; gives the figures and the report, whose file exists only if it has an entry."""
    written = Report(report, source.path.name)
    try:
        return OrderImport(warehouse_id, mapping, actor, as_shipped).run(source, written, progress), written
    finally:
        written.close()
