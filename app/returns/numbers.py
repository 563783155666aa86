"""The numbers of returns: short enough to be typed, and none of an order, a waybill or a carton."""

from sqlalchemy import func, select

from app.db import db, one_at_a_time
from app.returns.models import Rma


def next_number(warehouse_id: int) -> str:
    """RMA-00001, RMA-00002, … of a warehouse; none is ever given twice, for no return goes from the book."""
    one_at_a_time(f"returns of warehouse {warehouse_id}")
    known = db.session.scalar(select(func.count()).where(Rma.warehouse_id == warehouse_id)) or 0
    return f"RMA-{known + 1:05}"
