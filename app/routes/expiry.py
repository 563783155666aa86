"""The expiry watch: what expires within so many days, where it lies, and which orders keep it."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request
from flask_babel import get_locale, gettext

from app.db import db
from app.ledger.lots import Holder, holders_of
from app.routes.current import current
from app.routes.exports import table_file
from app.routes.pages import paged
from app.stockkeeping.expiry import Dated, dated_stock, with_days
from app.tables.writing import Row

bp = Blueprint("expiry", __name__, url_prefix="/stock-desk")

DAYS = (7, 30, 90, 365)
"""How far ahead the expiry watch looks."""


@bp.get("/expiry")
def index() -> str:
    here, within = current().warehouse_id, _within()
    found = paged(dated_stock(here, within))
    shown = {
        "dated": with_days(here, found.items),
        "holders": holders_of(here, found.items),
        "language": str(get_locale() or "en"),
    }
    return render_template("stock_desk/expiry.html", found=found, within=within, choices=DAYS, **shown)


@bp.get("/expiry.<any(csv,xlsx):form>")
def table(form: str) -> Response:
    here, language = current().warehouse_id, str(get_locale() or "en")
    words = [gettext("Expires"), gettext("Days left"), gettext("Item"), gettext("Name"), gettext("Lot")]
    header = [*words, gettext("Place"), gettext("Available"), gettext("Reserved")]
    stocks = db.session.scalars(dated_stock(here, _within())).all()
    holders = holders_of(here, stocks)
    rows = (_dated(one, language, holders.get(one.stock.id, ())) for one in with_days(here, stocks))
    return table_file("expiry", form, [*header, gettext("Orders")], rows)


def _dated(one: Dated, language: str, holders: Sequence[Holder]) -> Row:
    stock = one.stock
    what: Row = [stock.lot.expires_on, one.days, stock.item.sku, stock.item.name(language), stock.lot.code]
    return [
        *what,
        stock.location.address,
        stock.available,
        stock.reserved,
        " ".join(number for _, number, _ in holders),
    ]


def _within() -> int:
    asked_for = request.args.get("within", 30, type=int)
    return asked_for if asked_for in DAYS else 30
