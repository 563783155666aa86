"""Closed cartons of packed orders, as packing leaves them: rows written directly, with what was picked for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.inventory.commands import move
from app.operations import change
from app.orders.models import PACKED, Order
from app.packing.models import CLOSED, Carton, CartonType, Pack
from app.picking.models import Pick, PickLine, ToteUse
from app.shipping.models import Carrier, NumberRange, Service
from app.warehouse import models as places
from app.warehouse.queries import locations_of_kind
from tests.floor import Hand, release
from tests.world import SYSTEM, World

HOME: dict[str, Any] = {"modes": ["home"], "weight_g": 20000}


@dataclass
class Shop:
    """Riverside with carriers; what a test names is found by that name again."""

    world: World

    def carrier(self, code: str, adapter: str = "generic", **settings: Any) -> int:
        with transaction() as session:
            carrier = Carrier(
                warehouse_id=self.world.warehouse_id, code=code, name=code.title(), adapter=adapter, settings=settings
            )
            session.add(carrier)
            session.flush()
            return carrier.id

    def service(
        self,
        carrier_id: int,
        code: str = "std",
        takes: Mapping[str, Any] = HOME,
        prices: Sequence[Mapping[str, Any]] = (),
        days: int | None = None,
    ) -> int:
        with transaction() as session:
            service = Service(
                carrier_id=carrier_id, code=code, name=code.title(), takes=dict(takes), prices=list(prices), days=days
            )
            session.add(service)
            session.flush()
            return service.id

    def numbers(self, carrier_id: int, first: int = 1, last: int = 9999, rule: str = "none", **columns: Any) -> int:
        values = {"prefix": "PW", "digits": 8, "warn_below": 10} | columns
        with transaction() as session:
            numbers = NumberRange(
                carrier_id=carrier_id, first=first, last=last, next=first, rule=rule, added_at=now(), **values
            )
            session.add(numbers)
            session.flush()
            return numbers.id

    def pool(self, code: str = "parcelwing", **numbers: Any) -> int:
        """A carrier with one service and a range of numbers; the id of the service."""
        carrier_id = self.carrier(code)
        self.numbers(carrier_id, **numbers)
        return self.service(carrier_id)


def closed_carton(world: World, lines: Mapping[str, int] | None = None, **columns: Any) -> int:
    """The id of the one carton of a new order, picked, packed and closed."""
    return closed_cartons(world, lines or {"MUG": 1}, 1, **columns)[0]


def closed_cartons(world: World, lines: Mapping[str, int], cartons: int, **columns: Any) -> list[int]:
    """An order whose units are packed one by one into so many cartons, in turn."""
    with transaction() as session:
        for sku, grams in (("MUG", 300), ("CARD", 20), ("TEA", 120)):
            item = world.item(sku)
            item.weight_g = grams
        session.flush()
    price = columns.pop("price", Decimal("4.50"))
    weight_g = columns.pop("weight_g", 900)
    order_id = world.order(lines, **({"telephone": "0912345678"} | columns))
    with transaction() as session:
        for line in session.get_one(Order, order_id).lines:
            line.price = price
    _pick(world)
    with transaction():
        return _pack(world, order_id, cartons, weight_g)


def _pick(world: World) -> None:
    if "Ana" not in world.devices:
        world.client("Ana")
    task_ids = release(world.warehouse_id)
    ana = Hand(world.actor("Ana"))
    assert ana.claims() == task_ids[0]
    ana.walks(task_ids[0])
    db.session.remove()


def _pack(world: World, order_id: int, cartons: int, weight_g: int | None) -> list[int]:
    order = db.session.get_one(Order, order_id)
    made = [_carton(world, order, number, weight_g) for number in range(1, cartons + 1)]
    picks = select(Pick).join(PickLine).where(PickLine.order_line_id.in_([line.id for line in order.lines]))
    packed = locations_of_kind(world.warehouse_id, places.PACKED)[0]
    turn = 0
    for pick in db.session.scalars(picks.order_by(Pick.id)).all():
        for _ in range(pick.quantity):
            carton = made[turn % cartons]
            db.session.add(Pack(carton_id=carton.id, pick_id=pick.id, quantity=1, at=now()))
            turn += 1
        move(
            pick.line.lot,
            pick.quantity,
            source=pick.tote_use.tote,
            destination=packed,
            reason="pack",
            actor=SYSTEM,
        )
        pick.packed = pick.quantity
        pick.line.order_line.packed += pick.quantity
    db.session.flush()
    for use in db.session.scalars(select(ToteUse).where(ToteUse.released_at.is_(None))):
        use.released_at = now()
    change(order, "packed", SYSTEM, state=PACKED)
    return [carton.id for carton in made]


def _carton(world: World, order: Order, number: int, weight_g: int | None) -> Carton:
    kind = db.session.scalars(select(CartonType).where(CartonType.name == "M")).first()
    if kind is None:
        sides = {"length_mm": 300, "width_mm": 200, "height_mm": 150}
        kind = CartonType(warehouse_id=world.warehouse_id, name="M", barcode="BOX-M", **sides)
        db.session.add(kind)
    carton = Carton(
        warehouse_id=world.warehouse_id,
        order_id=order.id,
        number=number,
        code=f"10{order.id:06}{number:02}",
        type=kind,
        state=CLOSED,
        weight_g=weight_g,
        opened_at=now(),
        closed_at=now(),
    )
    db.session.add(carton)
    db.session.flush()
    return carton
