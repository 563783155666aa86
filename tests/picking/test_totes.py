"""Totes: one order each, until packed or emptied."""

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.commands import receive
from app.picking.models import ToteUse
from tests.floor import release
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.world import SYSTEM, World


@pytest.fixture
def task_id(world: World, ana: Handheld) -> int:
    """Ana's walk for two orders, with no tote on the cart yet."""
    world.order({"MUG": 1}, number="N-MUG")
    world.order({"CARD": 1}, number="N-CARD")
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    return task_id


def test_an_empty_tote_belongs_to_the_order_of_its_place(task_id: int, ana: Handheld) -> None:
    first, second = ana.walk(task_id).places

    ana.post(f"/picking/places/{first.id}/totes", tote="TOTE-005")

    first, second = ana.walk(task_id).places
    assert first.tote_address == "T-005"
    assert first.order_number in ("N-MUG", "N-CARD")
    assert second.tote_address is None


def test_a_tote_in_use_is_refused_by_name(task_id: int, ana: Handheld) -> None:
    first, second = ana.walk(task_id).places
    ana.post(f"/picking/places/{first.id}/totes", tote="TOTE-005")

    answer = ana.post(f"/picking/places/{second.id}/totes", tote="TOTE-005")

    assert answer.status_code == 409
    assert f"T-005 holds order {first.order_number}" in answer.text
    assert ana.walk(task_id).places[1].tote_address is None


def test_a_tote_with_something_left_in_it_is_refused(task_id: int, ana: Handheld, world: World) -> None:
    world.do(lambda: receive(world.item("MUG"), world.lot("MUG"), 1, world.location("T-005"), SYSTEM))
    place = ana.walk(task_id).places[0]

    answer = ana.post(f"/picking/places/{place.id}/totes", tote="TOTE-005")

    assert answer.status_code == 409
    assert "T-005 is not empty in the book" in answer.text
    assert ana.walk(task_id).places[0].tote_address is None


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("LOC-A-01-1", "This is A-01-1, not a tote"),
        ("LOC-LANE-1", "not a tote"),
        ("NOBODYS", "Nobody knows code NOBODYS"),
    ],
)
def test_what_is_no_tote_is_named(task_id: int, ana: Handheld, code: str, told: str) -> None:
    place = ana.walk(task_id).places[0]

    answer = ana.post(f"/picking/places/{place.id}/totes", tote=code)

    assert answer.status_code == 422
    assert told in answer.text
    assert db.session.scalars(select(ToteUse)).all() == []


def test_a_place_that_has_a_tote_takes_no_second_one(task_id: int, ana: Handheld) -> None:
    place = ana.walk(task_id).places[0]
    ana.post(f"/picking/places/{place.id}/totes", tote="TOTE-005")

    answer = ana.post(f"/picking/places/{place.id}/totes", tote="TOTE-006")

    assert answer.status_code == 409
    assert "T-005 stands there already" in answer.text


def test_a_stop_without_a_tote_asks_for_one(task_id: int, ana: Handheld) -> None:
    answer = ana.pick(task_id, ana.walk(task_id).stops[0])

    assert answer.status_code == 409
    assert "has no tote" in answer.text


def test_a_full_tote_keeps_what_it_holds_and_the_next_takes_the_rest(walk: Walk) -> None:
    mug = walk.stop("MUG")
    walk.ana.pick(walk.task_id, mug, quantity=2)

    answer = walk.ana.post(f"/picking/places/{mug.place.id}/full", tote="TOTE-009")
    walk.ana.pick(walk.task_id, walk.stop("MUG"))

    assert answer.status_code == 200
    assert walk.world.on_hand(mug.place.tote_address or "", "MUG") == 2
    assert walk.world.on_hand("T-009", "MUG") == 1
    assert walk.stop("MUG").place.totes_full == 1


def test_a_full_tote_is_not_swapped_for_one_in_use(walk: Walk) -> None:
    first, second = walk.document.places

    answer = walk.ana.post(f"/picking/places/{first.id}/full", tote=second.tote_barcode)

    assert answer.status_code == 409
    assert walk.document.places[0].tote_address == first.tote_address, "the full tote is still the one in use"
