"""Orders that left through the real commands, and returns of them: what the dock is tested with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.inventory.models import Serial
from app.orders.models import Order, OrderLine
from app.packing.models import Pack, PackSerial
from app.returns.models import APPROVED, CUSTOMER, ReturnParcel, ReturnTote, ReturnUnit, Rma, RmaLine
from app.shipping.handing_over.departure import work_off
from app.warehouse.models import Location
from tests.floor import Hand
from tests.packing.orders import hand
from tests.shipping.loads import Packed, carrier, closes, loads, opens, packed
from tests.world import World

MUG, CARD, TEA = "4006381333931", "5012345678900", "4012345678901"
GOOD = {"answer_closed": "yes", "answer_worn": "no", "answer_whole": "yes"}
"""As new, by the questions that are asked of most items."""


@dataclass(frozen=True)
class Sent:
    """An order that left, by its number, carton and waybill."""

    order_id: int
    number: str
    carton: str
    waybill: str


def sent(world: World, lines: Mapping[str, int], number: str = "", cartons: int = 1, **columns: Any) -> Sent:
    """Picked, packed, loaded and gone."""
    made: Packed = packed(world, lines, number=number, cartons=cartons, **columns)
    ben: Hand = hand(world, "Ben")
    manifest_id = opens(ben, carrier(world, "Swift"))
    for code in made.cartons:
        assert loads(ben, manifest_id, code).ok
    assert closes(ben, manifest_id).ok
    work_off(manifest_id)
    db.session.rollback()
    order = db.session.get_one(Order, made.order_id, populate_existing=True)
    assert order.state == "shipped"
    return Sent(order.id, order.number, made.carton, made.waybills[0])


def rma(world: World, order_id: int, units: Mapping[str, int], reason: str = "changed_mind", **columns: Any) -> str:
    """The number of an approved return of so many units by SKU."""
    with transaction() as session:
        known = len(session.scalars(select(Rma.id)).all())
        made = Rma(
            warehouse_id=world.warehouse_id,
            order_id=order_id,
            number=f"RT-{known + 1}",
            wish="refund",
            opened_by=CUSTOMER,
            opened_at=now(),
            answer_due_at=now(),
            **({"state": APPROVED} | columns),
        )
        session.add(made)
        session.flush()
        for sku, quantity in units.items():
            line = session.scalars(
                select(OrderLine).where(OrderLine.order_id == order_id, OrderLine.sku == sku)
            ).first()
            assert line
            session.add(RmaLine(rma_id=made.id, order_line_id=line.id, quantity=quantity, reason=reason))
        return made.number


def line_of(order_id: int, sku: str) -> OrderLine:
    """As the database has it now."""
    db.session.rollback()
    wanted = select(OrderLine).where(OrderLine.order_id == order_id, OrderLine.sku == sku)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def parcels() -> list[ReturnParcel]:
    db.session.rollback()
    wanted = select(ReturnParcel).order_by(ReturnParcel.id).execution_options(populate_existing=True)
    return list(db.session.scalars(wanted))


def units(standing: bool = True) -> list[ReturnUnit]:
    db.session.rollback()
    wanted = select(ReturnUnit).order_by(ReturnUnit.id).execution_options(populate_existing=True)
    return [unit for unit in db.session.scalars(wanted) if not (standing and unit.undone_at)]


def tote_of(barcode: str) -> ReturnTote | None:
    """What it is for now."""
    db.session.rollback()
    open_ones = select(ReturnTote).join(Location).where(Location.barcode == barcode, ReturnTote.closed_at.is_(None))
    return db.session.scalars(open_ones).first()


def serials_sent(order_id: int) -> list[str]:
    """The numbers of the units that left with it."""
    db.session.rollback()
    wanted = (
        select(Serial.code)
        .join(PackSerial, PackSerial.serial_id == Serial.id)
        .join(Pack, Pack.id == PackSerial.pack_id)
        .where(Pack.undone_at.is_(None), Pack.carton.has(order_id=order_id))
        .order_by(Serial.id)
    )
    return list(db.session.scalars(wanted))
