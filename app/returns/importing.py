"""Returns from a channel's file: matched with what was sent, and opened for the dock or noted as of the time before."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.catalog.queries import items_by_code
from app.clock import now
from app.db import db, transaction
from app.errors import DomainError
from app.operations import Actor
from app.orders.mapping import OrderMapping
from app.orders.models import Channel, Order
from app.orders.staging import StagedRow, Staging
from app.returns.announced import REFUSED, UNREADABLE, AnnouncedReturn, Unmatched, row_left
from app.returns.commands.open_announced import Way, beyond_rules, open_announced
from app.returns.errors import ChannelUnknown
from app.returns.matching import ChannelKey, Match, Matched, match
from app.returns.reading import ReturnReader
from app.tables.columns import needed
from app.tables.importing import Progress
from app.tables.reading import Source, Table, open_table, require
from app.tables.report import Report
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Warehouse

NO_NUMBER = lazy_gettext("no number of a return")

READING = 0.2
"""Share of the work that is done when all rows are staged."""


@dataclass
class ReturnsImported:
    """What came of a file: returns that were `opened`, each of one order; rows that went in `whole`, in `part`, or were
    `known` before. `left`: rows and units that match nothing, by why; `others` are the orders among the rows."""

    encoding: str = ""
    rows: int = 0
    others: int = 0
    opened: int = 0
    whole: int = 0
    part: int = 0
    known: int = 0
    units: int = 0
    left: Counter[str] = field(default_factory=Counter)
    left_units: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0


class ReturnImport:
    """One file for one warehouse. What is cut off goes on when the same file is imported again."""

    def __init__(self, warehouse: Warehouse, mapping: OrderMapping, way: Way, actor: Actor, report: Report) -> None:
        self._zone = calendar_of(warehouse).zone
        self._channel = _channel(warehouse.id, mapping.channel)
        self._mapping = mapping
        self._way = way
        self._actor = actor
        self._report = report
        self._items: dict[str, int] = {}
        self._tried: Counter[int] = Counter()
        self.done = ReturnsImported()

    def run(self, table: Table, progress: Progress) -> ReturnsImported:
        """Import the table's rows. Raises ColumnsMissing."""
        require(table, needed(self._mapping.returns))
        self.done.encoding = table.encoding
        reader, seen = ReturnReader(self._mapping, table.columns, self._zone, now()), 0
        with Staging() as staging:
            staging.fill(self._rows(table, reader, progress))
            for rows in staging.orders():
                self._take(reader.read(rows))
                seen += len(rows)
                progress(READING + (1 - READING) * seen / staging.count)
        progress(1.0)
        return self.done

    def _rows(self, table: Table, reader: ReturnReader, progress: Progress) -> Iterator[StagedRow]:
        """The rows as they are staged; orders among them are passed over."""
        for row in table:
            self.done.rows += 1
            if self.done.rows % 1000 == 0:
                progress(READING * table.read / max(1, table.size))
            number = reader.number(row.values)
            if not number:
                self._leave([Unmatched(row.line, row.text, 0, UNREADABLE, str(row.problem or NO_NUMBER))])
            elif reader.is_return(number):
                yield StagedRow(number, row.line, row.values, row.text, str(row.problem or ""))
            else:
                self.done.others += 1

    def _take(self, found: AnnouncedReturn) -> None:
        """Match it with what was sent, then open it order by order, each in a transaction of its own."""
        self._find_items(found)
        matched = match(self._channel, found, self._items, self._tried)
        left = [*found.left, *matched.left]
        by_order = sorted(matched.matches, key=lambda one: one.shipment.order_id)
        for order_id, matches in groupby(by_order, key=lambda one: one.shipment.order_id):
            left += self._open(found, order_id, list(matches))
        self._leave(left)
        self._count(found, matched, left)

    def _find_items(self, found: AnnouncedReturn) -> None:
        missing = {row.sku for row in found.lines} - self._items.keys()
        if missing:
            self._items.update(items_by_code(missing))

    def _open(self, found: AnnouncedReturn, order_id: int, matches: Sequence[Match]) -> list[Unmatched]:
        """Gives what cannot be opened after all."""
        if self._way.only_try:
            self._tried.update({one.shipment.line_id: one.units for one in matches})
            left = beyond_rules(db.session.get_one(Order, order_id), matches, self._way)
            self.done.opened += len(left) < len(matches)
            return left
        began = time.perf_counter()
        try:
            with transaction():
                left = open_announced(db.session.get_one(Order, order_id), found, matches, self._way, self._actor)
        except DomainError as refusal:
            return [row_left(one.row, one.units, REFUSED, str(refusal)) for one in matches]
        self.done.longest = max(self.done.longest, time.perf_counter() - began)
        self.done.opened += len(left) < len(matches)
        return left

    def _leave(self, rows: Sequence[Unmatched]) -> None:
        for row in rows:
            self._report.add(row.line, row, row.text)
            self.done.left[str(row.why)] += 1
            self.done.left_units[str(row.why)] += row.units

    def _count(self, found: AnnouncedReturn, matched: Matched, left: Sequence[Unmatched]) -> None:
        open_units = {row.line: row.quantity - matched.known[row.line] for row in found.lines}
        missing = Counter[int]()
        for one in left:
            missing[one.line] += one.units
        for line, units in open_units.items():
            went = units - missing[line]
            self.done.units += went
            self.done.whole += went > 0 and not missing[line]
            self.done.part += went > 0 and missing[line] > 0
            self.done.known += went == 0 and matched.known[line] > 0


def _channel(warehouse_id: int, name: str) -> ChannelKey:
    """Raises ChannelUnknown."""
    mine = select(Channel.id).where(Channel.warehouse_id == warehouse_id, Channel.name == name)
    found = db.session.scalar(mine)
    if found is None:
        raise ChannelUnknown(name=name)
    return ChannelKey(found, warehouse_id)


def import_returns(
    source: Source,
    warehouse: Warehouse,
    mapping: OrderMapping,
    way: Way,
    actor: Actor,
    report: Path,
    progress: Progress = lambda share: None,
) -> tuple[ReturnsImported, Report]:
    """Import a file of returns; gives the figures and the report, whose file exists only if it has an entry.

    Raises ChannelUnknown and what a table raises that cannot be read.
    """
    written = Report(report, source.path.name)
    try:
        return ReturnImport(warehouse, mapping, way, actor, written).run(open_table(source), progress), written
    finally:
        written.close()
