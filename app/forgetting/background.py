"""Customers' data go by themselves when the time is over that the warehouse set: a few orders now and then."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from time import monotonic

from flask import current_app
from sqlalchemy import select

from app.attachments.unused import drop_unused_files
from app.clock import now
from app.db import db, transaction
from app.forgetting.commands import StillGoesOn, forget_customer
from app.forgetting.queries import forgettable
from app.jobs import Job
from app.operations import program
from app.orders.models import Order
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of

KEEPER = program("customer data")
EVERY = 3600.0
"""Seconds between two looks of a process; the time that data are kept counts in days."""
AT_ONCE = 500
"""Orders a look: the first one on an old book takes its time over the day."""
_looked: dict[int, float] = {}


def customers_to_forget() -> Mapping[str, Job]:
    """Each warehouse now and then."""
    due = [one for one in db.session.scalars(select(Warehouse.id)) if _looked.get(one, 0.0) < monotonic()]
    return {f"forgetting customers of warehouse {one}": partial(_forget_now, one) for one in due}


def _forget_now(warehouse_id: int) -> None:
    _looked[warehouse_id] = monotonic() + EVERY
    forget_customers(warehouse_id)


def forget_customers(warehouse_id: int) -> int:
    """Forget those whose time is over, each in a transaction of its own; how many."""
    db.session.rollback()
    days = settings_of(db.session.get_one(Warehouse, warehouse_id)).days_of_customer_data
    due = forgettable(warehouse_id, now() - timedelta(days=days), AT_ONCE) if days else ()
    forgotten = sum(_forget(order_id) for order_id in due)
    if forgotten:
        drop_unused_files(current_app.config["VAR"])
    db.session.rollback()
    return forgotten


def _forget(order_id: int) -> bool:
    try:
        with transaction() as session:
            forget_customer(session.get_one(Order, order_id), KEEPER)
    except StillGoesOn:
        return False  # a case was opened in this very moment
    return True
