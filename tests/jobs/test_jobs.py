"""Work in the background of a process that has the part for it."""

import logging
from collections.abc import Iterator, Mapping
from threading import Event, current_thread

import pytest
from flask import Flask, current_app

from app.jobs import Job, Jobs, enqueue, init_jobs, start_jobs


def nothing() -> Mapping[str, Job]:
    return {}


@pytest.fixture
def working(app: Flask) -> Iterator[Flask]:
    """The application in a process that may work in the background; after the test it does not any more."""
    init_jobs(app)
    yield app
    app.extensions["jobs"].end()
    init_jobs(app)


def test_a_job_is_done_in_a_thread_with_the_application_around_it(working: Flask) -> None:
    done, seen = Event(), []

    def job() -> None:
        seen.append((current_app.name, current_thread().name))
        done.set()

    start_jobs(working, [nothing])
    enqueue("one", job)

    assert done.wait(5)
    assert seen == [(working.name, "jobs")]


def test_a_job_that_fails_is_told_and_the_next_one_is_done(working: Flask, caplog: pytest.LogCaptureFixture) -> None:
    done = Event()

    def bad() -> None:
        raise RuntimeError("a bad day")

    with caplog.at_level(logging.ERROR):
        start_jobs(working, [lambda: {"bad": bad}])
        enqueue("good", done.set)
        assert done.wait(5)

    assert "a bad day" in caplog.text


def test_where_nobody_works_in_the_background_nothing_is_kept_or_done(working: Flask) -> None:
    done = Event()

    enqueue("one", done.set)
    start_jobs(working, [nothing])

    assert not done.wait(0.2)


def test_what_another_process_asked_for_is_found_by_looking(working: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done = Event()
    wanted: dict[str, Job] = {}
    monkeypatch.setattr("app.jobs.LOOK_SECONDS", 0.05)
    start_jobs(working, [lambda: dict(wanted)])

    wanted["later"] = done.set

    assert done.wait(5)


def test_what_is_worked_at_is_not_put_there_again_however_often_it_is_found(working: Flask) -> None:
    began, end, times = Event(), Event(), []

    def job() -> None:
        times.append(1)
        began.set()
        end.wait(5)

    start_jobs(working, [nothing])
    jobs: Jobs = working.extensions["jobs"]
    enqueue("one", job)
    assert began.wait(5)
    jobs.look([lambda: {"one": job}])
    enqueue("one", job)

    assert not jobs.others_wait()
    end.set()
    assert len(times) == 1


def test_what_is_still_to_do_after_it_was_worked_at_rests_unless_somebody_asks_for_it(working: Flask) -> None:
    done, times = Event(), []

    def unfinished() -> None:
        times.append(1)

    start_jobs(working, [nothing])
    jobs: Jobs = working.extensions["jobs"]
    enqueue("one", unfinished)
    enqueue("two", done.set)
    assert done.wait(5)

    jobs.look([lambda: {"one": unfinished}])
    assert not jobs.others_wait()
    assert len(times) == 1, "it rests"

    asked = Event()
    enqueue("one", asked.set)
    assert asked.wait(5)
