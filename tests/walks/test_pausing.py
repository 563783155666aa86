"""A pause: the walk stays the picker's, the lead sees it, and no pace counts it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.picking.models import Pick, PickTask
from app.walks.models import Pause
from app.waves.counts import paces
from app.waves.rests import rested
from tests.floor import release
from tests.handheld import Handheld
from tests.visitor import visitor
from tests.world import World


@pytest.fixture
def ana(world: World) -> Handheld:
    """Ana walks for mugs and cards."""
    world.order({"MUG": 3, "CARD": 2})
    release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    return ana


def task(world: World) -> PickTask:
    db.session.rollback()
    return db.session.scalars(select(PickTask)).one()


def rest(ana: Handheld, at: datetime | None = None) -> int:
    return ana.post(f"/picking/tasks/{task(ana.world).id}/pauses", at=at).status_code


def resume(ana: Handheld, at: datetime | None = None) -> int:
    return ana.post(f"/picking/tasks/{task(ana.world).id}/resumptions", at=at).status_code


def pauses(world: World) -> list[timedelta]:
    db.session.rollback()
    return [one.ended_at - one.began_at for one in db.session.scalars(select(Pause))]


def test_the_walk_stays_theirs_and_the_lead_sees_that_they_rest(world: World, ana: Handheld) -> None:
    assert rest(ana) == 200

    resting = task(world)
    wave_id = resting.wave_id
    assert (resting.state, resting.holder_id) == ("active", world.workers["Ana"])
    assert resting.paused_at is not None
    assert "rests since" in visitor(world, "Cleo").get(f"/waves/{wave_id}").text
    ben = Handheld(world, "Ben")
    assert ben.claim().status_code == 409, "nobody else gets it"


def test_going_on_keeps_from_when_to_when_by_the_handhelds_own_clock(world: World, ana: Handheld) -> None:
    now = datetime.now(UTC)
    rest(ana, now - timedelta(minutes=12))
    assert resume(ana, now - timedelta(minutes=2)) == 200

    assert pauses(world) == [timedelta(minutes=10)]
    assert task(world).paused_at is None
    wave_id = task(world).wave_id
    assert "rests since" not in visitor(world, "Cleo").get(f"/waves/{wave_id}").text


def test_a_scan_on_the_walk_ends_the_pause(world: World, ana: Handheld) -> None:
    rest(ana)

    ana.bind_all(task(world).id)

    assert task(world).paused_at is None
    assert len(pauses(world)) == 1


def test_asking_for_work_after_a_badge_ends_the_pause(world: World, ana: Handheld) -> None:
    rest(ana)

    again = Handheld(world, "Ana")
    assert again.claim().status_code == 200

    assert task(world).paused_at is None


def test_twice_is_once(world: World, ana: Handheld) -> None:
    rest(ana)
    began = task(world).paused_at
    rest(ana)
    assert task(world).paused_at == began

    resume(ana)
    resume(ana)
    assert len(pauses(world)) == 1


def test_a_stranger_cannot_pause_anothers_walk(world: World, ana: Handheld) -> None:
    ben = Handheld(world, "Ben")

    assert ben.post(f"/picking/tasks/{task(world).id}/pauses").status_code == 409
    assert task(world).paused_at is None


def test_the_pace_leaves_the_pause_out(world: World, ana: Handheld) -> None:
    for _ in range(4):
        world.order({"CARD": 1})
    release(world.warehouse_id)
    task_id = db.session.scalars(select(PickTask.id).order_by(PickTask.id)).first()
    assert task_id is not None
    wave_id = db.session.get_one(PickTask, task_id).wave_id
    now = datetime.now(UTC)

    def rest_of_ten_minutes() -> None:
        db.session.add(Pause(walk_id=task_id, worker_id=None, began_at=now - timedelta(minutes=11), ended_at=now))

    world.do(rest_of_ten_minutes)

    assert rested([wave_id], now) == {wave_id: timedelta(minutes=11)}
    assert paces([wave_id]) == {wave_id: 0.0}
    assert db.session.scalars(select(Pick)).all() == []
