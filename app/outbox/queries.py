"""What was told, and what waits to be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.db import db
from app.outbox.commands import NUDGES
from app.outbox.models import OutboxEntry


@dataclass(frozen=True)
class Told:
    topic: str
    name: str
    sequence: int


def anything_waits() -> bool:
    """Whether something is committed that has no number yet."""
    waiting = select(OutboxEntry.id).where(OutboxEntry.sequence.is_(None)).limit(1)
    return db.session.scalar(waiting) is not None


def newest_number() -> int:
    return db.session.scalar(select(func.max(OutboxEntry.sequence))) or 0


def told_after(number: int) -> Sequence[Told]:
    """What was told since, oldest first; what was told twice counts when it was told last."""
    columns = (OutboxEntry.topic, OutboxEntry.name, OutboxEntry.sequence)
    since = select(*columns).where(OutboxEntry.sequence > number).order_by(OutboxEntry.sequence)
    return [Told(topic, name, sequence or 0) for topic, name, sequence in db.session.execute(since)]


def names_told(topics: Collection[str], after: int | None) -> tuple[list[str], int]:
    """The names that one of the topics was told since, and the newest number of all.

    Every name, where nobody knows what came since: no number is given, or one that this database never gave.
    """
    newest = newest_number()
    if after is None or after > newest:
        return list(NUDGES), newest
    since = select(OutboxEntry.name).where(OutboxEntry.sequence > after, OutboxEntry.topic.in_(topics)).distinct()
    return sorted(db.session.scalars(since)), newest
