"""Who walks which task: the lead gives it to a picker, or to nobody."""

from flask import Blueprint, Response, request, url_for

from app.operations import perform
from app.picking.models import PickTask
from app.routes import current
from app.routes.asked import asked, moved
from app.routes.security import row_number
from app.walks.commands import assign
from app.workers.models import Worker
from app.workers.queries import worker_in

bp = Blueprint("tasks", __name__, url_prefix="/tasks")


@bp.post("/<int:task_id>/assignments")
def create_assignment(task_id: int) -> Response:
    """Give the task to the worker whom the form names; an empty field gives it to nobody."""
    outcome = perform(asked(), lambda actor: assign(_task(task_id), _worker(), actor))
    return moved(outcome, url_for("waves.show", wave_id=_task(task_id).wave_id))


def _task(task_id: int) -> PickTask:
    return current.own(PickTask, task_id)


def _worker() -> Worker | None:
    if not request.form.get("worker_id"):
        return None
    return worker_in(current.current().warehouse_id, request.form.get("worker_id", 0, type=row_number))
