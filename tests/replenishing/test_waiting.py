"""Order lines wait for a refill instead of being short; when it is put, they can be picked and their picker is told."""

from sqlalchemy import select

from app.db import db
from app.orders.holds import open_holds
from app.orders.models import Order
from app.picking.models import PickTask
from app.waves.models import Wave
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.replenishing.conftest import FORWARD, Keeper, refills, rule
from tests.replenishing.waits import waits
from tests.waves.conftest import line_counts, missing_of, state_of
from tests.world import World


def wave_state() -> str:
    db.session.rollback()
    return db.session.scalars(select(Wave.state).order_by(Wave.id.desc()).limit(1)).one()


def test_what_only_reserve_has_waits_and_the_refill_is_due_with_the_order(eli: Keeper) -> None:
    order_id = eli.world.order({"MUG": 20}, priority=3)

    release(eli.world.warehouse_id)

    assert line_counts(order_id) == [(14, 0, 6)]
    assert missing_of(order_id) == [], "it is not short: nobody has to decide about it"
    assert waits() == [(6, "waiting")]
    (refill,) = refills()
    assert (refill.quantity, refill.reason, refill.location.address) == (6, "wave", FORWARD)
    assert wrong_books() == []


def test_the_refill_fills_the_bin_up_to_its_maximum_by_the_way(eli: Keeper) -> None:
    rule(eli.world, "MUG", FORWARD, 2, 40)
    eli.world.order({"MUG": 20})

    release(eli.world.warehouse_id)

    assert [refill.quantity for refill in refills()] == [30]
    assert waits() == [(6, "waiting")]


def test_when_it_is_put_the_line_joins_the_walk_under_way_and_its_picker_is_told_where(eli: Keeper) -> None:
    world = eli.world
    order_id = world.order({"MUG": 20})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick(task_id, ana.walk(task_id).stops[0])
    before = ana.walk(task_id).version
    eli.claim()

    eli.does_all()

    walk = ana.walk(task_id)
    assert walk.version > before
    assert sum(stop.left for stop in walk.stops if stop.bin_address == FORWARD) in (6, 16)
    assert sum(stop.quantity for stop in walk.stops) == 20
    assert line_counts(order_id) == [(20, 0, 0)]
    page = ana.client.get(f"/picking/tasks/{task_id}").text
    assert "Refilled: A-01-1. 6 × Red mug can be picked." in page
    assert waits() == [(6, "refilled")]
    assert wrong_books() == []
    ana.pick_all(task_id)
    assert ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1").status_code == 200
    assert state_of(Order, order_id) == "picked"
    assert wave_state() == "done"
    assert wrong_books() == []


def test_a_walk_that_ended_meanwhile_leaves_the_order_waiting_and_a_new_walk_brings_the_rest(eli: Keeper) -> None:
    world = eli.world
    order_id = world.order({"MUG": 20})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)
    assert ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1").status_code == 200
    assert state_of(Order, order_id) == "picking"
    assert wave_state() == "released"
    assert wrong_books() == []

    eli.claim()
    eli.does_all()

    (_, new_id) = db.session.scalars(select(PickTask.id).order_by(PickTask.id)).all()
    assert [stop.quantity for stop in ana.walk(new_id).stops] == [6]
    assert wrong_books() == []
    ana.claim()
    place = ana.walk(new_id).places[0]
    assert ana.post(f"/picking/places/{place.id}/totes", tote="TOTE-002").status_code == 200
    ana.pick_all(new_id)
    ana.post(f"/picking/tasks/{new_id}/stagings", lane="LOC-LANE-1")
    assert state_of(Order, order_id) == "picked"
    assert wave_state() == "done"
    assert wrong_books() == []


def test_an_order_of_which_nothing_is_in_a_forward_bin_waits_as_a_whole_in_its_wave(eli: Keeper) -> None:
    world = eli.world
    first, second = world.order({"MUG": 14}), world.order({"MUG": 5, "CARD": 2})
    world.order({"CARD": 18})
    release(world.warehouse_id)

    assert line_counts(first) == [(14, 0, 0)]
    assert sum(units for units, _ in waits()) == 5
    assert missing_of(second) == []
    assert wrong_books() == []
    whole = world.order({"MUG": 7})
    release(world.warehouse_id)
    assert (state_of(Order, whole), line_counts(whole)) == ("waved", [(0, 0, 7)])
    assert wave_state() == "released", "its line waits, though it has no task yet"
    assert sum(refill.quantity for refill in refills()) == 12
    assert wrong_books() == []

    eli.claim()
    eli.does_all()
    assert line_counts(whole) == [(7, 0, 0)]
    assert wrong_books() == []


def test_a_bin_found_short_raises_a_count_and_its_line_waits_for_the_refill_of_it(eli: Keeper) -> None:
    from app.counting.models import CycleCount

    world = eli.world
    rule(world, "MUG", FORWARD, 2, 20)
    order_id = world.order({"MUG": 14})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    stop = next(stop for stop in ana.walk(task_id).stops if stop.bin_address == FORWARD)
    ana.pick(task_id, stop, quantity=3)

    assert ana.post(f"/picking/lines/{stop.line_id}/shorts", reason="empty").status_code == 200

    (count,) = db.session.scalars(select(CycleCount)).all()
    assert (count.location.address, count.reason) == (FORWARD, "empty")
    assert line_counts(order_id) == [(7, 0, 7)]
    assert missing_of(order_id) == []
    assert waits() == [(7, "waiting")]
    assert sum(refill.quantity for refill in refills()) == 20
    assert wrong_books() == []

    eli.claim()
    eli.does_all()

    left = [(one.bin_address, one.left) for one in ana.walk(task_id).stops if one.left]
    assert (FORWARD, 7) in left
    assert line_counts(order_id) == [(14, 0, 0)]
    assert world.stock(FORWARD, "MUG").doubted_at is not None, "what lay there before is still to be counted"
    assert len(refills()) == 1, "what was just put is there: nothing more is brought"
    ana.pick_all(task_id)
    assert wrong_books() == []


def test_what_is_received_into_the_forward_bin_serves_who_waits_at_once(eli: Keeper) -> None:
    from tests.replenishing.conftest import store

    world = eli.world
    order_id = world.order({"MUG": 20})
    release(world.warehouse_id)

    store(world, "MUG", FORWARD, 2)

    assert line_counts(order_id) == [(16, 0, 4)]
    assert sorted(waits()) == [(2, "refilled"), (4, "waiting")]
    assert wrong_books() == []


def test_the_most_urgent_order_has_what_comes_first(eli: Keeper) -> None:
    world = eli.world
    world.order({"MUG": 14})
    release(world.warehouse_id)
    late, urgent = world.order({"MUG": 5}), world.order({"MUG": 5}, priority=9)
    release(world.warehouse_id)
    eli.claim()
    eli.tote()
    while taking := [stop for stop in eli.stops("refill") if stop.left]:
        eli.scan(taking[0])

    eli.scan(eli.put, quantity=5)

    assert (line_counts(urgent), line_counts(late)) == ([(5, 0, 0)], [(0, 0, 5)])
    assert open_holds(fresh(Order, late)) == []
    assert wrong_books() == []


def test_a_world_without_reserve_is_as_it_was(world: World) -> None:
    order_id = world.order({"MUG": 20})

    release(world.warehouse_id)

    assert missing_of(order_id) == [("MUG", 6)]
    assert (refills(), waits()) == ([], [])
    assert wrong_books() == []
