"""Cancel a walk."""

from app.db import guarded_update
from app.operations import Actor, audit
from app.walks.errors import WalkClosed
from app.walks.models import ASSIGNED, CANCELLED, FREE, Walk
from app.walks.turns import let_next_begin


def cancel(walk: Walk, actor: Actor, reason: str = "") -> None:
    """Nothing is left to do on a walk that nobody has begun. Raises WalkClosed."""
    before = {"holder_id": walk.holder_id, "state": walk.state}
    after = {"holder_id": None, "state": CANCELLED}
    still = Walk.state.in_((FREE, ASSIGNED)) & (Walk.version == walk.version)
    if not guarded_update(walk, still, version=Walk.version + 1, **after):
        raise WalkClosed
    audit(walk, "cancelled", actor, before, {**after, "reason": reason} if reason else after)
    let_next_begin(walk, actor)
