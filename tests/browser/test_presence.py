"""What a handheld tells of itself: that it is there, how many operations wait on it, that it is gone."""

from collections.abc import Callable
from time import monotonic, sleep

from sqlalchemy import select

from app.clock import now
from app.db import db
from app.floor.hearing import GRACE
from app.floor.keeping import Keeper, keeper_of
from app.floor.presence import Presence, presence_of
from app.workers.models import Worker
from tests.browser.picker import Picker
from tests.world import World

PATIENCE = 30.0


def pia(world: World) -> Presence | None:
    """Her handheld as the server knows it."""
    db.session.remove()
    worker_id = db.session.scalar(select(Worker.id).where(Worker.name == "Pia"))
    return presence_of(worker_id) if worker_id else None


def heard(world: World, so: Callable[[Presence], bool]) -> Presence:
    """As soon as she is heard like this; every few moments it is written, as the server's thread does."""
    until = monotonic() + PATIENCE
    while not ((found := pia(world)) and so(found)):
        assert monotonic() < until, found
        sleep(0.2)
        keeper_of(world.app).keep(now())
    return found


def test_a_handheld_tells_what_waits_on_it_and_once_it_is_gone_that_is_known_with_since_when(
    at_stop: Picker, world: World
) -> None:
    world.app.extensions["presence"] = Keeper(world.app)
    at_stop.page.reload()
    there = heard(world, lambda found: found.online and found.waiting == 0)

    at_stop.page.route("**/picking/**", lambda route: route.abort())
    at_stop.pick()
    waits = heard(world, lambda found: found.waiting == 1)
    at_stop.page.goto("about:blank")
    sleep(0.5)
    keeper_of(world.app).keep(now() + GRACE)
    gone = pia(world)

    assert there.device_id == waits.device_id
    assert waits.online
    assert gone
    assert (gone.online, gone.waiting) == (False, 1)
    assert gone.since >= waits.since
