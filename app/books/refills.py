"""Rules of refills: what was taken is put, in the tote or written off; what waits is wanted and not promised twice."""

from flask_babel import lazy_gettext
from sqlalchemy import Select, and_, case, func, or_, select

from app.books.check import Check, Rows, differing
from app.books.moved import moved_otherwise
from app.books.orders import told_line
from app.catalog.models import Item
from app.inventory.models import Stock
from app.orders.models import OrderLine
from app.replenishing.models import KIND, PUT, TAKE, WAITING, Refill, RefillLine, RefillMove, RefillTask, RefillWait
from app.walks.models import CANCELLED, FINISHED, OPEN_STATES, SHORT, SKIPPED, TODO
from app.warehouse.models import Location

_LEFT = RefillLine.quantity - RefillLine.done - RefillLine.short
_OPEN = RefillLine.state.in_((TODO, SKIPPED))


def _told_line() -> Rows:
    return (
        select(RefillLine.id, RefillLine.state, Item.sku, Location.address)
        .add_columns(RefillLine.quantity, RefillLine.done, RefillLine.short)
        .select_from(RefillLine)
        .join(Refill, Refill.id == RefillLine.refill_id)
        .join(Item, Item.id == Refill.item_id)
        .join(Location, Location.id == RefillLine.location_id)
        .order_by(RefillLine.id)
    )


def _states() -> Rows:
    return _told_line().where(
        or_(
            and_(_OPEN, _LEFT <= 0),
            and_(RefillLine.state == FINISHED, or_(_LEFT != 0, RefillLine.short > 0)),
            and_(RefillLine.state == SHORT, or_(_LEFT != 0, RefillLine.short == 0)),
            and_(RefillLine.state == CANCELLED, RefillLine.done > 0),
        )
    )


def _confirmed() -> Rows:
    """A line's count is the sum of what was confirmed at it."""
    sums = differing(
        select(RefillLine.id, RefillLine.done.label("units")),
        select(RefillMove.line_id.label("id"), RefillMove.quantity.label("units")).where(
            RefillMove.undone_at.is_(None), RefillMove.reason == KIND
        ),
    )
    return _told_line().add_columns(sums.c.one, sums.c.other).join(sums, sums.c.id == RefillLine.id)


def in_totes() -> Select[int, int, int]:
    """What walks that are not over took and did not put lies in their totes, by lot."""
    lost = case((RefillLine.part == TAKE, 0), else_=RefillLine.short)
    holds = case((RefillLine.part == TAKE, RefillLine.done), else_=-RefillLine.done) - lost
    return (
        select(RefillTask.tote_id.label("location_id"), Stock.lot_id, holds.label("units"))
        .select_from(RefillLine)
        .join(RefillTask, RefillTask.id == RefillLine.walk_id)
        .join(Stock, Stock.id == RefillLine.stock_id)
        .where(RefillTask.tote_id.is_not(None), RefillTask.state.in_(OPEN_STATES))
    )


def _sums() -> Rows:
    """What a refill has is what was put for it; one that has ended has nothing on its way."""
    put = select(func.coalesce(func.sum(RefillLine.done), 0)).where(
        RefillLine.refill_id == Refill.id, RefillLine.part == PUT
    )
    left = Refill.quantity - Refill.put - Refill.short
    return (
        select(Refill.id, Item.sku, Refill.quantity, Refill.put, Refill.short)
        .join(Item, Item.id == Refill.item_id)
        .where(or_(Refill.put != put.scalar_subquery(), (left == 0) == Refill.ended_at.is_(None)))
        .order_by(Refill.id)
    )


def _waiting() -> Rows:
    """No more waits for a line than it still wants."""
    waits = (
        select(RefillWait.order_line_id, func.sum(RefillWait.units).label("waiting"))
        .where(RefillWait.outcome == WAITING)
        .group_by(RefillWait.order_line_id)
        .subquery()
    )
    given = OrderLine.allocated + OrderLine.short + OrderLine.cancelled + OrderLine.substituted
    return (
        told_line()
        .add_columns(waits.c.waiting)
        .join(waits, waits.c.order_line_id == OrderLine.id)
        .where(waits.c.waiting > OrderLine.quantity - given)
    )


def _covered() -> Rows:
    """What waits is on its way."""
    sides = (
        select(RefillWait.warehouse_id, RefillWait.item_id, func.sum(RefillWait.units).label("waiting"))
        .where(RefillWait.outcome == WAITING)
        .group_by(RefillWait.warehouse_id, RefillWait.item_id)
        .subquery()
    )
    coming = (
        select(func.coalesce(func.sum(Refill.quantity - Refill.put - Refill.short), 0))
        .where(Refill.warehouse_id == sides.c.warehouse_id, Refill.item_id == sides.c.item_id)
        .scalar_subquery()
    )
    return (
        select(Item.sku, sides.c.waiting, coming.label("coming"))
        .join(Item, Item.id == sides.c.item_id)
        .where(sides.c.waiting > coming)
        .order_by(Item.id)
    )


CHECKS = (
    Check(
        "refill stops",
        lazy_gettext("A stop of a refill is in the state that its counts say."),
        _states(),
        lazy_gettext("Refill stop %(id)s (%(sku)s at %(address)s) is %(state)s: %(done)s done of %(quantity)s."),
    ),
    Check(
        "refills confirmed",
        lazy_gettext("A stop of a refill says what was confirmed at it."),
        _confirmed(),
        lazy_gettext("Refill stop %(id)s (%(sku)s at %(address)s): %(one)s done, %(other)s confirmed."),
    ),
    Check(
        "refills",
        lazy_gettext("A refill has what was put for it, and has ended when nothing more comes."),
        _sums(),
        lazy_gettext("Refill %(id)s (%(sku)s): %(put)s put and %(short)s short of %(quantity)s."),
    ),
    Check(
        "waiting for refills",
        lazy_gettext("No more of an order line waits for a refill than it still wants."),
        _waiting(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(waiting)s wait, which is more than it wants."),
    ),
    Check(
        "refills promised",
        lazy_gettext("What order lines wait for is on its way."),
        _covered(),
        lazy_gettext("%(sku)s: %(waiting)s wait for a refill, %(coming)s come."),
    ),
    Check(
        "refills' ledger",
        lazy_gettext("What an operation of a refill took or put is what it moved."),
        moved_otherwise(RefillMove, KIND),
        lazy_gettext("Operation %(id)s (%(name)s): %(one)s taken or put, %(other)s moved."),
    ),
)
