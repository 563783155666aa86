"""Where the units of a refill come from, and which bin they are for."""

from collections.abc import Sequence

from sqlalchemy import select

from app.catalog.models import ItemPolicy
from app.db import db
from app.inventory.models import ForwardBin, Stock
from app.inventory.queries import reserve_stock
from app.planning.allocation import BinStock, choose_stock
from app.walks.path import cell_of
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.layout import layout_of
from app.warehouse.models import BIN, RESERVE, Location, Warehouse
from app.warehouse.settings import settings_of


def chosen_reserve(target: Location, item_id: int, units: int) -> list[tuple[Stock, int]]:
    """Reserve stock for up to so many units and how much of each, by the item's strategy or the warehouse's."""
    stocks = {stock.id: stock for stock in reserve_stock(target.warehouse_id, item_id)}
    warehouse = db.session.get_one(Warehouse, target.warehouse_id)
    offered = [
        BinStock(
            id=stock.id,
            available=stock.available,
            cell=cell_of(stock.location),
            address=stock.location.address,
            received_at=stock.received_at,
            expires_on=stock.lot.expires_on,
        )
        for stock in stocks.values()
    ]
    here = cell_of(target)
    near, layout = ([here], layout_of(warehouse)) if here and _lie_in_building(offered) else ([], None)
    chosen = choose_stock(units, offered, strategy_of(warehouse, item_id), near, layout)
    return [(stocks[stock_id], taken) for stock_id, taken in chosen]


def strategy_of(warehouse: Warehouse, item_id: int) -> str:
    """The item's own strategy, else the warehouse's."""
    policy = db.session.get(ItemPolicy, (warehouse.id, item_id))
    return policy.strategy if policy else settings_of(warehouse).strategy


def in_reserve(warehouse_id: int, item_id: int) -> int:
    """Units of the item in reserve bins that nobody keeps."""
    return sum(stock.available for stock in reserve_stock(warehouse_id, item_id))


def bin_to_refill(warehouse_id: int, item_id: int) -> Location | None:
    """The item's forward bin: the one with a rule, else that in which most of it lies or lay. None without."""
    open_bin = (Location.kind == BIN, Location.purpose != RESERVE, Location.blocked.is_(False), ~is_in_blocked_aisle())
    mine = select(Location).where(Location.warehouse_id == warehouse_id, *open_bin)
    ruled = mine.join(ForwardBin, ForwardBin.location_id == Location.id).where(ForwardBin.item_id == item_id)
    by_rule = db.session.scalars(ruled.order_by(ForwardBin.id).limit(1)).first()
    if by_rule is not None:
        return by_rule
    lay = mine.join(Stock, Stock.location_id == Location.id).where(Stock.item_id == item_id)
    return db.session.scalars(lay.order_by(Stock.on_hand.desc(), Stock.id).limit(1)).first()


def level(location_id: int, item_id: int) -> int:
    """Units in the bin of which nobody doubts that they are there."""
    mine = select(Stock).where(Stock.location_id == location_id, Stock.item_id == item_id)
    stocks: Sequence[Stock] = db.session.scalars(mine.execution_options(populate_existing=True)).all()
    return sum(stock.on_hand for stock in stocks if stock.doubted_at is None)


def _lie_in_building(offered: Sequence[BinStock]) -> bool:
    return all(stock.cell is not None for stock in offered)
