"""Rules of orders: each line is the sum of its parts, and a closed one adds up exactly."""

from flask_babel import lazy_gettext
from sqlalchemy import Subquery, and_, or_, select

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
    """Through the picks themselves: what was taken and not put back lies in a tote that is in use."""
    in_totes = (
        select(PickLine.order_line_id.label("id"), Pick.quantity.label("units"))
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .where(Pick.undone_at.is_(None), ToteUse.released_at.is_(None))
    )
    return _lines_of(differing(select(OrderLine.id, OrderLine.picked.label("units")), in_totes))


def _closed() -> Rows:
    """History that was brought in as shipped has no allocations: there, what shipped stands for them."""
    picked = Order.state.in_((PICKED, PACKED))
    shipped = OrderLine.shipped + OrderLine.short + OrderLine.cancelled + OrderLine.substituted
    return told_line().where(
        or_(
            and_(picked, or_(OrderLine.quantity != _GIVEN, OrderLine.picked != OrderLine.allocated)),
            and_(Order.state == CANCELLED, or_(OrderLine.quantity != _GIVEN, OrderLine.allocated > 0)),
            and_(Order.state == SHIPPED, shipped != OrderLine.quantity),
        )
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
        lazy_gettext("What is picked for an order line lies in totes that are in use."),
        _picked(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(one)s picked, %(other)s in totes."),
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
        "still to pick",
        lazy_gettext("An order that is picked or over has nothing left to pick on a walk."),
        _still_to_pick(),
        lazy_gettext("Order %(number)s is %(state)s, and line %(position)s (%(sku)s) is still on a walk."),
    ),
)
