"""What a packer's pages need beside an order's document: what waits, and cartons by the number on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.db import db
from app.orders.missing import SHORT
from app.orders.models import PICKED, Order, OrderHold, OrderLine
from app.packing.models import Carton
from app.picking.models import CartPlace, Pick, PickLine, PickTask, ToteUse
from app.walks.models import DONE
from app.warehouse.models import WALL, Location

MOST = 60
"""More than that nobody reads; a scan finds each of them."""


@dataclass(frozen=True)
class WaitingOrder:
    """An order whose units lie in totes; `places` are those totes, each with the lane in which it stands."""

    order_id: int
    number: str
    channel: str
    carrier: str
    due_at: datetime | None
    units: int
    is_begun: bool
    places: tuple[tuple[str, str], ...]


def waiting_orders(warehouse_id: int) -> Sequence[WaitingOrder]:
    """What may be packed now, the earliest due first; what is held or stopped is left out."""
    units = func.sum(Pick.in_tote)
    held = select(OrderHold.id).where(
        OrderHold.order_id == Order.id, OrderHold.released_at.is_(None), OrderHold.reason != SHORT
    )
    wanted = (
        select(Order, units)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(Pick, Pick.line_id == PickLine.id)
        .where(Order.warehouse_id == warehouse_id, Order.state == PICKED, Order.stopped_at.is_(None), ~held.exists())
        .where(Pick.undone_at.is_(None))
        .group_by(Order.id)
        .having(units > 0)
        .order_by(Order.ship_by.is_(None), Order.ship_by, Order.id)
        .limit(MOST)
    )
    found = db.session.execute(wanted).all()
    places = _places([order.id for order, _ in found])
    return [
        WaitingOrder(
            order_id=order.id,
            number=order.number,
            channel=order.channel.name,
            carrier=order.carrier,
            due_at=order.ship_by,
            units=count,
            is_begun=any(line.packed for line in order.lines),
            places=tuple(places.get(order.id, ())),
        )
        for order, count in found
    ]


def _places(order_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """The totes of each order, with their lanes."""
    lane = aliased(Location)
    wanted = (
        select(OrderLine.order_id, Location.address, lane.address)
        .select_from(Pick)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .join(Location, Location.id == ToteUse.tote_id)
        .outerjoin(lane, lane.id == ToteUse.staged_at_id)
        .where(OrderLine.order_id.in_(order_ids), Pick.undone_at.is_(None), Pick.in_tote > 0)
        .distinct()
        .order_by(OrderLine.order_id, Location.address)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for order_id, tote, lane_address in db.session.execute(wanted):
        found.setdefault(order_id, []).append((tote, lane_address or ""))
    return found


def totes_to_sort(warehouse_id: int) -> Sequence[tuple[str, str]]:
    """Barcode and address of the totes of several orders whose walk is over, and in which something lies."""
    wanted = (
        select(Location.barcode, Location.address)
        .join(ToteUse, ToteUse.tote_id == Location.id)
        .join(CartPlace, CartPlace.id == ToteUse.place_id)
        .join(PickTask, PickTask.id == CartPlace.task_id)
        .join(Pick, Pick.tote_use_id == ToteUse.id)
        .where(Location.warehouse_id == warehouse_id, Location.purpose != WALL, ToteUse.released_at.is_(None))
        .where(CartPlace.order_id.is_(None), PickTask.state == DONE, Pick.undone_at.is_(None), Pick.in_tote > 0)
        .distinct()
        .order_by(Location.address)
    )
    return [(barcode, address) for barcode, address in db.session.execute(wanted)]


def carton_numbered(order: Order, number: int) -> Carton | None:
    """The order's carton with that number, whatever became of it."""
    return db.session.scalars(select(Carton).where(Carton.order_id == order.id, Carton.number == number)).first()


def last_number(order: Order) -> int:
    """The number of the order's last carton, also of one that was emptied; 0 before the first."""
    return db.session.scalar(select(func.max(Carton.number)).where(Carton.order_id == order.id)) or 0
