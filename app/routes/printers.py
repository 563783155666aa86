"""Printers of the warehouse, and which of them a device prints to."""

from flask import Blueprint, Response, render_template, request, url_for

from app.operations import Actor, Outcome, perform
from app.printing.commands import print_paper
from app.printing.models import Printer
from app.printing.printers import PORT, PrinterSettings, add_printer, change_printer, choose_printer, end_printer
from app.printing.queries import chosen_printers, printers_of
from app.printing.samples import sample
from app.printing.sizes import SIZES
from app.routes.asked import asked, moved
from app.routes.current import current, own
from app.warehouse.queries import warehouse_of
from app.warehouse.settings import settings_of
from app.workers.models import Device

bp = Blueprint("printers", __name__)

TRIED_WITH = {"60x40": "bin", "100x150": "carton", "A6": "packing_slip", "A4": "manifest"}
"""What a new printer is tried with, by its size of paper."""


@bp.get("/admin/printers")
def index() -> str:
    return render_template(
        "printing/printers.html", printers=printers_of(current().warehouse_id), sizes=SIZES, port=PORT
    )


@bp.post("/admin/printers")
def create() -> Response:
    here = current().warehouse_id
    return _kept(perform(asked(), lambda actor: add_printer(here, _settings(), actor)))


@bp.post("/admin/printers/<int:printer_id>")
def update(printer_id: int) -> Response:
    return _kept(perform(asked(), lambda actor: change_printer(own(Printer, printer_id), _settings(), actor)))


@bp.post("/admin/printers/<int:printer_id>/ends")
def end(printer_id: int) -> Response:
    return _kept(perform(asked(), lambda actor: end_printer(own(Printer, printer_id), actor)))


@bp.post("/admin/printers/<int:printer_id>/tests")
def create_test(printer_id: int) -> Response:
    """A paper with invented content, so that somebody sees whether it comes out."""

    def command(actor: Actor) -> dict[str, int]:
        printer = own(Printer, printer_id)
        paper = TRIED_WITH[printer.paper]
        content = sample(paper, settings_of(warehouse_of(printer.warehouse_id)).paper_language)
        return {"copies": print_paper(paper, "printers", printer.id, content, printer, 1, actor).copies}

    return moved(perform(asked(), command), url_for("printing.index"))


@bp.post("/setup/printers")
def choose() -> Response:
    """For this very device: walk to the nearest printer, and choose it."""
    device_id = current().device_id
    return moved(perform(asked(), lambda actor: _choose(device_id, actor)), url_for("setup.index"))


@bp.post("/admin/devices/<int:device_id>/printers")
def choose_for(device_id: int) -> Response:
    outcome = perform(asked(), lambda actor: _choose(own(Device, device_id).id, actor))
    return moved(outcome, url_for("devices.index"))


def choices(warehouse_id: int, device_id: int) -> list[tuple[str, list[tuple[str, str]], str]]:
    """Each size that some printer holds: its printers by id and name, and the chosen one."""
    chosen, here = chosen_printers(device_id), printers_of(warehouse_id)
    return [
        (size, [(str(one.id), one.name) for one in here if one.paper == size], str(chosen.get(size, "")))
        for size in SIZES
        if any(one.paper == size for one in here)
    ]


def _choose(device_id: int, actor: Actor) -> dict[str, int]:
    for size in SIZES:
        said = request.form.get(f"printer_{size}")
        if said is not None:
            printer_id = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
            choose_printer(device_id, current().warehouse_id, size, printer_id, actor)
    return {"device_id": device_id}


def _settings() -> PrinterSettings:
    """What the form says. Raises PrinterNotUnderstood."""
    form = request.form
    is_network = form.get("kind") == "network"
    return PrinterSettings(
        name=form.get("name", "").strip(),
        kind=form.get("kind", ""),
        paper=form.get("paper", ""),
        host=form.get("host", "").strip() if is_network else "",
        port=form.get("port", type=int, default=PORT) if is_network else None,
        dots_per_mm=form.get("dots_per_mm", type=int, default=8),
    )


def _kept(outcome: Outcome) -> Response:
    return moved(outcome, url_for("printers.index"))
