"""How far a count may be from the book and still be right."""

from collections.abc import Sequence

from sqlalchemy import select

from app.counting.models import CountEntry, CountLine
from app.db import db
from app.inventory.models import Serial, Stock
from app.orders.models import Order, OrderLine
from app.warehouse.models import Warehouse
from app.warehouse.settings import WarehouseSettings, settings_of


def entry_of(line: CountLine, stock: Stock, counted: int, serials: Sequence[str]) -> CountEntry:
    """What was counted of a stock beside what the book has, and whether that is close enough."""
    missing, found = _numbers(stock, serials) if stock.item.tracks_serial else ([], [])
    warehouse = db.session.get_one(Warehouse, line.location.warehouse_id)
    close = is_close(stock, counted, settings_of(warehouse), warehouse.id)
    return CountEntry(
        line_id=line.id,
        item_id=stock.item_id,
        lot_id=stock.lot_id,
        counted=counted,
        booked=stock.on_hand,
        within=close and not missing and not found,
        serials=sorted(serials),
        missing=missing,
        found=found,
    )


def is_close(stock: Stock, counted: int, settings: WarehouseSettings, warehouse_id: int) -> bool:
    """Within so many units or percent, and not worth more than the warehouse bears."""
    off = abs(counted - stock.on_hand)
    if not off:
        return True
    if off > max(settings.count_tolerance_units, stock.on_hand * settings.count_tolerance_percent / 100):
        return False
    return not settings.count_tolerance_value or off * price_of(stock.item_id, warehouse_id) <= (
        settings.count_tolerance_value
    )


def price_of(item_id: int, warehouse_id: int) -> float:
    """What one unit was last sold for; nothing where no order says it."""
    wanted = (
        select(OrderLine.price)
        .join(Order, Order.id == OrderLine.order_id)
        .where(OrderLine.item_id == item_id, OrderLine.price.is_not(None), Order.warehouse_id == warehouse_id)
    )
    return float(db.session.scalar(wanted.order_by(OrderLine.id.desc()).limit(1)) or 0)


def _numbers(stock: Stock, serials: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those that the book has here and nobody saw, and those that it has elsewhere; one that is new is neither."""
    here = select(Serial.code).where(Serial.item_id == stock.item_id, Serial.location_id == stock.location_id)
    known = set(db.session.scalars(here))
    elsewhere = select(Serial.code).where(
        Serial.item_id == stock.item_id,
        Serial.code.in_(serials),
        Serial.location_id.is_not(None),
        Serial.location_id != stock.location_id,
    )
    return sorted(known - set(serials)), sorted(db.session.scalars(elsewhere))
