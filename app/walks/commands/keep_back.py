"""Keep walks back that nobody has begun, and let them go again."""

from collections.abc import Sequence
from typing import Any

from app.db import guarded_update
from app.events import record
from app.operations import Actor, audit
from app.walks.errors import WalkBegun, WalkClosed, changed_meanwhile
from app.walks.events import WalkFreed, WalkKeptBack
from app.walks.models import BY_LEAD, Walk
from app.walks.queries import is_unbegun


def keep_back(walk: Walk, actor: Actor) -> dict[str, Any]:
    """Nobody is given the walk until the lead lets it go. Raises WalkClosed, or WalkBegun where somebody walks it."""
    if not walk.is_open:
        raise WalkClosed
    before = walk.kept_back
    if before != BY_LEAD and not _keep(walk, BY_LEAD, actor):
        raise WalkBegun(number=walk.id)
    return {"task_id": walk.id, "before": before, "version": walk.version}


def let_go(walk: Walk, actor: Actor) -> dict[str, Any]:
    """The walk can be begun again; one of a paused wave too, if the lead says so of this very one."""
    before = walk.kept_back
    if before:
        _let_go(walk, actor)
    return {"task_id": walk.id, "before": before, "version": walk.version}


def keep_as_before(walk: Walk, before: str, version: int, actor: Actor) -> None:
    """Undo `keep_back` or `let_go` while nothing came of it. Raises WalkMoved, WalkFree or WalkClosed."""
    if walk.version != version:
        raise changed_meanwhile(walk)
    if walk.kept_back == before:
        return
    if not before:
        _let_go(walk, actor)
    elif not _keep(walk, before, actor):
        raise changed_meanwhile(walk)


def keep_all_back(walks: Sequence[Walk], reason: str, actor: Actor) -> None:
    """Those that nobody walks, and that are not kept back for a reason of their own."""
    for walk in walks:
        if not walk.kept_back:
            _keep(walk, reason, actor)


def let_all_go(walks: Sequence[Walk], reason: str, actor: Actor) -> None:
    """Those that are kept back for that reason."""
    for walk in walks:
        if walk.kept_back == reason:
            _let_go(walk, actor)


def _keep(walk: Walk, reason: str, actor: Actor) -> bool:
    before = {"kept_back": walk.kept_back}
    if not guarded_update(walk, is_unbegun(), version=Walk.version + 1, kept_back=reason):
        return False
    audit(walk, "kept back", actor, before, {"kept_back": reason})
    record(WalkKeptBack(walk.id, walk.warehouse_id, walk.holder_id))
    return True


def _let_go(walk: Walk, actor: Actor) -> None:
    before = {"kept_back": walk.kept_back}
    guarded_update(walk, version=Walk.version + 1, kept_back="")
    audit(walk, "let go", actor, before, {"kept_back": ""})
    record(WalkFreed(walk.id, walk.warehouse_id))
