"""Orders that left, what is asked back of them, and what the dock graded: rows written directly where the dock's own
commands are not the matter."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.events import record
from app.notices.links import link_of
from app.orders.models import Channel, Order, OrderCharge, OrderLine
from app.returns.commands.open_rma import Choice, Wanted, open_rma
from app.returns.commands.set_rules import set_rules
from app.returns.events import ParcelArrived, ParcelGraded
from app.returns.models import ANNOUNCED, Refund, ReturnParcel, ReturnUnit, Rma, RmaLine
from app.returns.rules import ShopRules, kept
from app.returns.words import NEW, RESTOCK
from app.shipping.models import Waybill
from app.warehouse.models import Warehouse
from tests.shipping.shipped import carton_of, hear
from tests.world import SYSTEM, World

PRICES = {"MUG": Decimal(10), "CARD": Decimal(2), "TEA": Decimal(6)}


def left(
    world: World, lines: Mapping[str, int] | None = None, postage: str = "", days_ago: float = 2, **columns: Any
) -> int:
    """The id of an order that left so long ago in one carton, and was paid."""
    wanted = {"state": "shipped", "email": "mira@example.com", "currency": "EUR"} | columns
    order_id = world.order(lines or {"MUG": 2, "CARD": 3}, **wanted)
    carton_of(world, order_id, f"QP{order_id}", left=now() - timedelta(days=days_ago))
    with transaction() as session:
        order = session.get_one(Order, order_id)
        for line in order.lines:
            line.price = PRICES[line.sku]
            line.description = {"MUG": "Red mug", "CARD": "Greeting card", "TEA": "Green tea"}[line.sku]
        if postage:
            session.add(OrderCharge(order_id=order_id, code="POST", amount=Decimal(postage)))
    return order_id


def delivered(order_id: int, days_ago: float) -> None:
    hear(waybill_of(order_id).id, "delivered", now() - timedelta(days=days_ago))


def waybill_of(order_id: int) -> Waybill:
    db.session.rollback()
    return next(one for one in db.session.scalars(select(Waybill)) if one.carton.order_id == order_id)


def line_of(order_id: int, sku: str) -> OrderLine:
    db.session.expire_all()
    mine = select(OrderLine).where(OrderLine.order_id == order_id, OrderLine.sku == sku)
    return db.session.scalars(mine).one()


def rules(world: World, channel: bool = False, **changed: Any) -> None:
    """The shop's rules, as its admin's form sends them."""
    form: dict[str, Sequence[str]] = {}
    for name, value in kept(ShopRules(**changed)).items():
        if name == "deductions":
            form |= {f"deduct_{grade}": [str(percent)] for grade, percent in value.items()}
        elif name.endswith("_items"):
            form[name] = ["\n".join(value)]
        elif isinstance(value, list):
            form[name] = value
        elif value is not False:
            form[name] = [str(value)]

    with transaction() as session:
        own = session.get_one(Channel, world.channel_id) if channel else None
        set_rules(session.get_one(Warehouse, world.warehouse_id), own, form, SYSTEM)


def asks(order_id: int, units: Mapping[str, int], reason: str = "changed_mind", **wanted: Any) -> int:
    """The id of a return that the customer opened."""
    lines = {sku: line_of(order_id, sku).id for sku in units}
    choices = [Choice(lines[sku], quantity, reason) for sku, quantity in units.items()]
    with transaction() as session:
        opened = open_rma(session.get_one(Order, order_id), Wanted(choices, **wanted), SYSTEM)
    return int(opened["rma_id"])


def rma(rma_id: int) -> Rma:
    db.session.rollback()
    return db.session.get_one(Rma, rma_id, populate_existing=True)


def rmas() -> list[Rma]:
    db.session.rollback()
    return list(db.session.scalars(select(Rma).order_by(Rma.id).execution_options(populate_existing=True)))


def refunds() -> list[Refund]:
    db.session.rollback()
    return list(db.session.scalars(select(Refund).order_by(Refund.id).execution_options(populate_existing=True)))


def arrives(rma_id: int, kind: str = ANNOUNCED, waybill_id: int | None = None) -> int:
    """A parcel of the return is at the dock; its id."""
    with transaction() as session:
        warehouse_id, count = (
            session.get_one(Rma, rma_id).warehouse_id,
            len(session.scalars(select(ReturnParcel)).all()),
        )
        parcel = ReturnParcel(
            warehouse_id=warehouse_id,
            number=f"P-{count + 1:05}",
            kind=kind,
            rma_id=rma_id,
            waybill_id=waybill_id,
            arrived_at=now(),
        )
        session.add(parcel)
        session.flush()
        record(ParcelArrived(warehouse_id, parcel.id))
        return parcel.id


def grades(
    world: World, parcel_id: int, sku: str, quantity: int = 1, grade: str = NEW, disposition: str = RESTOCK, **unit: Any
) -> int:
    """So many units of the parcel are graded alike, as the dock does it; the id of the confirmation."""
    lot_id, place_id = world.lot(sku, "L1" if sku == "TEA" else "").id, world.location("A-01-1").id
    with transaction() as session:
        parcel = session.get_one(ReturnParcel, parcel_id)
        mine = select(RmaLine).join(OrderLine).where(RmaLine.rma_id == parcel.rma_id, OrderLine.sku == sku)
        line = None if unit.pop("stranger", False) else session.scalars(mine).one()
        values = {"reason": line.reason if line else "other"} | unit
        made = ReturnUnit(
            parcel_id=parcel_id,
            line_id=line.id if line else None,
            lot_id=lot_id,
            quantity=quantity,
            grade=grade,
            proposed=disposition,
            disposition=disposition,
            location_id=place_id,
            at=now(),
            **values,
        )
        session.add(made)
        if line:
            line.received += quantity
            line.order_line.returned += quantity
        session.flush()
        return made.id


def graded(parcel_id: int) -> None:
    """All of the parcel is graded."""
    with transaction() as session:
        parcel = session.get_one(ReturnParcel, parcel_id)
        parcel.done_at = now()
        session.flush()
        record(ParcelGraded(parcel.warehouse_id, parcel.id))


def came(world: World, rma_id: int, units: Mapping[str, int], **unit: Any) -> int:
    """A parcel with those units, graded to its end; its id."""
    parcel_id = arrives(rma_id)
    for sku, quantity in units.items():
        grades(world, parcel_id, sku, quantity, **unit)
    graded(parcel_id)
    return parcel_id


def customers_link(order_id: int) -> str:
    with transaction() as session:
        return f"/t/{link_of(session.get_one(Order, order_id)).token}"
