"""Which carton is proposed for what lies in an order's totes."""

from collections.abc import Mapping

import pytest

from app.db import db
from app.orders.models import Order
from app.packing import proposal
from app.packing.commands import end_carton_type
from app.packing.models import CartonType
from app.packing.proposal import Proposal, packed_as, propose
from tests.packing.orders import pack_all, picked_order, sized
from tests.world import World


def proposed(world: World, lines: Mapping[str, int]) -> Proposal | None:
    order_id = picked_order(world, lines)
    return propose(db.session.get_one(Order, order_id))


def name_of(made: Proposal | None) -> str:
    assert made
    return db.session.get_one(CartonType, made.type_id).name


def test_the_smallest_that_suffices_is_proposed_and_drawn(world: World) -> None:
    sized(world)

    made = proposed(world, {"MUG": 1})

    assert name_of(made) == "S"
    assert made
    assert made.cartons == 1
    assert len(packed_as(made.layout).places) == 1


def test_more_than_that_takes_the_larger_one(world: World) -> None:
    sized(world)

    made = proposed(world, {"MUG": 4, "CARD": 2})

    assert name_of(made) == "L"
    assert made
    assert len(packed_as(made.layout).places) == 6


def test_what_no_carton_takes_whole_is_spread_over_several(world: World) -> None:
    sized(world)
    world.do(lambda: setattr(_type("L"), "carries_g", 1000))

    made = proposed(world, {"MUG": 4})

    assert made
    assert made.cartons >= 2
    assert len(made.layout["cartons"]) == made.cartons


def test_items_without_sides_are_named_and_left_out(world: World) -> None:
    sized(world)
    world.do(lambda: setattr(world.item("CARD"), "height_mm", None))

    made = proposed(world, {"MUG": 1, "CARD": 1})

    assert made
    assert made.layout["without_sides"] == [world.item("CARD").id]
    assert {place.piece_id for place in packed_as(made.layout).places} == {str(world.item("MUG").id)}


@pytest.mark.parametrize("side", [None, 0])
def test_where_no_side_is_known_nothing_is_proposed(world: World, side: int | None) -> None:
    sized(world)
    world.do(lambda: setattr(world.item("MUG"), "length_mm", side))

    assert proposed(world, {"MUG": 1}) is None


def test_what_is_too_large_for_every_carton_gets_none(world: World) -> None:
    sized(world)
    world.do(lambda: setattr(world.item("MUG"), "length_mm", 2000))

    assert proposed(world, {"MUG": 1}) is None


def test_dangerous_goods_get_a_carton_of_their_own_and_its_label(world: World) -> None:
    sized(world)
    world.do(lambda: setattr(world.item("CARD"), "flags", ["dangerous"]))

    made = proposed(world, {"MUG": 1, "CARD": 1})

    assert made
    assert made.cartons == 2
    assert len({place.piece_id for place in packed_as(made.layout).places}) == 1


def test_a_type_that_is_not_bought_any_more_is_not_proposed(world: World) -> None:
    sized(world)
    world.do(lambda: end_carton_type(_type("S"), world.actor("Gus")))

    assert name_of(proposed(world, {"MUG": 1})) == "L"


def test_without_cartons_without_units_or_with_very_many_nobody_plans(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_id = picked_order(world, {"MUG": 2})
    assert propose(db.session.get_one(Order, order_id)) is None
    sized(world)
    monkeypatch.setattr(proposal, "MOST_UNITS", 1)
    assert propose(db.session.get_one(Order, order_id)) is None
    monkeypatch.undo()
    assert propose(db.session.get_one(Order, order_id))
    pack_all(world, order_id)
    db.session.remove()

    assert propose(db.session.get_one(Order, order_id)) is None


def _type(name: str) -> CartonType:
    return db.session.query(CartonType).filter_by(name=name).one()
