"""Zones picked side by side: each has its own tasks, and an order is ready when all its totes stand in the lane."""

import pytest
from sqlalchemy import update

from app.db import db
from app.orders.models import PICKED, Order
from app.picking.queries import lines_of_task
from app.warehouse.models import Location
from tests.floor import Hand, fresh, wrong_books
from tests.waves.conftest import Lead, picked_for, state_of, tasks_of
from tests.world import World


def zones_of(wave_id: int) -> list[set[int | None]]:
    """The zones in which the lines of each task lie."""
    return [{line.location.zone_id for line in lines_of_task(task)} for task in tasks_of(wave_id)]


def test_each_zones_part_of_an_order_is_on_a_task_of_its_own(world: World, cleo: Lead, halls: tuple[int, int]) -> None:
    west, east = halls
    cleo.world.sets(zone_mode="parallel")
    orders = {world.order({"MUG": 2, "TEA": 1}), world.order({"CARD": 1, "TEA": 1})}

    wave_id = cleo.releases()

    assert sorted(zones_of(wave_id), key=str) == sorted([{west}, {east}], key=str)
    assert [picked_for(task) for task in tasks_of(wave_id)] == [orders, orders]
    assert wrong_books() == []


def test_an_order_is_ready_when_the_totes_of_all_zones_stand_in_the_lane(
    world: World, cleo: Lead, halls: tuple[int, int]
) -> None:
    cleo.world.sets(zone_mode="parallel")
    order = world.order({"MUG": 2, "TEA": 1})
    wave_id = cleo.releases()
    ana, ben = Hand(world.actor("Ana")), Hand(world.actor("Ben"))
    first, second = ana.claims(), ben.claims()
    assert first
    assert second

    ana.walks(first)
    between = state_of(Order, order)
    ben.walks(second)

    assert between != PICKED
    assert state_of(Order, order) == PICKED
    assert fresh(Order, order).lines[0].picked == 2
    assert len(tasks_of(wave_id)) == 2
    assert wrong_books() == []


@pytest.mark.parametrize(("mode", "settings"), [("cart", {}), ("single", {"zone_mode": "parallel"})])
def test_one_picker_has_the_whole_order_where_zones_do_not_matter_or_a_walk_is_for_one_order(
    world: World, cleo: Lead, halls: tuple[int, int], mode: str, settings: dict[str, str]
) -> None:
    cleo.world.sets(**settings)
    world.order({"MUG": 2, "TEA": 1})

    assert zones_of(cleo.releases(mode=mode)) == [set(halls)]


def test_bins_of_no_zone_are_picked_apart_too(world: World, cleo: Lead, halls: tuple[int, int]) -> None:
    def without() -> None:
        db.session.execute(update(Location).where(Location.zone_id == halls[1]).values(zone_id=None))

    world.do(without)
    cleo.world.sets(zone_mode="parallel")
    world.order({"MUG": 2, "TEA": 1})

    assert sorted(zones_of(cleo.releases()), key=str) == sorted([{halls[0]}, {None}], key=str)
