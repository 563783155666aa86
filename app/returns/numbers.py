"""The numbers of returns and their parcels: short enough to be typed, and none of an order, a waybill or a carton."""

from sqlalchemy import func, select

from app.db import db, one_at_a_time
from app.returns.models import ReturnParcel, Rma

SIGNS = {Rma: "RMA", ReturnParcel: "RP"}


def next_number(kind: type[Rma] | type[ReturnParcel], warehouse_id: int) -> str:
    """RMA-00001, RMA-00002, … of a warehouse; none is ever given twice, for no return goes from the book."""
    one_at_a_time(f"{SIGNS[kind]} of warehouse {warehouse_id}")
    known = db.session.scalar(select(func.count()).where(kind.warehouse_id == warehouse_id)) or 0
    return f"{SIGNS[kind]}-{known + 1:05}"
