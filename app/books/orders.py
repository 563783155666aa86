"""Rules of orders: each line is the sum of its parts, and a closed one adds up exactly."""

from flask_babel import lazy_gettext
from sqlalchemy import Subquery, and_, or_, select, union_all
from sqlalchemy.orm import aliased

from app.books.check import Check, Rows, differing
from app.inventory.models import Allocation
from app.orders.models import CANCELLED, PACKED, PICKED, SHIPPED, Order, OrderLine
from app.picking.models import Pick, PickLine, ToteUse
from app.walks.models import SKIPPED, TODO

_GIVEN = OrderLine.allocated + OrderLine.short + OrderLine.cancelled + OrderLine.substituted


def told_line() -> Rows:
    """An order line as it is told: order's number, place on it, SKU and counts."""
    return (
        select(
            Order.number,
            Order.state,
            OrderLine.position,
            OrderLine.sku,
            OrderLine.quantity,
            OrderLine.allocated,
            OrderLine.picked,
            OrderLine.short,
            OrderLine.cancelled,
            OrderLine.substituted,
            OrderLine.shipped,
        )
        .select_from(OrderLine)
        .join(Order, Order.id == OrderLine.order_id)
        .order_by(OrderLine.id)
    )


def _lines_of(sums: Subquery) -> Rows:
    return told_line().add_columns(sums.c.one, sums.c.other).join(sums, sums.c.id == OrderLine.id)


def _sums() -> Rows:
    counts = (OrderLine.allocated, OrderLine.short, OrderLine.cancelled, OrderLine.substituted, OrderLine.picked)
    return told_line().where(
        or_(*(count < 0 for count in counts), OrderLine.quantity < _GIVEN, OrderLine.picked > OrderLine.allocated)
    )


def _allocated() -> Rows:
    kept = (Allocation.quantity - Allocation.cancelled).label("units")
    return _lines_of(
        differing(
            select(OrderLine.id, OrderLine.allocated.label("units")),
            select(Allocation.order_line_id.label("id"), kept),
        )
    )


def _picked() -> Rows:
    """Through the picks themselves: what was taken and did not go back is packed, or in a tote in use."""
    of_line = select(PickLine.order_line_id.label("id")).join(Pick, Pick.line_id == PickLine.id)
    standing = of_line.where(Pick.undone_at.is_(None))
    in_totes = standing.join(ToteUse, ToteUse.id == Pick.tote_use_id).where(ToteUse.released_at.is_(None))
    both = union_all(
        in_totes.add_columns(Pick.in_tote.label("units")), standing.add_columns(Pick.packed.label("units"))
    ).subquery()
    return _lines_of(differing(select(OrderLine.id, OrderLine.picked.label("units")), select(both)))


def _closed() -> Rows:
    """History that was brought in as shipped has no allocations: there, what shipped stands for them.

    One that was stopped gives line by line back what was picked of it.
    """
    picked = Order.state.in_((PICKED, PACKED)) & Order.stopped_at.is_(None)
    shipped = OrderLine.shipped + OrderLine.short + OrderLine.cancelled + OrderLine.substituted
    return told_line().where(
        or_(
            and_(picked, or_(OrderLine.quantity != _GIVEN, OrderLine.picked != OrderLine.allocated)),
            and_(Order.state == CANCELLED, or_(OrderLine.quantity != _GIVEN, OrderLine.allocated > 0)),
            and_(Order.state == SHIPPED, shipped != OrderLine.quantity),
        )
    )


def _substituted() -> Rows:
    asked = select(OrderLine.instead_of_id.label("id"), OrderLine.quantity.label("units"))
    return _lines_of(
        differing(
            select(OrderLine.id, OrderLine.substituted.label("units")),
            asked.where(OrderLine.instead_of_id.is_not(None)),
        )
    )


def _stand_ins() -> Rows:
    """Another item in the same order, or the same item in the order's own back-order."""
    missed, its_order = aliased(OrderLine), aliased(Order)
    same_order = and_(OrderLine.order_id == missed.order_id, OrderLine.item_id != missed.item_id)
    back_order = and_(Order.back_order_of_id == missed.order_id, OrderLine.item_id == missed.item_id)
    return (
        told_line()
        .add_columns(its_order.number.label("of"))
        .join(missed, missed.id == OrderLine.instead_of_id)
        .join(its_order, its_order.id == missed.order_id)
        .where(~or_(same_order, back_order))
    )


def _still_to_pick() -> Rows:
    over = (PICKED, PACKED, SHIPPED, CANCELLED)
    return (
        told_line()
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .where(Order.state.in_(over), PickLine.state.in_((TODO, SKIPPED)))
    )


CHECKS = (
    Check(
        "line sums",
        lazy_gettext("No order line gives away more than was ordered, or has more picked than allocated."),
        _sums(),
        lazy_gettext(
            "Order %(number)s line %(position)s (%(sku)s): %(quantity)s ordered, %(allocated)s allocated, "
            "%(picked)s picked, %(short)s short, %(cancelled)s cancelled, %(substituted)s substituted."
        ),
    ),
    Check(
        "allocated",
        lazy_gettext("What is allocated on an order line is the sum of its allocations."),
        _allocated(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(one)s allocated, allocations make %(other)s."),
    ),
    Check(
        "picked",
        lazy_gettext("What is picked for an order line lies in totes that are in use, or is packed."),
        _picked(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(one)s picked, %(other)s in totes and packed."),
    ),
    Check(
        "closed orders",
        lazy_gettext("An order that is picked, cancelled or shipped adds up exactly."),
        _closed(),
        lazy_gettext(
            "Order %(number)s is %(state)s, line %(position)s (%(sku)s): %(quantity)s ordered, "
            "%(allocated)s allocated, %(picked)s picked, %(short)s short, %(cancelled)s cancelled, %(shipped)s shipped."
        ),
    ),
    Check(
        "substituted",
        lazy_gettext("What is substituted on an order line is what the lines ask for that stand in for it."),
        _substituted(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(one)s substituted, others ask for %(other)s."),
    ),
    Check(
        "stand-ins",
        lazy_gettext("A line stands in for one of its own order, with another item, or of the order it follows."),
        _stand_ins(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s) stands in for a line of order %(of)s."),
    ),
    Check(
        "still to pick",
        lazy_gettext("An order that is picked or over has nothing left to pick on a walk."),
        _still_to_pick(),
        lazy_gettext("Order %(number)s is %(state)s, and line %(position)s (%(sku)s) is still on a walk."),
    ),
)
