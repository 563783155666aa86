"""Setting up a device: what its scanner sends, what its browser can do; before and after the sign-in."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import lazy_gettext
from markupsafe import Markup

from app.db import db
from app.errors import NotFound
from app.operations import perform
from app.printing.codes import code128_svg, ean13_svg, gs1_128_svg, qr_svg
from app.routes.asked import asked, moved
from app.routes.current import device, own
from app.routes.printers import choices
from app.workers.models import Device
from app.workers.scanners import Scanner, scanner_of, set_scanner

bp = Blueprint("setup", __name__)

TEST_GTIN = "9521234567899"
"""Of the range that GS1 keeps for examples: no item has it."""
TEST_TEXT = "SHELFWAY-Test-128"
TEST_ELEMENTS = f"010{TEST_GTIN}10TEST7\x1d3712"

TEST_WRITTEN = f"(01)0{TEST_GTIN}(10)TEST7(37)12"
TERMINATORS = {
    "any": lazy_gettext("Enter, Tab or a pause"),
    "enter": lazy_gettext("Enter"),
    "tab": lazy_gettext("Tab"),
    "none": lazy_gettext("a pause"),
}
"""How a code may end, in words."""


@dataclass(frozen=True)
class KnownCode:
    """A code whose content is known, so that what arrives can be compared with it."""

    title: str
    text: str
    drawing: Markup
    shown: str = ""


def scanner_form() -> Scanner:
    """What the form says. Raises ScannerNotUnderstood."""
    form = request.form
    return Scanner(
        terminator=form.get("terminator", ""),
        prefix=form.get("prefix", ""),
        suffix=form.get("suffix", ""),
        settle_ms=form.get("settle_ms", type=int, default=0),
        separator=form.get("separator", ""),
    )


@bp.get("/setup")
def index() -> str:
    here = _this_device()
    return render_template(
        "setup/index.html",
        scanner=scanner_of(here),
        device=here,
        tests=known_codes(),
        terminators=TERMINATORS,
        printers=choices(here.warehouse_id, here.id),
    )


@bp.get("/setup/codes")
def codes() -> str:
    """The test codes to print, or to show on another screen."""
    return render_template("setup/codes.html", tests=known_codes(), bars=lambda code: Markup(code128_svg(code)))  # noqa: S704


@bp.post("/setup/scanner")
def update_scanner() -> Response:
    """This very device."""
    device_id, scanner = _this_device().id, scanner_form()
    outcome = perform(asked(), lambda actor: set_scanner(db.session.get_one(Device, device_id), scanner, actor))
    return moved(outcome, url_for("setup.index"))


@bp.post("/admin/devices/<int:device_id>/scanner")
def update_scanner_of(device_id: int) -> Response:
    """Any device of the warehouse, by an admin."""
    scanner = scanner_form()
    outcome = perform(asked(), lambda actor: set_scanner(own(Device, device_id), scanner, actor))
    return moved(outcome, url_for("devices.index"))


@bp.get("/camera")
def camera() -> Response:
    """A page of its own, inside the handheld's, because its decoder needs what no other page may."""
    response = Response(render_template("camera/index.html"))
    response.headers["Content-Security-Policy"] = (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    )
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _this_device() -> Device:
    here = device()
    if here is None:
        raise NotFound
    return here


def known_codes() -> list[KnownCode]:
    return [
        KnownCode("EAN-13", TEST_GTIN, Markup(ean13_svg(TEST_GTIN))),  # noqa: S704 - drawn by us, holds no text
        KnownCode("Code 128", TEST_TEXT, Markup(code128_svg(TEST_TEXT))),  # noqa: S704
        KnownCode("GS1-128", TEST_ELEMENTS, Markup(gs1_128_svg(TEST_ELEMENTS)), TEST_WRITTEN),  # noqa: S704
        KnownCode("QR", TEST_ELEMENTS, Markup(qr_svg(TEST_ELEMENTS)), TEST_WRITTEN),  # noqa: S704
    ]
