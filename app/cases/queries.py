"""Who calls."""

from collections.abc import Sequence

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.cases.models import Call
from app.db import db

WORDS: dict[str, LazyString] = {
    "stock": lazy_gettext("Stock is wrong"),
    "damage": lazy_gettext("Damage"),
    "help": lazy_gettext("I need help"),
    "other": lazy_gettext("Something else"),
}


def open_calls(warehouse_id: int) -> Sequence[Call]:
    """Calls that nobody has answered, the oldest first."""
    wanted = select(Call).where(Call.warehouse_id == warehouse_id, Call.answered_at.is_(None)).order_by(Call.id)
    return db.session.scalars(wanted.options(joinedload(Call.worker), joinedload(Call.location))).all()


def answered_call(walk_id: int, worker_id: int | None) -> int | None:
    """The worker's last call from the walk, if it was answered."""
    mine = select(Call).where(Call.walk_id == walk_id, Call.worker_id == worker_id)
    last = db.session.scalars(mine.order_by(Call.id.desc()).limit(1)).first()
    return last.id if last and last.answered_at else None


def call_reason(reason: str) -> str:
    """Why somebody calls, as the lead reads it."""
    return str(WORDS.get(reason, reason))
