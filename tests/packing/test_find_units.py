"""What was said to be missing turns up: it is packed, unless somebody decided about it meanwhile."""

import pytest
from sqlalchemy import select

from app.counting.models import CycleCount
from app.db import db
from app.operations import Outcome
from app.orders.commands import cancel_order, ship_short
from app.orders.holds import open_holds
from app.orders.models import PACKED, PICKED, Order, OrderLine
from app.packing.commands import find_units
from app.packing.models import Carton, PackLoss
from app.picking.models import ToteUse
from tests.floor import fresh, wrong_books
from tests.packing.bench import CARD, MUG, order_named, pack, shut
from tests.packing.conftest import document
from tests.packing.orders import close, closed_carton, hand, pack_all, picked_order
from tests.world import World


@pytest.fixture
def carton_id(world: World, order_id: int) -> int:
    """A mug and the card are packed; the other mug was not in the tote."""
    assert pack(world, order_id, MUG).ok
    assert pack(world, order_id, CARD).ok
    carton_id = document(order_id).open_carton.id  # type: ignore[union-attr]
    assert shut(world, carton_id, missing="missing").ok
    return carton_id


def found(world: World, order_id: int, loss_id: int | None = None) -> Outcome:
    missing = document(order_id).missing
    which = loss_id or (missing[0].loss_id if missing else 0)
    return hand(world, "Ben").does("find", lambda actor: find_units(order_named(order_id), which, actor))


def test_it_is_packed_into_another_carton_and_nobody_has_to_decide(world: World, order_id: int, carton_id: int) -> None:
    assert [(one.name, one.units) for one in document(order_id).missing] == [("Red mug", 1)]

    assert found(world, order_id).ok

    assert document(order_id).left == 1
    assert document(order_id).missing == ()
    assert [tote.address for tote in document(order_id).totes] == ["T-001"]
    assert world.on_hand("T-001", "MUG") == 1
    assert open_holds(fresh(Order, order_id)) == []
    assert fresh(Carton, carton_id).missing_reason == ""
    assert db.session.query(CycleCount).count() == 1
    assert wrong_books() == []
    close(world, pack_all(world, order_id))
    assert fresh(Order, order_id).state == PACKED
    assert wrong_books() == []


def test_it_is_found_once(world: World, order_id: int, carton_id: int) -> None:
    loss_id = document(order_id).missing[0].loss_id
    assert found(world, order_id, loss_id).ok

    assert found(world, order_id, loss_id).code == "found_too_late"
    assert document(order_id).left == 1
    assert wrong_books() == []


def test_a_second_time_it_can_be_missing_again(world: World, order_id: int, carton_id: int) -> None:
    assert found(world, order_id).ok
    assert pack(world, order_id, MUG).ok
    second = document(order_id).open_carton.id  # type: ignore[union-attr]
    close(world, second)

    assert fresh(Order, order_id).state == PACKED
    assert document(order_id).missing == ()
    assert wrong_books() == []


def test_of_two_items_the_other_is_still_the_leads(world: World) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 2})
    assert pack(world, order_id, MUG).ok
    assert shut(world, document(order_id).open_carton.id, missing="missing").ok  # type: ignore[union-attr]
    cards = next(one for one in document(order_id).missing if one.name == "Greeting card")

    assert found(world, order_id, cards.loss_id).ok

    (hold,) = open_holds(fresh(Order, order_id))
    assert (hold.reason, hold.params) == ("short", {"sku": "MUG", "quantity": 1})
    assert (document(order_id).left, fresh(Order, order_id).state) == (2, PICKED)
    assert wrong_books() == []


def test_after_the_lead_decided_it_goes_back_to_its_bin(world: World, order_id: int, carton_id: int) -> None:
    loss_id = document(order_id).missing[0].loss_id
    line_id = next(line.id for line in fresh(Order, order_id).lines if line.sku == "MUG")
    world.do(lambda: ship_short(db.session.get_one(OrderLine, line_id), "Mira agreed", world.actor("Cleo")))

    assert document(order_id).missing == ()
    assert found(world, order_id, loss_id).code == "found_too_late"
    assert fresh(Order, order_id).state == PACKED
    assert wrong_books() == []


def test_of_a_cancelled_order_nothing_is_found(world: World, order_id: int, carton_id: int) -> None:
    loss_id = document(order_id).missing[0].loss_id
    world.do(lambda: cancel_order(order_named(order_id), world.actor("Cleo")))

    assert found(world, order_id, loss_id).code == "found_too_late"
    assert document(order_id).missing == ()
    assert wrong_books() == []


def test_a_tote_that_another_order_has_by_now_takes_nothing(world: World, order_id: int, carton_id: int) -> None:
    picked_order(world, {"CARD": 1})
    uses = db.session.scalars(select(ToteUse).where(ToteUse.released_at.is_(None))).all()
    assert [use.tote.address for use in uses] == ["T-001"]

    assert found(world, order_id).code == "found_too_late"
    assert world.on_hand("T-001", "MUG") == 0
    assert wrong_books() == []


def test_what_was_damaged_is_not_found_again(world: World, order_id: int) -> None:
    assert pack(world, order_id, MUG).ok
    assert shut(world, document(order_id).open_carton.id, missing="damaged").ok  # type: ignore[union-attr]
    losses = db.session.scalars(select(PackLoss.id)).all()

    assert losses
    assert document(order_id).missing == ()
    assert found(world, order_id, losses[0]).code == "found_too_late"


def test_a_numbered_unit_is_found_with_its_number(world: World) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    order_id = picked_order(world, {"MUG": 1, "CARD": 1})
    assert pack(world, order_id, MUG).ok
    assert shut(world, document(order_id).open_carton.id, missing="missing").ok  # type: ignore[union-attr]

    assert found(world, order_id).ok

    assert [len(line.serials) for line in document(order_id).lines if line.asks_serial] == [1]
    assert wrong_books() == []
    close(world, pack_all(world, order_id))
    assert fresh(Order, order_id).state == PACKED
    assert wrong_books() == []


def test_an_order_of_which_nothing_is_missing_has_nothing_to_find(world: World) -> None:
    carton = fresh(Carton, closed_carton(world))

    assert found(world, carton.order_id, 1).code == "found_too_late"
    assert fresh(Carton, carton.id).missing_reason == ""
