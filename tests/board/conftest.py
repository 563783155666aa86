"""A floor with Ana on a walk of three stops, and Cleo who leads; what their rows say."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.floor.hearing import Heard, Who
from app.floor.keeping import write_heard
from app.waves.models import Wave
from tests.floor import empty_tote, release
from tests.handheld import Handheld
from tests.visitor import Visitor, visitor, words
from tests.world import World

SOON = timedelta(minutes=50)


@pytest.fixture
def task_id(world: World) -> int:
    """A wave of one walk with three stops."""
    world.order({"MUG": 1, "CARD": 2, "TEA": 1}, ship_by=now() + SOON)
    return release(world.warehouse_id)[0]


@pytest.fixture
def ana(world: World, task_id: int) -> Handheld:
    """On the walk, with the first stop done."""
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick(task_id, ana.walk(task_id).stops[0])
    return ana


@pytest.fixture
def cleo(world: World) -> Visitor:
    return visitor(world, "Cleo")


def picks_one(world: World, name: str) -> None:
    """Another walk, begun with its mug out of aisle A."""
    world.order({"MUG": 1, "TEA": 1}, ship_by=now() + SOON)
    (task_id,) = release(world.warehouse_id)
    hand = Handheld(world, name)
    hand.claim()
    for place in hand.walk(task_id).places:
        hand.post(f"/picking/places/{place.id}/totes", tote=empty_tote(world.warehouse_id))
    assert hand.pick(task_id, hand.walk(task_id).stops[0]).status_code == 200


def part(page: str, element: str) -> str:
    """The row of that id, in words."""
    found = re.search(rf'<article[^>]* id="{element}".*?</article>', page, re.DOTALL)
    assert found, f"no {element}"
    return words(found[0])


def wave(number: int) -> str:
    """The element of the wave of that number; ids go on from test to test."""
    found = db.session.scalar(select(Wave.id).where(Wave.number == number).order_by(Wave.id.desc()))
    db.session.remove()
    return f"wave-{found}"


def rows(page: str, kind: str = "") -> list[str]:
    return re.findall(rf'<article[^>]* id="({kind}[^"]+)"', page)


def seen(page: str, name: str) -> str:
    """How the page names the list that it has."""
    found = re.search(rf'<div[^>]* (?:id|data-list)="{name}"[^>]* data-seen="(\w+)"', page)
    assert found, f"no {name}"
    return found[1]


def heard(world: World, name: str, *, online: bool, waiting: int = 0, battery: int | None = None) -> None:
    at = now() - timedelta(minutes=5)
    who = Who(world.devices[name], world.warehouse_id, world.workers[name])
    with transaction():
        write_heard([Heard(who, online, at, now(), waiting, at, battery, charging=False)], "test")
