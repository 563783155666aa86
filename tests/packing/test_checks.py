"""A channel's list is ticked for the cartons that are packed now; for others later it is ticked anew."""

import pytest

from app.db import db
from app.operations.models import AuditEntry
from app.orders.models import PACKED, Channel, Order
from app.packing.commands import add_check, empty_carton, reopen_carton, tick_check
from app.packing.models import Carton
from tests.floor import fresh, wrong_books
from tests.packing.bench import carton_of, order_named, shut
from tests.packing.conftest import document
from tests.packing.orders import close, hand, pack_all, picked_order
from tests.world import World


@pytest.fixture
def check_id(world: World) -> int:
    def command() -> int:
        channel = db.session.get_one(Channel, world.channel_id)
        check = add_check(channel, "invoice", "Invoice inside", "INV", world.actor("Gus"))
        db.session.flush()
        return check.id

    return world.do(command)


def tick(world: World, order_id: int, check_id: int, name: str = "Ben") -> None:
    done = hand(world, name).does("tick", lambda actor: tick_check(order_named(order_id), actor, check_id))
    assert done.ok, done


def ticked(order_id: int) -> list[bool]:
    return [check.is_ticked for check in document(order_id).checks]


def test_a_carton_that_is_opened_again_keeps_its_papers(world: World, order_id: int, check_id: int) -> None:
    carton_id = pack_all(world, order_id)
    tick(world, order_id, check_id)
    close(world, carton_id)
    assert hand(world, "Ben").does("reopen", lambda actor: reopen_carton(carton_of(carton_id), actor)).ok

    assert ticked(order_id) == [True]
    close(world, carton_id)
    assert fresh(Order, order_id).state == PACKED


def test_what_was_emptied_is_ticked_anew_by_whoever_packs_it(world: World, order_id: int, check_id: int) -> None:
    carton_id = pack_all(world, order_id)
    tick(world, order_id, check_id)
    close(world, carton_id)
    assert hand(world, "Ben").does("empty", lambda actor: empty_carton(carton_of(carton_id), "TOTE-005", actor)).ok

    assert ticked(order_id) == [False]
    second = pack_all(world, order_id)
    assert ticked(order_id) == [False]
    assert shut(world, second).code == "checks_left"
    for _ in range(2):
        tick(world, order_id, check_id, "Cleo")
    assert ticked(order_id) == [True]
    close(world, second)

    assert fresh(Order, order_id).state == PACKED
    assert db.session.query(AuditEntry).filter_by(change="ticked").count() == 2
    assert wrong_books() == []


def test_a_second_carton_of_the_same_units_asks_for_nothing_twice(world: World, check_id: int) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    tick(world, order_id, check_id)
    first = pack_all(world, order_id)

    assert ticked(order_id) == [True]
    close(world, first)
    assert fresh(Carton, first).state == "closed"
    assert ticked(order_id) == [True]
