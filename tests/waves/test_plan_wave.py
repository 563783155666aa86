"""Cleo plans waves: which orders they take, and which they leave."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.orders.holds import hold_order
from app.orders.models import Order
from app.picking.models import PickTask
from app.warehouse.models import Zone
from app.waves.commands import cancel_wave, release_wave
from app.waves.errors import ChoiceUnclear, NothingToWave, OrdersNotMixed, WaveOver
from app.waves.models import Wave
from tests.floor import fresh, release, wrong_books
from tests.waves.conftest import Lead, orders_in, state_of
from tests.world import SYSTEM, World

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


def test_a_wave_takes_ready_orders_the_most_urgent_first(world: World, cleo: Lead) -> None:
    later = world.order({"MUG": 1}, ship_by=NOON + timedelta(hours=3))
    sooner = world.order({"MUG": 1}, ship_by=NOON)
    some_day = world.order({"MUG": 1})
    important = world.order({"MUG": 1}, priority=1)

    assert orders_in(cleo.plans()) == [important, sooner, later, some_day]


def test_a_held_a_cancelled_and_a_waved_order_stay_out(world: World, cleo: Lead) -> None:
    held, cancelled, waved, ready = (world.order({"CARD": 1}) for _ in range(4))

    def keep_out() -> None:
        hold_order(db.session.get_one(Order, held), "by_hand", {"note": "ask Mira"}, SYSTEM)
        db.session.get_one(Order, cancelled).state = "cancelled"
        db.session.get_one(Order, waved).state = "waved"

    world.do(keep_out)

    assert orders_in(cleo.plans()) == [ready]


def test_an_order_is_in_one_open_wave_only(world: World, cleo: Lead) -> None:
    first = world.order({"CARD": 1})
    earlier = cleo.plans()
    second = world.order({"CARD": 1})

    assert orders_in(cleo.plans()) == [second]
    assert orders_in(earlier) == [first]
    with pytest.raises(NothingToWave):
        cleo.plans()
    assert wrong_books() == []


@pytest.mark.parametrize(
    "choice",
    [
        {"cut_off_at": NOON},
        {"carrier": "Fleet"},
        {"delivery_mode": "store"},
        {"priority": 2},
        {"single_line": True},
        {"limit": 1},
        {"zone": "TEA"},
    ],
    ids=str,
)
def test_a_choice_takes_what_fits_it_and_leaves_the_rest(world: World, cleo: Lead, choice: dict[str, object]) -> None:
    fits = world.order({"TEA": 1}, ship_by=NOON, carrier="Fleet", delivery_mode="store", priority=2)
    world.order({"MUG": 1, "CARD": 1}, ship_by=NOON + timedelta(minutes=1), carrier="Slow", priority=1)

    def open_zone() -> None:
        zone = Zone(warehouse_id=world.warehouse_id, code="TEA", name="Tea")
        db.session.add(zone)
        db.session.flush()
        world.location("D-05-1").zone_id = zone.id

    world.do(open_zone)

    wave_id = cleo.plans(**choice)

    assert orders_in(wave_id) == [fits]
    assert fresh(Wave, wave_id).choice == {
        "mode": "cart",
        "limit": 60,
        **choice,
        **({"cut_off_at": NOON.isoformat()} if "cut_off_at" in choice else {}),
    }


def test_an_order_that_needs_another_zone_too_is_not_taken_for_a_zone(world: World, cleo: Lead) -> None:
    world.order({"TEA": 1, "MUG": 1})

    def open_zone() -> None:
        db.session.add(Zone(warehouse_id=world.warehouse_id, code="TEA", name="Tea"))
        db.session.flush()
        world.location("D-05-1").zone_id = db.session.scalars(select(Zone.id).where(Zone.code == "TEA")).one()

    world.do(open_zone)

    with pytest.raises(NothingToWave):
        cleo.plans(zone="TEA")


def test_an_order_whose_stock_in_the_zone_may_not_be_allocated_is_not_taken_for_the_zone(
    world: World, cleo: Lead
) -> None:
    world.order({"TEA": 1})
    today = now().date()

    def open_zone() -> None:
        db.session.add(Zone(warehouse_id=world.warehouse_id, code="TEA", name="Tea"))
        db.session.flush()
        world.location("D-05-1").zone_id = db.session.scalars(select(Zone.id).where(Zone.code == "TEA")).one()
        world.lot("TEA", "L1").expires_on = world.lot("TEA", "L2").expires_on = today - timedelta(days=2)

    world.do(open_zone)

    with pytest.raises(NothingToWave):
        cleo.plans(zone="TEA")


def test_a_choice_that_fits_nothing_makes_no_wave_and_uses_no_number(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1}, carrier="Fleet")

    with pytest.raises(NothingToWave):
        cleo.plans(carrier="Nobody")

    assert fresh(Wave, cleo.plans()).number == 1


@pytest.mark.parametrize("choice", [{"mode": "drone"}, {"delivery_mode": "pigeon"}, {"zone": "MOON"}], ids=str)
def test_what_is_not_known_is_refused_by_name(world: World, cleo: Lead, choice: dict[str, str]) -> None:
    world.order({"CARD": 1})

    with pytest.raises(ChoiceUnclear) as refused:
        cleo.plans(**choice)

    assert next(iter(choice.values())) in str(refused.value)


def test_each_warehouse_counts_its_own_waves(world: World, cleo: Lead) -> None:
    def another() -> None:
        db.session.add(Wave(warehouse_id=world.other_warehouse_id, number=7, created_at=NOON))

    world.do(another)
    world.order({"CARD": 1})

    assert fresh(Wave, cleo.plans()).number == 1


def test_two_leads_who_plan_at_once_share_the_orders_out(world: World, cleo: Lead) -> None:
    orders = [world.order({"CARD": 1}) for _ in range(6)]
    waves: list[int] = []

    def plan() -> None:
        with world.app.app_context():
            waves.append(cleo.plans(limit=3))

    side_by_side(plan, plan)

    assert sorted(orders_in(waves[0]) + orders_in(waves[1])) == orders
    assert {fresh(Wave, wave_id).number for wave_id in waves} == {1, 2}


def test_a_cancelled_wave_lets_its_orders_go(world: World, cleo: Lead) -> None:
    order = world.order({"CARD": 1})
    wave_id = cleo.plans()

    world.do(lambda: cancel_wave(db.session.get_one(Wave, wave_id), world.actor("Cleo")))

    assert state_of(Wave, wave_id) == "cancelled"
    assert orders_in(cleo.plans()) == [order]
    assert wrong_books() == []


def test_a_wave_that_is_out_is_neither_released_again_nor_cancelled(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.releases()

    for command in (release_wave, cancel_wave):
        with pytest.raises(WaveOver):
            world.do(lambda command=command: command(db.session.get_one(Wave, wave_id), world.actor("Cleo")))  # type: ignore[misc]

    assert state_of(Wave, wave_id) == "released"
    assert wrong_books() == []


def side_by_side(*work: Callable[[], None]) -> None:
    threads = [Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_warehouse_that_mixes_no_orders_in_a_tote_plans_no_wave_in_bulk(world: World) -> None:
    world.sets(orders_per_tote=1)
    world.order({"MUG": 1})

    with pytest.raises(OrdersNotMixed):
        release(world.warehouse_id, "bulk")
    assert release(world.warehouse_id, "cart"), "the order was not taken"


def test_as_many_orders_share_the_totes_of_a_walk_as_the_warehouse_wants(world: World) -> None:
    world.sets(orders_per_tote=2)
    for _ in range(3):
        world.order({"CARD": 1})

    tasks = release(world.warehouse_id, "bulk")

    orders = [{line.order_line.order_id for line in db.session.get_one(PickTask, task_id).lines} for task_id in tasks]
    assert sorted(len(each) for each in orders) == [1, 2]
