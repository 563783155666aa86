"""Deliveries at the desk: announced by hand or from a file, and what came of them."""

from datetime import date

from flask import Blueprint, Response, make_response, render_template, request, url_for

from app.operations import Actor, perform
from app.receiving.commands import announce, cancel_delivery, make_plates
from app.receiving.commands.announce import Paper
from app.receiving.importing import import_deliveries
from app.receiving.models import Delivery
from app.receiving.queries import deliveries, lines_of, photographs_of, receipts_of, units_to_come
from app.receiving.reading import read_lines
from app.receiving.report import report_csv
from app.routes import current
from app.routes.asked import asked, moved
from app.routes.pages import paged
from app.routes.uploads import imported
from app.warehouse.queries import warehouse_of

bp = Blueprint("deliveries", __name__, url_prefix="/deliveries")


@bp.get("")
def index() -> str:
    here = current.current().warehouse_id
    return render_template("deliveries/index.html", found=paged(deliveries(here)), coming=units_to_come(here))


@bp.post("")
def create() -> Response:
    """Announced by hand; each line names an item and how many units."""
    form, here = request.form, current.current().warehouse_id
    paper = Paper(
        vendor=form.get("vendor", ""),
        number=form.get("number", ""),
        vendor_number=form.get("vendor_number", ""),
        expected_on=_day(form.get("expected_on", "")),
    )

    def command(actor: Actor) -> dict[str, int]:
        return announce(here, paper, read_lines(form.get("lines", "")), actor)

    outcome = perform(asked(), command)
    return moved(outcome, url_for("deliveries.show", delivery_id=outcome.result.get("delivery_id", 0)))


@bp.post("/files")
def create_from_file() -> str:
    """Not an operation: each delivery is a transaction of its own, and the same file again changes nothing."""
    here, actor = current.current().warehouse_id, current.actor_of(current.signed_in())
    done = imported(lambda source, report: import_deliveries(source, here, actor, report))
    return render_template("deliveries/imported.html", done=done)


@bp.get("/<int:delivery_id>")
def show(delivery_id: int) -> str:
    """What was announced, what came, and what is wrong about it."""
    found = current.own(Delivery, delivery_id)
    return render_template(
        "deliveries/show.html",
        delivery=found,
        lines=lines_of(found),
        receipts=receipts_of(found),
        photographs=photographs_of(found),
        language=current.current().language,
    )


@bp.get("/<int:delivery_id>.csv")
def table(delivery_id: int) -> Response:
    found = current.own(Delivery, delivery_id)
    response = make_response(report_csv(found))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="delivery-{found.id}.csv"'
    return response


@bp.post("/<int:delivery_id>/cancellations")
def create_cancellation(delivery_id: int) -> Response:
    outcome = perform(asked(), lambda actor: cancel_delivery(current.own(Delivery, delivery_id), actor))
    return moved(outcome, url_for("deliveries.show", delivery_id=delivery_id))


@bp.post("/plates")
def create_plates() -> Response:
    """Empty plates whose labels are printed ahead."""
    here = warehouse_of(current.current().warehouse_id)
    count = request.form.get("count", 0, type=int)
    outcome = perform(asked(), lambda actor: make_plates(here, None, count, actor))
    return moved(outcome, url_for("deliveries.index", plates=outcome.result.get("address", "")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
