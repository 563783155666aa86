"""The print station: a browser beside printers that takes what waits for them, and prints it with its own dialog."""

from flask import Blueprint, render_template, request

from app.printing.queries import bundles_at, stations_of
from app.routes.current import current

bp = Blueprint("station", __name__, url_prefix="/print-station")


@bp.get("")
def index() -> str:
    """`printer`: those that this browser prints for; all of them, where none is named."""
    return render_template("printing/station.html", stations=stations_of(current().warehouse_id), **_waiting())


@bp.get("/waiting")
def waiting() -> str:
    return render_template("printing/_waiting.html", **_waiting())


def _waiting() -> dict[str, object]:
    stations = stations_of(current().warehouse_id)
    asked = {int(text) for text in request.args.getlist("printer") if text.isascii() and text.isdigit()}
    served = [printer for printer in stations if not asked or printer.id in asked]
    return {
        "served": served,
        "names": {printer.id: printer.name for printer in served},
        "bundles": bundles_at([printer.id for printer in served]),
    }
