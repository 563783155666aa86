"""Nudges: told after the commit, to those whose rights give them the room, and to nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask_socketio import SocketIO, SocketIOTestClient
from sqlalchemy import select

from app.db import db, transaction
from app.outbox.models import OutboxEntry
from app.realtime.relay import Relay
from app.walks.commands import assign
from app.walks.models import Walk
from app.workers.devices import revoke_device
from tests.floor import release
from tests.handheld import Handheld
from tests.world import SYSTEM, World


@pytest.fixture
def socketio(world: World) -> SocketIO:
    found: SocketIO = world.app.extensions["socketio"]
    return found


@pytest.fixture
def listen(world: World, socketio: SocketIO) -> Callable[[str], SocketIOTestClient]:
    """A socket on the worker's own handheld."""
    return lambda name: socketio.test_client(world.app, flask_test_client=world.client(name))


@pytest.fixture
def publish(world: World) -> Callable[[], None]:
    """What the relay's thread does when it is woken."""
    relay: Relay = world.app.extensions["relay"]
    return relay.publish


def heard(socket: SocketIOTestClient) -> list[str]:
    return [message["name"] for message in socket.get_received()]


def hand_to(world: World, task_id: int, name: str) -> None:
    with transaction():
        assign(db.session.get_one(Walk, task_id), world.worker(name), world.actor("Cleo"))


def test_who_is_not_signed_in_is_not_connected(world: World, socketio: SocketIO) -> None:
    assert not socketio.test_client(world.app).is_connected()


def test_a_picker_hears_of_a_walk_that_is_assigned(
    world: World, listen: Callable[[str], SocketIOTestClient], publish: Callable[[], None]
) -> None:
    world.order({"MUG": 1})
    (task_id,) = release(world.warehouse_id)
    ana, ben = listen("Ana"), listen("Ben")
    publish()
    ana.get_received(), ben.get_received()

    hand_to(world, task_id, "Ana")
    publish()

    assert heard(ana) == ["work-changed"]
    assert heard(ben) == []


def test_who_takes_a_walk_is_not_told_what_they_did_themselves(
    world: World, listen: Callable[[str], SocketIOTestClient], publish: Callable[[], None]
) -> None:
    world.order({"MUG": 1})
    release(world.warehouse_id)
    publish()
    ana, socket = Handheld(world, "Ana"), listen("Ana")

    ana.claim()
    publish()

    assert heard(socket) == []


def test_the_lead_hears_of_each_wave_once_however_often_it_changed(
    world: World, listen: Callable[[str], SocketIOTestClient], publish: Callable[[], None]
) -> None:
    cleo, ana = listen("Cleo"), Handheld(world, "Ana")
    world.order({"MUG": 1, "CARD": 1})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)

    publish()

    assert heard(cleo).count("wave-changed") == 1


def test_a_picker_does_not_hear_what_a_lead_hears(
    world: World, listen: Callable[[str], SocketIOTestClient], publish: Callable[[], None]
) -> None:
    ana, olga = listen("Ana"), listen("Olga")
    world.order({"MUG": 1})
    release(world.warehouse_id)

    publish()

    assert "wave-changed" not in heard(ana)
    assert heard(olga) == [], "a lead of another warehouse"


def test_who_picks_hears_once_that_there_is_work_and_who_does_not_pick_or_picks_elsewhere_nothing(
    world: World, listen: Callable[[str], SocketIOTestClient], publish: Callable[[], None]
) -> None:
    ana, dana, olga = listen("Ana"), listen("Dana"), listen("Olga")
    for _ in range(3):
        world.order({"MUG": 1})
        release(world.warehouse_id)

    publish()

    assert heard(ana) == ["work-free"]
    assert heard(dana) == heard(olga) == []


def test_a_walk_that_is_given_back_is_work_for_any_picker_and_one_that_is_given_to_somebody_is_not(
    world: World, listen: Callable[[str], SocketIOTestClient], publish: Callable[[], None]
) -> None:
    world.order({"MUG": 1})
    (task_id,) = release(world.warehouse_id)
    publish()
    ben = listen("Ben")

    hand_to(world, task_id, "Ana")
    publish()
    given = heard(ben)
    with transaction():
        assign(db.session.get_one(Walk, task_id), None, world.actor("Cleo"))
    publish()

    assert given == []
    assert heard(ben) == ["work-free"]


def test_a_refused_scan_tells_those_who_lead_and_nobody_else(
    world: World, listen: Callable[[str], SocketIOTestClient], publish: Callable[[], None]
) -> None:
    ana = Handheld(world, "Ana")
    world.order({"MUG": 1})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    publish()
    cleo, own, dana = listen("Cleo"), listen("Ana"), listen("Dana")

    ana.pick(task_id, ana.walk(task_id).stops[0])
    publish()

    assert heard(cleo) == ["wave-changed"]
    assert heard(own) == heard(dana) == []


def test_each_nudge_has_the_next_number(world: World, publish: Callable[[], None]) -> None:
    world.order({"MUG": 1})
    (task_id,) = release(world.warehouse_id)
    publish()
    hand_to(world, task_id, "Ana")
    publish()
    publish()

    numbers: list[Any] = list(db.session.scalars(select(OutboxEntry.sequence).order_by(OutboxEntry.id)))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_revoked_device_hears_nothing_more(world: World, listen: Callable[[str], SocketIOTestClient]) -> None:
    ana = listen("Ana")

    with transaction():
        revoke_device(world.device("Ana"), SYSTEM)

    assert not ana.is_connected()
