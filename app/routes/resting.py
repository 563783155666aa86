"""A walk that rests with its picker, and the picker's calls to the lead."""

from flask import Blueprint, Response, request, url_for

from app.cases.commands import answer_call, call_lead
from app.cases.models import Call
from app.operations import Actor, perform
from app.picking.commands import pause_task, resume_task
from app.picking.models import PickTask
from app.picking.queries import lines_of_stop
from app.routes.asked import asked, moved, shown
from app.routes.current import own
from app.routes.security import row_number
from app.warehouse.models import Location

bp = Blueprint("resting", __name__)


@bp.post("/picking/tasks/<int:task_id>/pauses")
def create_pause(task_id: int) -> Response:
    return shown(perform(asked(), lambda actor: pause_task(own(PickTask, task_id), actor)), "picking/_kept.html")


@bp.post("/picking/tasks/<int:task_id>/resumptions")
def create_resumption(task_id: int) -> Response:
    return shown(perform(asked(), lambda actor: resume_task(own(PickTask, task_id), actor)), "picking/_kept.html")


@bp.post("/picking/tasks/<int:task_id>/calls")
def create_call(task_id: int) -> Response:
    """`line_id` is the stop at which the picker stands, if they are at one."""
    reason = request.form.get("reason", "")
    line_id = request.form.get("line_id", 0, type=row_number)

    def command(actor: Actor) -> dict[str, int]:
        task = own(PickTask, task_id)
        return call_lead(task, reason, _where(task, line_id), actor)

    return shown(perform(asked(), command), "picking/_kept.html")


@bp.post("/calls/<int:call_id>/answers")
def create_answer(call_id: int) -> Response:
    outcome = perform(asked(), lambda actor: answer_call(own(Call, call_id), actor))
    wave_id = request.form.get("wave_id", 0, type=row_number)
    return moved(outcome, url_for("waves.show", wave_id=wave_id) if wave_id else url_for("waves.index"))


def _where(task: PickTask, line_id: int) -> Location | None:
    return next((line.location for line in lines_of_stop(line_id) if line.walk_id == task.id), None)
