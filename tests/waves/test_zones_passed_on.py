"""Zones one after the other: each picks into the totes that the one before brought to the lane, on the same cart."""

from sqlalchemy import func, select

from app.db import db
from app.orders.models import Order
from app.picking.models import CartPlace, PickTask, ToteUse
from app.picking.queries import lines_of_task
from app.waves.models import Wave
from tests.floor import fresh, wrong_books
from tests.handheld import Handheld
from tests.waves.conftest import Lead, picked_for, state_of, tasks_of
from tests.waves.passing import bind, brings, ids_of, shorts_all, stage
from tests.world import World


def test_two_pickers_fill_the_same_tote_one_zone_after_the_other(
    world: World, passing: Lead, ana: Handheld, ben: Handheld, halls: tuple[int, int]
) -> None:
    west, east = halls
    order = world.order({"MUG": 2, "TEA": 1})
    wave_id = passing.releases()
    first, second = ids_of(wave_id)
    zones = [{line.location.zone_id for line in lines_of_task(task)} for task in tasks_of(wave_id)]

    brings(ana, first)
    between = state_of(Order, order)
    assert ben.claim().status_code == 200
    assert bind(ben, second, "TOTE-001")[0] == 200
    ben.pick_all(second)
    stage(ben, second)

    assert zones == [{east}, {west}]
    assert (between, state_of(Order, order)) == ("picking", "picked")
    assert state_of(Wave, wave_id) == "done"
    assert (world.on_hand("T-001", "TEA", "L1") + world.on_hand("T-001", "TEA", "L2")) == 1
    assert world.on_hand("T-001", "MUG") == 2
    assert db.session.scalar(select(func.count(ToteUse.id))) == 1, "the tote was bound once"
    assert wrong_books() == []


def test_another_tote_than_the_one_passed_on_is_refused_by_name(
    world: World, passing: Lead, ana: Handheld, ben: Handheld
) -> None:
    world.order({"MUG": 2, "TEA": 1})
    first, second = ids_of(passing.releases())
    brings(ana, first)
    ben.claim()

    status, text = bind(ben, second, "TOTE-005")
    stop = ben.walk(second).stops[0]
    too_early = ben.pick(second, stop, tote="TOTE-001")
    full = ben.post(f"/picking/places/{stop.place.id}/full", tote="TOTE-005")

    assert status == 422
    assert "This is T-005. Scan T-001, which was passed on to you: it stands in LANE-1." in text.replace("tote ", "")
    for answer in (too_early, full):
        assert answer.status_code == 409
        assert "T-001 still stands in LANE-1. Scan it to place 1 first." in answer.text
    assert "T-001 from LANE-1" in ben.client.get(f"/picking/tasks/{second}").text
    assert world.on_hand("T-001", "MUG") == 0
    assert fresh(PickTask, second).lines[0].picked == 0
    assert wrong_books() == []


def test_when_nothing_is_found_in_the_first_zone_the_next_begins_with_an_empty_tote(
    world: World, passing: Lead, ana: Handheld, ben: Handheld
) -> None:
    order = world.order({"MUG": 2, "TEA": 1})
    first, second = ids_of(passing.releases())
    ana.claim()
    ana.bind_all(first)
    shorts_all(ana, first)
    stage(ana, first)

    assert ben.claim().status_code == 200
    assert bind(ben, second, "TOTE-002")[0] == 200
    ben.pick_all(second)
    stage(ben, second)

    assert state_of(Order, order) == "picked"
    assert sorted((line.picked, line.short) for line in fresh(Order, order).lines) == [(0, 1), (2, 0)]
    assert world.on_hand("T-002", "MUG") == 2
    assert wrong_books() == []


def test_an_order_whose_later_lines_are_all_short_is_closed_and_its_tote_stays_where_it_stands(
    world: World, passing: Lead, ana: Handheld, ben: Handheld
) -> None:
    order = world.order({"CARD": 2, "TEA": 1})
    first, second = ids_of(passing.releases())
    brings(ana, first)
    ben.claim()
    shorts_all(ben, second)
    stage(ben, second, "LOC-LANE-2")

    assert state_of(Order, order) == "picked"
    (use,) = db.session.scalars(select(ToteUse))
    assert (use.staged_at_id, use.released_at) == (world.location("LANE-1").id, None)
    assert wrong_books() == []


def test_an_order_of_one_zone_waits_for_no_other_and_a_later_one_begins_with_an_empty_tote(
    world: World, passing: Lead, ana: Handheld, ben: Handheld
) -> None:
    both, east, west = world.order({"CARD": 1, "TEA": 1}), world.order({"TEA": 1}), world.order({"CARD": 1})
    wave_id = passing.releases()
    first, second = ids_of(wave_id)
    assert [picked_for(task) for task in tasks_of(wave_id)] == [{both, east}, {both, west}]

    brings(ana, first)
    assert [state_of(Order, order) for order in (both, east, west)] == ["picking", "picked", "waved"]

    ben.claim()
    places = {place.order_id: place for place in db.session.scalars(select(CartPlace))}
    assert len(places) == 3
    assert places[east].task_id == first, "it stays in the lane"
    tote = places[both].totes[0].tote.barcode
    assert bind(ben, second, tote, places[both].position)[0] == 200
    refused, _ = bind(ben, second, tote, places[west].position)
    assert refused == 409
    assert bind(ben, second, "TOTE-009", places[west].position)[0] == 200
    ben.pick_all(second)
    stage(ben, second)

    assert [state_of(Order, order) for order in (both, east, west)] == ["picked"] * 3
    assert wrong_books() == []


def test_a_full_tote_stays_in_the_lane_and_the_last_one_is_passed_on(
    world: World, passing: Lead, ana: Handheld, ben: Handheld
) -> None:
    order = world.order({"CARD": 1, "TEA": 2})
    first, second = ids_of(passing.releases())
    ana.claim()
    ana.bind_all(first)
    stop = ana.walk(first).stops[0]
    ana.pick(first, stop, quantity=1)
    assert ana.post(f"/picking/places/{stop.place.id}/full", tote="TOTE-002").status_code == 200
    ana.pick_all(first)
    stage(ana, first)
    ben.claim()

    assert bind(ben, second, "TOTE-001")[0] == 422
    assert bind(ben, second, "TOTE-002")[0] == 200
    ben.pick_all(second)
    stage(ben, second, "LOC-LANE-2")

    stands = {use.tote.address: use.staged_at.address for use in db.session.scalars(select(ToteUse)) if use.staged_at}
    assert stands == {"T-001": "LANE-1", "T-002": "LANE-2"}
    assert state_of(Order, order) == "picked"
    assert wrong_books() == []


def test_in_bulk_the_common_tote_is_passed_on(world: World, passing: Lead, ana: Handheld, ben: Handheld) -> None:
    orders = [world.order({"CARD": 1, "TEA": 1}), world.order({"CARD": 2})]
    first, second = ids_of(passing.releases(mode="bulk"))
    brings(ana, first)
    ben.claim()

    assert bind(ben, second, "TOTE-001")[0] == 200
    ben.pick_all(second)
    stage(ben, second)

    assert world.on_hand("T-001", "CARD") == 3
    assert [state_of(Order, order) for order in orders] == ["picked", "picked"]
    assert wrong_books() == []


def test_a_cart_within_one_zone_is_one_task_that_waits_for_none(world: World, passing: Lead) -> None:
    world.order({"CARD": 2})

    (task,) = tasks_of(passing.releases())

    assert task.waits_for_id is None
