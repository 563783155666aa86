"""From the staged rows of one number to an order, a credit note, or something that is no order."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import String

from app.orders.arrivals import NewCancellation, NewCharge, NewLine, NewOrder
from app.orders.mapping import ORDER, OrderMapping
from app.orders.models import DELIVERY_MODES, PAYMENT_STATES, Order, OrderLine
from app.orders.staging import StagedRow
from app.tables.columns import Columns
from app.tables.values import Unreadable, amount, day, moment, whole

T = TypeVar("T")

NOTHING = lazy_gettext("a quantity of nothing")
BELOW_NOTHING = lazy_gettext("a quantity below nothing")
PRICE_BELOW_NOTHING = lazy_gettext("a price below nothing")
NO_SKU = lazy_gettext("no item code")
NO_PRICE = lazy_gettext("a charge without an amount")
TOO_MUCH = lazy_gettext("more money than fits")
TOO_LONG = lazy_gettext("too long")
CANCELLED_IN_PART = lazy_gettext("cancelled, and other lines of the same order are not")
NOT_KNOWN = lazy_gettext("a word that is not known")

TEXTS = ("customer", "customer_number", "telephone", "email", "country", "region", "city", "postcode", "street",
         "store_code", "store_name", "carrier", "currency", "notes")  # fmt: skip
LENGTHS = {
    column.name: column.type.length
    for table in (OrderLine.__table__, Order.__table__)
    for column in table.columns
    if isinstance(column.type, String) and column.type.length
}
SHOWN = 2000
MOST_MONEY = 10**10


@dataclass(frozen=True)
class Problem:
    line: int
    words: str
    text: str


@dataclass
class ReadOrder:
    """One of `order`, `cancellation` and `left_out` (rows that are no order), with what could not be read."""

    order: NewOrder | None = None
    cancellation: NewCancellation | None = None
    left_out: Sequence[StagedRow] = ()
    problems: list[Problem] = field(default_factory=list)


class OrderReader:
    """Reads by one mapping; `now` stands in where a source does not say when an order was placed."""

    def __init__(self, mapping: OrderMapping, columns: Sequence[str], zone: ZoneInfo, now: datetime) -> None:
        self._mapping = mapping
        self._columns = Columns(columns, mapping.rules)
        self._zone = mapping.zone or zone
        self._now = now
        self._heads = [name for name in ORDER if name in self._columns.index and name != "number"]

    def number(self, values: Sequence[str]) -> str:
        """The number of the order that a row belongs to; empty when it does not tell."""
        number = self._columns.read("number", values, "")
        return number if len(number) <= LENGTHS["number"] else ""

    def read(self, rows: Sequence[StagedRow]) -> ReadOrder:
        number, mapping = rows[0].number, self._mapping
        if mapping.credit_note_prefixes and number.startswith(mapping.credit_note_prefixes):
            return ReadOrder(cancellation=self._cancellation(rows))
        if (mapping.not_order_prefixes and number.startswith(mapping.not_order_prefixes)) or self._is_correction(rows):
            return ReadOrder(left_out=rows)
        return self._order(number, rows)

    def _is_correction(self, rows: Sequence[StagedRow]) -> bool:
        """Rows that cost nothing and name nobody correct the stock; nobody ordered them."""
        if not self._mapping.free_and_nameless:
            return False
        given = self._columns.given
        return all(
            not row.problem and not given("customer_number", row.values) and _is_nothing(given("price", row.values))
            for row in rows
        )

    def _cancellation(self, rows: Sequence[StagedRow]) -> NewCancellation:
        head = rows[0]
        try:
            placed_at = self._placed_at(head)
        except Unreadable:
            placed_at = self._now
        customer = self._columns.read("customer_number", head.values, head.number)[: LENGTHS["customer_number"]]
        return NewCancellation(head.number, placed_at, customer, {"rows": [row.text for row in rows]})

    def _order(self, number: str, rows: Sequence[StagedRow]) -> ReadOrder:
        """Every readable line, and in place of each unreadable one its text; never one without the other."""
        found = ReadOrder()
        heads = next((row for row in rows if not row.problem), rows[0])
        order = NewOrder(number=number, placed_at=self._now, fingerprint=_fingerprint(rows), lines=[])
        for name, problem in self._fill(order, heads):
            found.problems.append(Problem(heads.line, f"{name}: {problem}", heads.text))
        order.cancelled = self._is_cancelled(heads)
        for row in rows:
            problem = self._line(order, row, heads)
            if problem:
                found.problems.append(Problem(row.line, problem, row.text))
        self._keep_common(order)
        order.lines += [NewLine("", 0, unreadable=f"{one.words}: {one.text}"[:SHOWN]) for one in found.problems]
        found.order = order
        return found

    def _fill(self, order: NewOrder, row: StagedRow) -> Iterator[tuple[str, LazyString]]:
        """The order's own fields; gives the name and the trouble of each that cannot be read."""
        read: dict[str, Callable[[], object]] = {
            "placed_at": lambda: self._placed_at(row),
            "amount": lambda: self._optional("amount", row, self._amount),
            "requested_on": lambda: self._optional("requested_on", row, day),
            "priority": lambda: self._optional("priority", row, whole) or 0,
            "delivery_mode": lambda: self._one_of("delivery_mode", row, DELIVERY_MODES, order.delivery_mode),
            "payment_state": lambda: self._one_of("payment_state", row, PAYMENT_STATES, "unpaid"),
            **{name: partial(self._text, name, row) for name in TEXTS},
        }
        for name, reader in read.items():
            try:
                setattr(order, name, reader())
            except Unreadable as problem:
                yield name, problem.words

    def _is_cancelled(self, row: StagedRow) -> bool:
        cancelled = self._mapping.cancelled_status
        return bool(cancelled) and self._columns.read("status", row.values, row.number) == cancelled

    def _line(self, order: NewOrder, row: StagedRow, heads: StagedRow) -> str:
        """Add the row's line or charge; the words of what is wrong with it, if it cannot be read."""
        if row.problem:
            return row.problem
        if self._is_cancelled(row) != order.cancelled:
            return str(CANCELLED_IN_PART)
        try:
            sku, price = self._text("sku", row), self._optional("price", row, self._amount)
            quantity, description = self._optional("quantity", row, whole) or 0, self._description(row)
            if self._mapping.is_charge(sku):
                order.charges.append(_charge(sku, quantity, price, description))
                return ""
            _check_line(sku, quantity, price)
        except Unreadable as problem:
            return str(problem)
        document = {**self._columns.left_over(row.values), **self._differing(row, heads)}
        order.lines.append(NewLine(sku, quantity, description, price, document=document))
        return ""

    def _differing(self, row: StagedRow, heads: StagedRow) -> dict[str, str]:
        """What this line says of its order otherwise than the first line did."""
        given, rules = self._columns.given, self._columns.rules
        return {
            rules[name].column: given(name, row.values)
            for name in self._heads
            if given(name, row.values) != given(name, heads.values)
        }

    def _keep_common(self, order: NewOrder) -> None:
        """What no column takes and all lines agree on belongs to the order's document, not to each line's."""
        if not order.lines:
            return
        common = dict(order.lines[0].document.items())
        for line in order.lines[1:]:
            common = {key: value for key, value in common.items() if line.document.get(key) == value}
        order.document = common
        for line in order.lines:
            line.document = {key: value for key, value in line.document.items() if key not in common}

    def _placed_at(self, row: StagedRow) -> datetime:
        text = self._columns.read("placed_at", row.values, row.number)
        return moment(text, self._mapping.placed_at_format, self._zone) if text else self._now

    def _optional(self, name: str, row: StagedRow, read: Callable[[str], T]) -> T | None:
        return self._columns.parse(name, row.values, row.number, read)

    def _amount(self, text: str) -> Decimal:
        return amount(text, self._mapping.decimal)

    def _one_of(self, name: str, row: StagedRow, known: Sequence[str], default: str) -> str:
        text = self._columns.read(name, row.values, row.number) or default
        if text not in known:
            raise Unreadable(NOT_KNOWN)
        return text

    def _text(self, name: str, row: StagedRow) -> str:
        text = self._columns.read(name, row.values, row.number)
        if len(text) > LENGTHS[name]:
            raise Unreadable(TOO_LONG, self._columns.rules[name].column)
        return text

    def _description(self, row: StagedRow) -> str:
        return self._columns.read("description", row.values, row.number)[: LENGTHS["description"]]


def _charge(sku: str, quantity: int, price: Decimal | None, description: str) -> NewCharge:
    if price is None:
        raise Unreadable(NO_PRICE)
    if abs(price * quantity) >= MOST_MONEY:
        raise Unreadable(TOO_MUCH)
    return NewCharge(sku, price * quantity, description)


def _check_line(sku: str, quantity: int, price: Decimal | None) -> None:
    if not sku:
        raise Unreadable(NO_SKU)
    if quantity <= 0:
        raise Unreadable(BELOW_NOTHING if quantity else NOTHING)
    if price is not None and price < 0:
        raise Unreadable(PRICE_BELOW_NOTHING)


def _is_nothing(price: str) -> bool:
    try:
        return not price or amount(price) == 0
    except Unreadable:
        return False


def _fingerprint(rows: Sequence[StagedRow]) -> str:
    """Differs when any line of the order does, wherever in the file they lie."""
    digest = hashlib.sha256()
    for row in sorted(row.text for row in rows):
        digest.update(row.encode() + b"\n")
    return digest.hexdigest()
