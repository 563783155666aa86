"""Receiving on a handheld: the delivery as one document, and what is scanned and typed at the dock."""

from datetime import date

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.catalog.models import Item
from app.operations import Actor, Outcome, perform
from app.receiving.commands import (
    ReceivingScan,
    begin_blind,
    close_delivery,
    finish_plate,
    keep_strange,
    make_plates,
    photograph_strange,
    receive_units,
    undo_receipt,
)
from app.receiving.commands.announce import Paper
from app.receiving.commands.receive_units import item_scanned
from app.receiving.errors import DeliveryUnknown
from app.receiving.models import GOOD, Delivery
from app.receiving.queries import (
    delivery_by_code,
    lines_of,
    open_deliveries,
    photographs_of,
    plate_in,
    plates_for,
    receipts_of,
    units_on,
)
from app.routes import current
from app.routes.asked import asked, moved, shown
from app.routes.attachments import sent_picture
from app.routes.refusals import is_page
from app.routes.security import row_number
from app.scanning import shown as seen
from app.warehouse.models import DOCK, Location
from app.warehouse.queries import locations_of_kind, warehouse_of

bp = Blueprint("receiving", __name__, url_prefix="/receiving")


@bp.app_template_global()
def codes_of(item: Item) -> list[tuple[str, int, str]]:
    """What may be scanned for the item: (code, units it stands for, unit)."""
    return [(code.code, code.quantity, code.unit) for code in item.barcodes]


@bp.get("")
def index() -> str:
    """What may be received now; its number or that on the vendor's paper is scanned."""
    return render_template("receiving/index.html", deliveries=open_deliveries(current.current().warehouse_id))


@bp.get("/found")
def find() -> ResponseReturnValue:
    """The delivery that a scanned number stands for."""
    code = request.args.get("code", "").strip()
    found = delivery_by_code(current.current().warehouse_id, code)
    if found is None:
        raise DeliveryUnknown(code=seen(code) if code else "–")
    url = url_for("receiving.delivery", delivery_id=found.id)
    return redirect(url, 303) if is_page() else {"url": url}


@bp.post("")
def create() -> Response:
    """One that nobody announced."""
    paper = Paper(vendor=request.form.get("vendor", ""), vendor_number=request.form.get("vendor_number", ""))
    warehouse_id = current.current().warehouse_id
    outcome = perform(asked(), lambda actor: begin_blind(warehouse_id, paper, actor))
    return moved(outcome, url_for("receiving.delivery", delivery_id=outcome.result.get("delivery_id", 0)))


@bp.get("/<int:delivery_id>")
def delivery(delivery_id: int) -> str:
    """Its lines with all codes that may be scanned, docks and plates, so that receiving goes on without network."""
    return render_template("receiving/delivery.html", **_document(_delivery(delivery_id)))


@bp.get("/<int:delivery_id>/lines")
def lines(delivery_id: int) -> str:
    """The same anew."""
    return render_template("receiving/_lines.html", **_document(_delivery(delivery_id)))


@bp.get("/items")
def item() -> dict[str, object]:
    """An item that is on no line of the delivery, as a line of the page would say it."""
    found = item_scanned(request.args.get("code", ""))
    return {
        "sku": found.sku,
        "name": found.name(current.current().language),
        "codes": codes_of(found),
        "lot": found.tracks_lot,
        "expiry": found.tracks_expiry,
        "serial": found.tracks_serial,
    }


@bp.post("/<int:delivery_id>/receipts")
def create_receipt(delivery_id: int) -> Response:
    scan = _scan()
    return _shown(perform(asked(), lambda actor: receive_units(_delivery(delivery_id), scan, actor)), delivery_id)


@bp.post("/<int:delivery_id>/undos")
def create_undo(delivery_id: int) -> Response:
    meant = request.form.get("receipt", "")
    return _shown(perform(asked(), lambda actor: undo_receipt(_delivery(delivery_id), actor, meant)), delivery_id)


@bp.post("/<int:delivery_id>/strange-goods")
def create_strange(delivery_id: int) -> Response:
    code, note = request.form.get("code", ""), request.form.get("note", "")
    quantity = request.form.get("quantity", 0, type=int)

    def command(actor: Actor) -> dict[str, int]:
        return keep_strange(_delivery(delivery_id), code, quantity, note, actor)

    return _shown(perform(asked(), command), delivery_id)


@bp.post("/<int:delivery_id>/photographs")
def create_photograph(delivery_id: int) -> Response:
    """Of goods that nobody knows; the field is that of the photographs of cartons."""
    stored, code = sent_picture("photograph"), request.form.get("carton", "")
    outcome = perform(asked(), lambda actor: photograph_strange(_delivery(delivery_id), code, stored, actor))
    return shown(outcome, "picking/_kept.html")


@bp.post("/<int:delivery_id>/plates")
def create_plate(delivery_id: int) -> Response:
    """A new one, by one touch."""

    def command(actor: Actor) -> dict[str, object]:
        return make_plates(warehouse_of(current.current().warehouse_id), _delivery(delivery_id), 1, actor)

    return _shown(perform(asked(), command), delivery_id)


@bp.post("/plates/<int:plate_id>/finishings")
def create_finishing(plate_id: int) -> Response:
    """It goes away, and is put away; `dock_id` is where it stands."""
    warehouse_id = current.current().warehouse_id
    delivery_id = plate_in(warehouse_id, plate_id).delivery_id
    dock_id = request.form.get("dock_id", 0, type=row_number)

    def command(actor: Actor) -> dict[str, int]:
        dock = current.own(Location, dock_id) if dock_id else None
        return finish_plate(plate_in(warehouse_id, plate_id), actor, dock)

    return _shown(perform(asked(), command), delivery_id or 0)


@bp.get("/<int:delivery_id>/closing")
def closing(delivery_id: int) -> str:
    """What differs, line by line, and where a word is said of it."""
    return render_template("receiving/closing.html", **_document(_delivery(delivery_id)))


@bp.post("/<int:delivery_id>/closings")
def create_closing(delivery_id: int) -> Response:
    word = request.form.get("word", "")
    outcome = perform(asked(), lambda actor: close_delivery(_delivery(delivery_id), word, actor))
    return moved(outcome, url_for("deliveries.show", delivery_id=delivery_id))


def _shown(outcome: Outcome, delivery_id: int) -> Response:
    """The lines as they are now; a form without the script goes back to the page."""
    if is_page():
        return moved(outcome, url_for("receiving.delivery", delivery_id=delivery_id))
    context = _document(_delivery(delivery_id)) if outcome.ok and delivery_id else {}
    return shown(outcome, "receiving/_lines.html", **context)


def _document(found: Delivery) -> dict[str, object]:
    plates = plates_for(found)
    return {
        "delivery": found,
        "lines": lines_of(found),
        "receipts": receipts_of(found),
        "docks": locations_of_kind(found.warehouse_id, DOCK),
        "plates": plates,
        "photographs": photographs_of(found),
        "on_plates": {plate.id: units_on(plate.location_id) for plate in plates if plate.delivery_id},
        "language": current.current().language,
    }


def _delivery(delivery_id: int) -> Delivery:
    return current.own(Delivery, delivery_id)


def _scan() -> ReceivingScan:
    form = request.form
    return ReceivingScan(
        item=form.get("item", ""),
        quantity=form.get("quantity", 0, type=int),
        lot=form.get("lot", ""),
        expires_on=_day(form.get("expires_on", "")),
        condition=form.get("condition", GOOD),
        to=form.get("to", ""),
        serials=tuple(one for one in form.get("serials", "").split("\n") if one.strip()),
        over=form.get("over") == "yes",
    )


def _day(text: str) -> date | None:
    """One that cannot be read is none; where it is needed, it is asked for."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
