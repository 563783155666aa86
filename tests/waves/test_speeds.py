"""What a leg is, and what a pace is made of."""

from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.clock import now
from app.db import db
from app.planning.layout import Cell
from app.planning.speed import Leg, Speed
from app.warehouse.models import Warehouse
from app.waves.legs import SHIFT, Legs
from app.waves.speeds import Speeds, speeds_of
from app.waves.speeds import _lock as taking_in
from tests.floor import empty_tote
from tests.handheld import Handheld
from tests.waves.conftest import Lead, tasks_of
from tests.waves.test_risk import picked
from tests.world import World

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
ANA = 1


@pytest.fixture
def speeds() -> Speeds:
    return Speeds(Speed(1.2, 8.0), Legs(warehouse_id=1))


def took(speeds: Speeds, *seconds: float) -> None:
    speeds.legs.of[ANA].extend((NOON, Leg(5.0, 1.0, 0.0, each)) for each in seconds)


@pytest.mark.parametrize("no_leg", [660.0, -40.0])
def test_what_is_no_leg_counts_neither_as_time_nor_as_a_line(speeds: Speeds, no_leg: float) -> None:
    took(speeds, *[30.0] * 8, no_leg)

    assert speeds.pace(ANA, NOON) == 120


def test_two_legs_and_what_is_none_make_no_pace(speeds: Speeds) -> None:
    took(speeds, 30.0, 30.0, 660.0)

    assert speeds.pace(ANA, NOON) is None


def test_a_first_stop_that_is_picked_in_parts_draws_no_leg_of_the_walk_before_out(
    world: World, cleo: Lead, ana: Handheld
) -> None:
    unit_by_unit(world, cleo, ana, {"MUG": 1, "CARD": 1})
    unit_by_unit(world, cleo, ana, {"CARD": 2, "TEA": 2})
    picked(400, 370, 200, 140, 100, 90)

    legs = speeds_of(db.session.get_one(Warehouse, world.warehouse_id), None, now()).legs.all()

    assert [leg.seconds for leg in legs] == pytest.approx([30, 50], abs=0.5)


def unit_by_unit(world: World, cleo: Lead, ana: Handheld, lines: dict[str, int]) -> None:
    """A walk from its claim to its lane, with a scan for each unit."""
    world.order(lines, ship_by=now() + timedelta(minutes=50))
    task_id = tasks_of(cleo.releases())[0].id
    ana.claim()
    for place in ana.walk(task_id).places:
        ana.post(f"/picking/places/{place.id}/totes", tote=empty_tote(world.warehouse_id))
    while stops := [stop for stop in ana.walk(task_id).stops if stop.left]:
        assert ana.pick(task_id, stops[0], quantity=1).status_code == 200
    assert ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1").status_code == 200


def test_what_is_older_than_a_shift_is_forgotten(world: World, cleo: Lead, ana: Handheld) -> None:
    unit_by_unit(world, cleo, ana, {"MUG": 1})
    warehouse = db.session.get_one(Warehouse, world.warehouse_id)
    legs = speeds_of(warehouse, None, now()).legs
    known = len(legs.on_walk), len(legs.in_wave), len(legs.visits), len(legs.here)

    later = speeds_of(warehouse, None, now() + SHIFT + timedelta(hours=1)).legs

    assert later is legs
    assert known == (1, 1, 1, 1)
    assert (len(legs.on_walk), len(legs.in_wave), len(legs.visits)) == (0, 0, 0)
    assert len(legs.here) == 1, "where somebody was last is told also later"


def test_two_leads_who_ask_for_heat_at_once_get_the_same(speeds: Speeds) -> None:
    speeds.legs.visits = Asked(lambda: speeds.legs.heat(NOON))
    speeds.legs.visits[NOON - 2 * SHIFT][Cell(0, 1)] += 1
    speeds.legs.visits[NOON][Cell(0, 2)] += 1

    assert speeds.legs.heat(NOON) == {Cell(0, 2): 1}


def test_heat_is_not_read_while_picks_are_taken_in(speeds: Speeds) -> None:
    speeds.legs.visits[NOON][Cell(0, 2)] += 1
    with ThreadPoolExecutor(1) as lead:
        with taking_in:
            heat = lead.submit(speeds.heat, NOON)
            with pytest.raises(TimeoutError):
                heat.result(timeout=0.1)

        assert heat.result(timeout=5) == {Cell(0, 2): 1}


class Asked(defaultdict[datetime, Counter[Cell]]):
    """While its items are looked at for the first time, somebody else asks."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__(Counter)
        self.meanwhile: Callable[[], object] | None = meanwhile

    def items(self) -> Any:
        found, meanwhile, self.meanwhile = list(super().items()), self.meanwhile, None
        if meanwhile:
            meanwhile()
        return found
