"""Looking up stock: by a scan or by what is typed. Read only."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.catalog.models import Item
from app.db import db
from app.errors import NotFound
from app.inventory import lookup
from app.routes import current
from app.routes.pages import paged
from app.scanning import UnknownCode, clean
from app.warehouse.models import Location

bp = Blueprint("stock", __name__, url_prefix="/stock")


@bp.get("")
def index() -> ResponseReturnValue:
    """The question; a code that is known leads on, of others those items are shown that begin like it."""
    text = request.args.get("code", "").strip()
    if not text:
        return _asked(text, status=200)
    match lookup.looked_up(current.current().warehouse_id, clean(text)):
        case Location() as location:
            return redirect(url_for("stock.location", location_id=location.id), 303)
        case Item() as item:
            return redirect(url_for("stock.item", item_id=item.id), 303)
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


def _asked(text: str, status: int) -> ResponseReturnValue:
    page = render_template(
        "stock/index.html",
        text=text,
        message=str(UnknownCode(scanned=text[:40])) if text else "",
        near=lookup.items_like(text) if text else (),
        to_count=lookup.stock_to_count(current.current().warehouse_id),
        language=_language(),
    )
    return page, status


def _language() -> str:
    return str(get_locale() or "en")
