"""What is low, what lies dead, and the figures of each item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, and_, cast, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.clock import now
from app.db import db
from app.inventory.models import ItemClass, Stock
from app.planning.demand import Terms, days_left, days_to_order, order_quantity
from app.reordering.models import DemandRun, ItemDemand, StockAlert, VendorItem
from app.reordering.positions import Positions
from app.warehouse.calendar import calendar_of
from app.warehouse.models import OUTSIDE, Location, Warehouse
from app.warehouse.settings import settings_of

ALERTS, PUT_OFF, DEAD, ALL = LISTS = ("alerts", "put_off", "dead", "all")
MOST_ROWS = 20_000
"""Items in a file: more than a spreadsheet is pleasant with."""


@dataclass(frozen=True)
class Search:
    """Which items: of one list, and where chosen of one vendor (0: without any) and one class."""

    of: str = ALERTS
    vendor_id: int | None = None
    abc: str = ""
    xyz: str = ""


@dataclass(frozen=True)
class Low:
    """An item with its figures, what is there of it now, and what is to be done; `today` is the warehouse's."""

    demand: ItemDemand
    alert: StockAlert | None
    classes: ItemClass | None
    available: int
    waited_for: int
    on_order: int
    today: date
    days_per_purchase: int

    @property
    def position(self) -> int:
        return self.available + self.on_order - self.waited_for

    @property
    def days_left(self) -> float | None:
        return days_left(self.position, self.demand.a_day)

    @property
    def to_order(self) -> int:
        one = self.demand
        terms = Terms(one.lead_days, one.minimum, one.multiple)
        if one.a_day <= 0:
            return 0
        return order_quantity(self.position, one.reorder_point, one.a_day, self.days_per_purchase, terms)

    @property
    def order_by(self) -> date:
        """At the mean demand it is there in time when it is ordered on that day."""
        return self.today + timedelta(days=days_to_order(self.position, self.demand.a_day, self.demand.lead_days))

    @property
    def is_late(self) -> bool:
        """At the mean demand the stock ends before an order of today is there."""
        left = self.days_left
        return left is not None and left < self.demand.lead_days

    @property
    def quiet_days(self) -> int | None:
        return (self.today - self.demand.quiet_since).days if self.demand.quiet_since else None


def today_in(warehouse: Warehouse) -> date:
    return calendar_of(warehouse).today(now())


def found_items(warehouse: Warehouse, search: Search) -> Select[Any]:
    """The figures of the items that are looked for, the most urgent first; dead stock by how long it has been so."""
    today, positions = today_in(warehouse), Positions(warehouse)
    open_alert = and_(
        StockAlert.item_id == ItemDemand.item_id,
        StockAlert.warehouse_id == ItemDemand.warehouse_id,
        StockAlert.over_at.is_(None),
    )
    wanted = positions.joined(select(ItemDemand).where(ItemDemand.warehouse_id == warehouse.id))
    wanted = wanted.outerjoin(StockAlert, open_alert).outerjoin(ItemClass, _same_item())
    wanted = _narrowed(wanted.join(ItemDemand.item).options(contains_eager(ItemDemand.item)), search)
    put_off = StockAlert.put_off_until > today
    if search.of == ALERTS:
        wanted = wanted.where(StockAlert.id.is_not(None), or_(StockAlert.put_off_until.is_(None), ~put_off))
    elif search.of == PUT_OFF:
        return wanted.where(put_off).order_by(StockAlert.put_off_until, ItemDemand.id)
    elif search.of == DEAD:
        since = today - timedelta(days=settings_of(warehouse).days_to_dead_stock)
        dead = wanted.where(ItemDemand.quiet_since <= since, _lies(warehouse.id))
        return dead.order_by(ItemDemand.quiet_since, ItemDemand.id)
    lasts = cast(positions.position, Float) / func.nullif(ItemDemand.a_day, 0)
    return wanted.order_by(lasts.asc().nulls_last(), ItemDemand.a_day.desc(), ItemDemand.id)


def rows_of(warehouse: Warehouse, demands: Sequence[ItemDemand]) -> list[Low]:
    """The figures with what is there now, in the same order."""
    if not demands:
        return []
    ids, today = [one.item_id for one in demands], today_in(warehouse)
    positions = Positions(warehouse)
    columns: list[Any] = [ItemDemand.item_id, positions.available, positions.waited_for, positions.on_order]
    here = positions.joined(select(*columns).where(ItemDemand.warehouse_id == warehouse.id))
    counted: dict[int, tuple[int, int, int]] = {
        row[0]: (int(row[1]), int(row[2]), int(row[3]))
        for row in db.session.execute(here.where(ItemDemand.item_id.in_(ids)))
    }
    alerts = {one.item_id: one for one in open_alerts(warehouse.id) if one.item_id in counted}
    classes = {one.item_id: one for one in db.session.scalars(select(ItemClass).where(_of(warehouse.id, ids)))}
    days = settings_of(warehouse).days_per_purchase
    return [
        Low(one, alerts.get(one.item_id), classes.get(one.item_id), *counted[one.item_id], today, days)
        for one in demands
    ]


def all_rows(warehouse: Warehouse, search: Search) -> list[Low]:
    """All that are looked for, for a file."""
    return rows_of(warehouse, db.session.scalars(found_items(warehouse, search).limit(MOST_ROWS)).all())


def demand_of(warehouse: Warehouse, item_id: int) -> Low | None:
    """The item's figures, if there are any."""
    mine = select(ItemDemand).where(ItemDemand.warehouse_id == warehouse.id, ItemDemand.item_id == item_id)
    found = rows_of(warehouse, db.session.scalars(mine.options(joinedload(ItemDemand.item))).all())
    return found[0] if found else None


def open_alerts(warehouse_id: int) -> Sequence[StockAlert]:
    mine = select(StockAlert).where(StockAlert.warehouse_id == warehouse_id, StockAlert.over_at.is_(None))
    return db.session.scalars(mine.order_by(StockAlert.id)).all()


def low_items(warehouse: Warehouse) -> set[int]:
    """Items that are wanted and whose position is at the reorder point or below."""
    positions = Positions(warehouse)
    mine = select(ItemDemand.item_id).where(ItemDemand.warehouse_id == warehouse.id, ItemDemand.a_day > 0)
    low = positions.joined(mine).where(positions.position <= ItemDemand.reorder_point)
    return set(db.session.scalars(low))


def run_of(warehouse_id: int) -> DemandRun | None:
    return db.session.scalar(select(DemandRun).where(DemandRun.warehouse_id == warehouse_id))


def counts_of(warehouse: Warehouse) -> dict[str, int]:
    """How many items each list has."""
    counted = {}
    for name in LISTS:
        found = found_items(warehouse, Search(name)).with_only_columns(ItemDemand.id).order_by(None)
        counted[name] = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    return counted


def terms_of(warehouse_id: int, item_id: int) -> Sequence[VendorItem]:
    """Who delivers the item on which terms, the preferred vendor first; also those that are given up."""
    mine = select(VendorItem).join(VendorItem.vendor).options(contains_eager(VendorItem.vendor))
    mine = mine.where(VendorItem.item_id == item_id, VendorItem.vendor.has(warehouse_id=warehouse_id))
    return db.session.scalars(mine.order_by(VendorItem.rank, VendorItem.lead_days, VendorItem.id)).all()


def _narrowed(wanted: Select[Any], search: Search) -> Select[Any]:
    if search.vendor_id is not None:
        wanted = wanted.where(
            ItemDemand.vendor_id == search.vendor_id if search.vendor_id else ItemDemand.vendor_id.is_(None)
        )
    if search.abc:
        wanted = wanted.where(ItemClass.abc == search.abc)
    return wanted.where(ItemClass.xyz == search.xyz) if search.xyz else wanted


def _same_item() -> ColumnElement[bool]:
    return and_(ItemClass.item_id == ItemDemand.item_id, ItemClass.warehouse_id == ItemDemand.warehouse_id)


def _of(warehouse_id: int, item_ids: Sequence[int]) -> ColumnElement[bool]:
    return and_(ItemClass.warehouse_id == warehouse_id, ItemClass.item_id.in_(item_ids))


def _lies(warehouse_id: int) -> ColumnElement[bool]:
    inside = (Location.warehouse_id == warehouse_id, Location.kind.not_in(OUTSIDE))
    lying = exists().where(Stock.item_id == ItemDemand.item_id, Stock.location_id == Location.id, Stock.on_hand > 0)
    return lying.where(*inside)
