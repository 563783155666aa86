"""Aisles that nobody enters for now."""

from flask import Blueprint, Response, render_template, request, url_for

from app.operations import perform
from app.picking.cut_off import lines_cut_off
from app.routes import current
from app.routes.asked import asked, moved
from app.warehouse.blocking import aisle_names, block_aisle, blocked_aisles, open_aisle
from app.warehouse.layout import layout_of
from app.warehouse.models import Warehouse
from app.warehouse.queries import warehouse_of

bp = Blueprint("aisles", __name__, url_prefix="/aisles")


@bp.get("")
def index() -> str:
    warehouse = _warehouse()
    layout = layout_of(warehouse)
    return render_template(
        "aisles/index.html",
        aisles=aisle_names(warehouse),
        blocks=len(layout.blocks) if layout else 0,
        blocked=blocked_aisles(warehouse),
        lines=lines_cut_off(warehouse.id),
    )


@bp.post("/blocks")
def create_block() -> Response:
    reason = request.form.get("reason", "")
    outcome = perform(asked(), lambda actor: block_aisle(_warehouse(), _aisle(), _block(), reason, actor))
    return moved(outcome, url_for("aisles.index"))


@bp.post("/openings")
def create_opening() -> Response:
    outcome = perform(asked(), lambda actor: open_aisle(_warehouse(), _aisle(), _block(), actor))
    return moved(outcome, url_for("aisles.index"))


def _warehouse() -> Warehouse:
    return warehouse_of(current.current().warehouse_id)


def _aisle() -> str:
    return request.form.get("aisle", "")


def _block() -> int | None:
    """The block that the form names; an empty field is the whole aisle, and what is no number is no block."""
    text = request.form.get("block", "")
    return int(text) if text.isdecimal() and len(text) < 4 else None if not text else -1
