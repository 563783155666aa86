"""A walk rests with its holder: it stays theirs, and the time counts for no pace."""

from datetime import datetime

from app.clock import now
from app.db import db
from app.events import record
from app.operations import Actor, change
from app.walks.events import WalkPaused
from app.walks.models import Pause, Walk


def pause(walk: Walk, actor: Actor) -> None:
    """From now on its holder rests; a walk that rests already goes on resting."""
    if walk.paused_at is None:
        change(walk, "paused", actor, paused_at=_moment(actor))
        record(WalkPaused(walk.id, walk.warehouse_id))


def go_on(walk: Walk, actor: Actor) -> None:
    """The pause is over. Whatever is done on a walk ends its pause; nothing happens to one that does not rest."""
    if walk.paused_at is None:
        return
    began_at = walk.paused_at
    ended_at = max(began_at, _moment(actor))
    db.session.add(Pause(walk_id=walk.id, worker_id=walk.holder_id, began_at=began_at, ended_at=ended_at))
    change(walk, "went on", actor, paused_at=None)
    record(WalkPaused(walk.id, walk.warehouse_id))


def _moment(actor: Actor) -> datetime:
    """When the picker tapped, as far as the handheld's clock can be right: it may be told much later."""
    return min(actor.device_at or now(), now())
