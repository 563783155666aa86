"""Give a walk to a worker, or to nobody; and take that back for as long as nothing came of it."""

from collections.abc import Mapping
from typing import Any

from app.db import guarded_update
from app.events import record
from app.operations import Actor, audit
from app.walks.errors import LooksAgain, MayNotHold, OnOtherWalk, WalkClosed, WalkWaits, changed_meanwhile
from app.walks.events import WalkHandedOver
from app.walks.holding import begin_holding, end_holding
from app.walks.models import ACTIVE, ASSIGNED, FREE, OPEN_STATES, Walk
from app.walks.queries import walk_in_progress
from app.workers.models import Worker


def assign(walk: Walk, worker: Worker | None, actor: Actor) -> dict[str, Any]:
    """Hand a walk that is not over and waits for none to a worker, or to nobody. What was done stays done.

    A worker who is given it by name may begin it, also when it was kept back. Raises WalkClosed, WalkWaits, MayNotHold,
    LooksAgain, or WalkMoved where another lead was faster.
    """
    if not walk.is_open:
        raise WalkClosed
    if walk.waits_for_id is not None:
        raise WalkWaits(number=walk.waits_for_id)
    if worker and not walk.roles & worker.roles_in(walk.warehouse_id):
        raise MayNotHold(worker=worker.name)
    if worker and worker.id == walk.barred_id:
        raise LooksAgain(worker=worker.name)
    before = _who(walk)
    after = {"holder_id": worker.id if worker else None, "state": ASSIGNED if worker else FREE}
    after["kept_back"] = "" if worker else walk.kept_back
    if before == after or _is_on_it(walk, worker):
        return {"task_id": walk.id}
    _hand_over(walk, "handed over", before, after, actor)
    return {"task_id": walk.id, "before": before, "version": walk.version}


def give_back(walk: Walk, before: Mapping[str, Any], version: int, actor: Actor) -> None:
    """Undo `assign`: who had the walk has it again, on the walk if they were. Raises WalkMoved, OnOtherWalk."""
    if walk.version != version:
        raise changed_meanwhile(walk)
    now_so, after = _who(walk), dict(before)
    holder_id = after["holder_id"]
    other = walk_in_progress(holder_id, walk.warehouse_id) if after["state"] == ACTIVE else None
    if other and other.holder:
        raise OnOtherWalk(holder=other.holder.name, number=walk.id)
    _hand_over(walk, "handed back", now_so, after, actor)
    if after["state"] == ACTIVE:
        begin_holding(walk, holder_id)


def _hand_over(walk: Walk, change: str, before: dict[str, Any], after: dict[str, Any], actor: Actor) -> None:
    end_holding(walk, actor)  # while it is still theirs: a rest that ends is of who rested
    still = Walk.state.in_(OPEN_STATES) & (Walk.version == walk.version)
    if not guarded_update(walk, still, version=Walk.version + 1, **after):
        raise changed_meanwhile(walk)
    audit(walk, change, actor, before, after)
    record(WalkHandedOver(walk.id, walk.warehouse_id, before["holder_id"], after["holder_id"], actor.worker_id))


def _who(walk: Walk) -> dict[str, Any]:
    return {"holder_id": walk.holder_id, "state": walk.state, "kept_back": walk.kept_back}


def _is_on_it(walk: Walk, worker: Worker | None) -> bool:
    """Who walks it already need not begin it again."""
    return worker is not None and walk.state == ACTIVE and walk.holder_id == worker.id
