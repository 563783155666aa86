"""What is to be counted."""

from collections.abc import Sequence

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.counting.models import CycleCount
from app.db import db
from app.warehouse.models import Location

REASONS: dict[str, LazyString] = {
    "empty": lazy_gettext("The bin was empty"),
    "too_few": lazy_gettext("Too few were in it"),
    "damaged": lazy_gettext("What was in it was damaged"),
    "wrong_item": lazy_gettext("Another item lay there"),
    "missing": lazy_gettext("Units that belong there were missing"),
    "asked": lazy_gettext("A lead asked for it"),
    "not_empty": lazy_gettext("It was not empty when it should have been"),
}


def open_counts(warehouse_id: int) -> Sequence[CycleCount]:
    """What has to be counted, by address."""
    wanted = (
        select(CycleCount)
        .join(Location, Location.id == CycleCount.location_id)
        .where(CycleCount.warehouse_id == warehouse_id, CycleCount.counted_at.is_(None))
        .order_by(Location.address, CycleCount.id)
    )
    loaded = (joinedload(CycleCount.location), joinedload(CycleCount.item), joinedload(CycleCount.raised_by))
    return db.session.scalars(wanted.options(*loaded)).all()


def count_reason(reason: str) -> str:
    """Why it is to be counted, as a person reads it."""
    return str(REASONS.get(reason, reason))
