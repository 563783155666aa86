"""Lots: where one is, who got it, and blocking it."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import get_locale, gettext

from app.db import db
from app.errors import NotFound
from app.inventory.blocked import block_of, blocks_of, open_blocks
from app.inventory.models import Lot, LotBlock
from app.ledger.files import local
from app.ledger.lots import (
    is_known,
    look_at_recipients,
    recipients,
    sent,
    where_now,
    who_got_it,
)
from app.operations import Actor, perform
from app.routes.asked import asked, moved, named
from app.routes.current import current, own
from app.routes.exports import table_file
from app.routes.moments import zone_here
from app.routes.refusals import told
from app.stockkeeping.commands import block_lot, lift_block
from app.stockkeeping.expiry import today_in
from app.stockkeeping.reasons import BLOCKS
from app.tables.writing import Row

bp = Blueprint("lots", __name__, url_prefix="/stock/lots")

SHOWN = 200
"""Cartons on the page; a file has them all."""


@bp.get("")
def index() -> str:
    """What is blocked now."""
    return render_template("lots/index.html", blocks=open_blocks(current().warehouse_id), language=_language())


@bp.get("/<int:lot_id>")
def show(lot_id: int) -> str:
    return render_template("lots/lot.html", **_told(lot_id))


@bp.get("/<int:lot_id>/now")
def shown_now(lot_id: int) -> str:
    """Where it is, alone: asked for again while it is gathered."""
    return render_template("lots/_now.html", **_told(lot_id))


@bp.get("/<int:lot_id>/now.<any(csv,xlsx):form>")
def now_file(lot_id: int, form: str) -> Response:
    lot = _known(lot_id)
    header = [gettext("Place"), gettext("On hand"), gettext("Reserved"), gettext("Orders")]
    rows: Iterator[Row] = (
        [one.stock.location.address, one.stock.on_hand, one.stock.reserved, _orders(one.orders)]
        for one in where_now(current().warehouse_id, lot)
    )
    return table_file(f"lot-{lot.id}-now", form, header, rows)


@bp.get("/<int:lot_id>/sent.<any(csv,xlsx):form>")
def sent_file(lot_id: int, form: str) -> Response:
    """Who got it, by order and waybill; names are in a file that is asked for with a note in the audit."""
    lot, zone = _known(lot_id), zone_here()
    rows: Iterator[Row] = (
        [one.order, one.carton, one.carrier, one.waybill, one.left_at and local(one.left_at, zone), one.units]
        for one in sent(who_got_it(current().warehouse_id, lot))
    )
    return table_file(f"lot-{lot.id}-sent", form, _sent_header(), rows)


@bp.post("/<int:lot_id>/recipient-looks")
def create_recipient_look(lot_id: int) -> Response:
    """Who got it by name, and in the audit of each order that somebody looked; `form`: as a file."""
    lot, here = _known(lot_id), current().warehouse_id
    outcome = perform(asked(), lambda actor: look_at_recipients(here, _known(lot_id), actor))
    if not outcome.ok:
        return named(make_response(told(outcome.refusal), outcome.status), outcome)
    form = request.form.get("form", "")
    if form in ("csv", "xlsx"):
        return named(table_file(f"lot-{lot.id}-recipients", form, _recipient_header(), _recipient_rows(lot)), outcome)
    found = list(sent(who_got_it(here, lot), SHOWN))
    page = render_template("lots/_recipients.html", sent=found, of=recipients([one.order_id for one in found]))
    return named(make_response(page), outcome)


@bp.post("/<int:lot_id>/blocks")
def create_block(lot_id: int) -> Response:
    said, here = request.form, current().warehouse_id
    _known(lot_id)

    def command(actor: Actor) -> Mapping[str, Any]:
        gathers = "gathers" in said
        return block_lot(here, _known(lot_id), said.get("reason", ""), said.get("note", ""), actor, gathers)

    return moved(perform(asked(), command), url_for("lots.show", lot_id=lot_id))


@bp.post("/blocks/<int:block_id>/lifts")
def create_lift(block_id: int) -> Response:
    note = request.form.get("note", "")
    outcome = perform(asked(), lambda actor: lift_block(own(LotBlock, block_id), note, actor))
    return moved(outcome, url_for("lots.show", lot_id=own(LotBlock, block_id).lot_id))


def _told(lot_id: int) -> dict[str, object]:
    here, lot = current().warehouse_id, _known(lot_id)
    return {
        "lot": lot,
        "block": block_of(here, lot.id),
        "blocks": blocks_of(here, lot.id),
        "lying": where_now(here, lot),
        "sent": list(sent(who_got_it(here, lot), SHOWN + 1)),
        "shown": SHOWN,
        "reasons": BLOCKS,
        "today": today_in(here),
        "language": _language(),
    }


def _known(lot_id: int) -> Lot:
    """A lot that the warehouse has or had. Raises NotFound."""
    lot = db.session.get(Lot, lot_id)
    if lot is None or not is_known(current().warehouse_id, lot):
        raise NotFound
    return lot


def _orders(orders: Any) -> str:
    return ", ".join(f"{number} ({units})" for _, number, units in orders)


def _sent_header() -> Row:
    words = [gettext("Order"), gettext("Carton"), gettext("Carrier"), gettext("Waybill")]
    return [*words, gettext("Has left"), gettext("Units")]


def _recipient_header() -> Row:
    words = [gettext("Customer"), gettext("Telephone"), gettext("Email")]
    return [*_sent_header(), *words, gettext("City"), gettext("Country")]


def _recipient_rows(lot: Lot) -> Iterator[Row]:
    zone, found = zone_here(), list(sent(who_got_it(current().warehouse_id, lot)))
    of = recipients([one.order_id for one in found])
    for one in found:
        order = of[one.order_id]
        parcel: Row = [one.order, one.carton, one.carrier, one.waybill, one.left_at and local(one.left_at, zone)]
        yield [*parcel, one.units, order.customer, order.telephone, order.email, order.city, order.country]


def _language() -> str:
    return str(get_locale() or "en")
