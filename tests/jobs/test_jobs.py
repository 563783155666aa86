"""Work in the background of the web process."""

import logging
from collections.abc import Iterator
from threading import Event, current_thread

import pytest
from flask import Flask, current_app

from app.jobs import enqueue, init_jobs, start_jobs


def nothing() -> None:
    pass


@pytest.fixture
def working(app: Flask) -> Iterator[Flask]:
    """The application in a process that may work in the background; after the test it does not any more."""
    init_jobs(app)
    yield app
    init_jobs(app)


def test_a_job_is_done_in_a_thread_with_the_application_around_it(working: Flask) -> None:
    done, seen = Event(), []

    def job() -> None:
        seen.append((current_app.name, current_thread().name))
        done.set()

    start_jobs(working, first=nothing)
    enqueue(job)

    assert done.wait(5)
    assert seen == [(working.name, "jobs")]


def test_a_job_that_fails_is_told_and_the_next_one_is_done(working: Flask, caplog: pytest.LogCaptureFixture) -> None:
    done = Event()

    def bad() -> None:
        raise RuntimeError("a bad day")

    with caplog.at_level(logging.ERROR):
        start_jobs(working, first=bad)
        enqueue(done.set)
        assert done.wait(5)

    assert "a bad day" in caplog.text


def test_where_nobody_works_in_the_background_nothing_is_kept_or_done(working: Flask) -> None:
    done = Event()

    enqueue(done.set)
    start_jobs(working, first=nothing)

    assert not done.wait(0.2)
