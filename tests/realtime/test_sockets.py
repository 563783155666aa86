"""Nudges: told after the commit, to those whose rights give them the room, and to nobody else."""

from collections.abc import Callable
from itertools import count

import pytest
from flask_socketio import SocketIO, SocketIOTestClient
from sqlalchemy import select
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.orm import Session as Asking

from app.db import db, transaction
from app.outbox.queries import newest_number
from app.realtime.relay import Relay
from app.walks.commands import assign
from app.walks.models import Walk
from app.workers.commands import give_roles
from app.workers.devices import revoke_device
from app.workers.models import Session
from app.workers.sessions import move_session
from tests.conftest import Listen
from tests.floor import release
from tests.handheld import Handheld
from tests.world import SYSTEM, World


@pytest.fixture
def publish(world: World) -> Callable[[], None]:
    """What the relay's thread does when it is woken, each time a second later."""
    relay: Relay = world.app.extensions["relay"]
    relay.open()
    clock = count(1.0)

    def run() -> None:
        relay.publish(next(clock))

    return run


def heard(socket: SocketIOTestClient) -> list[str]:
    return [message["name"] for message in socket.get_received()]


def hand_to(world: World, task_id: int, name: str) -> None:
    with transaction():
        assign(db.session.get_one(Walk, task_id), world.worker(name), world.actor("Cleo"))


def test_while_the_book_is_busy_a_socket_is_refused_and_may_come_again(
    world: World, socketio: SocketIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise NoFreeConnection

    browser = world.client("Ana")
    with monkeypatch.context() as patch:
        patch.setattr(Asking, "scalars", busy)
        refused = socketio.test_client(world.app, flask_test_client=browser)

    assert not refused.is_connected()
    assert socketio.test_client(world.app, flask_test_client=browser).is_connected()


def test_who_is_not_signed_in_is_not_connected(world: World, socketio: SocketIO) -> None:
    assert not socketio.test_client(world.app).is_connected()


def test_a_picker_hears_of_a_walk_that_is_assigned(world: World, listen: Listen, publish: Callable[[], None]) -> None:
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
    world: World, listen: Listen, publish: Callable[[], None]
) -> None:
    world.order({"MUG": 1})
    release(world.warehouse_id)
    publish()
    ana, socket = Handheld(world, "Ana"), listen("Ana")

    ana.claim()
    publish()

    assert heard(socket) == []


def test_the_lead_hears_of_each_wave_once_however_often_it_changed(
    world: World, listen: Listen, publish: Callable[[], None]
) -> None:
    cleo, ana = listen("Cleo"), Handheld(world, "Ana")
    world.order({"MUG": 1, "CARD": 1})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)

    publish()

    assert heard(cleo).count("wave-changed") == 1


def test_a_picker_does_not_hear_what_a_lead_hears(world: World, listen: Listen, publish: Callable[[], None]) -> None:
    ana, olga = listen("Ana"), listen("Olga")
    world.order({"MUG": 1})
    release(world.warehouse_id)

    publish()

    assert "wave-changed" not in heard(ana)
    assert heard(olga) == [], "a lead of another warehouse"


def test_who_picks_hears_once_that_there_is_work_and_who_does_not_pick_or_picks_elsewhere_nothing(
    world: World, listen: Listen, publish: Callable[[], None]
) -> None:
    ana, dana, olga = listen("Ana"), listen("Dana"), listen("Olga")
    for _ in range(3):
        world.order({"MUG": 1})
        release(world.warehouse_id)

    publish()

    assert heard(ana) == ["work-free"]
    assert heard(dana) == heard(olga) == []


def test_a_walk_that_is_given_back_is_work_for_any_picker_and_one_that_is_given_to_somebody_is_not(
    world: World, listen: Listen, publish: Callable[[], None]
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
    world: World, listen: Listen, publish: Callable[[], None]
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


def test_a_nudge_names_the_number_up_to_which_all_was_told(
    world: World, listen: Listen, publish: Callable[[], None]
) -> None:
    cleo = listen("Cleo")
    world.order({"MUG": 1})
    release(world.warehouse_id)

    publish()

    (message,) = [one for one in cleo.get_received() if one["name"] == "wave-changed"]
    db.session.remove()
    assert message["args"] == [{"sequence": newest_number()}]


def test_a_revoked_device_hears_nothing_more(world: World, listen: Listen, publish: Callable[[], None]) -> None:
    ana, ben = listen("Ana"), listen("Ben")

    with transaction():
        revoke_device(world.device("Ana"), SYSTEM)
    publish()

    assert not ana.is_connected()
    assert ben.is_connected()


def test_whose_roles_change_connects_anew_and_hears_what_the_new_ones_give(
    world: World, listen: Listen, publish: Callable[[], None]
) -> None:
    cleo, ben = listen("Cleo"), listen("Ben")

    with transaction():
        give_roles(world.worker("Cleo"), world.warehouse_id, ["desk"], SYSTEM)
    publish()
    assert not cleo.is_connected()
    assert ben.is_connected()

    again = listen("Cleo")
    world.order({"MUG": 1})
    release(world.warehouse_id)
    publish()
    assert heard(again) == [], "no lead any more"


def test_who_moves_to_another_warehouse_hears_no_more_of_the_first(
    world: World, socketio: SocketIO, publish: Callable[[], None]
) -> None:
    with transaction():
        give_roles(world.worker("Ana"), world.other_warehouse_id, ["picker"], SYSTEM)
    publish()
    browser = world.client("Ana")
    ana = socketio.test_client(world.app, flask_test_client=browser)

    with transaction():
        shift = db.session.scalars(select(Session).where(Session.worker_id == world.workers["Ana"])).one()
        move_session(shift, world.other_warehouse_id, SYSTEM)
    publish()

    assert not ana.is_connected()
    again = socketio.test_client(world.app, flask_test_client=browser)
    world.order({"MUG": 1})
    release(world.warehouse_id)
    publish()
    assert again.is_connected()
    assert heard(again) == []
