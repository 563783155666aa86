"""How the desk settles in the tests, and what came of it."""

from typing import Any

from sqlalchemy import func, select

from app.db import db
from app.returns.models import UNDELIVERED, ReturnUnit
from tests.returns.came_back import arrives, asks, graded, grades, refunds, waybill_of
from tests.visitor import Visitor
from tests.world import World


def settle(who: Visitor, rma_id: int, follows: str = "refund", **form: Any) -> Any:
    return who.send(f"/returns/{rma_id}/settlements", follows=follows, **form)


def amounts() -> list[str]:
    return [str(one.amount) for one in refunds()]


def settled_units() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(ReturnUnit.id)).where(ReturnUnit.settled_at.is_not(None))) or 0


def undelivered(world: World, order_id: int, reason: str, **unit: Any) -> int:
    """The parcel came back on its own waybill, and is graded; the id of its return."""
    rma_id = asks(order_id, {"MUG": 2})
    parcel_id = arrives(rma_id, UNDELIVERED, waybill_of(order_id).id)
    grades(world, parcel_id, "MUG", 2, reason=reason, **unit)
    graded(parcel_id)
    return rma_id
