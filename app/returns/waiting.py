"""What waits at the dock: parcels that are open, and those of which nobody knows yet whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.returns.document import age, customer_of
from app.returns.models import ReturnParcel, ReturnUnit, Rma, RmaLine

MOST = 60
"""More than that nobody reads; a scan finds each of them."""


@dataclass(frozen=True)
class WaitingParcel:
    """`graded` of `expected` units are in totes; `minutes` since it came."""

    parcel: ReturnParcel
    customer: str
    expected: int
    graded: int
    minutes: int


def waiting_parcels(warehouse_id: int) -> Sequence[WaitingParcel]:
    """Open ones, what nobody knows first, then what came first."""
    wanted = (
        select(ReturnParcel)
        .where(ReturnParcel.warehouse_id == warehouse_id, ReturnParcel.done_at.is_(None))
        .options(joinedload(ReturnParcel.rma).joinedload(Rma.order), joinedload(ReturnParcel.place))
        .order_by(ReturnParcel.rma_id.is_not(None), ReturnParcel.arrived_at, ReturnParcel.id)
    )
    parcels = db.session.scalars(wanted.limit(MOST)).all()
    graded, expected = _graded(parcels), _expected(parcels)
    return [
        WaitingParcel(
            parcel=one,
            customer=customer_of(one.rma.order) if one.rma else "",
            expected=expected.get(one.rma_id or 0, 0),
            graded=graded.get(one.id, 0),
            minutes=age(one.arrived_at),
        )
        for one in parcels
    ]


def _graded(parcels: Sequence[ReturnParcel]) -> dict[int, int]:
    of = (ReturnUnit.parcel_id.in_([one.id for one in parcels]), ReturnUnit.undone_at.is_(None))
    wanted = select(ReturnUnit.parcel_id, func.sum(ReturnUnit.quantity)).where(*of).group_by(ReturnUnit.parcel_id)
    return {parcel_id: int(units) for parcel_id, units in db.session.execute(wanted)}


def _expected(parcels: Sequence[ReturnParcel]) -> dict[int, int]:
    of = RmaLine.rma_id.in_([one.rma_id for one in parcels if one.rma_id])
    wanted = select(RmaLine.rma_id, func.sum(RmaLine.quantity)).where(of).group_by(RmaLine.rma_id)
    return {rma_id: int(units) for rma_id, units in db.session.execute(wanted)}
