"""A carton that weighs what it should not is verified: each unit is scanned again, or a second person looks."""

from app.packing.commands import (
    unpack_units,
    verify_by_second,
)
from app.packing.models import CLOSED, OPEN, Carton
from app.packing.weighing import expected_g
from app.walks.scans import StopScan
from tests.floor import fresh, wrong_books
from tests.packing.bench import CARD, MUG, carton_of, shut, verify
from tests.packing.conftest import document
from tests.packing.orders import hand
from tests.world import World


def test_a_weight_that_is_far_off_stops_the_carton_until_each_unit_is_scanned_again(world: World, full: int) -> None:
    expected = expected_g(fresh(Carton, full))
    assert expected == 80 + 2 * 350 + 12

    stopped = shut(world, full, weight_g=expected + 100)

    assert stopped.ok
    assert stopped.result["to_verify"] is True
    carton = fresh(Carton, full)
    assert (carton.state, carton.is_to_verify, carton.weight_g) == (OPEN, True, expected + 100)
    assert shut(world, full, weight_g=expected).code == "carton_to_verify"
    for code, left in ((MUG, 2), (CARD, 1), (MUG, 0)):
        assert verify(world, full, code).result["left"] == left
    assert fresh(Carton, full).verified_by_id == world.workers["Ben"]
    assert shut(world, full, weight_g=expected + 100).result["to_verify"] is False
    assert fresh(Carton, full).state == CLOSED
    assert wrong_books() == []


def test_scanning_again_finds_what_is_too_much_and_what_is_not_there(world: World, full: int) -> None:
    assert shut(world, full, weight_g=2000).ok

    assert verify(world, full, "4012345678901").code == "not_in_carton"
    for _ in range(2):
        assert verify(world, full, MUG).ok
    assert verify(world, full, MUG).code == "more_than_packed"
    assert fresh(Carton, full).is_to_verify
    scan = StopScan(item=CARD)
    assert hand(world, "Ben").does("out", lambda actor: unpack_units(carton_of(full), scan, actor)).ok
    assert document(fresh(Carton, full).order_id).left == 1
    assert wrong_books() == []


def test_within_the_tolerance_it_is_closed(world: World, full: int) -> None:
    assert shut(world, full, weight_g=792 + 30).result["to_verify"] is False


def test_just_outside_of_it_is_not(world: World, full: int) -> None:
    assert shut(world, full, weight_g=792 + 32).result["to_verify"] is True


def test_a_second_person_confirms_where_that_is_set(world: World, full: int) -> None:
    assert shut(world, full, weight_g=2000).ok
    ben, cleo = hand(world, "Ben"), hand(world, "Cleo")
    assert cleo.does("second", lambda actor: verify_by_second(carton_of(full), actor)).code == "no_second_person"
    world.sets(verify_by_second=True)

    assert ben.does("second", lambda actor: verify_by_second(carton_of(full), actor)).code == "second_person_needed"
    assert cleo.does("second", lambda actor: verify_by_second(carton_of(full), actor)).ok

    assert shut(world, full, weight_g=2000).result["to_verify"] is False
    assert fresh(Carton, full).verified_by_id == world.workers["Cleo"]


def test_without_a_weight_it_is_not_closed_where_cartons_are_weighed(world: World, full: int) -> None:
    assert shut(world, full, weight_g=None).code == "weight_missing"
    assert shut(world, full, weight_g=4006381333931).code == "weight_missing"
    world.sets(weigh_cartons=False)

    assert shut(world, full, weight_g=None).ok
