"""A carton that is none of the warehouse's: that it is so, and how large it is."""

from collections.abc import Sequence

from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit, change
from app.packing.carton_errors import CartonNotClosed, CartonNotOpen, SidesOdd
from app.packing.events import PackingChanged
from app.packing.holding import held_to_pack
from app.packing.models import CLOSED, OPEN, Carton

SIDES = ("length_mm", "width_mm", "height_mm")
NO_SIDES: dict[str, int | None] = dict.fromkeys(SIDES)
LEAST_CM, MOST_CM = 1, 300


def take_other(carton: Carton, sides_cm: Sequence[int], actor: Actor) -> dict[str, int]:
    """The open carton is another one; of no sides where nobody measures it. Raises SidesOdd or CartonNotOpen."""
    order = held_to_pack(carton.order_id)
    if carton.state != OPEN:
        raise CartonNotOpen(carton=carton.code)
    sides = _measured(sides_cm) if sides_cm else NO_SIDES
    change(carton, "is none of the warehouse's", actor, type_id=None, is_other=True, **sides)
    record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "carton_id": carton.id}


def measure_carton(carton: Carton, sides_cm: Sequence[int], actor: Actor) -> dict[str, int]:
    """One that was closed without its sides gets them, so that a carrier can take it. Raises SidesOdd or
    CartonNotClosed."""
    db.session.refresh(carton)
    values = {"is_other": True, **_measured(sides_cm)}
    unknown = (Carton.state == CLOSED) & Carton.type_id.is_(None)
    if not guarded_update(carton, unknown, **values):
        raise CartonNotClosed(carton=carton.code)
    audit(carton, "measured", actor, {}, values)
    record(PackingChanged(carton.warehouse_id, carton.order_id))
    return {"order_id": carton.order_id, "carton_id": carton.id}


def _measured(sides_cm: Sequence[int]) -> dict[str, int | None]:
    if len(sides_cm) != len(SIDES) or not all(LEAST_CM <= side <= MOST_CM for side in sides_cm):
        raise SidesOdd
    return {name: side * 10 for name, side in zip(SIDES, sides_cm, strict=True)}
