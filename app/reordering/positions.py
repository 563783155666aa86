"""What is there of each item for those who will order it: available, still wanted by customers, on its way here."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, or_, select

from app.clock import now
from app.inventory.blocked import is_blocked_there
from app.inventory.models import Lot, Stock
from app.orders.models import CANCELLED, SHIPPED, Order, OrderLine
from app.receiving.queries import on_order
from app.reordering.models import ItemDemand
from app.warehouse.calendar import calendar_of
from app.warehouse.models import BIN, DOCK, Location, Warehouse


def available(warehouse: Warehouse) -> Subquery:
    """Units by item that lie in bins or at docks and are kept for nobody; without what is in doubt,
    has expired, or is of a lot that is blocked.

    What lies in quarantine or in somebody's tote is nothing to promise.
    """
    today = calendar_of(warehouse).today(now())
    return (
        select(Stock.item_id, func.sum(Stock.on_hand - Stock.reserved).label("units"))
        .join(Location, Location.id == Stock.location_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .where(
            Location.warehouse_id == warehouse.id,
            Location.kind.in_((BIN, DOCK)),
            Stock.doubted_at.is_(None),
            or_(Lot.expires_on.is_(None), Lot.expires_on >= today),
            ~is_blocked_there(),
        )
        .group_by(Stock.item_id)
        .subquery("available")
    )


def waited_for(warehouse: Warehouse) -> Subquery:
    """Units by item that orders want and that nothing is kept for yet."""
    open_units = OrderLine.quantity - OrderLine.allocated - OrderLine.cancelled - OrderLine.substituted
    return (
        select(OrderLine.item_id, func.sum(open_units).label("units"))
        .join(Order, Order.id == OrderLine.order_id)
        .where(
            Order.warehouse_id == warehouse.id,
            Order.state.not_in((SHIPPED, CANCELLED)),
            OrderLine.item_id.is_not(None),
        )
        .group_by(OrderLine.item_id)
        .subquery("waited_for")
    )


class Positions:
    """The columns of a warehouse's positions, to be joined to its figures."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._parts = available(warehouse), waited_for(warehouse), on_order(warehouse.id).subquery("on_order")
        self.available, self.waited_for, self.on_order = (func.coalesce(part.c.units, 0) for part in self._parts)
        self.position: ColumnElement[int] = self.available + self.on_order - self.waited_for

    def joined(self, wanted: Select[Any]) -> Select[Any]:
        """`wanted` figures, with the position of each."""
        for part in self._parts:
            wanted = wanted.outerjoin(part, part.c.item_id == ItemDemand.item_id)
        return wanted
