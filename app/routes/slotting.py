"""Where items should lie: the proposal, and asking for a new one."""

from flask import Blueprint, Response, render_template, request, url_for

from app.operations import perform
from app.routes import current
from app.routes.asked import asked, moved
from app.routes.security import row_number
from app.slotting.carrying import carry_out, stop_carrying
from app.slotting.commands import DAYS, MOVES, ask_for_proposal
from app.slotting.queries import proposal_to_show
from app.warehouse.queries import warehouse_of

bp = Blueprint("slotting", __name__, url_prefix="/slotting")


@bp.get("")
def index() -> str:
    proposal = proposal_to_show(current.current().warehouse_id)
    return render_template("slotting/index.html", proposal=proposal, days=DAYS, moves=MOVES)


@bp.get("/proposal")
def shown_proposal() -> str:
    return render_template("slotting/_proposal.html", proposal=proposal_to_show(current.current().warehouse_id))


@bp.post("/proposals")
def create_proposal() -> Response:
    warehouse_id = current.current().warehouse_id
    days, most = (request.form.get(name, 0, type=int) for name in ("days", "moves"))
    outcome = perform(asked(), lambda actor: ask_for_proposal(warehouse_of(warehouse_id), days, most, actor))
    return moved(outcome, url_for("slotting.index"))


@bp.post("/carryings")
def create_carrying() -> Response:
    """The proposal that the person saw: another one may have been computed meanwhile."""
    warehouse_id, most = current.current().warehouse_id, request.form.get("moves", 0, type=row_number)
    seen = request.form.get("computed_at", "")
    outcome = perform(asked(), lambda actor: carry_out(warehouse_id, seen, most, actor))
    return moved(outcome, url_for("slotting.index"))


@bp.post("/carryings/ends")
def end_carrying() -> Response:
    warehouse_id = current.current().warehouse_id
    outcome = perform(asked(), lambda actor: stop_carrying(warehouse_id, actor))
    return moved(outcome, url_for("slotting.index"))
