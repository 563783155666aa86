"""The stock desk: move, adjust, set aside in quarantine and judge."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import get_locale

from app.attachments.files import StoredFile
from app.catalog.models import Item
from app.clock import now
from app.db import db
from app.inventory.blocked import open_blocks
from app.inventory.models import Stock
from app.operations import Actor, perform
from app.routes.asked import asked, moved, shown
from app.routes.attachments import sent_picture
from app.routes.current import current, own
from app.routes.pages import paged
from app.routes.refusals import is_page
from app.routes.scanned import day_said, numbers_said, scanned, units_said
from app.stockkeeping import commands
from app.stockkeeping.expiry import count_expired, today_in
from app.stockkeeping.models import Adjustment, SetAside
from app.stockkeeping.quarantine import kept_in_quarantine
from app.stockkeeping.queries import (
    ItemThere,
    adjustments_of,
    count_quarantined,
    count_waiting,
    entered_quarantine,
    lying_in,
)
from app.stockkeeping.reasons import (
    SET_ASIDES,
    adjustment_choices,
    adjustment_reason,
    block_choices,
    block_reason,
    set_aside_reason,
)
from app.stockkeeping.units import place_of
from app.warehouse.models import Location

bp = Blueprint("stock_desk", __name__, url_prefix="/stock-desk")
bp.add_app_template_global(adjustment_reason)
bp.add_app_template_global(set_aside_reason)
bp.add_app_template_global(block_reason)
bp.add_app_template_global(adjustment_choices)
bp.add_app_template_global(block_choices)


@bp.get("")
def index() -> str:
    here = current().warehouse_id
    return render_template(
        "stock_desk/index.html",
        waiting=count_waiting(here),
        quarantined=count_quarantined(here),
        expired=count_expired(here),
        blocks=open_blocks(here),
    )


@bp.get("/moving")
def moving() -> str:
    """The handheld's page: bin, item, count, other bin, each by scan."""
    return render_template("stock_desk/moving.html")


@bp.get("/places")
def place() -> Response:
    """What lies in a place, for the handheld's page."""
    found = place_of(current().warehouse_id, request.args.get("code", ""))
    return jsonify({"address": found.address, "code": found.barcode, "items": [*map(_item, lying_in(found))]})


@bp.get("/moves")
def move() -> str:
    """The same by typing, at a desk."""
    return render_template("stock_desk/move.html", asked=request.args)


@bp.post("/moves")
def create_move() -> Response:
    scan, target = scanned(), request.form.get("target", "")
    outcome = perform(asked(), lambda actor: commands.move_units(current().warehouse_id, scan, target, actor))
    if is_page() or not outcome.ok:
        return moved(outcome, url_for("stock.item", item_id=outcome.result.get("item_id", 0)))
    item, to = db.session.get_one(Item, outcome.result["item_id"]), own(Location, outcome.result["to_id"])
    return shown(outcome, "stock_desk/_moved.html", item=item, units=scan.quantity, target=to, language=_language())


@bp.get("/adjustments")
def adjustments() -> str:
    here = current().warehouse_id
    return render_template(
        "stock_desk/adjustments.html",
        waiting=db.session.scalars(adjustments_of(here, waiting=True)).all(),
        decided=paged(adjustments_of(here, waiting=False)),
        asked=request.args,
    )


@bp.post("/adjustments")
def create_adjustment() -> Response:
    scan, said, expires_on = scanned(), request.form, day_said("expires_on")
    reason, note = said.get("reason", ""), said.get("note", "")

    def command(actor: Actor) -> Mapping[str, Any]:
        return commands.adjust_units(current().warehouse_id, scan, reason, note, actor, expires_on)

    return moved(perform(asked(), command), url_for("stock_desk.adjustments"))


@bp.post("/adjustments/<int:adjustment_id>/approvals")
def create_approval(adjustment_id: int) -> Response:
    outcome = perform(asked(), lambda actor: commands.approve_adjustment(own(Adjustment, adjustment_id), actor))
    return moved(outcome, url_for("stock_desk.adjustments"))


@bp.post("/adjustments/<int:adjustment_id>/refusals")
def create_refusal(adjustment_id: int) -> Response:
    words = request.form.get("words", "")
    outcome = perform(asked(), lambda actor: commands.refuse_adjustment(own(Adjustment, adjustment_id), words, actor))
    return moved(outcome, url_for("stock_desk.adjustments"))


@bp.get("/quarantine")
def quarantine() -> str:
    here = current().warehouse_id
    return render_template(
        "stock_desk/quarantine.html",
        kept=kept_in_quarantine(here),
        blocked={block.lot_id for block in open_blocks(here)},
        reasons=SET_ASIDES,
        today=today_in(here),
        at=now(),
        asked=request.args,
        language=_language(),
    )


@bp.post("/quarantine")
def create_set_aside() -> Response:
    scan, reason, note = scanned(), request.form.get("reason", ""), request.form.get("note", "")
    picture = _picture()

    def command(actor: Actor) -> Mapping[str, Any]:
        return commands.set_aside(current().warehouse_id, scan, reason, note, actor, picture)

    return moved(perform(asked(), command), url_for("stock_desk.quarantine"))


@bp.post("/quarantine/pictures/<int:set_aside_id>")
def create_picture(set_aside_id: int) -> Response:
    stored = sent_picture("picture")
    outcome = perform(asked(), lambda actor: commands.add_photograph(own(SetAside, set_aside_id), stored, actor))
    return moved(outcome, url_for("stock_desk.quarantine"))


@bp.post("/quarantine/<int:movement_id>/releases")
def create_release(movement_id: int) -> Response:
    here, quantity, numbers = current().warehouse_id, units_said() or 0, numbers_said()
    target = request.form.get("target", "")
    entered_quarantine(here, movement_id)

    def command(actor: Actor) -> Mapping[str, Any]:
        return commands.release_units(here, entered_quarantine(here, movement_id), quantity, target, numbers, actor)

    return moved(perform(asked(), command), url_for("stock_desk.quarantine"))


@bp.post("/quarantine/<int:movement_id>/scraps")
def create_scrap(movement_id: int) -> Response:
    here, quantity, numbers = current().warehouse_id, units_said() or 0, numbers_said()
    note = request.form.get("note", "")
    entered_quarantine(here, movement_id)

    def command(actor: Actor) -> Mapping[str, Any]:
        return commands.scrap_units(here, entered_quarantine(here, movement_id), quantity, note, numbers, actor)

    return moved(perform(asked(), command), url_for("stock_desk.quarantine"))


def _item(there: ItemThere) -> dict[str, Any]:
    """An item of a place as the handheld's script needs it."""
    item = there.item
    return {
        "sku": item.sku,
        "name": item.name(_language()),
        "serials": item.tracks_serial,
        "codes": [{"code": one.code, "units": one.quantity} for one in item.barcodes],
        "lots": [_lot(stock) for stock in there.stocks],
    }


def _lot(stock: Stock) -> dict[str, Any]:
    return {"code": stock.lot.code, "free": stock.available, "on_hand": stock.on_hand, "reserved": stock.reserved}


def _picture() -> StoredFile | None:
    """A photograph may come along."""
    file = request.files.get("picture")
    return sent_picture("picture") if file and file.filename else None


def _language() -> str:
    return str(get_locale() or "en")
