"""The bell: whoever rings never waits, whatever became of Redis."""

import socket
from collections.abc import Iterator
from time import monotonic

import pytest

from app.realtime.bell import Bell


@pytest.fixture
def silent_redis() -> Iterator[str]:
    """One that takes connections and never answers, like a process that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.fixture
def dead_redis() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"redis://127.0.0.1:{port}/0"


def took(what: Bell, times: int) -> float:
    began = monotonic()
    for _ in range(times):
        what.ring([])
    return monotonic() - began


@pytest.mark.parametrize("redis", ["silent_redis", "dead_redis"])
def test_a_redis_that_is_dead_or_hangs_keeps_nobody(redis: str, request: pytest.FixtureRequest) -> None:
    bell = Bell(request.getfixturevalue(redis))
    bell.start(listens=True)

    assert took(bell, 1000) < 0.5
    began = monotonic()
    bell.wait(5.0)
    assert monotonic() - began < 1.0, "a ring is heard in its own process without Redis"


def test_who_waits_is_woken_once_by_many_rings() -> None:
    bell = Bell(None)
    bell.start(listens=True)
    took(bell, 10)

    bell.wait(5.0)
    began = monotonic()
    bell.wait(0.1)
    assert monotonic() - began >= 0.1
