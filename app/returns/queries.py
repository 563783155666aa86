"""Reads about returns that several parts of the capability need."""

from sqlalchemy import ColumnElement, or_, select

from app.db import db
from app.returns.models import ReturnParcel, Rma
from app.scanning import Code, Meaning


def is_called(code: Code) -> ColumnElement[bool]:
    """Whether a return goes by that number, here or at the channel that announced it."""
    return or_(Rma.number == code.text, Rma.channel_number == code.text)


def rma_meanings(warehouse_id: int, code: Code) -> list[Meaning]:
    """Resolver for the numbers of returns, and of parcels that wait for theirs."""
    rmas = select(Rma.id, Rma.number).where(Rma.warehouse_id == warehouse_id, is_called(code)).order_by(Rma.id)
    parcels = select(ReturnParcel.id, ReturnParcel.number).where(
        ReturnParcel.warehouse_id == warehouse_id, ReturnParcel.number == code.text
    )
    return [
        *(Meaning("rma", rma_id, number) for rma_id, number in db.session.execute(rmas)),
        *(Meaning("return_parcel", parcel_id, number) for parcel_id, number in db.session.execute(parcels)),
    ]
