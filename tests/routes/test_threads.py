"""Threads are a hard wall: who looks after the server hears of it before a device waits."""

import logging
from collections.abc import Iterable
from contextlib import ExitStack

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder

from app.routes.threads import Threads, threads_of

ENVIRON = EnvironBuilder().get_environ()


def answers(environ: object, start_response: object) -> Iterable[bytes]:
    return [b"yes"]


def ask(threads: Threads, times: int, stack: ExitStack) -> None:
    """So many answers that nobody has read to their end."""
    for _ in range(times):
        stack.callback(threads(ENVIRON, lambda *_: lambda _: None).close)  # type: ignore[attr-defined]


def test_a_thread_is_taken_until_the_answer_is_closed() -> None:
    threads = Threads(answers, 10)
    with ExitStack() as stack:
        ask(threads, 3, stack)
        assert threads.taken == 3

    assert threads.taken == 0


def test_a_socket_that_ends_by_an_exception_gives_its_thread_back() -> None:
    def socket(environ: object, start_response: object) -> Iterable[bytes]:
        raise StopIteration

    threads = Threads(socket, 10)
    with pytest.raises(StopIteration):
        ask(threads, 1, ExitStack())

    assert threads.taken == 0


def test_it_is_told_once_when_four_of_five_are_taken(caplog: pytest.LogCaptureFixture) -> None:
    threads = Threads(answers, 10)
    with caplog.at_level(logging.WARNING), ExitStack() as stack:
        ask(threads, 7, stack)
        assert caplog.messages == []
        ask(threads, 3, stack)

    assert caplog.messages == ["8 of 10 threads are taken; the device after the last waits. Raise THREADS."]


def test_it_is_told_again_only_after_it_was_calm(caplog: pytest.LogCaptureFixture) -> None:
    threads = Threads(answers, 10)
    with caplog.at_level(logging.WARNING), ExitStack() as stack:
        ask(threads, 7, stack)
        for _ in range(3):
            with ExitStack() as few:
                ask(threads, 1, few)
        assert len(caplog.messages) == 1
        stack.close()
        ask(threads, 8, stack)

    assert len(caplog.messages) == 2


def test_a_process_without_threads_is_never_crowded() -> None:
    threads = Threads(answers, None)
    with ExitStack() as stack:
        ask(threads, 500, stack)
        assert not threads.is_crowded


def test_the_health_page_says_when_hardly_any_is_left_and_is_well_for_handhelds(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads_of(app), "taken", 9)
    assert said(app) == {"status": "ok", "threads": {"taken": 10, "of": 100, "crowded": False}}

    monkeypatch.setattr(threads_of(app), "taken", 80)
    assert said(app) == {"status": "ok", "threads": {"taken": 81, "of": 100, "crowded": True}}


def said(app: Flask) -> dict[str, object]:
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 200
    found: dict[str, object] = answer.get_json()
    return found
