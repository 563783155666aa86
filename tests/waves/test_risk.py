"""Where risk comes from: legs that were picked, what is left of each walk, and who walks."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.clock import now
from app.db import db, transaction
from app.picking.models import Pick, PickTask
from app.walks.models import Holding, Pause, Walk
from app.walks.pausing import go_on, pause
from app.warehouse.models import Location, Warehouse
from app.waves.board import wave_view
from app.waves.commands import pause_wave
from app.waves.models import Wave
from app.waves.risk import Floor, floor_of
from tests.floor import fresh
from tests.handheld import Handheld
from tests.waves.conftest import Lead, tasks_of
from tests.world import SYSTEM, World

SOON = timedelta(minutes=50)


@pytest.fixture
def ana(world: World) -> Handheld:
    return Handheld(world, "Ana")


def floor(world: World) -> Floor:
    db.session.rollback()
    db.session.expire_all()
    return floor_of(db.session.get_one(Warehouse, world.warehouse_id), now())


def picked(*ago: float) -> None:
    """The picks so far were made so many seconds ago, in their order."""
    with transaction() as session:
        session.execute(update(Walk).where(Walk.started_at.is_not(None)).values(started_at=now() - timedelta(hours=1)))
        for pick, seconds in zip(session.scalars(select(Pick).order_by(Pick.id)), ago, strict=True):
            pick.at, pick.operation_id = now() - timedelta(seconds=seconds), None


def test_what_is_left_shrinks_with_each_pick_and_is_measured_from_where_the_picker_stands(
    world: World, cleo: Lead, ana: Handheld
) -> None:
    world.order({"MUG": 1, "CARD": 2, "TEA": 1}, ship_by=now() + SOON)
    wave_id = cleo.releases()
    (task,) = tasks_of(wave_id)
    ana.claim()
    ana.bind_all(task.id)
    before = floor(world)
    first, second, third = ana.walk(task.id).stops

    ana.pick(task.id, first)

    after = floor(world)
    assert after.seconds[wave_id] < before.seconds[wave_id]
    assert [stop.address for stop in after.walks[0].stops] == [second.bin_address, third.bin_address]
    here = after.speeds.here(world.workers["Ana"])
    assert here
    assert here.address == first.bin_address


def test_a_slow_shift_leaves_less_in_hand_than_a_quick_one(world: World, cleo: Lead, ana: Handheld) -> None:
    world.order({"MUG": 1, "CARD": 2}, ship_by=now() + SOON)
    first = cleo.releases()
    world.order({"TEA": 1, "MUG": 1}, ship_by=now() + SOON)
    second = cleo.releases()
    ana.claim()
    ana.bind_all(tasks_of(first)[0].id)
    ana.pick_all(tasks_of(first)[0].id)

    picked(40, 10)
    quick = floor(world).seconds[second]
    picked(400, 10)
    slow = floor(world).seconds[second]

    assert slow > quick


def test_a_rest_between_two_picks_is_not_slowness(world: World, cleo: Lead, ana: Handheld) -> None:
    world.order({"MUG": 1, "CARD": 2}, ship_by=now() + SOON)
    (task,) = tasks_of(cleo.releases())
    ana.claim()
    ana.bind_all(task.id)
    ana.pick_all(task.id)
    picked(400, 10)
    restless = floor(world).speeds.of(world.workers["Ana"]).share

    rested = Pause(walk_id=task.id, began_at=now() - timedelta(seconds=390), ended_at=now() - timedelta(seconds=30))
    world.do(lambda: db.session.add(rested))
    picked(401, 10)

    assert floor(world).speeds.of(world.workers["Ana"]).share < restless


def test_a_bin_high_up_takes_longer_to_reach(world: World, cleo: Lead, ana: Handheld) -> None:
    world.order({"MUG": 1, "CARD": 1}, ship_by=now() + SOON)
    wave_id = cleo.releases()
    ana.claim()
    low = floor(world).seconds[wave_id]

    def lift() -> None:
        bin_: Location = world.location("B-03-1")
        bin_.level = 2
        db.session.get_one(Warehouse, world.warehouse_id).settings = {"easy_levels": 0, "seconds_per_level": 60}

    world.do(lift)

    assert floor(world).seconds[wave_id] >= low + 60


def test_a_free_wave_is_counted_on_whoever_walks_and_promises_nothing_while_nobody_does(
    world: World, cleo: Lead, ana: Handheld
) -> None:
    world.order({"MUG": 1}, ship_by=now() + SOON)
    first = cleo.releases()
    world.order({"CARD": 2}, ship_by=now() + 2 * SOON)
    second = cleo.releases()
    nobody = floor(world)
    ana.claim()
    walking = floor(world)

    assert nobody.seconds == {}
    assert walking.seconds[second] > walking.seconds[first], "Ana comes to it when she is back"
    assert forecast_state(second) == "safe"


def test_who_has_not_picked_for_long_is_not_counted_on_unless_they_rest(
    world: World, cleo: Lead, ana: Handheld
) -> None:
    world.order({"MUG": 1}, ship_by=now() + SOON)
    (task,) = tasks_of(cleo.releases())
    world.order({"CARD": 2}, ship_by=now() + 2 * SOON)
    second = cleo.releases()
    ana.claim()
    world.do(lambda: _begun(task.id, now() - timedelta(hours=1)))
    gone = floor(world).seconds
    world.do(lambda: pause(db.session.get_one(PickTask, task.id), world.actor("Ana")))

    assert second not in gone
    assert second in floor(world).seconds
    world.do(lambda: _rested(task.id, now() - timedelta(minutes=31)))
    assert second in floor(world).seconds, "who is just back comes for it too"


def test_a_paused_wave_takes_nobodys_time_and_promises_nothing(world: World, cleo: Lead, ana: Handheld) -> None:
    world.order({"TEA": 1}, ship_by=now() + SOON)
    cleo.releases()
    ana.claim()
    world.order({"MUG": 1, "CARD": 2}, ship_by=now() + 2 * SOON)
    urgent = cleo.releases()
    world.order({"CARD": 2}, ship_by=now() + 3 * SOON)
    other = cleo.releases()
    before = floor(world).seconds

    world.do(lambda: pause_wave(db.session.get_one(Wave, urgent), world.actor("Cleo")))
    after = floor(world).seconds

    assert urgent in before
    assert after[other] < before[other]
    assert urgent not in after
    assert forecast_state(urgent) == "open"


def test_another_database_in_the_place_of_the_first_is_read_anew(world: World, cleo: Lead, ana: Handheld) -> None:
    world.order({"MUG": 1}, ship_by=now() + SOON)
    (task,) = tasks_of(cleo.releases())
    ana.claim()
    ana.bind_all(task.id)
    ana.pick_all(task.id)
    before = floor(world).speeds.here(world.workers["Ana"])
    picked(300)

    after = floor(world).speeds.here(world.workers["Ana"])

    assert before
    assert after
    assert after.at < before.at


def _begun(task_id: int, at: datetime) -> None:
    db.session.get_one(PickTask, task_id).started_at = at
    db.session.execute(update(Holding).where(Holding.walk_id == task_id).values(began_at=at))


def _rested(task_id: int, since: datetime) -> None:
    task = db.session.get_one(PickTask, task_id)
    task.paused_at = since
    go_on(task, SYSTEM)


def forecast_state(wave_id: int) -> str:
    told = wave_view(fresh(Wave, wave_id)).forecast
    assert told
    return told.state
