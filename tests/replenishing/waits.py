"""What waits for a refill."""

from sqlalchemy import select

from app.db import db
from app.replenishing.models import RefillWait


def waits() -> list[tuple[int, str]]:
    db.session.rollback()
    return [(one.units, one.outcome) for one in db.session.scalars(select(RefillWait).order_by(RefillWait.id))]
