"""Zones one after the other: each picks into the totes that the one before brought to the lane, on the same cart."""

import pytest
from sqlalchemy import func, select

from app.db import db
from app.orders.models import Order
from app.outbox.models import OutboxEntry
from app.picking.models import CartPlace, PickTask, ToteUse
from app.picking.queries import lines_of_task
from app.walks.queries import walks_waiting
from app.waves.models import Wave
from tests.floor import fresh, wrong_books
from tests.handheld import Handheld
from tests.visitor import visitor
from tests.waves.conftest import Lead, picked_for, state_of, tasks_of
from tests.waves.passing import bind, brings, ids_of, shorts_all, stage
from tests.waves.test_pages import words
from tests.world import World


@pytest.fixture
def ana(world: World) -> Handheld:
    return Handheld(world, "Ana")


@pytest.fixture
def ben(world: World) -> Handheld:
    return Handheld(world, "Ben")


@pytest.fixture
def passing(cleo: Lead, halls: tuple[int, int]) -> Lead:
    """The cart is begun in the east hall (tea), and passed on to the west hall (mugs, cards)."""
    cleo.sets(zone_mode="pass")
    return cleo


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


def test_the_second_zones_task_is_nobodys_before_the_first_is_staged(
    world: World, passing: Lead, ana: Handheld, ben: Handheld
) -> None:
    world.order({"MUG": 2, "TEA": 1})
    first, second = ids_of(passing.releases())
    ana.claim()
    ana.bind_all(first)
    ana.pick_all(first)

    refused = ben.claim()
    assert (refused.status_code, "There is no work for you now" in refused.text) == (409, True)
    assert fresh(PickTask, second).holder_id is None
    assert walks_waiting(world.workers["Ben"], world.warehouse_id) == (0, 0)
    assert wrong_books() == []

    stage(ana, first)
    assert walks_waiting(world.workers["Ben"], world.warehouse_id) == (0, 1)
    assert ben.claim().status_code == 200
    assert fresh(PickTask, second).holder_id == world.workers["Ben"]


def test_pickers_without_work_hear_when_the_second_zone_may_begin_and_not_while_it_waits(
    world: World, passing: Lead, ana: Handheld
) -> None:
    world.order({"MUG": 2, "TEA": 1})
    first, _ = ids_of(passing.releases())
    told = select(func.count()).where(OutboxEntry.name == "work-free")
    when_put_up = db.session.scalar(told)
    ana.claim()
    ana.bind_all(first)
    ana.pick_all(first)
    before = db.session.scalar(told) or 0

    stage(ana, first)
    db.session.rollback()

    assert before == when_put_up
    assert db.session.scalar(told) == before + 1


def test_the_lead_sees_what_a_task_waits_for_and_cannot_give_it_out(world: World, passing: Lead, ana: Handheld) -> None:
    world.order({"MUG": 2, "TEA": 1})
    wave_id = passing.releases()
    first, second = ids_of(wave_id)
    lead = visitor(world, "Cleo")

    refused = lead.send(f"/tasks/{second}/assignments", worker_id=world.workers["Ben"])
    page = lead.get(f"/waves/{wave_id}").text

    assert f"Task {first} comes first: its totes are passed on to this one." in refused.text
    assert (fresh(PickTask, second).state, fresh(PickTask, second).holder_id) == ("free", None)
    assert f"waits for task {first}" in page
    assert "Free 1 Waiting for the zone before 1" in words(page)
    assert "Free 1 Waiting for the zone before 1" in words(lead.get("/waves").text)
    assert f"/tasks/{first}/assignments" in page
    assert f"/tasks/{second}/assignments" not in page

    brings(ana, first)
    lead.send(f"/tasks/{second}/assignments", worker_id=world.workers["Ben"])
    assert fresh(PickTask, second).state == "assigned"
    assert "waits for task" not in lead.get(f"/waves/{wave_id}").text
    assert "Waiting for the zone before" not in lead.get(f"/waves/{wave_id}").text


def test_the_lead_reads_what_the_plan_saves_also_where_carts_are_passed_on(world: World, passing: Lead) -> None:
    passing.sets(zone_mode="pass", cart_places=2)
    for _ in range(2):
        world.order({"MUG": 1, "CARD": 1})
        world.order({"TEA": 1})
    wave_id = passing.releases()
    wave: Wave = fresh(Wave, wave_id)

    assert wave.planned_metres == pytest.approx(sum(task.metres for task in tasks_of(wave_id)))
    assert 0 < wave.saved_metres < (wave.first_come_metres or 0)
    assert "less than first come, first served" in visitor(world, "Cleo").get(f"/waves/{wave_id}").text


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
