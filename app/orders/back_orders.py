"""Back-orders: they wait, held, until what they want is there."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from app.clock import now
from app.db import db
from app.inventory.events import StockCame
from app.inventory.queries import free_stock
from app.operations import program
from app.orders.holds import release_hold
from app.orders.models import OPEN, Order, OrderHold, OrderLine
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Warehouse

BACK_ORDER = "back_order"


def on_stock_came(event: StockCame) -> None:
    """Handler: back-orders that can be picked now go on, the oldest first, as far as what lies there is enough."""
    free: dict[int, int] = {}
    for hold in _waiting_for(event.warehouse_id, event.item_id):
        wanted = _wanted(hold.order)
        for item_id in wanted.keys() - free.keys():
            free[item_id] = sum(stock.available for stock in free_stock(event.warehouse_id, item_id))
        if all(free[item_id] >= units for item_id, units in wanted.items()):
            for item_id, units in wanted.items():
                free[item_id] -= units
            _let_go(hold)


def _waiting_for(warehouse_id: int, item_id: int) -> Sequence[OrderHold]:
    """Locked: where two bring in the same item at once, the second sees what the first let go."""
    waiting = (
        select(OrderHold)
        .join(Order)
        .where(
            OrderHold.reason == BACK_ORDER,
            OrderHold.released_at.is_(None),
            Order.warehouse_id == warehouse_id,
            Order.state == OPEN,
            Order.lines.any(OrderLine.item_id == item_id),
        )
        .order_by(Order.id)
        .with_for_update(of=OrderHold)
    )
    return db.session.scalars(waiting).all()


def _wanted(order: Order) -> Counter[int]:
    wanted: Counter[int] = Counter()
    for line in order.lines:
        if line.item_id is not None and line.to_allocate:
            wanted[line.item_id] += line.to_allocate
    return wanted


def _let_go(hold: OrderHold) -> None:
    """It is promised anew: for the first cut-off that it can make from now on."""
    order = hold.order
    release_hold(hold, program("stock", order.warehouse_id))
    order.ship_by = calendar_of(db.session.get_one(Warehouse, order.warehouse_id)).ship_by(now(), order.carrier)
