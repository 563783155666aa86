"""The lead's page: the waves and what each needs."""

from datetime import UTC, datetime

from flask import Blueprint, Response, render_template, request, url_for

from app.exceptions.queries import exceptions
from app.operations import perform
from app.papers.asked import papers_of_wave
from app.picking.takeover import missing_totes
from app.putting_back.queries import put_backs
from app.replenishing.queries import refills_behind, waits_of_wave
from app.routes import current
from app.routes.asked import asked, moved
from app.routes.refusals import NotUnderstood
from app.routes.security import row_number
from app.warehouse.models import Warehouse
from app.warehouse.queries import warehouse_of
from app.waves import board, floor
from app.waves.choice import Choice
from app.waves.choosing import best_orders
from app.waves.commands import cancel_wave, end_planning, plan_wave, release_wave
from app.waves.models import Wave
from app.waves.walks import walk_map

bp = Blueprint("waves", __name__, url_prefix="/waves")


@bp.get("")
def index() -> str:
    """Will we make the cut-off?"""
    return render_template(
        "waves/index.html",
        views=board.waves_on_board(_warehouse().id),
        waiting=board.waiting(_warehouse()),
        offers=board.offers(_warehouse()),
        **_fitting(_choice()),
    )


@bp.get("/board")
def shown_board() -> str:
    return render_template("waves/_board.html", views=board.waves_on_board(_warehouse().id))


@bp.get("/waiting")
def shown_waiting() -> str:
    return render_template("waves/_waiting.html", waiting=board.waiting(_warehouse()))


@bp.get("/fitting")
def fitting() -> str:
    """How many ready orders the choice would take."""
    return render_template("waves/_fitting.html", **_fitting(_choice()))


@bp.post("")
def create() -> Response:
    """What the program chooses is computed before the operation: it takes longer than a transaction may."""
    choice = _choice()
    among = best_orders(_warehouse(), choice)
    outcome = perform(asked(), lambda actor: {"wave_id": plan_wave(_warehouse(), choice, actor, among).id})
    return moved(outcome, url_for("waves.index"))


@bp.get("/<int:wave_id>")
def show(wave_id: int) -> str:
    wave = current.own(Wave, wave_id)
    return render_template(
        "waves/wave.html",
        orders=floor.orders_of_wave(wave),
        wave_id=wave.id,
        map=walk_map(wave),
        waiting=exceptions(_warehouse(), wave),
        papers=papers_of_wave(wave.id, wave.warehouse_id),
        **_from_near(wave),
    )


@bp.get("/<int:wave_id>/progress")
def progress(wave_id: int) -> str:
    return render_template("waves/_wave.html", **_from_near(current.own(Wave, wave_id)))


@bp.get("/<int:wave_id>/map")
def shown_map(wave_id: int) -> str:
    return render_template("waves/_map.html", wave_id=wave_id, map=walk_map(current.own(Wave, wave_id)))


@bp.post("/<int:wave_id>/releases")
def create_release(wave_id: int) -> Response:
    outcome = perform(asked(), lambda actor: release_wave(current.own(Wave, wave_id), actor))
    return moved(outcome, url_for("waves.index"))


@bp.post("/<int:wave_id>/plan-ends")
def create_plan_end(wave_id: int) -> Response:
    outcome = perform(asked(), lambda actor: end_planning(current.own(Wave, wave_id), actor))
    return moved(outcome, url_for("waves.index"))


@bp.post("/<int:wave_id>/cancellations")
def create_cancellation(wave_id: int) -> Response:
    outcome = perform(asked(), lambda actor: cancel_wave(current.own(Wave, wave_id), actor))
    return moved(outcome, url_for("waves.index"))


def _warehouse() -> Warehouse:
    return warehouse_of(current.current().warehouse_id)


def _fitting(choice: Choice) -> dict[str, object]:
    return {"choice": choice, "fit": board.fitting(_warehouse(), choice)}


def _from_near(wave: Wave) -> dict[str, object]:
    waits = waits_of_wave(wave.id)
    return {
        "view": board.wave_view(wave),
        "tasks": floor.task_views(wave),
        "put_backs": put_backs(wave.warehouse_id, wave.id),
        "pickers": floor.pickers_with_work(wave.warehouse_id),
        "missing": missing_totes(wave.id),
        "late": board.late_orders(_warehouse(), wave),
        "waits": waits,
        "behind": refills_behind(waits),
    }


def _choice() -> Choice:
    """What the form asks for; what it leaves out does not narrow the wave."""
    asked_for = request.values
    return Choice(
        mode=asked_for.get("mode", Choice.mode),
        cut_off_at=_moment(asked_for.get("cut_off_at", "")),
        carrier=asked_for.get("carrier", ""),
        delivery_mode=asked_for.get("delivery_mode", ""),
        zone=asked_for.get("zone", ""),
        priority=asked_for.get("priority", type=row_number),
        single_line="single_line" in asked_for,
        limit=asked_for.get("limit", Choice.limit, type=int),
        units_from=asked_for.get("units_from", 0, type=row_number),
        units_to=asked_for.get("units_to", 0, type=row_number),
    )


def _moment(text: str) -> datetime | None:
    """One of the cut-offs that the form offered, or none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment.astimezone(UTC)  # the first and the last day of the calendar may lie outside of it
    except (ValueError, OverflowError):
        raise NotUnderstood from None
    if not moment.tzinfo:
        raise NotUnderstood
    return moment
