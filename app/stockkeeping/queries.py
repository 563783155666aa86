"""What the stock desk's pages show."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.catalog.models import Item
from app.db import db
from app.errors import NotFound
from app.inventory.commands import outside
from app.inventory.models import Lot, Stock, StockLeg, StockMovement
from app.stockkeeping.models import WAITING, Adjustment
from app.warehouse.models import QUARANTINE, Location


@dataclass(frozen=True)
class ItemThere:
    """An item at a place, with the codes that stand for it and its lots there."""

    item: Item
    stocks: Sequence[Stock]


def adjustments_of(warehouse_id: int, waiting: bool) -> Select[Adjustment]:
    """Those that wait for a lead, the oldest first; or those that are decided, the newest first."""
    mine = select(Adjustment).where(Adjustment.warehouse_id == warehouse_id)
    loaded = mine.options(
        joinedload(Adjustment.location),
        joinedload(Adjustment.lot).joinedload(Lot.item),
        joinedload(Adjustment.asked_by),
        joinedload(Adjustment.decided_by),
    )
    if waiting:
        return loaded.where(Adjustment.state == WAITING).order_by(Adjustment.id)
    return loaded.where(Adjustment.state != WAITING).order_by(Adjustment.decided_at.desc(), Adjustment.id.desc())


def count_waiting(warehouse_id: int) -> int:
    """How many adjustments wait for a lead."""
    mine = select(func.count()).where(Adjustment.warehouse_id == warehouse_id, Adjustment.state == WAITING)
    return db.session.scalar(mine) or 0


def count_quarantined(warehouse_id: int) -> int:
    """How many units lie in quarantine."""
    there = select(func.sum(Stock.on_hand)).where(Stock.location_id == outside(warehouse_id, QUARANTINE).id)
    return db.session.scalar(there) or 0


def entered_quarantine(warehouse_id: int, movement_id: int) -> StockMovement:
    """The movement that brought units into the warehouse's quarantine. Raises NotFound."""
    place = outside(warehouse_id, QUARANTINE)
    there = (StockLeg.location_id == place.id, StockLeg.quantity > 0)
    wanted = select(StockMovement).join(StockLeg, StockLeg.movement_id == StockMovement.id)
    found = db.session.scalars(wanted.where(StockMovement.id == movement_id, *there)).first()
    if found is None:
        raise NotFound
    return found


def lying_in(place: Location) -> list[ItemThere]:
    """What lies at the place, by item."""
    here = select(Stock).where(Stock.location_id == place.id, Stock.on_hand > 0)
    loaded = here.options(joinedload(Stock.lot), joinedload(Stock.item).selectinload(Item.barcodes))
    found: dict[int, list[Stock]] = {}
    for stock in db.session.scalars(loaded.order_by(Stock.item_id, Stock.lot_id)):
        found.setdefault(stock.item_id, []).append(stock)
    return [ItemThere(stocks[0].item, stocks) for stocks in found.values()]
