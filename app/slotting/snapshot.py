"""What a proposal is made from: where each item is picked, and the orders of the last days."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from app.db import db
from app.inventory.models import Stock
from app.orders.models import CANCELLED, Order, OrderLine
from app.planning.layout import Cell, Layout
from app.planning.slotting import Bin
from app.slotting.computing import Snapshot
from app.walks.ends import ends_in
from app.warehouse.building import building_from
from app.warehouse.calendar import calendar_of
from app.warehouse.layout_file import from_json
from app.warehouse.models import BIN, RESERVE, STAGING, Location, Warehouse
from app.warehouse.queries import locations_of_kind
from app.warehouse.settings import settings_of

MOST_ORDERS = 4000
"""The newest orders that are looked at: more take longer than the proposal gets better."""


def snapshot_of(warehouse: Warehouse, days: int, moves: int) -> Snapshot | None:
    """The warehouse as a proposal needs it; None without a building that has a depot.

    An aisle that is blocked for now counts as open: where an item should lie is a matter of months.
    """
    if not warehouse.layout:
        return None
    layout, settings = building_from(from_json(warehouse.layout)), settings_of(warehouse)
    lanes = locations_of_kind(warehouse.id, STAGING)
    place = ends_in(layout, lanes[0].address if lanes else "")
    if place.start is None or place.end is None:
        return None
    bins = _bins(warehouse.id, layout, settings.easy_levels)
    lying = {bin_.item_id for bin_ in bins if bin_.item_id is not None}
    orders = _days(warehouse, days, lying)
    return Snapshot(layout, place.start, place.end, bins, orders, settings.cart_places, moves)


def _bins(warehouse_id: int, layout: Layout, easy_levels: int) -> list[Bin]:
    """Forward bins that are empty, and for each item the one in which most of it lies.

    An item moves if that bin is all its own and its stock is not in doubt; within its zone, and not from a level that
    is reached easily to one that is not, nor back.
    """
    locations = db.session.scalars(
        select(Location)
        .where(Location.warehouse_id == warehouse_id, Location.kind == BIN, Location.purpose != RESERVE)
        .order_by(Location.id)
    ).all()
    home, doubted, items_in = _homes([location.id for location in locations if not location.blocked], warehouse_id)
    zones: dict[tuple[int | None, bool], int] = {}
    bins = []
    for location in locations:
        cell = _cell(layout, location)
        if cell is None or location.blocked:
            continue
        zone = zones.setdefault((location.zone_id, (location.level or 1) > easy_levels), len(zones))
        fixed = items_in[location.id] > 1 or location.id in doubted
        if not items_in[location.id]:
            bins.append(Bin(location.id, cell, None, zone))
        bins += [Bin(location.id, cell, item_id, zone, fixed=fixed) for item_id in home.get(location.id, ())]
    return bins


def _homes(open_ids: Sequence[int], warehouse_id: int) -> tuple[dict[int, list[int]], set[int], Counter[int]]:
    """By bin: the items that are picked there; bins with something in doubt; how many items lie in each."""
    is_open = set(open_ids)
    held = func.sum(Stock.on_hand)
    rows = db.session.execute(
        select(Stock.location_id, Stock.item_id, held, func.count(Stock.doubted_at))
        .join(Location, Location.id == Stock.location_id)
        .where(Location.warehouse_id == warehouse_id, Location.kind == BIN, Stock.on_hand > 0)
        .group_by(Stock.location_id, Stock.item_id)
        .order_by(held.desc(), Stock.location_id)
    ).all()
    here = [row for row in rows if row[0] in is_open]
    homes: dict[int, list[int]] = {}
    known: set[int] = set()
    for location_id, item_id, _, _ in here:
        if item_id not in known:
            known.add(item_id)
            homes.setdefault(location_id, []).append(item_id)
    return homes, {row[0] for row in here if row[3]}, Counter(row[0] for row in here)


def _days(warehouse: Warehouse, days: int, lying: set[int]) -> list[list[frozenset[int]]]:
    """The orders of the last `days` up to the newest one, by the warehouse's own calendar; the newest day first."""
    mine = (Order.warehouse_id == warehouse.id, Order.state != CANCELLED)
    newest = db.session.scalar(select(func.max(Order.placed_at)).where(*mine))
    if newest is None:
        return []
    orders = (
        select(Order.id, Order.placed_at)
        .where(*mine, Order.placed_at > newest - timedelta(days=days))
        .order_by(Order.placed_at.desc(), Order.id.desc())
        .limit(MOST_ORDERS)
    )
    placed = dict(db.session.execute(orders).all())
    calendar = calendar_of(warehouse)
    by_day: dict[date, list[frozenset[int]]] = {}
    for order_id, items in _items_of(list(placed), lying).items():
        by_day.setdefault(calendar.today(placed[order_id]), []).append(items)
    return [by_day[day] for day in sorted(by_day, reverse=True)]


def _items_of(order_ids: Sequence[int], lying: set[int]) -> dict[int, frozenset[int]]:
    """The items of each order that lie in bins; orders without any are left out."""
    items: dict[int, set[int]] = {}
    for first in range(0, len(order_ids), 500):
        lines = select(OrderLine.order_id, OrderLine.item_id).where(
            OrderLine.order_id.in_(order_ids[first : first + 500]), OrderLine.quantity > OrderLine.cancelled
        )
        for order_id, item_id in db.session.execute(lines):
            if item_id in lying:
                items.setdefault(order_id, set()).add(item_id)
    return {order_id: frozenset(items[order_id]) for order_id in order_ids if order_id in items}


def _cell(layout: Layout, location: Location) -> Cell | None:
    aisle, cell = location.aisle, location.cell
    if aisle is None or cell is None or aisle >= layout.aisles or cell >= layout.cells:
        return None
    return Cell(aisle, cell)
