"""Looking up stock: by a scan or by what is typed, now or at any moment. Read only."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.catalog.models import Item
from app.counting.queries import count_reason, open_counts
from app.db import db
from app.errors import NotFound
from app.inventory import lookup
from app.inventory.blocked import blocked_among
from app.inventory.models import Lot
from app.ledger import balances, files
from app.ledger.lots import lots_named, lots_of_item
from app.ledger.serials import histories
from app.routes import current
from app.routes.exports import table_file
from app.routes.moments import asked_moment, zone_here
from app.routes.pages import paged
from app.scanning import UnknownCode, read, shown
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
    elsewhere = [] if found else _by_number(text)
    if len(elsewhere) == 1:
        return redirect(elsewhere[0][0], 303)
    if elsewhere:
        return render_template("stock/which.html", text=text, choices=elsewhere), 300
    if found:
        return render_template("stock/which.html", text=text, choices=[(_page_of(one), one) for one in found]), 300
    return _asked(text, status=404)


@bp.get("/items/<int:item_id>")
def item(item_id: int) -> str:
    item, warehouse_id, moment = _item(item_id), current.current().warehouse_id, asked_moment()
    movements = paged(lookup.movements_of_item(warehouse_id, item, moment.until))
    lots = lots_of_item(warehouse_id, item.id)
    return render_template(
        "stock/item.html",
        item=item,
        language=_language(),
        stocks=() if moment.until else lookup.stock_of_item(warehouse_id, item),
        lots=lots,
        blocked=blocked_among(warehouse_id, [lot.id for lot, _ in lots]),
        moment_asked=moment,
        then=_then(balances.of_item(warehouse_id, item.id, moment.until)) if moment.until else (),
        most=balances.SHOWN,
        found=movements,
        entries=lookup.entries(movements.items),
    )


@bp.get("/items/<int:item_id>/<any(balances,movements):what>.<any(csv,xlsx):form>")
def item_file(item_id: int, what: str, form: str) -> Response:
    """What lay where at the moment, or all that moved up to it."""
    item, warehouse_id, moment = _item(item_id), current.current().warehouse_id, asked_moment()
    name = f"item-{item.id}-{what}"
    if what == "balances":
        return _balance_file(name, form, balances.of_item(warehouse_id, item.id, moment.until))
    return _movement_file(name, form, lookup.movements_of_item(warehouse_id, item, moment.until), zone_here())


@bp.get("/locations/<int:location_id>")
def location(location_id: int) -> str:
    location, moment = current.own(Location, location_id), asked_moment()
    movements = paged(lookup.movements_at(location, moment.until))
    stocks = () if moment.until else lookup.stock_at(location)
    return render_template(
        "stock/location.html",
        location=location,
        language=_language(),
        stocks=stocks,
        blocked=blocked_among(location.warehouse_id, {stock.lot_id for stock in stocks}),
        moment_asked=moment,
        then=_then(balances.at_location(location.id, moment.until)) if moment.until else (),
        most=balances.SHOWN,
        found=movements,
        entries=lookup.entries(movements.items),
    )


@bp.get("/locations/<int:location_id>/<any(balances,movements):what>.<any(csv,xlsx):form>")
def location_file(location_id: int, what: str, form: str) -> Response:
    location, moment = current.own(Location, location_id), asked_moment()
    name = f"location-{location.id}-{what}"
    if what == "balances":
        return _balance_file(name, form, balances.at_location(location.id, moment.until))
    return _movement_file(name, form, lookup.movements_at(location, moment.until), zone_here())


def _item(item_id: int) -> Item:
    item = db.session.get(Item, item_id)
    if item is None:
        raise NotFound
    return item


def _then(wanted: Any) -> Sequence[balances.Balance]:
    """As many as a page shows, and one more."""
    return list(balances.balances(wanted, balances.SHOWN + 1))


def _balance_file(name: str, form: str, wanted: Any) -> Response:
    return table_file(name, form, files.balance_header(), files.balance_rows(balances.balances(wanted)))


def _movement_file(name: str, form: str, wanted: Any, zone: ZoneInfo) -> Response:
    return table_file(name, form, files.movement_header(), files.movement_rows(wanted, zone))


def _by_number(text: str) -> list[tuple[str, Lot | Item]]:
    """The pages of lots of that code, or of units of that number."""
    warehouse_id = current.current().warehouse_id
    lots = [(url_for("lots.show", lot_id=lot.id), lot) for lot in lots_named(warehouse_id, read(text))]
    units = histories(warehouse_id, text)
    return lots + ([(url_for("ledger.serial", code=text), units[0].serial.item)] if units else [])


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
