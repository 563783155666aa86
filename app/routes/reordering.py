"""What to order from vendors: alerts by urgency, dead stock, each item's figures explained, and the list as a file."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import get_locale, gettext

from app.catalog.models import Item
from app.db import db
from app.drawing.weeks import week_bars
from app.errors import NotFound
from app.operations import Actor, perform
from app.reordering.commands import LONGEST_REASON, ask_for_figures, put_off_alert, take_up_alert
from app.reordering.models import ItemDemand, StockAlert
from app.reordering.queries import (
    ALERTS,
    LISTS,
    Low,
    Search,
    all_rows,
    counts_of,
    demand_of,
    found_items,
    rows_of,
    run_of,
    terms_of,
    today_in,
)
from app.reordering.vendors import vendors_of
from app.reordering.wording import columns, values_of
from app.routes.asked import asked, moved
from app.routes.current import current, own
from app.routes.exports import table_file
from app.routes.pages import paged
from app.warehouse.queries import warehouse_of
from app.warehouse.settings import settings_of

bp = Blueprint("reordering", __name__, url_prefix="/reordering")


@bp.get("")
def index() -> str:
    return render_template("reordering/index.html", **_listed())


@bp.get("/now")
def shown() -> str:
    """The list alone."""
    return render_template("reordering/_list.html", **_listed())


@bp.get("/list.<any(csv, xlsx):form>")
def list_file(form: str) -> Response:
    return table_file("reordering", form, columns(), values_of(_all_rows(), _language()))


@bp.get("/items/<int:item_id>")
def item(item_id: int) -> str:
    """Why the item is to be ordered, or not."""
    known = db.session.get(Item, item_id)
    if known is None:
        raise NotFound
    warehouse = warehouse_of(current().warehouse_id)
    low = demand_of(warehouse, item_id)
    return render_template(
        "reordering/item.html",
        item=known,
        low=low,
        chart=_chart(low.demand) if low and low.demand.weeks else "",
        terms=terms_of(warehouse.id, item_id),
        settings=settings_of(warehouse),
        today=today_in(warehouse),
        longest=LONGEST_REASON,
        language=_language(),
    )


@bp.post("/computations")
def create_computation() -> Response:
    here = current().warehouse_id
    outcome = perform(asked(), lambda actor: ask_for_figures(warehouse_of(here), actor))
    return moved(outcome, url_for("reordering.index"))


@bp.post("/alerts/<int:alert_id>/put-offs")
def create_put_off(alert_id: int) -> Response:
    until, reason = _day(request.form.get("until", "")), request.form.get("reason", "")
    return _done(alert_id, lambda alert, actor: put_off_alert(alert, until, reason, actor))


@bp.post("/alerts/<int:alert_id>/put-off-ends")
def create_put_off_end(alert_id: int) -> Response:
    return _done(alert_id, take_up_alert)


def _done(alert_id: int, command: Callable[[StockAlert, Actor], Mapping[str, Any]]) -> Response:
    outcome = perform(asked(), lambda actor: command(own(StockAlert, alert_id), actor))
    return moved(outcome, url_for("reordering.item", item_id=own(StockAlert, alert_id).item_id))


def _listed() -> dict[str, Any]:
    warehouse, search = warehouse_of(current().warehouse_id), _search()
    found = paged(found_items(warehouse, search))
    return {
        "found": found,
        "rows": rows_of(warehouse, found.items),
        "search": search,
        "asked_for": _asked_for(search),
        "lists": LISTS,
        "counts": counts_of(warehouse),
        "vendors": vendors_of(warehouse.id),
        "run": run_of(warehouse.id),
        "settings": settings_of(warehouse),
        "language": _language(),
    }


def _search() -> Search:
    said = request.args
    return Search(
        said.get("of", "") if said.get("of") in LISTS else ALERTS,
        said.get("vendor_id", type=int),
        said.get("abc", "") if said.get("abc") in tuple("ABC") else "",
        said.get("xyz", "") if said.get("xyz") in tuple("XYZ") else "",
    )


def _asked_for(search: Search) -> dict[str, object]:
    """What of the search stands in an address."""
    said = {"of": search.of, "vendor_id": search.vendor_id, "abc": search.abc or None, "xyz": search.xyz or None}
    return {name: value for name, value in said.items() if value is not None}


def _all_rows() -> list[Low]:
    return all_rows(warehouse_of(current().warehouse_id), _search())


def _chart(demand: ItemDemand) -> str:
    label = gettext(
        "Units ordered in each of the last %(count)s weeks: between %(least)s and %(most)s.",
        count=len(demand.weeks),
        least=min(demand.weeks),
        most=max(demand.weeks),
    )
    return week_bars(demand.weeks, label)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _language() -> str:
    return str(get_locale() or "en")
