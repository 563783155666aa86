"""Refills at the desk: what is under way and waits, and what each forward bin should hold."""

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import get_locale

from app.clock import now
from app.inventory.models import ForwardBin
from app.operations import Actor, perform
from app.replenishing.commands import ask_for_refill, cancel_refill, drop_bounds, set_bounds, set_bounds_by_name
from app.replenishing.importing import import_bounds
from app.replenishing.models import RefillTask
from app.replenishing.proposing import LEAST_DAYS, MOST_DAYS, proposed_bounds
from app.replenishing.queries import open_refills, waiting_in
from app.replenishing.rules import rules, views
from app.routes.asked import asked, moved
from app.routes.current import actor_of, current, own, signed_in
from app.routes.pages import paged
from app.routes.security import row_number
from app.routes.uploads import imported
from app.routes.walk_parts import assigned
from app.workers.queries import keepers_in

bp = Blueprint("forward_bins", __name__, url_prefix="/refills")


@bp.get("")
def index() -> str:
    return render_template("replenishing/index.html", **_under_way())


@bp.get("/under-way")
def shown_under_way() -> str:
    return render_template("replenishing/_under_way.html", **_under_way())


@bp.post("/tasks/<int:task_id>/assignments")
def create_assignment(task_id: int) -> Response:
    return assigned(RefillTask, task_id, url_for("forward_bins.index"))


@bp.post("/tasks/<int:task_id>/cancellations")
def create_cancellation(task_id: int) -> Response:
    outcome = perform(asked(), lambda actor: cancel_refill(own(RefillTask, task_id), actor))
    return moved(outcome, url_for("forward_bins.index"))


@bp.get("/bins")
def bins() -> str:
    text, only_low = request.args.get("text", "").strip()[:60], "low" in request.args
    found = paged(rules(current().warehouse_id, text, only_low))
    return render_template(
        "replenishing/bins.html", found=found, views=views(found.items), text=text, low=only_low, language=_language()
    )


@bp.post("/bins")
def create_rule() -> Response:
    here, given = current().warehouse_id, request.form

    def command(actor: Actor) -> dict[str, int]:
        return set_bounds_by_name(here, given.get("address", ""), given.get("sku", ""), _bounds(), actor)

    return moved(perform(asked(), command), url_for("forward_bins.bins", text=given.get("sku", "").strip()))


@bp.post("/bins/<int:rule_id>")
def update_rule(rule_id: int) -> Response:
    def command(actor: Actor) -> dict[str, int]:
        rule = own(ForwardBin, rule_id)
        return set_bounds(rule.location, rule.item, *_bounds(), actor)

    return moved(perform(asked(), command), _back())


@bp.post("/bins/<int:rule_id>/ends")
def end_rule(rule_id: int) -> Response:
    return moved(perform(asked(), lambda actor: drop_bounds(own(ForwardBin, rule_id), actor)), _back())


@bp.post("/bins/<int:rule_id>/refills")
def create_refill(rule_id: int) -> Response:
    outcome = perform(asked(), lambda actor: ask_for_refill(own(ForwardBin, rule_id), actor))
    return moved(outcome, url_for("forward_bins.index"))


@bp.post("/bins/files")
def create_rules() -> str:
    """Not an operation: it goes in many short transactions, and the same file twice changes nothing."""
    here, actor = current().warehouse_id, actor_of(signed_in())
    done = imported(lambda source, report: import_bounds(source, here, actor, report))
    return render_template("replenishing/imported.html", done=done)


@bp.get("/proposals")
def proposals() -> str:
    least, most = _days()
    found = proposed_bounds(current().warehouse_id, least, most)
    return render_template("replenishing/proposals.html", found=found, least=least, most=most, language=_language())


@bp.post("/proposals")
def create_accepted() -> Response:
    """One proposal as the person saw it, numbers and all: it may be another one by now."""
    here, given = current().warehouse_id, request.form

    def command(actor: Actor) -> dict[str, int]:
        return set_bounds_by_name(here, given.get("address", ""), given.get("sku", ""), _bounds(), actor)

    least, most = _days()
    return moved(perform(asked(), command), url_for("forward_bins.proposals", least=least, most=most))


def _under_way() -> dict[str, object]:
    here = current().warehouse_id
    return {
        "tasks": open_refills(here),
        "waiting": waiting_in(here),
        "keepers": keepers_in(here),
        "at": now(),
        "language": _language(),
    }


def _bounds() -> tuple[int, int]:
    """What cannot be read is below nothing, and refused as such."""
    minimum, maximum = (request.form.get(name, -1, type=row_number) for name in ("minimum", "maximum"))
    return minimum, maximum


def _days() -> tuple[float, float]:
    given = request.values
    least, most = given.get("least", LEAST_DAYS, type=float), given.get("most", MOST_DAYS, type=float)
    if not 0 <= least <= most <= 365:
        return LEAST_DAYS, MOST_DAYS
    return least, most


def _back() -> str:
    """The list as it was narrowed."""
    given = request.form
    return url_for(
        "forward_bins.bins",
        text=given.get("text") or None,
        low="1" if given.get("low") else None,
        page=given.get("page", type=row_number),
    )


def _language() -> str:
    return str(get_locale() or "en")
