"""Who has a walk from when to when."""

from sqlalchemy import select

from app.clock import now
from app.db import db
from app.operations import Actor
from app.walks.models import Holding, Walk
from app.walks.pausing import go_on


def begin_holding(walk: Walk, worker_id: int | None) -> None:
    """From now on the worker has the walk."""
    db.session.add(Holding(walk_id=walk.id, worker_id=worker_id, began_at=now()))


def end_holding(walk: Walk, actor: Actor) -> None:
    """Nobody has the walk any more; a pause of its holder is over."""
    go_on(walk, actor)
    open_ones = select(Holding).where(Holding.walk_id == walk.id, Holding.ended_at.is_(None))
    for holding in db.session.scalars(open_ones):
        holding.ended_at = now()
