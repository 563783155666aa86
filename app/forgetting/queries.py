"""Whose data may go, and which rows are about an order."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.cases.models import Case
from app.clock import now
from app.db import db
from app.orders.models import CANCELLED, SHIPPED, Order
from app.packing.models import Carton
from app.returns.models import APPROVED, REQUESTED, Refund, ReturnParcel, ReturnUnit, Rma
from app.shipping.models import Waybill

ENDED = (SHIPPED, CANCELLED)
NEVER_SENT = timedelta(days=90)
"""A return of which nothing came for so long is not waited for any more."""


def rows_about(order: Order) -> dict[str, Sequence[int]]:
    """Table → ids of the order, its cartons, their waybills and its returns.

    By these other tables name what they are about.
    """
    cartons = db.session.scalars(select(Carton.id).where(Carton.order_id == order.id)).all()
    waybills = db.session.scalars(select(Waybill.id).where(Waybill.carton_id.in_(cartons))).all()
    rmas = db.session.scalars(select(Rma.id).where(Rma.order_id == order.id)).all()
    parcels = db.session.scalars(select(ReturnParcel.id).where(ReturnParcel.rma_id.in_(rmas))).all()
    units = db.session.scalars(select(ReturnUnit.id).where(ReturnUnit.parcel_id.in_(parcels))).all()
    refunds = db.session.scalars(select(Refund.id).where(Refund.rma_id.in_(rmas))).all()
    return {
        Order.__tablename__: [order.id],
        Carton.__tablename__: cartons,
        Waybill.__tablename__: waybills,
        Rma.__tablename__: rmas,
        ReturnParcel.__tablename__: parcels,
        ReturnUnit.__tablename__: units,
        Refund.__tablename__: refunds,
    }


def forgettable(warehouse_id: int, arrived_before: datetime, most: int) -> Sequence[int]:
    """Ended orders that arrived before then and about which no case is open, the oldest first."""
    wanted = select(Order.id).where(
        Order.warehouse_id == warehouse_id,
        Order.state.in_(ENDED),
        Order.imported_at < arrived_before,
        Order.forgotten_at.is_(None),
        ~_case_is_open(),
        ~is_coming_back(),
    )
    return db.session.scalars(wanted.order_by(Order.id).limit(most)).all()


def is_coming_back() -> ColumnElement[bool]:
    """A return of the order goes on: it was asked for not long ago, or what came of it waits to be settled."""
    units = select(ReturnUnit.parcel_id).where(ReturnUnit.undone_at.is_(None), ReturnUnit.settled_at.is_(None))
    unsettled = exists().where(
        ReturnParcel.rma_id == Rma.id, or_(ReturnParcel.done_at.is_(None), ReturnParcel.id.in_(units))
    )
    awaited = and_(Rma.state.in_((REQUESTED, APPROVED)), Rma.opened_at > now() - NEVER_SENT)
    return exists().where(Rma.order_id == Order.id, or_(awaited, unsettled))


def _case_is_open() -> ColumnElement[bool]:
    cartons = select(Carton.id).where(Carton.order_id == Order.id)
    waybills = select(Waybill.id).join(Carton).where(Carton.order_id == Order.id)
    about = or_(
        and_(Case.entity == Order.__tablename__, Case.entity_id == Order.id),
        and_(Case.entity == Carton.__tablename__, Case.entity_id.in_(cartons)),
        and_(Case.entity == Waybill.__tablename__, Case.entity_id.in_(waybills)),
    )
    return exists().where(Case.closed_at.is_(None), about)
