"""What the pages of all walks do alike: whose walk it is, the walk with its map, a stop after a scan."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Response, request

from app.operations import Outcome, perform
from app.routes.asked import asked, moved, shown
from app.routes.current import current, own
from app.routes.security import row_number
from app.routes.walk_pages import KINDS
from app.walks.commands import assign
from app.walks.document import StopView
from app.walks.errors import held_elsewhere
from app.walks.map import map_along
from app.walks.models import FREE, Walk
from app.workers.queries import worker_in

W = TypeVar("W", bound=Walk)


@dataclass(frozen=True)
class AtStop:
    """A stop as it is now, on its walk."""

    walk: Walk
    stop: StopView
    cart_places: int = 1


def _own_walk(kind: type[W], task_id: int) -> W:
    """The worker's own walk, also when it is done; what another holds is told by name."""
    found = own(kind, task_id)
    if found.holder_id == current().worker_id and found.state != FREE:
        return found
    raise held_elsewhere(found)


def walk_and_map(kind: type[W], task_id: int) -> dict[str, object]:
    """The worker's own walk for its page."""
    mine = _own_walk(kind, task_id)
    of_kind = KINDS[mine.kind]
    walk = of_kind.document(mine, current().language)
    return {"walk": walk, "map": map_along(mine.warehouse, of_kind.ends(mine), walk)}


def shown_stop(outcome: Outcome, look: Callable[[int], AtStop], template: str = "picking/_stop.html") -> Response:
    """The stop as it is now, and the walk's version: where it grew, the device asks for the path again."""
    if not outcome.ok:
        return shown(outcome, template)
    at = look(outcome.result["line_id"])
    response = shown(outcome, template, stop=at.stop, cart_places=at.cart_places)
    response.headers["Walk-Version"] = str(at.walk.version)
    return response


def assigned(kind: type[Walk], task_id: int, url: str) -> Response:
    """Give the walk to the worker whom the form names; an empty field gives it to nobody."""
    worker_id = request.form.get("worker_id", 0, type=row_number)
    worker = worker_in(current().warehouse_id, worker_id) if worker_id else None
    return moved(perform(asked(), lambda actor: assign(own(kind, task_id), worker, actor)), url)
