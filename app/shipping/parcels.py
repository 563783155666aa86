"""From a carton of the book to a parcel as carriers see it."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.catalog.models import Item
from app.db import db
from app.orders.models import Order, OrderLine
from app.packing.models import EMPTIED, Carton, Pack
from app.picking.models import Pick, PickLine
from app.shipping.models import MAKE, WAITING, Waybill, WaybillRequest
from app.shipping.parcel import Address, CustomsLine, Parcel, country_code
from app.warehouse.models import Warehouse

CASH = ("cod", "cod_confirmed")
CENT = Decimal("0.01")


def parcel_of(carton: Carton) -> Parcel:
    """The carton as it stands now, with its share of what the order insures; one carton collects all the cash."""
    order, warehouse = carton.order, db.session.get_one(Warehouse, carton.warehouse_id)
    packed = packed_in(carton)
    value = _value(packed)
    return Parcel(
        carton=carton.code,
        order=order.number,
        mode=order.delivery_mode,
        to=address_of(order),
        weight_g=carton.weight_g or carton.expected_g,
        sides_mm=_sides(carton),
        flags=frozenset(flag for line, _ in packed if line.item for flag in line.item.flags),
        goods=next((line.description for line, _ in packed), ""),
        value=value,
        currency=order.currency or warehouse.currency,
        is_cash=order.payment_state in CASH,
        collects=_collects(carton),
        insured_for=_insured(carton, value),
        customs=tuple(_customs(line, units) for line, units in packed),
        wish=order.carrier,
        due_at=order.ship_by,
        wanted_on=order.requested_on,
    )


def packed_in(carton: Carton) -> list[tuple[OrderLine, int]]:
    """How many units of which order lines are in it."""
    wanted = (
        select(OrderLine, Pack.quantity)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(Pick, Pick.line_id == PickLine.id)
        .join(Pack, Pack.pick_id == Pick.id)
        .where(Pack.carton_id == carton.id, Pack.undone_at.is_(None))
        .options(joinedload(OrderLine.item))
        .order_by(OrderLine.position)
    )
    units: dict[OrderLine, int] = defaultdict(int)
    for line, quantity in db.session.execute(wanted):
        units[line] += quantity
    return list(units.items())


def address_of(order: Order) -> Address:
    return Address(
        name=order.customer,
        telephone=order.telephone,
        email=order.email,
        country=country_code(order.country),
        country_said=order.country,
        region=order.region,
        city=order.city,
        postcode=order.postcode,
        street=order.street,
        store_code=order.store_code,
        store_name=order.store_name,
    )


def _sides(carton: Carton) -> tuple[int, int, int] | None:
    if carton.sides_mm is None:
        return None
    length, width, height = sorted(carton.sides_mm, reverse=True)
    return length, width, height


def _value(packed: Sequence[tuple[OrderLine, int]]) -> Decimal | None:
    """What the goods cost; nothing when a price is not known."""
    prices = [line.price * units if line.price is not None else None for line, units in packed]
    known = [price for price in prices if price is not None]
    return sum(known, Decimal(0)).quantize(CENT) if known and len(known) == len(prices) else None


def _collects(carton: Carton) -> Decimal | None:
    """All of the order's amount, on the first of its cartons that gets a waybill; the others collect nothing."""
    order = carton.order
    if order.payment_state not in CASH:
        return None
    made = (
        select(Waybill.id)
        .join(Carton)
        .where(Carton.order_id == order.id, Carton.id != carton.id, Waybill.voided_at.is_(None), Waybill.collects > 0)
    )
    asked = (
        select(WaybillRequest.sent)
        .join(Carton)
        .where(
            Carton.order_id == order.id,
            Carton.id != carton.id,
            WaybillRequest.kind == MAKE,
            WaybillRequest.state == WAITING,
        )
    )
    is_collected = db.session.scalar(made.limit(1)) or any(sent.get("collects") for sent in db.session.scalars(asked))
    return Decimal(0) if is_collected else order.amount


def _insured(carton: Carton, value: Decimal | None) -> Decimal | None:
    """The carton's share by what its goods cost; without prices, an equal one."""
    whole = carton.order.insured_for
    if not whole:
        return None
    of_order = select(Carton).where(Carton.order_id == carton.order_id, Carton.state != EMPTIED)
    cartons = db.session.scalars(of_order).all()
    if len(cartons) < 2:
        return whole
    values = [_value(packed_in(one)) for one in cartons]
    known = sum((one for one in values if one is not None), Decimal(0))
    if value is None or None in values or not known:
        return (whole / len(cartons)).quantize(CENT)
    return (whole * value / known).quantize(CENT)


def _customs(line: OrderLine, units: int) -> CustomsLine:
    item: Item | None = line.item
    return CustomsLine(
        sku=line.sku,
        name=item.customs_name if item else "",
        code=item.customs_code if item else "",
        origin=item.origin if item else "",
        units=units,
        weight_g=item.weight_g * units if item and item.weight_g else None,
        value=(line.price * units).quantize(CENT) if line.price is not None else None,
    )
