"""Walks that wait for each other."""

from sqlalchemy import select

from app.db import db
from app.events import record
from app.operations import Actor, change
from app.walks.events import WalkFreed
from app.walks.models import Walk


def let_next_begin(walk: Walk, actor: Actor) -> None:
    """Walks that waited for this one can be begun."""
    for next_one in db.session.scalars(select(Walk).where(Walk.waits_for_id == walk.id)):
        change(next_one, "its turn", actor, waits_for_id=None)
        record(WalkFreed(next_one.id, next_one.warehouse_id))
