"""What a process does in a race for waybills."""

from collections.abc import Sequence

from app.db import db
from app.packing.models import Carton
from app.shipping.asking import ask
from app.shipping.commands import make_waybill, take_from_pile, void_waybill
from app.shipping.models import Waybill
from app.shipping.queries import waybill_of
from tests.floor import Hand


def make(hand: Hand, cartons: Sequence[int], anew: bool) -> list[str]:
    """What came of making each carton's waybill."""
    return [
        hand.does("make", lambda actor, one=one: make_waybill(_carton(one), None, actor, anew=anew)).code  # type: ignore[misc]
        for one in cartons
    ]


def stick(hand: Hand, cartons: Sequence[int], number: str) -> list[str]:
    """What came of sticking the same printed waybill on each carton."""
    return [
        hand.does("stick", lambda actor, one=one: take_from_pile(_carton(one), number, actor)).code  # type: ignore[misc]
        for one in cartons
    ]


def make_or_void(hand: Hand, carton_id: int, voids: bool, times: int) -> list[str]:
    return [_make_or_void(hand, carton_id, voids) for _ in range(times)]


def _make_or_void(hand: Hand, carton_id: int, voids: bool) -> str:
    if not voids:
        return hand.does("make", lambda actor: make_waybill(_carton(carton_id), None, actor, anew=True)).code
    waybill = waybill_of(_carton(carton_id))
    if waybill is None:
        return "none"
    waybill_id = waybill.id
    return hand.does("void", lambda actor: void_waybill(db.session.get_one(Waybill, waybill_id), actor)).code


def work(request_id: int) -> None:
    """A process that works in the background."""
    for _ in range(5):
        ask(request_id)


def _carton(carton_id: int) -> Carton:
    return db.session.get_one(Carton, carton_id)
