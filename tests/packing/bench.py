"""What Ben does with one order and its carton, in a word."""

from app.db import db
from app.operations import Outcome
from app.orders.models import Order
from app.packing.commands import (
    Closing,
    close_carton,
    pack_units,
    verify_units,
)
from app.packing.models import Carton
from app.walks.scans import StopScan
from tests.packing.orders import hand
from tests.world import World

MUG, CARD = "4006381333931", "5012345678900"


def shut(world: World, carton_id: int, name: str = "Ben", **said: object) -> Outcome:
    closing = Closing(**({"weight_g": 800} | said))  # type: ignore[arg-type]
    return hand(world, name).does("close", lambda actor: close_carton(carton_of(carton_id), closing, actor))


def pack(world: World, order_id: int, code: str, name: str = "Ben") -> Outcome:
    scan = StopScan(item=code)
    return hand(world, name).does("pack", lambda actor: pack_units(order_named(order_id), scan, None, actor))


def verify(world: World, carton_id: int, code: str) -> Outcome:
    scan = StopScan(item=code)
    return hand(world, "Ben").does("verify", lambda actor: verify_units(carton_of(carton_id), scan, actor))


def carton_of(carton_id: int) -> Carton:
    return db.session.get_one(Carton, carton_id)


def order_named(order_id: int) -> Order:
    return db.session.get_one(Order, order_id)
