"""Parcels on their way, for the desk: by state, and a carrier's report taken in from a file."""

from flask import Blueprint, Response, render_template, request

from app.orders.models import Order
from app.routes.current import actor_of, current, own, signed_in
from app.routes.pages import paged
from app.routes.uploads import imported, sent_name
from app.shipping.tracking.importing import Sent, import_tracking
from app.shipping.tracking.mapping import mapping_names, tracking_mapping
from app.shipping.tracking.queries import (
    SILENT,
    counts_by_state,
    parcels_in,
    parcels_of,
    reports_taken_in,
    timeline,
)
from app.shipping.tracking.states import STATES, state_name, state_sentence
from app.shipping.tracking.subjects import cases_of

bp = Blueprint("tracking", __name__, url_prefix="/tracking")
bp.add_app_template_global(state_name)
bp.add_app_template_global(state_sentence)
bp.add_app_template_global(parcels_of)
bp.add_app_template_global(timeline)
bp.add_app_template_global(cases_of)


@bp.get("")
def index() -> str:
    here, state = current().warehouse_id, request.args.get("state", "")
    number = request.args.get("number", "").strip()[:40]
    state = state if state in (*STATES, SILENT) else ""
    return render_template(
        "tracking/index.html",
        found=paged(parcels_in(here, state, number)),
        counts=counts_by_state(here),
        states=(SILENT, *STATES),
        state=state,
        number=number,
        mappings=mapping_names(),
        reports=reports_taken_in(here),
    )


@bp.get("/orders/<int:order_id>")
def shown_order(order_id: int) -> str:
    """The order's timeline alone."""
    return render_template("tracking/_order.html", order=own(Order, order_id))


@bp.post("/reports")
def create_report() -> Response | str:
    """Not an operation, like other files: the same one twice changes nothing."""
    name = request.form.get("mapping", "plain")
    mapping = tracking_mapping(name if name in mapping_names() else "plain")
    sent = Sent(current().warehouse_id, actor_of(signed_in()), sent_name())
    done = imported(lambda source, report: import_tracking(source, mapping, sent, report))
    return render_template("tracking/imported.html", done=done)
