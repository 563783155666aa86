"""What could go out instead of an item: what did so before, then its variants, as far as they are there."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import aliased

from app.catalog.models import Item
from app.catalog.queries import barcodes_of, items_by_code
from app.clock import now
from app.db import db
from app.errors import DomainError
from app.inventory.models import Lot, Stock
from app.inventory.queries import may_be_allocated
from app.orders.models import OrderLine
from app.scanning import read, shown
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Location, Warehouse

MOST = 6
SIGNS = 3
"""An SKU's first part of fewer signs says nothing of what kind of item it is."""


class ItemUnknown(DomainError):
    code = "item_unknown"
    status = 422
    message = lazy_gettext("The catalogue does not know %(scanned)s. Scan the item, or write its SKU.")


@dataclass(frozen=True)
class Offer:
    """An item, and how many units of it are free."""

    item: Item
    free: int


def substitutes(warehouse: Warehouse, item: Item) -> Sequence[Offer]:
    """At most a handful of items with free units, the likeliest first."""
    before, kin = _went_before(item), _kin(item)
    today = calendar_of(warehouse).today(now())
    free = func.sum(Stock.on_hand - Stock.reserved)
    rank = case((Item.id.in_(before), 0), else_=1)
    wanted = (
        select(Item, free)
        .join(Stock, Stock.item_id == Item.id)
        .join(Location, Location.id == Stock.location_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .where(Location.warehouse_id == warehouse.id, Item.id != item.id, *may_be_allocated(today))
        .where(or_(Item.id.in_(before), *kin))
        .group_by(Item.id)
        .order_by(rank, free.desc(), Item.sku)
        .limit(MOST)
    )
    return [Offer(one, units) for one, units in db.session.execute(wanted)]


def item_meant(code: str) -> Item:
    """The item that a lead typed by its SKU, or scanned. Raises NoCode or ItemUnknown."""
    said = read(code)
    item_id = items_by_code([said.text]).get(said.text)
    item_id = item_id or next((barcode.item_id for barcode in barcodes_of(said)), None)
    if item_id is None:
        raise ItemUnknown(scanned=shown(code))
    return db.session.get_one(Item, item_id)


def _went_before(item: Item) -> Sequence[int]:
    """What somebody sent instead of it, the last first."""
    missed = aliased(OrderLine)
    wanted = (
        select(OrderLine.item_id)
        .join(missed, missed.id == OrderLine.instead_of_id)
        .where(missed.item_id == item.id, OrderLine.item_id != item.id)
        .group_by(OrderLine.item_id)
        .order_by(func.max(OrderLine.id).desc())
        .limit(MOST)
    )
    return [item_id for item_id in db.session.scalars(wanted) if item_id is not None]


def _kin(item: Item) -> list[ColumnElement[bool]]:
    """Its variants have its name, or an SKU that begins as its own does."""
    name, family = item.names.get("en"), item.sku.rpartition("-")[0]
    same_name = [Item.names["en"].as_string() == name] if name else []
    same_family = [Item.sku.startswith(f"{family}-", autoescape=True)] if len(family) >= SIGNS else []
    return [*same_name, *same_family]
