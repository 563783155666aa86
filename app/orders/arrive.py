"""Take orders into the book, many at once: each whole or not at all, each once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Table, insert, select

from app.catalog.queries import items_by_code
from app.clock import now
from app.db import Base, db
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit_new
from app.orders.arrivals import COLUMNS, NewCancellation, NewOrder
from app.orders.checks import Finding, Rules, findings
from app.orders.commands.cancel_order import cancel_order
from app.orders.events import OrdersArrived
from app.orders.models import (
    CANCELLED,
    OPEN,
    SHIPPED,
    Cancellation,
    Channel,
    Order,
    OrderCharge,
    OrderHold,
    OrderLine,
)
from app.orders.replace import replace_unreadable
from app.warehouse.calendar import Calendar, calendar_of
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of


@dataclass(frozen=True)
class Desk:
    """What an importer asks of every order: whose it is, when it leaves, what is checked.

    `items` are ids by SKU that were looked up before: an item never goes away.
    """

    warehouse_id: int
    channel_id: int
    calendar: Calendar
    rules: Rules
    actor: Actor
    as_shipped: bool = False
    items: dict[str, int] = field(default_factory=dict)


@dataclass
class Arrived:
    """What came of some orders; `refused` pairs an order's number with the words why it was left as it was."""

    new: int = 0
    held: int = 0
    unchanged: int = 0
    cancelled: int = 0
    replaced: int = 0
    lines: int = 0
    charges: int = 0
    unknown: set[str] = field(default_factory=set)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: "Arrived") -> None:
        for name in ("new", "held", "unchanged", "cancelled", "replaced", "lines", "charges"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.unknown |= other.unknown
        self.refused += other.refused


def channel_named(warehouse_id: int, name: str) -> Channel:
    """The warehouse's channel of that name, made when it is new."""
    wanted = select(Channel).where(Channel.warehouse_id == warehouse_id, Channel.name == name)
    channel = db.session.scalars(wanted).first()
    if channel is None:
        channel = Channel(warehouse_id=warehouse_id, name=name)
        db.session.add(channel)
        db.session.flush()
    return channel


def desk_of(warehouse: Warehouse, channel: Channel, actor: Actor, as_shipped: bool = False) -> Desk:
    """Read the warehouse's calendar and settings once for many orders."""
    settings, calendar = settings_of(warehouse), calendar_of(warehouse)
    tolerance = Decimal(str(settings.amount_tolerance))
    rules = Rules(calendar.today(now()), settings.telephone_needed, tolerance)
    return Desk(warehouse.id, channel.id, calendar, rules, actor, as_shipped)


def arrive(desk: Desk, orders: Sequence[NewOrder]) -> Arrived:
    """Add the orders that are new, cancel those whose source says so now; what is known already stays as it is.

    History (`as_shipped`) is only held where a line could not be read.
    """
    arrived = Arrived()
    find_items(desk, orders)
    known = _known(desk, orders)
    for order in orders:
        if order.number in known:
            _again(desk, known[order.number], order, arrived)
    new = [order for order in orders if order.number not in known]
    if new:
        ids = _insert(desk, new, arrived)
        record(OrdersArrived(desk.warehouse_id, len(new), tuple(ids)))
    return arrived


def arrive_cancellations(desk: Desk, notes: Sequence[NewCancellation]) -> int:
    """Keep credit notes whole, each once; gives how many were new."""
    mine = (Cancellation.channel_id == desk.channel_id, Cancellation.number.in_([note.number for note in notes]))
    known = set(db.session.scalars(select(Cancellation.number).where(*mine)))
    rows = [
        {
            "channel_id": desk.channel_id,
            "number": note.number,
            "placed_at": note.placed_at,
            "customer_number": note.customer_number,
            "document": note.document,
        }
        for note in notes
        if note.number not in known
    ]
    if rows:
        db.session.execute(insert(Cancellation), rows)
    return len(rows)


def _known(desk: Desk, orders: Sequence[NewOrder]) -> dict[str, tuple[int, str, str]]:
    """Id, fingerprint and state of the orders that are in the book already, by number."""
    wanted = select(Order.number, Order.id, Order.fingerprint, Order.state).where(
        Order.channel_id == desk.channel_id, Order.number.in_([order.number for order in orders])
    )
    return {number: (order_id, print_, state) for number, order_id, print_, state in db.session.execute(wanted)}


def _again(desk: Desk, known: tuple[int, str, str], order: NewOrder, arrived: Arrived) -> None:
    order_id, fingerprint, state = known
    try:
        if order.cancelled and state != CANCELLED:
            cancel_order(db.session.get_one(Order, order_id), desk.actor)
            arrived.cancelled += 1
        elif fingerprint == order.fingerprint or order.cancelled:
            arrived.unchanged += 1
        else:
            reasons = _findings(desk, order, history=state == SHIPPED)
            ship_by = desk.calendar.ship_by(order.placed_at, order.carrier)
            replace_unreadable(db.session.get_one(Order, order_id), order, ship_by, reasons, desk.actor)
            arrived.replaced += 1
            arrived.unknown |= _unknown(order)
    except DomainError as refused:
        arrived.refused.append((order.number, str(refused)))


def _insert(desk: Desk, orders: list[NewOrder], arrived: Arrived) -> Sequence[int]:
    at = now()
    held = [[] if order.cancelled else _findings(desk, order, desk.as_shipped) for order in orders]
    ids = db.session.scalars(
        insert(_table(Order)).returning(Order.id, sort_by_parameter_order=True),
        [_order_row(desk, order, at) for order in orders],
    ).all()
    lines, charges, holds, entries = [], [], [], []
    for order_id, order, reasons in zip(ids, orders, held, strict=True):
        lines += [_line_row(desk, order, order_id, position) for position in range(len(order.lines))]
        charges += [
            {"order_id": order_id, "code": one.code, "description": one.description, "amount": one.amount}
            for one in order.charges
        ]
        holds += [
            {"order_id": order_id, "reason": one.reason, "params": one.params, "opened_at": at} for one in reasons
        ]
        entries.append((order_id, {"number": order.number, "holds": [one.reason for one in reasons]}))
        arrived.unknown |= _unknown(order)
    for kind, rows in ((OrderLine, lines), (OrderCharge, charges), (OrderHold, holds)):
        if rows:
            db.session.execute(insert(_table(kind)), rows)
    audit_new(Order.__tablename__, "arrived", desk.actor, desk.warehouse_id, entries)
    arrived.new += len(orders)
    arrived.held += sum(1 for reasons in held if reasons)
    arrived.cancelled += sum(1 for order in orders if order.cancelled)
    arrived.lines += len(lines)
    arrived.charges += len(charges)
    return ids


def _table(kind: type[Base]) -> Table:
    """The bare table: a fifth faster than through the mapper, and there are many rows."""
    return cast(Table, kind.__table__)


def _findings(desk: Desk, order: NewOrder, history: bool) -> list[Finding]:
    reasons = findings(order, desk.rules)
    return [one for one in reasons if one.reason == "unreadable_line"] if history else reasons


def _unknown(order: NewOrder) -> set[str]:
    return {line.sku for line in order.lines if line.item_id is None and not line.unreadable}


def find_items(desk: Desk, orders: Sequence[NewOrder]) -> None:
    """Give each line its item, where the catalogue knows it."""
    skus = {line.sku for order in orders for line in order.lines if not line.unreadable}
    missing = skus - desk.items.keys()
    if missing:
        desk.items.update(items_by_code(missing))
    for order in orders:
        for line in order.lines:
            line.item_id = desk.items.get(line.sku)


def _order_row(desk: Desk, order: NewOrder, at: Any) -> dict[str, Any]:
    row = {name: getattr(order, name) for name in COLUMNS}
    state = CANCELLED if order.cancelled else SHIPPED if desk.as_shipped else OPEN
    return {
        **row,
        "warehouse_id": desk.warehouse_id,
        "channel_id": desk.channel_id,
        "state": state,
        "imported_at": at,
        "ship_by": desk.calendar.ship_by(order.placed_at, order.carrier),
    }


def _line_row(desk: Desk, order: NewOrder, order_id: int, index: int) -> dict[str, Any]:
    line = order.lines[index]
    return {
        "order_id": order_id,
        "position": index + 1,
        "item_id": line.item_id,
        "sku": line.sku,
        "description": line.description,
        "quantity": line.quantity,
        "price": line.price,
        "cancelled": line.quantity if order.cancelled else 0,
        "shipped": line.quantity if desk.as_shipped and not order.cancelled else 0,
        "unreadable": line.unreadable,
        "document": line.document,
    }
