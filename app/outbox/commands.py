"""Note what is to be told, in the change's own transaction; number it, in one of the relay's."""

from datetime import timedelta
from typing import Literal, get_args

from sqlalchemy import ColumnElement, delete, func, select

from app.clock import now
from app.db import db, insert_row, one_at_a_time
from app.outbox.models import OutboxEntry

Nudge = Literal[
    "call-answered",
    "cases-changed",
    "counts-changed",
    "dock-changed",
    "floor-changed",
    "message",
    "message-heard",
    "packing-changed",
    "print-changed",
    "reordering-changed",
    "returns-changed",
    "receiving-changed",
    "rights-changed",
    "stock-changed",
    "wave-changed",
    "work-changed",
    "work-free",
]
"""What a page may hear."""
NUDGES: tuple[Nudge, ...] = get_args(Nudge)

FORGOTTEN = timedelta(days=1)
"""No shift lasts so long."""


def tell(warehouse_id: int, topic: str, name: Nudge) -> None:
    """Whoever watches `topic` is to hear `name`, once the transaction under way is committed."""
    insert_row(OutboxEntry, warehouse_id=warehouse_id, topic=topic, name=name, written_at=now())


def number_entries(limit: int) -> int:
    """Give the next entries their numbers, each topic's name once; how many entries there were.

    Ids are given before the commit and numbers after it, so whoever asks what came after a number misses nothing. An
    entry that says the same as a newer one goes: what was told since any number can be read off those that are left.
    """
    one_at_a_time("relay")
    waiting = select(OutboxEntry).where(OutboxEntry.sequence.is_(None)).order_by(OutboxEntry.id).limit(limit)
    entries = db.session.scalars(waiting).all()
    if not entries:
        return 0
    last = db.session.scalar(select(func.max(OutboxEntry.sequence))) or 0
    newest = {(entry.topic, entry.name): entry for entry in entries}
    for sequence, entry in enumerate(newest.values(), last + 1):
        db.session.execute(delete(OutboxEntry).where(_says_the_same(entry), OutboxEntry.sequence.is_not(None)))
        entry.sequence = sequence
    kept = {entry.id for entry in newest.values()}
    gone = [entry.id for entry in entries if entry.id not in kept]
    db.session.execute(delete(OutboxEntry).where(OutboxEntry.id.in_(gone)))
    return len(entries)


def _says_the_same(entry: OutboxEntry) -> ColumnElement[bool]:
    return (OutboxEntry.topic == entry.topic) & (OutboxEntry.name == entry.name)


def forget_entries(limit: int) -> None:
    """What was told to one shift alone, a day ago, is for nobody any more. The newest number of all stays."""
    newest = select(func.max(OutboxEntry.sequence)).scalar_subquery()
    old = (
        select(OutboxEntry.id)
        .where(OutboxEntry.topic.startswith("session:"), OutboxEntry.written_at < now() - FORGOTTEN)
        .where(OutboxEntry.sequence < newest)
        .limit(limit)
    )
    db.session.execute(delete(OutboxEntry).where(OutboxEntry.id.in_(old)))
