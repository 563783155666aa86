"""What lies where."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from app.clock import now
from app.db import db
from app.inventory.blocked import is_blocked_there
from app.inventory.models import ForwardBin, Lot, Stock
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.calendar import calendar_of
from app.warehouse.models import BIN, OUTSIDE, RESERVE, Location, Warehouse


def lots_at(location_id: int, item_id: int) -> int:
    """How many lots of an item lie at a location."""
    wanted = select(func.count()).where(Stock.location_id == location_id, Stock.item_id == item_id, Stock.on_hand > 0)
    return db.session.scalar(wanted) or 0


def lies_alone(location_id: int) -> bool:
    """Whether one item in one lot lies there, and nothing else."""
    wanted = select(func.count()).where(Stock.location_id == location_id, Stock.on_hand > 0)
    return db.session.scalar(wanted) == 1


def free_stock(warehouse_id: int, item_id: int) -> Sequence[Stock]:
    """Stock of an item that a picker may be sent to now, the oldest first."""
    today = calendar_of(db.session.get_one(Warehouse, warehouse_id)).today(now())
    wanted = (
        select(Stock)
        .join(Location, Location.id == Stock.location_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .where(Location.warehouse_id == warehouse_id, Stock.item_id == item_id, *may_be_allocated(today))
        .order_by(Stock.received_at, Stock.id)
    )
    return db.session.scalars(wanted).all()


def reserve_stock(warehouse_id: int, item_id: int) -> Sequence[Stock]:
    """Stock of an item in reserve bins from which forward bins may be refilled now, the oldest first."""
    today = calendar_of(db.session.get_one(Warehouse, warehouse_id)).today(now())
    wanted = (
        select(Stock)
        .join(Location, Location.id == Stock.location_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .where(Location.warehouse_id == warehouse_id, Stock.item_id == item_id, Location.purpose == RESERVE)
        .where(*_may_be_taken(today))
        .order_by(Stock.received_at, Stock.id)
        .options(joinedload(Stock.location), joinedload(Stock.lot))
    )
    return db.session.scalars(wanted).all()


def may_be_allocated(today: date) -> tuple[ColumnElement[bool], ...]:
    """Of stock, its location and lot: in an open forward bin within reach, available, not in doubt, not expired.

    Nor of a lot that is blocked.
    """
    return (Location.purpose != RESERVE, *_may_be_taken(today))


def _may_be_taken(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Location.kind == BIN,
        Location.blocked.is_(False),
        ~is_in_blocked_aisle(),
        Stock.doubted_at.is_(None),
        Stock.on_hand > Stock.reserved,
        or_(Lot.expires_on.is_(None), Lot.expires_on >= today),
        ~is_blocked_there(),
    )


def forward_bin(location_id: int, item_id: int) -> ForwardBin | None:
    """What the bin should hold of the item, where somebody said so."""
    mine = (ForwardBin.location_id == location_id, ForwardBin.item_id == item_id)
    return db.session.scalars(select(ForwardBin).where(*mine)).first()


def stock_in(location_ids: Sequence[int]) -> Sequence[Stock]:
    """All that lies at the locations, with its lots."""
    if not location_ids:
        return []
    wanted = select(Stock).where(Stock.location_id.in_(location_ids), Stock.on_hand > 0)
    return db.session.scalars(wanted.options(joinedload(Stock.lot)).order_by(Stock.id)).all()


def stock_with_lot(location_id: int, item_id: int, code: str) -> Stock | None:
    """The stock of the item's lot of that code at a location, if any of it lies there."""
    wanted = select(Stock).join(Lot, Lot.id == Stock.lot_id).where(Stock.location_id == location_id)
    mine = wanted.where(Stock.item_id == item_id, Lot.code == code, Stock.on_hand > 0)
    return db.session.scalars(mine.execution_options(populate_existing=True)).first()


def count_units(warehouse_id: int) -> int:
    """How many units lie in the building."""
    here = select(func.sum(Stock.on_hand)).join(Location, Location.id == Stock.location_id)
    return db.session.scalar(here.where(Location.warehouse_id == warehouse_id, Location.kind.not_in(OUTSIDE))) or 0
