"""A carton is opened again, emptied, or its last scan is undone, until it has left."""

from app.orders.models import PACKED, PICKED, Order
from app.packing.commands import (
    empty_carton,
    reopen_carton,
    undo_last,
)
from app.packing.models import EMPTIED, SHIPPED, Carton
from tests.floor import fresh, wrong_books
from tests.packing.bench import MUG, carton_of, order_named, pack
from tests.packing.conftest import document
from tests.packing.orders import begin_carton, close, closed_carton, hand, pack_all, sized
from tests.world import World


def test_an_order_of_which_a_carton_has_left_is_packed_with_its_last(world: World, order_id: int) -> None:
    sized(world)
    assert pack(world, order_id, MUG).ok
    first = document(order_id).open_carton.id  # type: ignore[union-attr]
    close(world, first, goes_on=True)
    second = begin_carton(world, order_id, "BOX-L")
    pack_all(world, order_id)
    close(world, second)
    world.do(lambda: setattr(carton_of(first), "state", SHIPPED))

    assert hand(world, "Ben").does("reopen", lambda actor: reopen_carton(carton_of(second), actor)).ok
    close(world, second)

    assert fresh(Order, order_id).state == PACKED


def test_a_carton_is_opened_again_and_closed_again(world: World) -> None:
    carton_id = closed_carton(world)
    order_id = fresh(Carton, carton_id).order_id
    ben = hand(world, "Ben")

    assert ben.does("reopen", lambda actor: reopen_carton(carton_of(carton_id), actor)).ok

    assert (fresh(Order, order_id).state, fresh(Carton, carton_id).reopened) == (PICKED, 1)
    again = ben.does("reopen", lambda actor: reopen_carton(carton_of(carton_id), actor))
    assert again.code == "carton_not_closed"
    close(world, carton_id)
    assert fresh(Order, order_id).state == PACKED
    assert wrong_books() == []


def test_the_last_scan_is_undone_into_its_tote_which_is_in_use_again(world: World, order_id: int) -> None:
    pack_all(world, order_id)
    assert document(order_id).totes == ()
    ben = hand(world, "Ben")

    assert ben.does("undo", lambda actor: undo_last(order_named(order_id), actor)).ok

    assert document(order_id).left == 1
    assert [tote.address for tote in document(order_id).totes] == ["T-001"]
    other = ben.does("undo", lambda actor: undo_last(order_named(order_id), actor, meant="another"))
    assert other.code == "no_more_to_undo"
    assert wrong_books() == []


def test_a_carton_is_emptied_into_a_tote(world: World) -> None:
    carton_id = closed_carton(world, {"MUG": 2, "CARD": 1})
    order_id = fresh(Carton, carton_id).order_id

    done = hand(world, "Ben").does("empty", lambda actor: empty_carton(carton_of(carton_id), "TOTE-005", actor))

    assert done.ok
    assert fresh(Carton, carton_id).state == EMPTIED
    assert [tote.address for tote in document(order_id).totes] == ["T-005"]
    assert world.on_hand("T-005", "MUG") == 2
    assert document(order_id).left == 3
    assert wrong_books() == []
    close(world, pack_all(world, order_id))
    assert fresh(Order, order_id).state == PACKED
    assert wrong_books() == []
