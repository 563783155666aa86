"""The outbox: numbered once it is committed, and of what says the same only the newest is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.clock import now
from app.db import db, transaction
from app.outbox.commands import NUDGES, Nudge, forget_entries, number_entries, tell
from app.outbox.models import OutboxEntry
from app.outbox.queries import anything_waits, names_told, newest_number, told_after
from app.outbox.topics import leads, session, worker
from tests.world import World


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    number()


def say(world: World, topic: str, name: Nudge) -> None:
    with transaction():
        tell(world.warehouse_id, topic, name)


def number(limit: int = 200) -> int:
    with transaction():
        return number_entries(limit)


def numbers() -> list[int | None]:
    return list(db.session.scalars(select(OutboxEntry.sequence).order_by(OutboxEntry.id)))


def test_what_is_told_has_a_number_only_once_it_is_numbered(world: World) -> None:
    before = newest_number()
    say(world, leads(1), "wave-changed")
    assert anything_waits()
    assert told_after(before) == []

    assert number() == 1

    assert not anything_waits()
    assert [(one.name, one.sequence) for one in told_after(before)] == [("wave-changed", before + 1)]


def test_of_what_says_the_same_only_the_newest_is_kept(world: World) -> None:
    for _ in range(3):
        say(world, leads(1), "wave-changed")
    number()
    say(world, worker(1), "work-changed")
    number()
    say(world, leads(1), "wave-changed")
    number()

    last = newest_number()
    assert [(one.topic, one.sequence) for one in told_after(0)] == [("worker:1", last - 1), ("leads:1", last)]


def test_the_numbers_never_go_back_however_many_entries_there_are(world: World) -> None:
    seen = []
    for round_ in range(5):
        for each in range(4):
            say(world, worker(round_ * each), "work-changed")
        number(limit=3)
        seen.append(newest_number())
        number()
        seen.append(newest_number())

    assert seen == sorted(set(seen))
    assert None not in numbers()


def test_a_page_is_told_what_came_since_its_number_and_no_more(world: World) -> None:
    say(world, worker(1), "work-changed")
    number()
    seen = newest_number()
    say(world, worker(1), "call-answered")
    say(world, worker(2), "work-changed")
    say(world, leads(1), "wave-changed")
    number()

    assert names_told([worker(1), session(9)], after=seen) == (["call-answered"], newest_number())
    assert names_told([worker(1)], after=newest_number()) == ([], newest_number())


@pytest.mark.parametrize("after", [None, 10_000])
def test_who_has_no_number_of_this_database_asks_for_everything(world: World, after: int | None) -> None:
    assert names_told([worker(1)], after) == (list(NUDGES), newest_number())


def test_what_one_shift_alone_was_told_is_forgotten_after_a_day_and_the_newest_number_stays(world: World) -> None:
    for topic in (session(1), worker(1), session(2), session(3)):
        say(world, topic, "rights-changed")
        number()
    old = update(OutboxEntry).where(OutboxEntry.topic != session(2))
    with transaction():
        db.session.execute(old.values(written_at=now() - timedelta(hours=25)))
    newest = newest_number()

    with transaction():
        forget_entries(100)

    kept = {one.topic for one in told_after(0)}
    assert session(1) not in kept
    assert {worker(1), session(2), session(3)} <= kept
    assert newest_number() == newest
