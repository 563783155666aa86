"""What figures are made from: each item's orders day by day, and from whom it comes."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.db import db
from app.inventory.models import Stock
from app.orders.models import CANCELLED, Order, OrderLine
from app.planning.demand import Terms
from app.reordering.computing import CLASS_DAYS, HISTORY, Given, Wanted
from app.reordering.models import Vendor, VendorItem
from app.warehouse.calendar import calendar_of
from app.warehouse.models import OUTSIDE, Location, Warehouse
from app.warehouse.settings import settings_of

AT_ONCE = 500
"""Orders whose lines are read with one statement."""

Days = dict[int, Counter[date]]


def given_of(warehouse: Warehouse, today: date) -> Given:
    """Everything that was ordered before `today` or lies in the building."""
    settings = settings_of(warehouse)
    units, lines = _ordered(warehouse, today)
    came = _came(warehouse)
    preferred = preferred_vendors(warehouse.id)
    usual = Terms(settings.days_to_restock)
    items = []
    for item_id in sorted(units.keys() | came.keys()):
        vendor = preferred.get(item_id)
        terms = Terms(vendor.lead_days, vendor.minimum, vendor.multiple) if vendor else usual
        items.append(
            Wanted(
                item_id,
                units.get(item_id, {}),
                lines[item_id],
                came.get(item_id),
                vendor.vendor_id if vendor else None,
                terms,
            )
        )
    return Given(today, settings.stock_service_percent, items)


def preferred_vendors(warehouse_id: int) -> dict[int, VendorItem]:
    """By item, on whose terms it is ordered: the lowest rank, then the shortest lead time."""
    wanted = (
        select(VendorItem)
        .join(Vendor)
        .where(Vendor.warehouse_id == warehouse_id, Vendor.ended_at.is_(None))
        .order_by(VendorItem.rank.desc(), VendorItem.lead_days.desc(), VendorItem.id.desc())
    )
    return {one.item_id: one for one in db.session.scalars(wanted)}  # the last one stays: the best


def _ordered(warehouse: Warehouse, today: date) -> tuple[Mapping[int, Mapping[date, int]], Counter[int]]:
    """Units by item and day, and how many lines of the last days asked for each item.

    Cancelled orders are left out. What was missing and so left out, or went as something else, was wanted all the same;
    the lines that stand in for it, also those of back-orders, do not count again.
    """
    calendar = calendar_of(warehouse)
    first = today - timedelta(days=HISTORY)
    placed = dict(
        db.session.execute(
            select(Order.id, Order.placed_at)
            .where(
                Order.warehouse_id == warehouse.id,
                Order.state != CANCELLED,
                Order.placed_at >= _midnight(first, calendar.zone),
                Order.placed_at < _midnight(today, calendar.zone),
            )
            .order_by(Order.id)
        ).all()
    )
    day_of = {order_id: calendar.today(at) for order_id, at in placed.items()}
    recent = today - timedelta(days=CLASS_DAYS)
    units: defaultdict[int, Counter[date]] = defaultdict(Counter)
    lines: Counter[int] = Counter()
    for order_id, item_id, quantity in _lines_of(list(day_of)):
        units[item_id][day_of[order_id]] += quantity
        lines[item_id] += day_of[order_id] >= recent
    return units, lines


def _lines_of(order_ids: Sequence[int]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for first in range(0, len(order_ids), AT_ONCE):
        lines = select(OrderLine.order_id, OrderLine.item_id, OrderLine.quantity).where(
            OrderLine.order_id.in_(order_ids[first : first + AT_ONCE]),
            OrderLine.item_id.is_not(None),
            OrderLine.instead_of_id.is_(None),
            OrderLine.quantity > 0,
        )
        found += [(order_id, item_id or 0, quantity) for order_id, item_id, quantity in db.session.execute(lines)]
    return found


def _came(warehouse: Warehouse) -> dict[int, date]:
    """Since when what lies there of each item has lain there, by the warehouse's own calendar."""
    calendar = calendar_of(warehouse)
    lying = (
        select(Stock.item_id, func.min(Stock.received_at))
        .join(Location, Location.id == Stock.location_id)
        .where(Location.warehouse_id == warehouse.id, Location.kind.not_in(OUTSIDE), Stock.on_hand > 0)
        .group_by(Stock.item_id)
    )
    return {item_id: calendar.today(at) for item_id, at in db.session.execute(lying) if at is not None}


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
