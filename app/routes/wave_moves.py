"""What a lead does with a wave that is out: pause it, rank it, add late orders."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext, ngettext

from app.operations import perform
from app.routes import current
from app.routes.asked import asked
from app.routes.moved import answered
from app.waves.choice import Choice, late_choice
from app.waves.commands import add_orders, pause_wave, rank_wave, resume_wave
from app.waves.models import Wave

bp = Blueprint("wave_moves", __name__, url_prefix="/waves")


@bp.post("/<int:wave_id>/pauses")
def create_pause(wave_id: int) -> Response:
    outcome = perform(asked(), lambda actor: pause_wave(_wave(wave_id), actor))
    words = gettext("Wave %(number)s is paused: nobody begins its tasks. Who walks goes on.", number=_number(wave_id))
    return answered(outcome, words, _page(wave_id), can_undo=True)


@bp.post("/<int:wave_id>/resumptions")
def create_resumption(wave_id: int) -> Response:
    outcome = perform(asked(), lambda actor: resume_wave(_wave(wave_id), actor))
    words = gettext("Wave %(number)s goes on.", number=_number(wave_id))
    return answered(outcome, words, _page(wave_id), can_undo=True)


@bp.post("/<int:wave_id>/ranks")
def create_rank(wave_id: int) -> Response:
    rank = request.form.get("rank", "")
    outcome = perform(asked(), lambda actor: rank_wave(_wave(wave_id), rank, actor))
    number = _number(wave_id)
    words = {
        "first": gettext("The tasks of wave %(number)s are given out next.", number=number),
        "last": gettext("The tasks of wave %(number)s are given out last.", number=number),
    }.get(rank, gettext("The tasks of wave %(number)s are given out as their orders say.", number=number))
    return answered(outcome, words, _page(wave_id), can_undo=True)


@bp.post("/<int:wave_id>/additions")
def create_addition(wave_id: int) -> Response:
    """Late orders that fit what the wave was planned for, or as many of all that are ready."""
    limit = request.form.get("limit", Choice.limit, type=int)
    outcome = perform(asked(), lambda actor: add_orders(_wave(wave_id), late_choice(_wave(wave_id), limit), actor))
    count = outcome.result.get("orders", 0)
    words = ngettext(
        "%(num)s order joins wave %(number)s. Its walks are planned now.",
        "%(num)s orders join wave %(number)s. Their walks are planned now.",
        count,
        number=_number(wave_id),
    )
    return answered(outcome, words, _page(wave_id))


def _page(wave_id: int) -> str:
    return url_for("waves.show", wave_id=wave_id)


def _number(wave_id: int) -> int:
    return _wave(wave_id).number


def _wave(wave_id: int) -> Wave:
    return current.own(Wave, wave_id)
