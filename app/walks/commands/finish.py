"""End a walk."""

from app.clock import now
from app.db import guarded_update
from app.operations import Actor, audit
from app.walks.errors import WalkClosed
from app.walks.holding import end_holding
from app.walks.models import ACTIVE, DONE, Walk
from app.walks.turns import let_next_begin


def finish(walk: Walk, actor: Actor) -> None:
    """The walk is done; its holder may ask for the next one, and walks that waited for it can be begun."""
    if not guarded_update(walk, Walk.state == ACTIVE, state=DONE, done_at=now(), version=Walk.version + 1):
        raise WalkClosed
    end_holding(walk, actor)
    audit(walk, "done", actor, {"state": ACTIVE}, {"state": DONE})
    let_next_begin(walk, actor)
