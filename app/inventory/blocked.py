"""Lots of which nothing goes out: a recall, a doubt about the goods."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.inventory.models import Lot, LotBlock, Stock
from app.warehouse.models import Location

_OPEN = LotBlock.lifted_at.is_(None)


def is_blocked_there() -> ColumnElement[bool]:
    """Of stock: whether its lot is blocked in the warehouse where it lies."""
    return exists(
        select(LotBlock.id)
        .join(Location, Location.warehouse_id == LotBlock.warehouse_id)
        .where(LotBlock.lot_id == Stock.lot_id, Location.id == Stock.location_id, _OPEN)
        .correlate(Stock)
    )


def block_of(warehouse_id: int, lot_id: int) -> LotBlock | None:
    """What keeps the lot in the warehouse now."""
    mine = select(LotBlock).where(LotBlock.warehouse_id == warehouse_id, LotBlock.lot_id == lot_id, _OPEN)
    return db.session.scalars(mine.execution_options(populate_existing=True)).first()


def blocked_among(warehouse_id: int, lot_ids: Collection[int]) -> frozenset[int]:
    """Which of the lots are blocked there now."""
    if not lot_ids:
        return frozenset()
    mine = select(LotBlock.lot_id).where(LotBlock.warehouse_id == warehouse_id, LotBlock.lot_id.in_(lot_ids), _OPEN)
    return frozenset(db.session.scalars(mine))


def open_blocks(warehouse_id: int) -> Sequence[LotBlock]:
    """What is blocked in the warehouse now, the newest first."""
    mine = select(LotBlock).where(LotBlock.warehouse_id == warehouse_id, _OPEN)
    loaded = mine.options(joinedload(LotBlock.lot).joinedload(Lot.item), joinedload(LotBlock.blocked_by))
    return db.session.scalars(loaded.order_by(LotBlock.id.desc())).all()


def blocks_of(warehouse_id: int, lot_id: int) -> Sequence[LotBlock]:
    """All that the lot was ever blocked for, the newest first."""
    mine = select(LotBlock).where(LotBlock.warehouse_id == warehouse_id, LotBlock.lot_id == lot_id)
    return db.session.scalars(mine.order_by(LotBlock.id.desc())).all()
