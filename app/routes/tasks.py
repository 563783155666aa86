"""What a lead does with one task: give it, split it, merge it, rank it, keep it back, call it off."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext, ngettext

from app.db import db
from app.errors import NotFound
from app.floor.doubts import doubt_of
from app.operations import perform
from app.picking.commands.cancel_task import cancel_task, cancelled_with
from app.picking.commands.merge_tasks import merge_candidates, merge_tasks
from app.picking.commands.miss_tote import find_tote
from app.picking.commands.rank_task import rank_task
from app.picking.commands.split_task import split_task, stops_left, stops_to_give
from app.picking.models import PickTask, ToteUse
from app.picking.takeover import last_bin_of, totes_on_cart
from app.routes import current
from app.routes.asked import asked, is_sent_again
from app.routes.moved import answered
from app.routes.refusals import is_page
from app.routes.security import row_number
from app.walks.commands import assign, keep_back, let_go
from app.waves.floor import pickers_with_work
from app.workers.models import Worker
from app.workers.queries import worker_in

bp = Blueprint("tasks", __name__, url_prefix="/tasks")


@bp.get("/<int:task_id>")
def show(task_id: int) -> str:
    """All that can be done with the task: as a page, or for the panel beside the board."""
    task = _task(task_id)
    left = stops_left(task)
    template = "tasks/task.html" if is_page() else "tasks/_panel.html"
    return render_template(
        template,
        task=task,
        left=left,
        going=stops_to_give(task, left),
        totes=totes_on_cart(task),
        last_bin=last_bin_of(task),
        others=merge_candidates(task) if task.is_unbegun else [],
        pickers=pickers_with_work(task.warehouse_id),
    )


@bp.get("/<int:task_id>/handover")
def handover(task_id: int) -> str:
    """What giving the task to a worker would do, and the button that does it."""
    return _asks_first(_task(task_id), url_for("tasks.create_assignment", task_id=task_id))


@bp.post("/<int:task_id>/assignments")
def create_assignment(task_id: int) -> Response:
    """Give the task to the worker whom the form names; an empty field gives it to nobody."""
    if _is_unsure(task_id):
        return make_response(_asks_first(_task(task_id), request.path))
    outcome = perform(asked(), lambda actor: assign(_task(task_id), _worker(), actor))
    holder = _task(task_id).holder
    if holder:
        words = gettext("%(name)s has task %(number)s now.", name=holder.name, number=task_id)
    else:
        words = gettext("Task %(number)s is free: whoever asks next can have it.", number=task_id)
    return answered(outcome, words, _wave_page(task_id), can_undo="version" in outcome.result)


@bp.post("/<int:task_id>/splits")
def create_split(task_id: int) -> Response:
    if _is_unsure(task_id):
        return make_response(_asks_first(_task(task_id), request.path))
    stops = request.form.get("stops", type=row_number)
    outcome = perform(asked(), lambda actor: split_task(_task(task_id), stops, _worker(), actor))
    words = gettext(
        "A part of task %(number)s is task %(new)s now.", number=task_id, new=outcome.result.get("new_task_id")
    )
    return answered(outcome, words, _wave_page(task_id), can_undo=True)


@bp.post("/<int:task_id>/merges")
def create_merge(task_id: int) -> Response:
    into_id = request.form.get("into_id", 0, type=row_number)
    outcome = perform(asked(), lambda actor: merge_tasks(_task(task_id), _task(into_id), actor))
    words = gettext("Task %(number)s goes along with task %(other)s.", number=task_id, other=into_id)
    return answered(outcome, words, _wave_page(task_id), can_undo=True)


@bp.post("/<int:task_id>/ranks")
def create_rank(task_id: int) -> Response:
    rank = request.form.get("rank", "")
    outcome = perform(asked(), lambda actor: rank_task(_task(task_id), rank, actor))
    words = {
        "first": gettext("Task %(number)s is given out next.", number=task_id),
        "last": gettext("Task %(number)s is given out last.", number=task_id),
    }.get(rank, gettext("Task %(number)s is given out as its orders say.", number=task_id))
    return answered(outcome, words, _wave_page(task_id), can_undo=True)


@bp.post("/<int:task_id>/holds")
def create_hold(task_id: int) -> Response:
    outcome = perform(asked(), lambda actor: keep_back(_task(task_id), actor))
    words = gettext("Task %(number)s is kept back: nobody is given it.", number=task_id)
    return answered(outcome, words, _wave_page(task_id), can_undo=True)


@bp.post("/<int:task_id>/hold-ends")
def create_hold_end(task_id: int) -> Response:
    outcome = perform(asked(), lambda actor: let_go(_task(task_id), actor))
    words = gettext("Task %(number)s is given out again.", number=task_id)
    return answered(outcome, words, _wave_page(task_id), can_undo=True)


@bp.get("/<int:task_id>/cancellation")
def cancellation(task_id: int) -> str:
    """What calling the task off would take away, and the button that does it."""
    task = _task(task_id)
    return render_template("tasks/_cancellation.html", task=task, taken=cancelled_with(task))


@bp.post("/<int:task_id>/cancellations")
def create_cancellation(task_id: int) -> Response:
    outcome = perform(asked(), lambda actor: cancel_task(_task(task_id), actor))
    count = outcome.result.get("orders", 0)
    words = ngettext(
        "Task %(number)s is called off: %(num)s order waits for another wave.",
        "Task %(number)s is called off: %(num)s orders wait for another wave.",
        count,
        number=task_id,
    )
    return answered(outcome, words, _wave_page(task_id))


@bp.post("/totes/<int:use_id>/findings")
def create_finding(use_id: int) -> Response:
    """A tote that was missing turned up."""
    outcome = perform(asked(), lambda actor: find_tote(_tote(use_id), actor))
    words = gettext("%(tote)s is found.", tote=_tote(use_id).tote.address)
    return answered(outcome, words, url_for("waves.show", wave_id=_tote(use_id).place.task.wave_id))


def _is_unsure(task_id: int) -> bool:
    """Whether the lead has still to be told what the move would do; what was done before is answered as it was."""
    return "sure" not in request.form and not is_sent_again() and doubt_of(_task(task_id)) is not None


def _asks_first(task: PickTask, url: str) -> str:
    template = "tasks/asks_first.html" if is_page() else "tasks/_asks_first.html"
    given = {name: value for name, value in request.values.items() if name in ("worker_id", "stops")}
    return render_template(template, task=task, doubt=doubt_of(task), worker=_worker(), url=url, given=given)


def _wave_page(task_id: int) -> str:
    return url_for("waves.show", wave_id=_task(task_id).wave_id)


def _task(task_id: int) -> PickTask:
    return current.own(PickTask, task_id)


def _tote(use_id: int) -> ToteUse:
    use = db.session.get(ToteUse, use_id)
    if use is None or use.place.task.warehouse_id != current.current().warehouse_id:
        raise NotFound
    return use


def _worker() -> Worker | None:
    if not request.values.get("worker_id"):
        return None
    return worker_in(current.current().warehouse_id, request.values.get("worker_id", 0, type=row_number))
