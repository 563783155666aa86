"""Who is there: heard by sockets, kept in the database every few seconds, told to those who lead and to nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from app.clock import now
from app.db import db, transaction
from app.floor import keeping
from app.floor.hearing import GRACE, Heard, Who
from app.floor.keeping import SILENCE, Keeper, keeper_of, write_heard
from app.floor.models import DeviceState
from app.floor.presence import Presence, presence_of, presence_words, presences
from app.outbox.models import OutboxEntry
from app.workers.models import Session
from tests.conftest import Listen
from tests.world import World


@pytest.fixture
def keeper(world: World) -> Keeper:
    """As at the start of a process that has written before."""
    keeper = world.app.extensions["presence"] = Keeper(world.app)
    keeper.keep(now())
    return keeper


@pytest.fixture
def listen(keeper: Keeper, listen: Listen) -> Listen:
    return listen


@pytest.fixture
def keep(world: World) -> Callable[..., None]:
    """What the thread does every few seconds, so much later."""

    def keep(later: timedelta = timedelta()) -> None:
        keeper_of(world.app).keep(now() + later)
        db.session.expire_all()

    return keep


def presence(world: World, name: str) -> Presence:
    found = presence_of(world.workers[name])
    assert found is not None
    return found


def told(world: World) -> list[tuple[int, str]]:
    rows = db.session.execute(select(OutboxEntry.warehouse_id, OutboxEntry.name).order_by(OutboxEntry.id))
    return [(warehouse_id, name) for warehouse_id, name in rows]


def test_a_handheld_that_connects_is_online_with_what_it_says(
    world: World, listen: Listen, keep: Callable[..., None]
) -> None:
    socket = listen("Ana")
    socket.emit("device", {"waiting": 2, "battery": 71, "charging": True})
    keep()

    ana = presence(world, "Ana")
    assert (ana.device, ana.online, ana.waiting, ana.battery, ana.charging) == ("Ana handheld", True, 2, 71, True)
    assert presence_words(ana) == "online, 2 operations waiting"
    assert told(world) == [(world.warehouse_id, "floor-changed")]
    assert presence_of(world.workers["Ben"]) is None
    assert presence_words(None) == "not heard of on any device"


def test_a_handheld_that_goes_is_offline_since_then_with_what_waited(
    world: World, listen: Listen, keep: Callable[..., None]
) -> None:
    socket = listen("Ana")
    socket.emit("device", {"waiting": 3})
    socket.disconnect()
    keep()
    before = presence(world, "Ana")
    keep(GRACE)

    ana = presence(world, "Ana")
    assert before.online, "a page that is loaded anew is no absence"
    assert presence_words(ana) == f"offline since {ana.since:%H:%M}, with about 3 operations waiting"
    assert len(told(world)) == 2


def test_who_signed_out_is_not_called_offline(world: World, listen: Listen, keep: Callable[..., None]) -> None:
    socket = listen("Ana")
    with transaction() as session:
        session.execute(update(Session).values(ended_at=now()))
    socket.disconnect()
    keep()
    keep(GRACE)

    assert presence_words(presence(world, "Ana")).startswith("signed out since")


def test_hostile_words_change_nothing_and_end_nothing(world: World, listen: Listen, keep: Callable[..., None]) -> None:
    socket = listen("Ana")
    hostile: list[object] = [
        None,
        [],
        "x" * 1000,
        {"waiting": -5, "battery": "full", "charging": 1},
        {"waiting": 10**12},
    ]
    for said in hostile:
        socket.emit("device", said)
    keep()

    ana = presence(world, "Ana")
    assert socket.is_connected()
    assert (ana.waiting, ana.battery, ana.charging) == (None, None, None)


def test_nothing_is_written_where_nothing_changed(world: World, listen: Listen, keep: Callable[..., None]) -> None:
    listen("Ana")
    keep()
    statements: list[str] = []
    heard = lambda *given: statements.append(given[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", heard)
    keep()
    event.remove(db.engine, "before_cursor_execute", heard)

    assert statements == []
    assert len(told(world)) == 1


def test_what_a_killed_process_said_of_its_devices_is_taken_back(
    world: World, listen: Listen, keep: Callable[..., None]
) -> None:
    listen("Ana")
    keep()
    seen_at = presence(world, "Ana").seen_at
    fresh = Keeper(world.app)

    fresh.keep(now() + SILENCE)

    row = db.session.scalars(select(DeviceState)).one()
    db.session.refresh(row)
    assert (row.online, row.since) == (False, seen_at)
    assert len(told(world)) == 2


@pytest.mark.sqlite
def test_the_only_process_knows_at_its_start_that_nobody_is_there(
    world: World, listen: Listen, keep: Callable[..., None]
) -> None:
    listen("Ana")
    keep()

    Keeper(world.app).keep(now())

    assert not presence(world, "Ana").online


def test_another_process_does_not_say_that_a_device_went_which_came_to_this_one(
    world: World, listen: Listen, keep: Callable[..., None]
) -> None:
    socket = listen("Ana")
    keep()
    socket.disconnect()
    other = Keeper(world.app)
    there = presence(world, "Ana")
    other.hearing.came("elsewhere", Who(there.device_id, world.warehouse_id, there.worker_id), now())
    other.keep(now())

    keep(GRACE)

    assert presence(world, "Ana").online


def test_each_warehouse_has_its_own(world: World, listen: Listen, keep: Callable[..., None]) -> None:
    listen("Ana")
    keep()

    assert set(presences(world.warehouse_id)) == {world.workers["Ana"]}
    assert presences(world.other_warehouse_id) == {}


def test_each_process_writes_its_devices_in_the_same_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.client("Ana"), world.client("Ben")
    order: list[int] = []
    row = keeping._row

    def noted(heard: Heard, me: str) -> dict[str, object]:
        order.append(heard.who.device_id)
        return row(heard, me)

    monkeypatch.setattr(keeping, "_row", noted)
    ana, ben = (Who(world.devices[name], world.warehouse_id, world.workers[name]) for name in ("Ana", "Ben"))

    with transaction():
        write_heard([Heard(who, online=True, since=now(), seen_at=now()) for who in (ben, ana)], "test")

    assert order == sorted([ana.device_id, ben.device_id])
    assert set(presences(world.warehouse_id)) == {ana.worker_id, ben.worker_id}
