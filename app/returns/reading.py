"""From the rows of one number in a channel's file to a return as it was announced."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.orders.mapping import OrderMapping
from app.orders.reading import LENGTHS, NO_SKU, NOT_KNOWN, NOTHING, TOO_LONG
from app.orders.staging import StagedRow
from app.returns.announced import NO_GOODS, UNREADABLE, AnnouncedLine, AnnouncedReturn, Unmatched
from app.returns.rules import CHOOSABLE
from app.returns.words import OTHER
from app.tables.columns import Columns
from app.tables.values import Unreadable, moment, whole

DAY = len("2026-11-23")
"""A text of that length says a day and no time."""


class ReturnReader:
    """Reads by one mapping; `now` stands in where a file does not say when something came back."""

    def __init__(self, mapping: OrderMapping, columns: Sequence[str], zone: ZoneInfo, now: datetime) -> None:
        self._mapping = mapping
        self._columns = Columns(columns, mapping.returns)
        self._zone = mapping.zone or zone
        self._now = now

    def number(self, values: Sequence[str]) -> str:
        """The number of the return that a row belongs to; empty when it does not tell."""
        number = self._columns.read("number", values, "")
        return number if len(number) <= LENGTHS["number"] else ""

    def is_return(self, number: str) -> bool:
        """Whether it is one; a file of orders has its credit notes among them."""
        return not self._mapping.credit_notes_only or number.startswith(self._mapping.credit_note_prefixes)

    def read(self, rows: Sequence[StagedRow]) -> AnnouncedReturn:
        """When and whose it is says the first row that can be read; each row tells the rest for itself."""
        found = AnnouncedReturn(rows[0].number, self._now)
        known = False
        for row in rows:
            try:
                if row.problem:
                    raise Unreadable(row.problem)
                if not known:
                    found.returned_at, found.customer_number = self._moment(row), self._text("customer_number", row)
                    known = True
                self._take(row, found)
            except Unreadable as problem:
                found.left.append(Unmatched(row.line, row.text, 0, UNREADABLE, str(problem)))
        return found

    def _take(self, row: StagedRow, found: AnnouncedReturn) -> None:
        sku, units = self._text("sku", row), abs(self._columns.parse("quantity", row.values, row.number, whole) or 0)
        if not sku:
            raise Unreadable(NO_SKU)
        if not units:
            raise Unreadable(NOTHING, self._mapping.returns["quantity"].column)
        if self._mapping.is_charge(sku):
            found.left.append(Unmatched(row.line, row.text, units, NO_GOODS, of=units))
            return
        reason = self._columns.read("reason", row.values, row.number) or OTHER
        if reason not in CHOOSABLE:
            raise Unreadable(NOT_KNOWN, self._mapping.returns["reason"].column)
        order, note = self._text("order_number", row), self._columns.read("note", row.values, row.number)
        found.lines.append(AnnouncedLine(row.line, row.text, sku, units, order, reason, note))

    def _moment(self, row: StagedRow) -> datetime:
        """A day without a time counts to its end: what was ordered in the morning may be back in the afternoon."""
        text = self._columns.read("returned_at", row.values, row.number)
        if not text:
            return self._now
        try:
            read = moment(text, self._mapping.placed_at_format, self._zone)
        except Unreadable as problem:
            raise Unreadable(problem.words, self._mapping.returns["returned_at"].column) from None
        return read + timedelta(days=1) if len(text) == DAY else read

    def _text(self, name: str, row: StagedRow) -> str:
        text = self._columns.read(name, row.values, row.number)
        if len(text) > LENGTHS[name if name != "order_number" else "number"]:
            raise Unreadable(TOO_LONG, self._mapping.returns[name].column)
        return text
