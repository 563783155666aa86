"""The relay: one run numbers what waits and tells it, however much comes in meanwhile."""

import pytest

from app.db import transaction
from app.outbox.commands import number_entries, tell
from app.outbox.queries import anything_waits, newest_number
from app.outbox.topics import worker
from app.realtime import relay as relaying
from app.realtime.bell import Bell
from app.realtime.relay import Relay
from tests.world import World

Said = list[tuple[str, str, int]]


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
def relay(world: World, said: Said) -> Relay:
    """It has told all that there was."""
    bell: Bell = world.app.extensions["bell"]
    relay = Relay(world.app, bell, lambda *one: said.append(one))
    relay.open()
    relay.publish(1.0)
    said.clear()
    return relay


@pytest.fixture
def numbered(world: World, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many each run numbered; in each of the first nine, one entry more comes in."""
    runs: list[int] = []

    def number(limit: int) -> int:
        runs.append(number_entries(limit))
        if len(runs) < 10:
            tell(world.warehouse_id, worker(len(runs)), "work-changed")
        return runs[-1]

    monkeypatch.setattr(relaying, "number_entries", number)
    return runs


def say(world: World, *topics: str) -> None:
    with transaction():
        for topic in topics:
            tell(world.warehouse_id, topic, "message")


def test_what_comes_in_meanwhile_keeps_nothing_from_being_told(
    world: World, relay: Relay, said: Said, numbered: list[int]
) -> None:
    say(world, worker(1), worker(2))

    assert relay.publish(2.0)

    assert numbered == [2]
    assert [topic for topic, _, _ in said] == [worker(1), worker(2)]
    assert anything_waits(), "it is told after a breath"


def test_more_than_one_measure_is_numbered_at_once(
    world: World, relay: Relay, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "AT_ONCE", 2)
    before = newest_number()
    say(world, *(worker(number) for number in range(1, 6)))

    assert relay.publish(2.0)

    assert not anything_waits()
    assert newest_number() == before + 5
    assert len(said) == 5


def test_a_run_that_finds_nothing_says_so(world: World, relay: Relay, said: Said) -> None:
    assert not relay.publish(2.0)
    assert said == []
