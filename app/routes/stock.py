"""Looking up stock: by a scan or by what is typed. Read only."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.catalog.models import Item
from app.counting.queries import count_reason, open_counts
from app.db import db
from app.errors import NotFound
from app.inventory import lookup
from app.routes import current
from app.routes.pages import paged
from app.scanning import UnknownCode, shown
from app.warehouse.models import Location

bp = Blueprint("stock", __name__, url_prefix="/stock")


@bp.get("")
def index() -> ResponseReturnValue:
    """The question; a code leads on, of several meanings a person chooses, else items are shown that begin like it."""
    text = request.args.get("code", "").strip()
    if not text:
        return _asked(text, status=200)
    found = lookup.looked_up(current.current().warehouse_id, text)
    if len(found) == 1:
        return redirect(_page_of(found[0]), 303)
    if found:
        return render_template("stock/which.html", text=text, choices=[(_page_of(one), one) for one in found]), 300
    return _asked(text, status=404)


@bp.get("/items/<int:item_id>")
def item(item_id: int) -> str:
    item = db.session.get(Item, item_id)
    if item is None:
        raise NotFound
    warehouse_id = current.current().warehouse_id
    movements = paged(lookup.movements_of_item(warehouse_id, item))
    return render_template(
        "stock/item.html",
        item=item,
        language=_language(),
        stocks=lookup.stock_of_item(warehouse_id, item),
        found=movements,
        entries=lookup.entries(movements.items),
    )


@bp.get("/locations/<int:location_id>")
def location(location_id: int) -> str:
    location = current.own(Location, location_id)
    movements = paged(lookup.movements_at(location))
    return render_template(
        "stock/location.html",
        location=location,
        language=_language(),
        stocks=lookup.stock_at(location),
        found=movements,
        entries=lookup.entries(movements.items),
    )


def _page_of(found: Location | Item) -> str:
    if isinstance(found, Location):
        return url_for("stock.location", location_id=found.id)
    return url_for("stock.item", item_id=found.id)


def _asked(text: str, status: int) -> ResponseReturnValue:
    page = render_template(
        "stock/index.html",
        text=text,
        message=str(UnknownCode(scanned=shown(text))) if text else "",
        near=lookup.items_like(text) if text else (),
        counts=open_counts(current.current().warehouse_id),
        count_reason=count_reason,
        language=_language(),
    )
    return page, status


def _language() -> str:
    return str(get_locale() or "en")
