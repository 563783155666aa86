"""Rules of putting back: what left a tote is told alike by its pick, its stop, its confirmations and the ledger."""

from flask_babel import lazy_gettext
from sqlalchemy import Select, and_, case, func, literal, or_, select, union_all

from app.books.check import Check, Rows, differing
from app.books.moved import moved_otherwise
from app.books.orders import told_line
from app.orders.models import Order, OrderLine
from app.packing.models import PackLoss
from app.picking.models import Pick, PickLine
from app.putting_back.models import PUT_BACK, PutBack, PutBackLine, PutBackTask
from app.walks.models import CANCELLED, DONE, FINISHED, SHORT, SKIPPED, TODO

_IN_A_BIN = case((PutBack.reason == PUT_BACK, literal("bin")), else_=literal("off"))
_STANDS = PutBack.undone_at.is_(None)
_LEFT = PutBackLine.quantity - PutBackLine.put - PutBackLine.lost


def _told_pick() -> Rows:
    return (
        told_line()
        .add_columns(Pick.id.label("pick"), Pick.quantity.label("taken"))
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(Pick, Pick.line_id == PickLine.id)
    )


def _picked() -> Rows:
    """Picked = packed + in totes + put back + written off: each pick by its confirmations, bins and losses apart."""
    said = union_all(
        select(Pick.id, literal("bin").label("where"), Pick.put_back.label("units")),
        select(Pick.id, literal("off").label("where"), Pick.written_off.label("units")),
    ).subquery()
    put_back = select(PutBackLine.pick_id.label("id"), _IN_A_BIN.label("where"), PutBack.quantity.label("units"))
    confirmed = union_all(
        put_back.join(PutBackLine, PutBackLine.id == PutBack.line_id).where(_STANDS),
        select(PackLoss.pick_id, literal("off"), PackLoss.quantity),
    ).subquery()
    sums = differing(select(said), select(confirmed))
    return _told_pick().add_columns(sums.c.one, sums.c.other).join(sums, sums.c.id == Pick.id)


def _gone() -> Rows:
    """An undone pick left its tote whole, by that undo alone; no pick gives back more than it took."""
    gone = Pick.put_back + Pick.written_off + Pick.packed + Pick.walled
    return _told_pick().where(or_(gone > Pick.quantity, gone < 0, and_(Pick.undone_at.is_not(None), gone != 0)))


def _stops() -> Rows:
    sums = differing(
        select(PutBackLine.id, (PutBackLine.put + PutBackLine.lost).label("units")),
        select(PutBack.line_id.label("id"), PutBack.quantity.label("units")).where(_STANDS),
    )
    return (
        _told_stop()
        .add_columns(func.coalesce(sums.c.other, 0).label("confirmed"))
        .outerjoin(sums, sums.c.id == PutBackLine.id)
        .where(
            or_(
                sums.c.id.is_not(None),
                and_(PutBackLine.state.in_((TODO, SKIPPED)), _LEFT <= 0),
                and_(PutBackLine.state == FINISHED, or_(_LEFT != 0, PutBackLine.lost > 0)),
                and_(PutBackLine.state == SHORT, or_(_LEFT != 0, PutBackLine.lost == 0)),
                and_(PutBackLine.state == CANCELLED, PutBackLine.put + PutBackLine.lost > 0),
            )
        )
    )


def _told_stop() -> Rows:
    return (
        select(Order.number, PutBackLine.id, PutBackLine.state, PutBackLine.quantity, PutBackLine.put, PutBackLine.lost)
        .select_from(PutBackLine)
        .join(PutBackTask, PutBackTask.id == PutBackLine.walk_id)
        .join(Order, Order.id == PutBackTask.order_id)
        .order_by(PutBackLine.id)
    )


def _on_a_walk() -> Rows:
    """What lies in totes for a stopped order is what a walk has still to bring back: nothing is forgotten there."""
    in_totes = (
        select(OrderLine.order_id.label("id"), Pick.in_tote.label("units"))
        .select_from(Pick)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Pick.undone_at.is_(None), Order.stopped_at.is_not(None))
    )
    sums = differing(in_totes, _to_bring_back())
    return select(Order.number, sums.c.one, sums.c.other).join(sums, sums.c.id == Order.id).order_by(Order.id)


def _to_bring_back() -> Select[int, int]:
    return (
        select(PutBackTask.order_id.label("id"), _LEFT.label("units"))
        .select_from(PutBackLine)
        .join(PutBackTask, PutBackTask.id == PutBackLine.walk_id)
        .where(PutBackTask.state.not_in((DONE, CANCELLED)), PutBackLine.state.in_((TODO, SKIPPED)))
    )


CHECKS = (
    Check(
        "put back",
        lazy_gettext("What left its tote again is told alike by the pick and by who confirmed it."),
        _picked(),
        lazy_gettext("Order %(number)s, pick %(pick)s (%(sku)s): %(one)s left its tote, %(other)s were confirmed."),
    ),
    Check(
        "gone from totes",
        lazy_gettext("No more leaves a tote than was picked into it, and of an undone pick nothing else."),
        _gone(),
        lazy_gettext("Order %(number)s, pick %(pick)s (%(sku)s): more left its tote than the %(taken)s picked."),
    ),
    Check(
        "put-back stops",
        lazy_gettext("A put-back stop says what was confirmed at it."),
        _stops(),
        lazy_gettext(
            "Order %(number)s, put-back line %(id)s is %(state)s: %(put)s put back and %(lost)s lost of %(quantity)s, "
            "%(confirmed)s confirmed."
        ),
    ),
    Check(
        "to bring back",
        lazy_gettext("What lies in totes for a stopped order is on a walk that brings it back."),
        _on_a_walk(),
        lazy_gettext("Order %(number)s: %(one)s in totes, %(other)s still to bring back."),
    ),
    Check(
        "put-backs' ledger",
        lazy_gettext("What an operation put back is what it moved."),
        moved_otherwise(PutBack, PUT_BACK),
        lazy_gettext("Operation %(id)s (%(name)s): %(one)s put back, %(other)s moved."),
    ),
)
