"""Every unit is scanned again, and goes from its tote into the order's carton."""

from app.db import db
from app.orders.models import PACKED, PICKED, Order
from app.packing.commands import pack_units
from app.packing.models import CLOSED, Carton
from app.packing.queries import cartons_of, picks_to_pack
from app.walks.scans import StopScan
from tests.floor import fresh, wrong_books
from tests.packing.conftest import document
from tests.packing.orders import close, closed_carton, hand, pack_all, picked_orders
from tests.world import World

MUG, CASE_OF_MUGS, CARD = "4006381333931", "14006381333938", "5012345678900"


def pack(world: World, order_id: int, code: str, operation_id: str | None = None, **scan: object):  # type: ignore[no-untyped-def]
    said = StopScan(item=code, **scan)  # type: ignore[arg-type]
    return hand(world, "Ben").does(
        "pack", lambda actor: pack_units(db.session.get_one(Order, order_id), said, None, actor), operation_id
    )


def test_an_order_is_packed_unit_by_unit_and_then_closed(world: World, order_id: int) -> None:
    for code in (MUG, MUG, CARD):
        assert pack(world, order_id, code).ok

    assert document(order_id).left == 0
    assert world.on_hand("PACKED", "MUG") == 2
    assert world.on_hand("T-001", "MUG") == 0
    [carton] = cartons_of(fresh(Order, order_id))
    close(world, carton.id)
    assert fresh(Order, order_id).state == PACKED
    assert fresh(Carton, carton.id).state == CLOSED
    assert document(order_id).is_done
    assert wrong_books() == []


def test_the_tote_is_free_when_nothing_lies_in_it_any_more(world: World, order_id: int) -> None:
    assert pack(world, order_id, MUG).ok
    assert picks_to_pack(fresh(Order, order_id))[0].tote_use.released_at is None
    pack_all(world, order_id)

    assert document(order_id).totes == ()
    assert wrong_books() == []


def test_a_factory_makes_a_closed_carton(world: World) -> None:
    carton = fresh(Carton, closed_carton(world, {"MUG": 1}))

    assert carton.order.state == PACKED
    assert len(carton.code) == 18
    assert wrong_books() == []


def test_one_order_is_packed_while_another_waits(world: World) -> None:
    first, second = picked_orders(world, {"MUG": 1}, {"MUG": 1})
    assert pack(world, first, MUG).ok

    assert document(second).left == 1
    assert fresh(Order, second).state == PICKED
    assert wrong_books() == []
