"""Which task is meant by what a lead scans or types: a tote on its cart, an order, its own number."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import db
from app.errors import DomainError
from app.orders.models import Order, OrderLine
from app.picking.models import CartPlace, PickLine, PickTask, ToteUse
from app.scanning import named, read
from app.walks.models import OPEN_STATES
from app.warehouse.models import TOTE
from app.warehouse.queries import location_by_barcode


class NoTaskFound(DomainError):
    code = "no_task_found"
    status = 404
    message = lazy_gettext("Nobody walks for %(scanned)s now. Scan a tote on a cart, or type an order's number.")


def task_meant(warehouse_id: int, scanned: str) -> PickTask:
    """The open task of this tote, order or number; of several the one under way. Raises NoTaskFound."""
    code = read(scanned).text
    tote = location_by_barcode(warehouse_id, code)
    if tote is not None and tote.kind == TOTE:
        found = _of_tote(tote.id)
    else:
        found = _of_order(warehouse_id, code) or _numbered(warehouse_id, code)
    if found is None:
        raise NoTaskFound(scanned=named(warehouse_id, scanned))
    return found


def _of_tote(tote_id: int) -> PickTask | None:
    wanted = (
        select(PickTask)
        .join(CartPlace, CartPlace.task_id == PickTask.id)
        .join(ToteUse, ToteUse.place_id == CartPlace.id)
        .where(ToteUse.tote_id == tote_id, ToteUse.released_at.is_(None), PickTask.state.in_(OPEN_STATES))
    )
    return db.session.scalars(wanted).first()


def _of_order(warehouse_id: int, number: str) -> PickTask | None:
    wanted = (
        select(PickTask)
        .join(PickLine, PickLine.walk_id == PickTask.id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.warehouse_id == warehouse_id, Order.number == number, PickTask.state.in_(OPEN_STATES))
    )
    return db.session.scalars(wanted.order_by(PickTask.started_at.is_(None), PickTask.id)).first()


def _numbered(warehouse_id: int, number: str) -> PickTask | None:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    wanted = select(PickTask).where(PickTask.id == int(number), PickTask.warehouse_id == warehouse_id)
    return db.session.scalars(wanted.where(PickTask.state.in_(OPEN_STATES))).first()
