"""The ledger of an order and of one unit, at any moment; items and locations have theirs beside what lies there."""

from itertools import islice
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request
from flask_babel import get_locale, gettext

from app.ledger.files import local
from app.ledger.orders import held_by_order, kept_for_order, steps_of_order
from app.ledger.serials import histories
from app.ledger.steps import Step
from app.ledger.words import movement_words
from app.orders.models import Order
from app.routes.current import current, own
from app.routes.exports import table_file
from app.routes.moments import asked_moment, zone_here
from app.scanning import UnknownCode, shown
from app.tables.writing import Row

bp = Blueprint("ledger", __name__, url_prefix="/stock")
bp.add_app_template_global(movement_words)

SHOWN = 500
"""Steps on the page; the file has them all."""


@bp.get("/orders/<int:order_id>")
def order(order_id: int) -> str:
    of, moment = own(Order, order_id), asked_moment()
    steps = steps_of_order(of, moment.until)
    return render_template(
        "ledger/order.html",
        order=of,
        moment_asked=moment,
        steps=list(islice(reversed(steps), SHOWN)),
        count=len(steps),
        held=held_by_order(steps),
        kept=kept_for_order(of),
        language=_language(),
    )


@bp.get("/orders/<int:order_id>/ledger.<any(csv,xlsx):form>")
def order_file(order_id: int, form: str) -> Response:
    of, moment, zone = own(Order, order_id), asked_moment(), zone_here()
    words = [gettext("When"), gettext("What"), gettext("Item"), gettext("Lot"), gettext("Units")]
    header = [*words, gettext("From"), gettext("To"), gettext("Who"), gettext("Note")]
    rows = (_row(step, zone) for step in steps_of_order(of, moment.until))
    return table_file(f"order-{of.id}-ledger", form, header, rows)


@bp.get("/serials")
def serial() -> tuple[str, int]:
    """A number that was scanned or typed, and where its unit is and was."""
    text = request.args.get("code", "").strip()
    found = histories(current().warehouse_id, text) if text else []
    message = str(UnknownCode(scanned=shown(text))) if text and not found else ""
    page = render_template("ledger/serial.html", text=text, found=found, message=message, language=_language())
    return page, 404 if message else 200


def _row(step: Step, zone: ZoneInfo) -> Row:
    what: Row = [local(step.at, zone), movement_words(step.what), step.sku, step.lot, step.units]
    return [*what, step.source.name, step.destination.name, step.worker, step.note]


def _language() -> str:
    return str(get_locale() or "en")
