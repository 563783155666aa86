"""Rules of putting away: what left a source is told alike by its stop, its confirmations and the ledger."""

from flask_babel import lazy_gettext
from sqlalchemy import and_, func, or_, select

from app.books.check import Check, Rows, differing
from app.books.moved import moved_otherwise
from app.catalog.models import Item
from app.inventory.models import Lot, Stock
from app.putting_away.models import PUT_AWAY, PutAway, PutAwayLine, PutAwaySerial, PutAwaySource, PutAwayTask
from app.walks.models import CANCELLED, FINISHED, OPEN_STATES, SHORT, SKIPPED, TODO
from app.warehouse.models import PLATE, Location, Warehouse

_STANDS = PutAway.undone_at.is_(None)
_LEFT = PutAwayLine.quantity - PutAwayLine.put - PutAwayLine.lost


def _stops() -> Rows:
    sums = differing(
        select(PutAwayLine.id, (PutAwayLine.put + PutAwayLine.lost).label("units")),
        select(PutAway.line_id.label("id"), PutAway.quantity.label("units")).where(_STANDS),
    )
    columns = (PutAwayLine.id, PutAwayLine.state, PutAwayLine.quantity, PutAwayLine.put, PutAwayLine.lost)
    return (
        select(*columns, func.coalesce(sums.c.other, 0).label("confirmed"))
        .outerjoin(sums, sums.c.id == PutAwayLine.id)
        .where(
            or_(
                sums.c.id.is_not(None),
                and_(PutAwayLine.state.in_((TODO, SKIPPED)), _LEFT <= 0),
                and_(PutAwayLine.state == FINISHED, or_(_LEFT != 0, PutAwayLine.lost > 0)),
                and_(PutAwayLine.state == SHORT, or_(_LEFT != 0, PutAwayLine.lost == 0)),
                and_(PutAwayLine.state == CANCELLED, PutAwayLine.put + PutAwayLine.lost > 0),
            )
        )
        .order_by(PutAwayLine.id)
    )


def _over() -> Rows:
    """What a walk brought away is gone from its plate; a plate is filled again only by being received onto."""
    held = (
        select(PutAwaySource.location_id)
        .join(PutAwayTask, PutAwayTask.id == PutAwaySource.task_id)
        .where(PutAwayTask.state.in_(OPEN_STATES))
    )
    over = select(PutAwaySource.location_id).where(PutAwaySource.location_id.not_in(held))
    return (
        select(Warehouse.code, Location.address, Item.sku, Stock.on_hand)
        .join(Location, Location.id == Stock.location_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .join(Item, Item.id == Stock.item_id)
        .where(Location.purpose == PLATE, Stock.on_hand > 0, Location.id.in_(over))
        .order_by(Stock.id)
    )


def _numbers() -> Rows:
    """Each unit of an item that is tracked by serial number is put away with its number."""
    named = select(func.count()).where(PutAwaySerial.put_away_id == PutAway.id).scalar_subquery()
    return (
        select(Item.sku, Location.address, PutAway.quantity, named.label("named"))
        .select_from(PutAway)
        .join(PutAwayLine, PutAwayLine.id == PutAway.line_id)
        .join(Lot, Lot.id == PutAwayLine.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .join(Location, Location.id == PutAway.location_id)
        .where(_STANDS, PutAway.reason == PUT_AWAY, Item.tracks_serial, PutAway.quantity != named)
        .order_by(PutAway.id)
    )


CHECKS = (
    Check(
        "put-away stops",
        lazy_gettext("A put-away stop says what was confirmed at it."),
        _stops(),
        lazy_gettext(
            "Put-away line %(id)s is %(state)s: %(put)s put away and %(lost)s lost of %(quantity)s, "
            "%(confirmed)s confirmed."
        ),
    ),
    Check(
        "put-aways' ledger",
        lazy_gettext("What an operation put away is what it moved."),
        moved_otherwise(PutAway, PUT_AWAY),
        lazy_gettext("Operation %(id)s (%(name)s): %(one)s put away, %(other)s moved."),
    ),
    Check(
        "plates",
        lazy_gettext("A plate that was put away is empty."),
        _over(),
        lazy_gettext("%(code)s %(address)s, %(sku)s: %(on_hand)s on hand, and no walk puts it away."),
    ),
    Check(
        "serials put away",
        lazy_gettext("Each unit of an item that is tracked by serial number is put away with its number."),
        _numbers(),
        lazy_gettext("%(address)s: %(quantity)s of %(sku)s were put away with %(named)s serial numbers."),
    ),
)
