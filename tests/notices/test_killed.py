"""A process that is killed while it sends: no mail goes twice, a webhook does and is known by its id."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from app import create_app
from app.clock import now
from app.config import from_environment
from app.notices.sending.job import LEASE, send_notices
from tests.notices.shop import Clock, Hook, Post, chooses, delivered, notices, told
from tests.world import World

PATIENCE = 240.0
"""A process takes its time to begin on a busy machine."""


def sends(environ: Mapping[str, str]) -> None:
    """What a process of its own does: all that waits."""
    app = create_app(from_environment(dict(environ)))
    with app.app_context():
        send_notices()


@contextmanager
def killed_when(environ: Mapping[str, str], set_trap: Callable[[Callable[[], None]], None]) -> Iterator[None]:
    """A process that sends, and that is killed in the moment in which the trap is sprung."""
    process = multiprocessing.get_context("spawn").Process(target=sends, args=(environ,))

    def kill() -> None:
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        wait([process.sentinel], PATIENCE)

    set_trap(kill)
    process.start()
    process.join(PATIENCE)
    process.kill()  # where nothing sprang the trap
    assert process.exitcode == -signal.SIGKILL
    set_trap(lambda: None)
    yield


@pytest.fixture
def environ(world: World, post: Post, database_url: str, tmp_path: Path) -> dict[str, str]:
    """The same book and the same servers."""
    server = world.app.config["MAIL"]
    return {
        "DATABASE_URL": database_url,
        "SHELFWAY_DEMO": "1",
        "SHELFWAY_VAR": str(tmp_path),
        "MAIL_SERVER": f"{server.host}:{server.port}",
        "MAIL_SECURITY": "none",
        "MAIL_FROM": server.sender,
        "WEBHOOK_PRIVATE": "1",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moment", "arrived"),
    [("RCPT", 0), ("DATA", 1), ("QUIT", 1)],
    ids=["before the text", "before its answer", "before it is noted"],
)
def test_a_mail_that_was_in_hand_when_its_process_was_killed_is_left_to_a_person(
    world: World, post: Post, clock: Clock, environ: dict[str, str], moment: str, arrived: int
) -> None:
    chooses(world, "email", steps=("delivered",))
    delivered(world)
    with killed_when(environ, lambda kill: post.meanwhile.update({moment: kill})):
        clock.at = now()
        send_notices()
    assert (told(), len(post.taken)) == ([("delivered", "email", "waiting")], arrived)

    clock.at += LEASE + timedelta(seconds=1)
    for _ in range(2):
        send_notices()
    assert (told(), len(post.taken)) == ([("delivered", "email", "given_up")], arrived)
    assert "may have arrived" in notices()[0].problem


@pytest.mark.slow
def test_a_webhook_that_was_in_hand_when_its_process_was_killed_comes_again_with_its_id(
    world: World, hook: Hook, clock: Clock, environ: dict[str, str]
) -> None:
    chooses(world, "webhook", steps=("delivered",), url=hook.url)
    delivered(world)
    with killed_when(environ, lambda kill: setattr(hook, "meanwhile", kill)):
        clock.at = now()
        send_notices()
    assert (told(), len(hook.heard)) == ([("delivered", "webhook", "waiting")], 1)

    clock.at += LEASE + timedelta(seconds=1)
    for _ in range(2):
        send_notices()
    assert told() == [("delivered", "webhook", "sent")]
    assert [headers["Shelfway-Notice"] for headers, _ in hook.heard] == [str(notices()[0].id)] * 2
