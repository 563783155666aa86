"""What of an order may come back still, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, select

from app.clock import now
from app.db import db
from app.orders.models import Order, OrderLine
from app.returns.models import APPROVED, REQUESTED, Rma, RmaLine
from app.returns.rule_book import rules_of
from app.returns.rules import ShopRules
from app.shipping.models import Waybill
from app.shipping.tracking.queries import parcels_of
from app.shipping.tracking.states import DELIVERED
from app.warehouse.calendar import Calendar, calendar_of
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of


@dataclass(frozen=True)
class Returnable:
    """A line that left: how many units of it can still be asked for; `until`: None without an end."""

    line: OrderLine
    left: int
    until: datetime | None
    is_excluded: bool
    is_sealed: bool

    @property
    def name(self) -> str:
        return name_of(self.line)

    @property
    def is_late(self) -> bool:
        return self.until is not None and self.until < now()

    @property
    def is_open(self) -> bool:
        """Whether the rules let a customer ask for it."""
        return self.left > 0 and not self.is_excluded and not self.is_late


def name_of(line: OrderLine) -> str:
    """As the customer ordered it."""
    return line.description or line.sku


def returnable(order: Order) -> list[Returnable]:
    """The order's lines of which anything left, in their order."""
    rules, until, asked = rules_of(order), returnable_until(order), asked_for(Rma.order_id == order.id)
    return [
        Returnable(
            line,
            max(0, line.shipped - line.returned - asked.get(line.id, 0)),
            until,
            rules.excludes(line.sku, line.item.flags if line.item else ()),
            line.sku in rules.sealed_items,
        )
        for line in order.lines
        if line.shipped
    ]


def asked_for(which: ColumnElement[bool]) -> Mapping[int, int]:
    """Units of each order's line that are announced and did not come yet, of those returns or lines."""
    wanted = (
        select(RmaLine.order_line_id, RmaLine.quantity, RmaLine.received)
        .join(Rma)
        .where(which, Rma.state.in_((REQUESTED, APPROVED)))
    )
    found: dict[int, int] = {}
    for line_id, quantity, received in db.session.execute(wanted):
        found[line_id] = found.get(line_id, 0) + max(0, quantity - received)
    return found


def returnable_until(order: Order) -> datetime | None:
    """The end of the last day on which a return may be asked for, by the warehouse's clock; None without an end.

    The days count from the delivery of the order's last parcel: as its carrier told it, else as long as its way may
    take. An order that left before this program knew its parcels counts from when it should have left.
    """
    rules = rules_of(order)
    if not rules.days:
        return None
    warehouse = db.session.get_one(Warehouse, order.warehouse_id)
    calendar, days = calendar_of(warehouse), settings_of(warehouse).days_to_deliver
    parcels = [one for one in parcels_of(order) if one.carton.left_at]
    arrived = [_arrived_at(one, calendar, days) for one in parcels]
    last = max(arrived, default=calendar.later(order.ship_by or order.placed_at, days))
    return _end_of_day(last, rules, calendar)


def _arrived_at(waybill: Waybill, calendar: Calendar, usual: int) -> datetime:
    if waybill.state == DELIVERED and waybill.state_at:
        return waybill.state_at
    service = waybill.service
    days = service.days if service and service.days is not None else usual
    expected = calendar.later(waybill.carton.left_at or waybill.made_at, days)
    return max(expected, now()) if waybill.state else expected  # a carrier that tells of it says when it is there


def _end_of_day(moment: datetime, rules: ShopRules, calendar: Calendar) -> datetime:
    day = calendar.today(moment) + timedelta(days=rules.days)
    return datetime.combine(day, time(23, 59, 59), calendar.zone)


def open_lines(order: Order) -> Sequence[Returnable]:
    """Those that a customer may ask for now."""
    return [one for one in returnable(order) if one.is_open]
