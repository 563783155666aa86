"""The number of a unit is hostile input wherever it is scanned: what is none is refused in words, and nothing moves."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.db import db
from app.inventory.commands import lot_of, receive
from app.inventory.models import Serial, StockMovement
from tests.counting.conftest import CARD, Counter, have_counted
from tests.floor import release, wrong_books
from tests.handheld import Handheld
from tests.putting_away.conftest import claimed, raised
from tests.receiving.conftest import Dock, announced
from tests.returns.clerk import Clerk
from tests.returns.shipped import rma, sent
from tests.stockkeeping.desk import adjusts
from tests.visitor import visitor
from tests.world import SYSTEM, World

LONG = "N" * 81
HOSTILE = {
    "81 signs": LONG,
    "500 signs": "N" * 500,
    "600 signs": "N" * 600,
    "500 emoji": "\N{PACKAGE}" * 500,
    "a NUL": "N\x001",
    "an escape": "\x1b[31mN1",
    "a right-to-left mark": "N\u200f1",
    "an override": "N\u202e1",
    "a lone surrogate's bytes": "N\ufffe1",
}
Scan = Callable[[str], TestResponse]


def at_the_pick(world: World) -> Scan:
    world.order({"CARD": 1})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    stop = next(stop for stop in ana.walk(task_id).stops if stop.sku == "CARD")
    return lambda number: ana.pick(task_id, stop, serials=number)


def at_receiving(world: World) -> Scan:
    dock = Dock(world, Handheld(world, "Eli"), announced(world))
    return lambda number: dock.receive(CARD, 1, serials=number)


def at_put_away(world: World) -> Scan:
    world.do(lambda: receive(world.item("CARD"), lot_of(world.item("CARD")), 1, world.location("T-001"), SYSTEM))
    raised(world, "T-001")
    away = claimed(world, Handheld(world, "Eli"))
    return lambda number: away.put("CARD", serials=number)


def at_the_stock_desk(world: World) -> Scan:
    eli = visitor(world, "Eli")
    return lambda number: adjusts(eli, "found", place="B-03-1", item="CARD", serials=number)


def at_a_count(world: World) -> Scan:
    have_counted(world, "B-03-1", sku="CARD")
    eli = Counter(world, Handheld(world, "Eli"))
    eli.claim()
    return lambda number: eli.count("B-03-1", [{"code": CARD, "serials": [number]}])


def at_the_returns_dock(world: World) -> Scan:
    dana = Clerk(world)
    parcel_id = dana.takes_in(rma(world, sent(world, {"CARD": 1}).order_id, {"CARD": 1}))
    device = {"answer_works": "yes", "answer_parts": "yes"}
    return lambda number: dana.grades(parcel_id, CARD, serials=number, stranger="yes", **device)


PLACES = (at_the_pick, at_receiving, at_put_away, at_the_stock_desk, at_a_count, at_the_returns_dock)
NEW_THERE = (at_the_pick, at_receiving, at_the_stock_desk, at_the_returns_dock)
"""Where a number that nobody has scanned before becomes known at once."""


@pytest.mark.parametrize("there", PLACES, ids=lambda there: there.__name__)
def test_what_is_no_number_is_refused_and_nothing_moves(world: World, there: Callable[[World], Scan]) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    scan = there(world)
    before = known()

    answers = {name: scan(number) for name, number in HOSTILE.items()}

    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert {name: status for name, status in statuses.items() if status not in (400, 409, 422)} == {}
    for name in ("81 signs", "500 signs"):
        assert "is too long for a serial number: the longest has 80 signs" in answers[name].text, name
        assert LONG not in answers[name].text
    assert known() == before
    assert wrong_books() == []


@pytest.mark.parametrize("there", NEW_THERE, ids=lambda there: there.__name__)
def test_the_longest_number_is_taken_as_it_is(world: World, there: Callable[[World], Scan]) -> None:
    """Of eighty signs, also where one of them takes four bytes."""
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    longest = "\N{PACKAGE}" + "N" * 79

    answer = there(world)(longest)

    assert answer.status_code in (200, 303), answer.text
    db.session.rollback()
    assert longest in set(db.session.scalars(select(Serial.code)))


def known() -> tuple[int, int]:
    """How many movements there are, and how many numbers."""
    db.session.rollback()
    counted = [db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (StockMovement, Serial)]
    return counted[0], counted[1]
