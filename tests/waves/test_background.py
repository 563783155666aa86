"""Releases in the background."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from flask import Flask

from app.db import db
from app.jobs import Job, init_jobs, start_jobs
from app.waves.background import releases_to_do
from app.waves.models import Wave
from tests.floor import fresh, wrong_books
from tests.waves.conftest import Lead, tasks_of
from tests.world import World


@pytest.fixture
def working(app: Flask) -> Iterator[Flask]:
    """The application in a process that may work in the background; after the test it does not any more."""
    init_jobs(app)
    yield app
    app.extensions["jobs"].end()
    init_jobs(app)


def nothing() -> dict[str, Job]:
    return {}


def wait_for(what: Callable[[], bool]) -> bool:
    pause = Event()
    return any(what() or pause.wait(0.02) for _ in range(500))


def test_the_work_of_a_release_follows_the_leads_wish(working: Flask, world: World, cleo: Lead) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.plans()
    start_jobs(working, [nothing])

    cleo.sends_out(wave_id)

    assert wait_for(lambda: fresh(Wave, wave_id).state == "released")
    assert len(tasks_of(wave_id)) == 1
    assert wrong_books() == []


def test_a_new_process_goes_on_with_the_releases_of_the_old_one(working: Flask, world: World, cleo: Lead) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.plans()
    cleo.sends_out(wave_id)
    assert fresh(Wave, wave_id).state == "releasing"
    db.session.remove()

    start_jobs(working, [releases_to_do])

    assert wait_for(lambda: fresh(Wave, wave_id).state == "released")
    assert len(tasks_of(wave_id)) == 1
