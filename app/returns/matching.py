"""Which shipments a return that a channel announced may be of: the newest of the same customer and item first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import LazyString
from sqlalchemy import and_, func, or_, select

from app.db import db
from app.orders.models import Order, OrderLine
from app.returns.announced import (
    MORE_THAN_SENT,
    NEVER_LEFT,
    NO_CUSTOMER,
    NO_ORDER,
    NOBODY,
    NOT_SENT,
    NOT_SENT_WITH_IT,
    OTHER_CUSTOMER,
    SENT_LATER,
    UNKNOWN_ITEM,
    AnnouncedLine,
    AnnouncedReturn,
    Unmatched,
    row_left,
)
from app.returns.models import Rma, RmaLine
from app.returns.returnable import asked_for


@dataclass(frozen=True, slots=True)
class ChannelKey:
    """Whose orders they are."""

    id: int
    warehouse_id: int


@dataclass(frozen=True, slots=True)
class Shipment:
    """An order's line of which something has left; `left`: units of it that may come back yet."""

    line_id: int
    order_id: int
    order_number: str
    customer_number: str
    item_id: int
    placed_at: datetime
    left: int


@dataclass(frozen=True, slots=True)
class Match:
    """So many units of a row come back of that shipment."""

    row: AnnouncedLine
    shipment: Shipment
    units: int


@dataclass
class Matched:
    """`known`: units by row that were opened before under the same number. Nothing is opened for them again."""

    matches: list[Match] = field(default_factory=list)
    left: list[Unmatched] = field(default_factory=list)
    known: Counter[int] = field(default_factory=Counter)


def match(channel: ChannelKey, found: AnnouncedReturn, items: Mapping[str, int], taken: Mapping[int, int]) -> Matched:
    """Never more of a line than was sent and is still out, nor what was ordered after it came back.

    Where the file names the order, no other one is guessed. `items` are ids by SKU, for some of the rows or more.
    `taken`: units by order line that are spoken for beside what the book says.
    """
    wanted = {row.sku: items[row.sku] for row in found.lines if row.sku in items}
    matching = _Matching(channel, found, wanted, Counter(taken))
    for row in sorted(found.lines, key=lambda one: not one.order_number):  # who names an order comes first
        matching.match(row)
    return matching.done


class _Matching:
    """One return. Units that one row takes are not there for the next."""

    def __init__(
        self, channel: ChannelKey, found: AnnouncedReturn, items: Mapping[str, int], taken: Counter[int]
    ) -> None:
        self._channel_id = channel.id
        self._found = found
        self._items = items
        self._taken = taken
        self._shipments = _shipments(channel.id, found, items)
        self._opened = _opened(channel, found.number)
        self.done = Matched()

    def match(self, row: AnnouncedLine) -> None:
        item_id = self._items.get(row.sku)
        if item_id is None:
            self.done.left.append(row_left(row, row.quantity, UNKNOWN_ITEM))
            return
        known = self._known(row, item_id)
        rest = row.quantity - known
        sent = [one for one in self._shipments if one.item_id == item_id and self._is_of(one, row)]
        before = [one for one in sent if one.placed_at <= self._found.returned_at]
        for shipment in before:
            units = min(rest, shipment.left - self._taken[shipment.line_id])
            if units > 0:
                self._taken[shipment.line_id] += units
                rest -= units
                self.done.matches.append(Match(row, shipment, units))
        if rest:
            why = MORE_THAN_SENT if before else SENT_LATER if sent else self._why(row)
            self.done.left.append(row_left(row, rest, why))

    def _known(self, row: AnnouncedLine, item_id: int) -> int:
        """Units of the row that were opened when the file came before; each counts for one row only."""
        known = 0
        for key in [one for one in self._opened if one[0] == item_id and row.order_number in ("", one[1])]:
            units = min(row.quantity - known, self._opened[key])
            self._opened[key] -= units
            known += units
        self.done.known[row.line] = known
        return known

    def _is_of(self, shipment: Shipment, row: AnnouncedLine) -> bool:
        customer = self._found.customer_number
        if row.order_number:
            return shipment.order_number == row.order_number and customer in ("", shipment.customer_number)
        return bool(customer) and shipment.customer_number == customer

    def _why(self, row: AnnouncedLine) -> LazyString:
        customer = self._found.customer_number
        mine = select(Order.id, Order.customer_number).where(Order.channel_id == self._channel_id)
        if row.order_number:
            order = db.session.execute(mine.where(Order.number == row.order_number)).first()
            if order is None:
                return NO_ORDER
            if customer not in ("", order.customer_number):
                return OTHER_CUSTOMER
            left = select(OrderLine.id).where(OrderLine.order_id == order.id, OrderLine.shipped > 0)
            return NEVER_LEFT if db.session.scalar(left.limit(1)) is None else NOT_SENT_WITH_IT
        if not customer:
            return NOBODY
        known = db.session.execute(mine.where(Order.customer_number == customer).limit(1)).first()
        return NOT_SENT if known else NO_CUSTOMER


def _shipments(channel_id: int, found: AnnouncedReturn, items: Mapping[str, int]) -> Sequence[Shipment]:
    """All that the return may be of, the newest first. History that came before its items knows them by SKU only."""
    numbers = {row.order_number for row in found.lines if row.order_number}
    customer = found.customer_number
    theirs = [
        *([Order.customer_number == customer] if customer else []),
        *([Order.number.in_(numbers)] if numbers else []),
    ]
    if not theirs or not items:
        return []
    by_sku = and_(OrderLine.item_id.is_(None), OrderLine.sku.in_(items))
    wanted = (
        select(OrderLine, Order.number, Order.customer_number, Order.placed_at)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.channel_id == channel_id, or_(*theirs), OrderLine.shipped > 0)
        .where(or_(OrderLine.item_id.in_(items.values()), by_sku))
        .order_by(Order.placed_at.desc(), OrderLine.id.desc())
    )
    rows = db.session.execute(wanted).all()
    asked = asked_for(RmaLine.order_line_id.in_([line.id for line, *_ in rows]))
    return [
        Shipment(
            line_id=line.id,
            order_id=line.order_id,
            order_number=number,
            customer_number=customer_number,
            item_id=line.item_id or items[line.sku],
            placed_at=placed_at,
            left=line.shipped - line.returned - asked.get(line.id, 0),
        )
        for line, number, customer_number, placed_at in rows
    ]


def _opened(channel: ChannelKey, number: str) -> dict[tuple[int, str], int]:
    """Units that were opened under the channel's number, by item and order."""
    wanted = (
        select(OrderLine.item_id, Order.number, func.sum(RmaLine.quantity))
        .select_from(RmaLine)
        .join(Rma, Rma.id == RmaLine.rma_id)
        .join(OrderLine, OrderLine.id == RmaLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Rma.warehouse_id == channel.warehouse_id, Rma.channel_number == number, Order.channel_id == channel.id)
        .group_by(OrderLine.item_id, Order.number)
        .order_by(OrderLine.item_id, Order.number)
    )
    return {(item_id or 0, order): int(units) for item_id, order, units in db.session.execute(wanted)}
