"""A pause: the walk stays the picker's, the lead sees it, and no pace counts it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.picking.models import PickTask
from app.walks.models import Pause
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


def test_a_rest_that_ends_because_the_walk_is_given_away_is_of_who_rested(world: World, ana: Handheld) -> None:
    rest(ana)

    visitor(world, "Cleo").send(f"/tasks/{task(world).id}/assignments", worker_id=world.workers["Ben"])

    assert (task(world).holder_id, task(world).paused_at) == (world.workers["Ben"], None)
    assert db.session.scalars(select(Pause.worker_id)).all() == [world.workers["Ana"]]
