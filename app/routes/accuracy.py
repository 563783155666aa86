"""How true the book is: a page of charts, and the same as tables to take away."""

from flask import Blueprint, Response, render_template, request
from flask_babel import get_locale, gettext

from app.counting.accuracy import BY, SHOWN, SPANS, positions, share_of, shares
from app.errors import NotFound
from app.routes import current
from app.routes.exports import table_file
from app.warehouse.queries import warehouse_of

bp = Blueprint("accuracy", __name__, url_prefix="/counts/accuracy")


@bp.get("")
def index() -> str:
    days = _days()
    found = positions(warehouse_of(current.current().warehouse_id), days, str(get_locale() or "en"))
    names = {one.sku: one.item for one in found}
    return render_template(
        "counting/accuracy.html",
        days=days,
        spans=SPANS,
        whole=share_of("", found),
        tables={by: shares(found, by) for by in BY},
        names=names,
        shown=SHOWN,
    )


@bp.get("/<by>.<kind>")
def table(by: str, kind: str) -> Response:
    """One of the tables, whole, as CSV or XLSX."""
    if by not in BY or kind not in ("csv", "xlsx"):
        raise NotFound
    found = positions(warehouse_of(current.current().warehouse_id), _days(), str(get_locale() or "en"))
    columns = [
        {
            "week": gettext("Week from"),
            "zone": gettext("Zone"),
            "item": gettext("SKU"),
            "worker": gettext("Worker"),
        }[by],
        gettext("Positions"),
        gettext("Right"),
        gettext("Accuracy in percent"),
        gettext("Net units"),
        gettext("Absolute units"),
    ]
    rows = [
        (one.name, one.positions, one.right, round(one.accuracy, 2), one.net, one.absolute) for one in shares(found, by)
    ]
    return table_file(f"accuracy-by-{by}", kind, columns, rows)


def _days() -> int:
    days = request.args.get("days", SPANS[1], type=int)
    return days if days in SPANS else SPANS[1]
