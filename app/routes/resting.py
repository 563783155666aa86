"""A walk that rests with its picker, and the picker's calls to the lead."""

from flask import Blueprint, Response, request

from app.cases.commands import call_lead
from app.db import db
from app.operations import Actor, perform
from app.picking.commands import pause_task, resume_task
from app.routes.asked import asked, shown
from app.routes.current import own
from app.routes.security import row_number
from app.walks.models import Stop, Walk
from app.warehouse.models import Location

bp = Blueprint("resting", __name__)


@bp.post("/picking/tasks/<int:task_id>/pauses")
@bp.post("/putting-back/tasks/<int:task_id>/pauses")
@bp.post("/counting/tasks/<int:task_id>/pauses")
@bp.post("/putting-away/tasks/<int:task_id>/pauses")
@bp.post("/replenishing/tasks/<int:task_id>/pauses")
def create_pause(task_id: int) -> Response:
    return shown(perform(asked(), lambda actor: pause_task(own(Walk, task_id), actor)), "picking/_kept.html")


@bp.post("/picking/tasks/<int:task_id>/resumptions")
@bp.post("/putting-back/tasks/<int:task_id>/resumptions")
@bp.post("/counting/tasks/<int:task_id>/resumptions")
@bp.post("/putting-away/tasks/<int:task_id>/resumptions")
@bp.post("/replenishing/tasks/<int:task_id>/resumptions")
def create_resumption(task_id: int) -> Response:
    return shown(perform(asked(), lambda actor: resume_task(own(Walk, task_id), actor)), "picking/_kept.html")


@bp.post("/picking/tasks/<int:task_id>/calls")
@bp.post("/putting-back/tasks/<int:task_id>/calls")
@bp.post("/counting/tasks/<int:task_id>/calls")
@bp.post("/putting-away/tasks/<int:task_id>/calls")
@bp.post("/replenishing/tasks/<int:task_id>/calls")
def create_call(task_id: int) -> Response:
    """`line_id` is the stop at which the picker stands, if they are at one."""
    reason = request.form.get("reason", "")
    line_id = request.form.get("line_id", 0, type=row_number)

    def command(actor: Actor) -> dict[str, int]:
        task = own(Walk, task_id)
        return call_lead(task, reason, _where(task, line_id), actor)

    return shown(perform(asked(), command), "picking/_kept.html")


def _where(walk: Walk, stop_id: int) -> Location | None:
    stop = db.session.get(Stop, stop_id)
    return stop.location if stop and stop.walk_id == walk.id else None
