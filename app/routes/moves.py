"""The way back from a lead's move, and moves by scan: the tote, then the badge."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from app.clock import now
from app.db import db
from app.errors import DomainError, NotFound
from app.floor.doubts import doubt_of
from app.operations import Actor, perform
from app.operations.models import Operation
from app.picking.commands.take_moves_back import unmerge_tasks, unsplit_task
from app.picking.finding import task_meant
from app.picking.models import PickTask
from app.picking.takeover import last_bin_of, totes_on_cart
from app.routes import current
from app.routes.asked import asked
from app.routes.moved import answered
from app.routes.security import row_number
from app.walks.commands import give_back, unrank
from app.waves.commands import pause_wave, resume_wave
from app.waves.commands.pause_wave import keep_task_as_before
from app.waves.commands.rank_wave import unrank_wave
from app.waves.models import Wave
from app.workers.models import Worker
from app.workers.queries import worker_in
from app.workers.sessions import worker_of_badge

bp = Blueprint("moves", __name__, url_prefix="/moves")

LASTS = timedelta(seconds=60)
"""The way back is shown for ten seconds; a slow network or a slow hand may take longer."""

Result = Mapping[str, Any]


class TooLateToUndo(DomainError):
    code = "too_late_to_undo"
    message = lazy_gettext("This is too long ago to be undone at once. Look how it is now, and move it again.")


class NotYourBadge(DomainError):
    code = "no_picker_badge"
    status = 404
    message = lazy_gettext("This is no badge of a picker here. Scan the badge of who shall have the task.")


@bp.post("/<move_id>/undos")
def create_undo(move_id: str) -> Response:
    """Undo the move; it is known by the operation that it was."""
    outcome = perform(asked(), lambda actor: _undo(move_id, actor))
    return answered(outcome, gettext("Undone."), url_for("waves.index"))


@bp.get("/scan")
def scan() -> str:
    """Scan the tote, scan the badge."""
    return render_template("moves/scan.html", task=None)


@bp.get("/scanned")
def scanned() -> Response:
    """What the code means: first a task, then who shall have it; what it is not, above the field for the next one."""
    code, task_id = request.args.get("code", ""), request.args.get("task_id", 0, type=row_number)
    task = current.own(PickTask, task_id) if task_id else None
    try:
        meant = task or task_meant(current.current().warehouse_id, code)
        return make_response(_shown(meant, _picker(code) if task else None))
    except DomainError as refusal:
        html = render_template("moves/_scan_refused.html", message=str(refusal), task=task)
        return make_response(html, refusal.status)


def _shown(task: PickTask, worker: Worker | None) -> str:
    return render_template(
        "moves/_scanned.html",
        task=task,
        worker=worker,
        doubt=doubt_of(task),
        totes=totes_on_cart(task),
        last_bin=last_bin_of(task),
    )


def _picker(badge: str) -> Worker:
    worker = worker_of_badge(badge.strip())
    if worker is None or "picker" not in worker.roles_in(current.current().warehouse_id):
        raise NotYourBadge
    return worker


def _undo(move_id: str, actor: Actor) -> dict[str, Any]:
    """Only who moved it, and only for a moment. Raises NotFound, TooLateToUndo, or what the way back finds changed."""
    move = db.session.get(Operation, move_id)
    if move is None or move.code != "done" or move.name not in WAYS_BACK or move.worker_id != actor.worker_id:
        raise NotFound
    if now() - move.received_at > LASTS:
        raise TooLateToUndo
    WAYS_BACK[move.name](move, actor)
    return {"undone": move_id}


def _give_back(move: Operation, actor: Actor) -> None:
    give_back(_task(move.result), move.result["before"], move.result["version"], actor)


def _unsplit(move: Operation, actor: Actor) -> None:
    new = current.own(PickTask, move.result["new_task_id"])
    unsplit_task(_task(move.result), new, move.result["version"], move.id, actor)


def _unmerge(move: Operation, actor: Actor) -> None:
    before = move.result["before"]
    worker = worker_in(current.current().warehouse_id, before["holder_id"]) if before["holder_id"] else None
    unmerge_tasks(_task(move.result), worker, before, move.result["version"], move.id, actor)


def _unrank(move: Operation, actor: Actor) -> None:
    unrank(_task(move.result), move.result["before"], move.result["after"], actor)


def _keep_as_before(move: Operation, actor: Actor) -> None:
    said = move.result
    keep_task_as_before(_task(said), said["before"], said["version"], move.received_at, actor)


def _unrank_wave(move: Operation, actor: Actor) -> None:
    unrank_wave(_wave(move.result), move.result["before"], move.result["after"], actor)


WAYS_BACK: Mapping[str, Callable[[Operation, Actor], object]] = {
    "tasks.create_assignment": _give_back,
    "tasks.create_split": _unsplit,
    "tasks.create_merge": _unmerge,
    "tasks.create_rank": _unrank,
    "tasks.create_hold": _keep_as_before,
    "tasks.create_hold_end": _keep_as_before,
    "wave_moves.create_rank": _unrank_wave,
    "wave_moves.create_pause": lambda move, actor: resume_wave(_wave(move.result), actor),
    "wave_moves.create_resumption": lambda move, actor: pause_wave(_wave(move.result), actor),
}


def _task(result: Result) -> PickTask:
    return current.own(PickTask, result["task_id"])


def _wave(result: Result) -> Wave:
    return current.own(Wave, result["wave_id"])
