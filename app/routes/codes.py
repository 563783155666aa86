"""Labels to print: bins, totes, lanes and items with their codes; and the pictures of items."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from app.catalog.queries import picture_of
from app.drawing.items import item_svg
from app.printing.codes import NotPrintable, code128_svg, qr_svg
from app.printing.commands import MOST_AT_ONCE
from app.printing.queries import printer_for, printers_of
from app.routes.current import current

bp = Blueprint("codes", __name__)

A_WEEK = 7 * 24 * 3600
SIZE = "60x40"
"""Of the labels of bins, totes, lanes and items."""


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
    """Which labels to print, and on which printer; see app/routes/printing.py."""
    here = current()
    fitting = [printer for printer in printers_of(here.warehouse_id) if printer.paper == SIZE]
    nearest = printer_for("bin", here.warehouse_id, here.device_id)
    return render_template("labels/choose.html", most=MOST_AT_ONCE, printers=fitting, nearest=nearest)


@bp.get("/items/<int:item_id>.svg")
def picture(item_id: int) -> Response:
    """The item's drawing, kept by the device for a week."""
    response = Response(item_svg(picture_of(item_id)), mimetype="image/svg+xml")
    response.cache_control.private, response.cache_control.max_age = True, A_WEEK
    return response
