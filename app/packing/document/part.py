"""Of an order's document what a scan changed: the lines of its item, and its carton."""

from dataclasses import dataclass

from app.db import db
from app.orders.models import Order
from app.packing.document.lines import carton_view, line_views
from app.packing.document.views import CartonView, LineView
from app.packing.queries import all_picks, cartons_of
from app.warehouse.models import Warehouse
from app.warehouse.settings import WarehouseSettings, settings_of


@dataclass(frozen=True)
class PackedPart:
    """As in the whole document. Of an item with serial numbers it has all cartons, for its lines name those in them."""

    lines: tuple[LineView, ...]
    cartons: tuple[CartonView, ...]
    settings: WarehouseSettings


def packed_part(order: Order, item_id: int, carton_id: int, language: str) -> PackedPart:
    """What is shown anew when units of that item went into that carton."""
    lines = tuple(line_views(all_picks(order, item_id), language))
    has_serials = any(line.asks_serial for line in lines)
    changed = [carton for carton in cartons_of(order) if has_serials or carton.id == carton_id]
    return PackedPart(
        lines=lines,
        cartons=tuple(carton_view(carton, language) for carton in changed),
        settings=settings_of(db.session.get_one(Warehouse, order.warehouse_id)),
    )
