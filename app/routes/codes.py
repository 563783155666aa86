"""Labels to print: bins, totes, lanes and items with their codes; and the pictures of items."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from app.catalog.queries import items_from, picture_of
from app.drawing.items import item_svg
from app.printing.codes import NotPrintable, code128_svg, qr_svg
from app.routes.current import current
from app.warehouse.models import BIN, STAGING, TOTE
from app.warehouse.queries import locations_of_kind

bp = Blueprint("codes", __name__)

A_WEEK = 7 * 24 * 3600
MOST = 240
"""Labels on one page to print."""
KINDS = {"bins": BIN, "totes": TOTE, "lanes": STAGING}


@dataclass(frozen=True)
class Label:
    """What a label shows: the words that a person reads, and the code that a scanner reads, as bars and as QR."""

    title: str
    text: str
    code: str

    @property
    def bars(self) -> Markup:
        """Empty for a code that Code 128 does not take; the QR code takes all."""
        try:
            return Markup(code128_svg(self.code))  # noqa: S704 - drawn by us, holds no text
        except NotPrintable:
            return Markup("")

    @property
    def square(self) -> Markup:
        return Markup(qr_svg(self.code))  # noqa: S704 - drawn by us, holds no text


@bp.get("/labels")
def labels() -> str:
    return render_template("labels/choose.html", most=MOST)


@bp.get("/labels/<any(bins, totes, lanes):kind>")
def location_labels(kind: str) -> str:
    places = locations_of_kind(current().warehouse_id, KINDS[kind])
    chosen = [Label(one.address, one.check_digits, one.barcode) for one in places if _is_asked(one.address)]
    return _sheet(chosen)


@bp.get("/labels/items")
def item_labels() -> str:
    language = current().language
    items = items_from(request.args.get("from", ""), request.args.get("to", ""), MOST + 1)
    return _sheet([Label(item.name(language), item.sku, code.code) for item in items for code in item.barcodes])


@bp.get("/items/<int:item_id>.svg")
def picture(item_id: int) -> Response:
    """The item's drawing, kept by the device for a week."""
    response = Response(item_svg(picture_of(item_id)), mimetype="image/svg+xml")
    response.cache_control.private, response.cache_control.max_age = True, A_WEEK
    return response


def _is_asked(address: str) -> bool:
    """Between `from` and `to`, both included; an empty one is no bound."""
    first, last = request.args.get("from", "").strip(), request.args.get("to", "").strip()
    return (not first or address >= first) and (not last or address <= last)


def _sheet(chosen: Iterable[Label]) -> str:
    found = list(chosen)
    return render_template("labels/sheet.html", labels=found[:MOST], left_out=max(0, len(found) - MOST))
