"""The proposal that is kept, and what it is to be made from."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from app.db import db
from app.orders.models import CANCELLED, Order, OrderLine
from app.slotting.models import SlottingMove, SlottingProposal


def proposal_of(warehouse_id: int) -> SlottingProposal | None:
    return db.session.scalar(select(SlottingProposal).where(SlottingProposal.warehouse_id == warehouse_id))


def proposal_to_show(warehouse_id: int) -> SlottingProposal | None:
    """The warehouse's proposal with its moves, their items and bins."""
    parts = (SlottingMove.item, SlottingMove.other, SlottingMove.source, SlottingMove.target, SlottingMove.task)
    moves = selectinload(SlottingProposal.moves)
    wanted = select(SlottingProposal).where(SlottingProposal.warehouse_id == warehouse_id)
    return db.session.scalar(wanted.options(*(moves.joinedload(part) for part in parts)))


def asked_warehouses() -> Sequence[int]:
    """Warehouses for which a proposal was asked that is not there yet."""
    return db.session.scalars(select(SlottingProposal.warehouse_id).where(SlottingProposal.asked_at.is_not(None))).all()


def has_orders(warehouse_id: int) -> bool:
    """Whether there is an order for an item that we know."""
    known = exists().where(OrderLine.order_id == Order.id, OrderLine.item_id.is_not(None))
    wanted = select(Order.id).where(Order.warehouse_id == warehouse_id, Order.state != CANCELLED, known)
    return db.session.scalar(wanted.limit(1)) is not None


def carried_out() -> Sequence[int]:
    """Warehouses whose proposal is being carried out."""
    mine = select(SlottingProposal.warehouse_id).where(SlottingProposal.moves_a_day.is_not(None))
    return db.session.scalars(mine.order_by(SlottingProposal.warehouse_id)).all()
