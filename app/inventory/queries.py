"""What lies where."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.db import db
from app.inventory.models import Stock
from app.warehouse.models import BIN, OUTSIDE, Location


def lots_at(location_id: int, item_id: int) -> int:
    """How many lots of an item lie at a location."""
    wanted = select(func.count()).where(Stock.location_id == location_id, Stock.item_id == item_id, Stock.on_hand > 0)
    return db.session.scalar(wanted) or 0


def free_stock(warehouse_id: int, item_id: int, lot_id: int | None = None) -> Sequence[Stock]:
    """Stock of an item in bins that may be allocated now, of one lot if named, the oldest first."""
    wanted = (
        select(Stock)
        .join(Location, Location.id == Stock.location_id)
        .where(
            Location.warehouse_id == warehouse_id,
            Location.kind == BIN,
            Location.blocked.is_(False),
            Stock.item_id == item_id,
            Stock.doubted_at.is_(None),
            Stock.on_hand > Stock.reserved,
        )
        .order_by(Stock.received_at, Stock.id)
    )
    return db.session.scalars(wanted if lot_id is None else wanted.where(Stock.lot_id == lot_id)).all()


def bins_with_several_lots(location_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Which of the locations hold more than one lot of an item: (location, item)."""
    wanted = (
        select(Stock.location_id, Stock.item_id)
        .where(Stock.location_id.in_(location_ids), Stock.on_hand > 0)
        .group_by(Stock.location_id, Stock.item_id)
        .having(func.count() > 1)
    )
    return {(location_id, item_id) for location_id, item_id in db.session.execute(wanted)}


def count_units(warehouse_id: int) -> int:
    """How many units lie in the building."""
    here = select(func.sum(Stock.on_hand)).join(Location, Location.id == Stock.location_id)
    return db.session.scalar(here.where(Location.warehouse_id == warehouse_id, Location.kind.not_in(OUTSIDE))) or 0
