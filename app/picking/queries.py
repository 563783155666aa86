"""Reads about pick tasks, their lines and their totes."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload, undefer

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Allocation, Lot
from app.orders.models import Order, OrderLine
from app.picking.models import CartPlace, Pick, PickLine, PickTask, ToteUse
from app.walks.models import CANCELLED, DONE, SKIPPED, TODO, Walk
from app.warehouse.models import PLATE, TOTE, WALL, Location

_ORDER_LINE = joinedload(PickLine.order_line)
_PLACE = joinedload(PickLine.place)
_NAMED = aliased(PickLine, flat=True)
_OF_STOP = (
    select(PickLine)
    .join(
        _NAMED,
        and_(
            _NAMED.walk_id == PickLine.walk_id,
            _NAMED.location_id == PickLine.location_id,
            _NAMED.lot_id == PickLine.lot_id,
            _NAMED.place_id == PickLine.place_id,
        ),
    )
    .where(_NAMED.id == bindparam("line_id"))
    .order_by(PickLine.id)
    .options(
        joinedload(PickLine.task).options(joinedload(PickTask.warehouse), undefer(PickTask.cart_places)),
        joinedload(PickLine.location),
        joinedload(PickLine.lot).joinedload(Lot.item).selectinload(Item.barcodes),
        joinedload(PickLine.allocation).joinedload(Allocation.stock),
        _ORDER_LINE.load_only(OrderLine.order_id, OrderLine.picked),
        _ORDER_LINE.joinedload(OrderLine.order).load_only(Order.number, Order.state, Order.warehouse_id),
        _PLACE.joinedload(CartPlace.totes).joinedload(ToteUse.tote),
    )
)


def lines_of_task(task: PickTask) -> Sequence[PickLine]:
    """All lines in path order but those that left the walk."""
    wanted = (
        select(PickLine)
        .where(PickLine.walk_id == task.id, PickLine.state != CANCELLED)
        .order_by(PickLine.position, PickLine.id)
        .options(
            joinedload(PickLine.location),
            joinedload(PickLine.lot).joinedload(Lot.item).selectinload(Item.barcodes),
            _ORDER_LINE.load_only(OrderLine.order_id),
        )
    )
    return db.session.scalars(wanted).all()


def lines_of_stop(line_id: int) -> Sequence[PickLine]:
    """The lines that are picked together with this one: same walk, bin, lot and place on the cart; none if unknown.

    They come with all that their confirmation looks at, in few statements: this is asked for at each scan.
    """
    return db.session.scalars(_OF_STOP, {"line_id": line_id}).unique().all()


def lines_at(line: PickLine) -> Sequence[PickLine]:
    """All lines of the line's walk at its bin, whatever the lot and the place on the cart."""
    wanted = select(PickLine).where(PickLine.walk_id == line.walk_id, PickLine.location_id == line.location_id)
    return db.session.scalars(wanted).all()


def places_of_task(task: PickTask) -> Sequence[CartPlace]:
    """The places on the cart, with their orders and totes; of a task that is over also those that it passed on."""
    picked_into = select(PickLine.place_id).where(PickLine.walk_id == task.id)
    mine = or_(CartPlace.task_id == task.id, CartPlace.id.in_(picked_into))
    wanted = select(CartPlace).where(mine).order_by(CartPlace.position)
    return db.session.scalars(
        wanted.options(joinedload(CartPlace.order), selectinload(CartPlace.totes).joinedload(ToteUse.tote))
    ).all()


def next_task_of(place: CartPlace) -> int | None:
    """The first task that is not over and picks into the place: zones take their turns in the order of their tasks."""
    wanted = select(func.min(Walk.id)).join(PickLine, PickLine.walk_id == Walk.id)
    return db.session.scalar(wanted.where(PickLine.place_id == place.id, Walk.state.not_in((DONE, CANCELLED))))


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


def lines_of_order(order: Order) -> Sequence[PickLine]:
    """The order's lines on whatever tasks, those of tasks that are over too."""
    wanted = select(PickLine).join(OrderLine, OrderLine.id == PickLine.order_line_id)
    loaded = wanted.options(joinedload(PickLine.location), joinedload(PickLine.lot).joinedload(Lot.item))
    return db.session.scalars(loaded.where(OrderLine.order_id == order.id).order_by(PickLine.id)).all()


def picks_of_order(order: Order) -> Sequence[Pick]:
    """What lies in totes for the order, in the order in which it was picked."""
    wanted = select(Pick).join(PickLine, PickLine.id == Pick.line_id).join(OrderLine)
    mine = wanted.where(OrderLine.order_id == order.id, Pick.undone_at.is_(None), Pick.in_tote > 0)
    return db.session.scalars(mine.order_by(Pick.id)).all()


def stopped_orders(task: PickTask) -> Sequence[str]:
    """Numbers of the orders of which lines left this walk, or of which what is picked is put back."""
    wanted = (
        select(Order.number)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .where(PickLine.walk_id == task.id, or_(PickLine.state == CANCELLED, Order.stopped_at.is_not(None)))
    )
    return db.session.scalars(wanted.distinct().order_by(Order.number)).all()


def stopped_totes(task: PickTask) -> Sequence[str]:
    """Addresses of the totes in which units that this walk picked wait to be brought back."""
    wanted = (
        select(Location.address)
        .join(ToteUse, ToteUse.tote_id == Location.id)
        .join(Pick, Pick.tote_use_id == ToteUse.id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(PickLine.walk_id == task.id, Pick.undone_at.is_(None), Pick.in_tote > 0, Order.stopped_at.is_not(None))
    )
    return db.session.scalars(wanted.distinct().order_by(Location.address)).all()


def totes_of_order(order: Order) -> Sequence[ToteUse]:
    """The totes that hold the order now: its own, and in bulk those that something of it was picked into."""
    into = (
        select(Pick.tote_use_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(OrderLine.order_id == order.id, Pick.undone_at.is_(None), Pick.in_tote > 0)
    )
    wanted = select(ToteUse).join(CartPlace).where(ToteUse.released_at.is_(None))
    mine = or_(CartPlace.order_id == order.id, ToteUse.id.in_(into))
    return db.session.scalars(wanted.where(mine).order_by(ToteUse.id)).all()


def orders_in_tote(use: ToteUse) -> Sequence[Order]:
    """The orders of which something lies in the tote."""
    its = (
        select(OrderLine.order_id)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(Pick, Pick.line_id == PickLine.id)
        .where(Pick.tote_use_id == use.id, Pick.undone_at.is_(None), Pick.in_tote > 0)
    )
    return db.session.scalars(select(Order).where(Order.id.in_(its)).order_by(Order.id)).all()


def free_totes(warehouse_id: int, most: int) -> Sequence[Location]:
    """At most `most` totes of the warehouse that belong to no order."""
    used = select(ToteUse.tote_id).where(ToteUse.released_at.is_(None))
    mine = (Location.warehouse_id == warehouse_id, Location.kind == TOTE, Location.purpose.not_in((WALL, PLATE)))
    return db.session.scalars(
        select(Location).where(*mine, Location.id.not_in(used)).order_by(Location.address).limit(most)
    ).all()
