"""Rules of waybills: each on one carton, none on an empty one, and what has left has one."""

from flask_babel import lazy_gettext
from sqlalchemy import exists, func, select

from app.books.check import Check, Rows
from app.orders.models import Order
from app.packing.models import EMPTIED, SHIPPED, Carton
from app.shipping.models import Carrier, NumberRange, Waybill


def _several() -> Rows:
    valid = select(Waybill.carton_id, func.count().label("waybills")).where(Waybill.voided_at.is_(None))
    several = valid.group_by(Waybill.carton_id).having(func.count() > 1).subquery()
    return select(Carton.code, several.c.waybills).join(several, several.c.carton_id == Carton.id)


def _twice() -> Rows:
    """However it is written; the very same signs twice the database itself refuses."""
    number = func.upper(func.replace(Waybill.number, "-", "")).label("number")
    return (
        select(Carrier.name, number, func.count().label("cartons"))
        .join(Waybill, Waybill.carrier_id == Carrier.id)
        .group_by(Carrier.name, Waybill.carrier_id, number)
        .having(func.count() > 1)
    )


def _on_empty() -> Rows:
    return (
        select(Carton.code, Waybill.number)
        .join(Waybill, Waybill.carton_id == Carton.id)
        .where(Carton.state == EMPTIED, Waybill.voided_at.is_(None))
    )


def _left_without() -> Rows:
    valid = exists().where(Waybill.carton_id == Carton.id, Waybill.voided_at.is_(None))
    return (
        select(Carton.code, Order.number)
        .join(Order, Order.id == Carton.order_id)
        .where(Carton.state == SHIPPED, ~valid)
    )


def _elsewhere() -> Rows:
    return (
        select(Carton.code, Waybill.number)
        .join(Waybill, Waybill.carton_id == Carton.id)
        .join(Carrier, Carrier.id == Waybill.carrier_id)
        .where((Waybill.warehouse_id != Carton.warehouse_id) | (Carrier.warehouse_id != Carton.warehouse_id))
    )


def _given_again() -> Rows:
    """Two ranges of one look may not share a number."""
    other = NumberRange.__table__.alias()
    one = NumberRange
    same = (one.carrier_id == other.c.carrier_id) & (one.prefix == other.c.prefix) & (one.suffix == other.c.suffix)
    shares = (one.first <= other.c.last) & (other.c.first <= one.last)
    return (
        select(Carrier.name, one.prefix, one.first, one.last)
        .join(one, one.carrier_id == Carrier.id)
        .join(other, same & (one.digits == other.c.digits) & (one.id < other.c.id) & shares)
    )


CHECKS = (
    Check(
        "one waybill",
        lazy_gettext("A carton has at most one waybill that is not void."),
        _several(),
        lazy_gettext("Carton %(code)s has %(waybills)s waybills that are not void."),
    ),
    Check(
        "numbers once",
        lazy_gettext("A carrier's number is used once."),
        _twice(),
        lazy_gettext("Number %(number)s of %(name)s is on %(cartons)s cartons."),
    ),
    Check(
        "waybills of empty cartons",
        lazy_gettext("The waybill of an emptied carton is void."),
        _on_empty(),
        lazy_gettext("Carton %(code)s is emptied, and its waybill %(number)s is not void."),
    ),
    Check(
        "left with a waybill",
        lazy_gettext("A carton that a carrier took has a waybill."),
        _left_without(),
        lazy_gettext("Carton %(code)s of order %(number)s has left without a waybill."),
    ),
    Check(
        "waybills here",
        lazy_gettext("A waybill is of a carrier of its carton's own warehouse."),
        _elsewhere(),
        lazy_gettext("Waybill %(number)s of carton %(code)s is of another warehouse."),
    ),
    Check(
        "number ranges",
        lazy_gettext("No two ranges of a carrier share a number."),
        _given_again(),
        lazy_gettext("%(name)s: the numbers %(prefix)s %(first)s to %(last)s are given twice."),
    ),
)
