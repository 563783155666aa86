"""Note what is to be told outside, in the change's own transaction."""

from sqlalchemy import func, select

from app.db import db, insert_row, now, one_at_a_time
from app.outbox.models import OutboxEntry


def tell(warehouse_id: int, topic: str, name: str) -> None:
    """Whoever watches `topic` is to hear `name`, once the transaction under way is committed."""
    insert_row(OutboxEntry, warehouse_id=warehouse_id, topic=topic, name=name, written_at=now())


def number_entries(limit: int) -> list[OutboxEntry]:
    """Give the next entries their numbers, in the order in which they were committed as far as anybody can tell.

    Ids are given before the commit and numbers after it, so a page that asks what came after a number misses nothing.
    """
    one_at_a_time("relay")
    waiting = select(OutboxEntry).where(OutboxEntry.sequence.is_(None)).order_by(OutboxEntry.id).limit(limit)
    entries = db.session.scalars(waiting).all()
    last = db.session.scalar(select(func.max(OutboxEntry.sequence))) or 0
    for sequence, entry in enumerate(entries, last + 1):
        entry.sequence = sequence
    return list(entries)
