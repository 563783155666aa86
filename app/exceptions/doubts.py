"""Bins in which somebody did not find what the book says."""

from collections.abc import Sequence

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload

from app.clock import now
from app.counting.models import CycleCount
from app.db import db
from app.exceptions.models import MOST, DoubtWaits
from app.inventory.models import Allocation, Stock
from app.picking.models import PickLine, PickTask
from app.warehouse.models import Location, Warehouse
from app.waves.models import Wave


def doubts_of(warehouse: Warehouse, wave: Wave | None) -> list[DoubtWaits]:
    """Those of the warehouse, or those that the wave met; the oldest first."""
    wanted = (
        select(Stock)
        .join(Location, Location.id == Stock.location_id)
        .where(Location.warehouse_id == warehouse.id, Stock.doubted_at.is_not(None))
        .order_by(Stock.doubted_at, Stock.id)
        .options(joinedload(Stock.location), joinedload(Stock.item), joinedload(Stock.lot))
    )
    if wave:
        missed = (
            select(Allocation.stock_id)
            .join(PickLine, PickLine.allocation_id == Allocation.id)
            .join(PickTask, PickTask.id == PickLine.walk_id)
            .where(PickTask.wave_id == wave.id)
        )
        wanted = wanted.where(Stock.id.in_(missed))
    stocks = db.session.scalars(wanted.limit(MOST)).all()
    counts = _open_counts(stocks)
    return [
        DoubtWaits(stock.doubted_at or now(), None, None, stock, counts.get((stock.location_id, stock.item_id)))
        for stock in stocks
    ]


def _open_counts(stocks: Sequence[Stock]) -> dict[tuple[int, int], CycleCount]:
    here = [(stock.location_id, stock.item_id) for stock in stocks]
    asked = select(CycleCount).where(
        CycleCount.counted_at.is_(None), tuple_(CycleCount.location_id, CycleCount.item_id).in_(here)
    )
    return {(count.location_id, count.item_id): count for count in db.session.scalars(asked) if count.item_id}
