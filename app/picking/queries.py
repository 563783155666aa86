"""Reads about pick tasks, their lines and their totes."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Lot
from app.orders.models import Order, OrderLine
from app.picking.models import CartPlace, PickLine, PickTask, ToteUse
from app.walks.models import CANCELLED, DONE, SKIPPED, TODO, Walk


def lines_of_task(task: PickTask) -> Sequence[PickLine]:
    """All lines in path order."""
    wanted = (
        select(PickLine)
        .where(PickLine.walk_id == task.id)
        .order_by(PickLine.position, PickLine.id)
        .options(
            joinedload(PickLine.location),
            joinedload(PickLine.lot).joinedload(Lot.item).selectinload(Item.barcodes),
        )
    )
    return db.session.scalars(wanted).all()


def places_of_task(task: PickTask) -> Sequence[CartPlace]:
    """The places on the cart, with their orders and totes."""
    wanted = select(CartPlace).where(CartPlace.task_id == task.id).order_by(CartPlace.position)
    return db.session.scalars(
        wanted.options(joinedload(CartPlace.order), selectinload(CartPlace.totes).joinedload(ToteUse.tote))
    ).all()


def lines_of_stop(line: PickLine) -> Sequence[PickLine]:
    """The lines that are picked together with this one: same walk, bin, lot and place on the cart."""
    wanted = select(PickLine).where(
        PickLine.walk_id == line.walk_id,
        PickLine.location_id == line.location_id,
        PickLine.lot_id == line.lot_id,
        PickLine.place_id == line.place_id,
    )
    return db.session.scalars(wanted.order_by(PickLine.id)).all()


def open_stops(task: PickTask) -> int:
    """How many stops are still to do."""
    wanted = select(func.count(PickLine.position.distinct()))
    return db.session.scalar(wanted.where(PickLine.walk_id == task.id, PickLine.state.in_((TODO, SKIPPED)))) or 0


def orders_of_task(task: PickTask) -> Sequence[Order]:
    """The orders that the task picks for."""
    its = (
        select(OrderLine.order_id)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .where(PickLine.walk_id == task.id)
    )
    return db.session.scalars(select(Order).where(Order.id.in_(its)).order_by(Order.id)).all()


def tasks_left_of_order(order: Order) -> int:
    """How many walks that are not over still pick for the order."""
    wanted = (
        select(func.count(Walk.id.distinct()))
        .join(PickLine, PickLine.walk_id == Walk.id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(OrderLine.order_id == order.id, Walk.state.not_in((DONE, CANCELLED)))
    )
    return db.session.scalar(wanted) or 0
