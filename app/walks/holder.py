"""Whose walk it is."""

from app.events import record
from app.operations import Actor
from app.walks.errors import WalkClosed, held_elsewhere
from app.walks.events import ScannedElsewhere
from app.walks.models import ACTIVE, CANCELLED, DONE, Walk
from app.walks.pausing import go_on
from app.walks.queries import held_at
from app.workers.queries import device_in_hand


def check_holder(walk: Walk, actor: Actor) -> None:
    """The worker holds the walk, or held it when the handheld made the scan; if they rested, they go on.

    What waited on a device that is in nobody's hand any more is news to whoever has the walk now. Raises WalkClosed,
    WalkCancelled, HeldByOther or HeldByNobody.
    """
    if walk.state == DONE:
        raise WalkClosed
    if walk.state == CANCELLED:
        raise held_elsewhere(walk)
    if walk.state == ACTIVE and walk.holder_id == actor.worker_id:
        go_on(walk, actor)
        if device_in_hand(actor.worker_id) != actor.device_id:
            record(ScannedElsewhere(walk.id, walk.warehouse_id, walk.holder_id))
        return
    if not held_at(walk.id, actor.worker_id, actor.device_at):
        raise held_elsewhere(walk)
    record(ScannedElsewhere(walk.id, walk.warehouse_id, walk.holder_id))
