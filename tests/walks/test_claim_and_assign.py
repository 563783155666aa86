"""One holder at a time: claim, assign, hand over."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app.clock import now
from app.db import db, transaction
from app.picking.models import PickTask
from app.walks.commands import assign
from app.walks.errors import MayNotHold, WalkClosed
from app.walks.models import Holding, Walk
from tests.floor import release
from tests.handheld import Handheld
from tests.world import World


@pytest.fixture
def tasks(world: World) -> list[int]:
    """Two walks of one order each."""
    world.order({"MUG": 1}, priority=0)
    (first,) = release(world.warehouse_id)
    world.order({"CARD": 1}, priority=0)
    (second,) = release(world.warehouse_id)
    return [first, second]


def hand_over(world: World, task_id: int, to: str | None) -> None:
    with transaction():
        assign(db.session.get_one(Walk, task_id), world.worker(to) if to else None, world.actor("Cleo"))
    db.session.remove()


def given(answer: object) -> int:
    assert answer.status_code == 200, answer.text  # type: ignore[attr-defined]
    location = answer.headers["HX-Redirect"]  # type: ignore[attr-defined]
    return int(location.rsplit("/", 1)[1])


def test_the_walk_in_progress_comes_first(world: World, tasks: list[int]) -> None:
    ana = Handheld(world, "Ana")

    first = given(ana.claim())
    hand_over(world, next(task for task in tasks if task != first), "Ana")

    assert given(ana.claim()) == first


def test_the_same_worker_goes_on_with_another_handheld_and_nothing_is_picked_twice(world: World) -> None:
    world.order({"MUG": 2, "CARD": 1})
    (task_id,) = release(world.warehouse_id)
    dead = Handheld(world, "Ana")
    dead.claim()
    dead.bind_all(task_id)
    first, second = dead.walk(task_id).stops
    scan: dict[str, Any] = {
        "bin": first.bin_barcode,
        "item": first.codes[0][0],
        "tote": "TOTE-001",
        "quantity": first.left,
    }
    url, named = f"/picking/lines/{first.line_id}/picks", str(uuid4())
    dead.post(url, operation_id=named, **scan)

    other = Handheld(world, "Ana")
    assert given(other.claim()) == task_id
    assert [(stop.line_id, stop.left) for stop in other.walk(task_id).stops if stop.left] == [
        (second.line_id, second.quantity)
    ]
    other.pick_all(task_id)
    again = dead.post(url, operation_id=named, **scan)

    assert again.headers["Operation-Outcome"] == "done"
    assert [(stop.picked, stop.quantity) for stop in other.walk(task_id).stops] == [
        (first.quantity, first.quantity),
        (second.quantity, second.quantity),
    ]


def test_then_one_that_is_assigned_to_me(world: World, tasks: list[int]) -> None:
    hand_over(world, tasks[1], "Ana")

    assert given(Handheld(world, "Ana").claim()) == tasks[1]


def test_two_pickers_never_get_the_same(world: World, tasks: list[int]) -> None:
    ana, ben = Handheld(world, "Ana"), Handheld(world, "Ben")

    assert {given(ana.claim()), given(ben.claim())} == set(tasks)


def test_what_is_assigned_to_another_is_not_given_away(world: World, tasks: list[int]) -> None:
    for task_id in tasks:
        hand_over(world, task_id, "Ben")

    answer = Handheld(world, "Ana").claim()

    assert answer.status_code == 409
    assert "no work for you now" in answer.text


def test_the_higher_priority_is_walked_first(world: World, tasks: list[int]) -> None:
    with transaction():
        db.session.get_one(PickTask, tasks[1]).priority = 5

    assert given(Handheld(world, "Ana").claim()) == tasks[1]


def test_picked_lines_stay_picked_when_the_walk_is_handed_over(world: World) -> None:
    ana, ben = Handheld(world, "Ana"), Handheld(world, "Ben")
    world.order({"MUG": 1, "CARD": 1})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    ana.pick(task_id, ana.walk(task_id).stops[0])

    hand_over(world, task_id, "Ben")
    assert given(ben.claim()) == task_id
    ben.take_over(task_id)
    ben.pick_all(task_id)

    assert [stop.state for stop in ben.walk(task_id).stops] == ["done", "done"]
    assert ben.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1").status_code == 200


def test_the_old_holder_is_told_who_has_it_now(world: World, tasks: list[int]) -> None:
    ana, ben = Handheld(world, "Ana"), Handheld(world, "Ben")
    task_id = given(ana.claim())
    ana.bind_all(task_id)
    hand_over(world, task_id, "Ben")
    ben.claim()

    later = datetime.now(UTC) + timedelta(minutes=5)
    answer = ana.pick(task_id, ana.walk(task_id).stops[0], at=later)

    assert answer.status_code == 409
    assert "Ben has this walk now" in answer.text
    assert ana.walk(task_id).stops[0].picked == 0


def test_the_old_holder_is_told_that_nobody_has_it_now(world: World, tasks: list[int]) -> None:
    ana = Handheld(world, "Ana")
    task_id = given(ana.claim())
    ana.bind_all(task_id)
    hand_over(world, task_id, None)

    later = datetime.now(UTC) + timedelta(minutes=5)
    answer = ana.pick(task_id, ana.walk(task_id).stops[0], at=later)

    assert answer.status_code == 409
    assert "nobody has it now" in answer.text
    assert "has this walk now" not in answer.text
    assert ana.walk(task_id).stops[0].picked == 0


def test_a_scan_made_before_the_handover_and_sent_after_it_still_counts(world: World, tasks: list[int]) -> None:
    ana, ben = Handheld(world, "Ana"), Handheld(world, "Ben")
    task_id = given(ana.claim())
    ana.bind_all(task_id)
    scanned_at = datetime.now(UTC)
    hand_over(world, task_id, "Ben")
    ben.claim()

    answer = ana.pick(task_id, ana.walk(task_id).stops[0], at=scanned_at, tote="TOTE-001")

    assert answer.status_code == 200
    assert ben.walk(task_id).stops[0].state == "done"


def test_only_pickers_are_given_walks(world: World, tasks: list[int]) -> None:
    with pytest.raises(MayNotHold, match="Dana"):
        hand_over(world, tasks[0], "Dana")
    db.session.rollback()
    assert db.session.get_one(Walk, tasks[0]).holder_id is None


def test_a_finished_walk_is_not_given_away(world: World, tasks: list[int]) -> None:
    ana = Handheld(world, "Ana")
    task_id = given(ana.claim())
    ana.bind_all(task_id)
    ana.pick_all(task_id)
    ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1")

    with pytest.raises(WalkClosed):
        hand_over(world, task_id, "Ben")


def test_who_held_it_from_when_to_when_is_known(world: World, tasks: list[int]) -> None:
    ana, ben = Handheld(world, "Ana"), Handheld(world, "Ben")
    task_id = given(ana.claim())
    hand_over(world, task_id, "Ben")
    given(ben.claim())

    holdings = db.session.scalars(select(Holding).where(Holding.walk_id == task_id).order_by(Holding.id)).all()
    assert [holding.worker_id for holding in holdings] == [world.workers["Ana"], world.workers["Ben"]]
    assert [holding.ended_at is None for holding in holdings] == [False, True]


def test_one_that_a_lead_gives_to_somebody_else_in_this_very_moment_is_not_begun(
    world: World, tasks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = Handheld(world, "Ana")
    for task_id in tasks:
        hand_over(world, task_id, "Ana" if task_id == tasks[0] else "Ben")

    def given_to_ben() -> datetime:
        """Asked for the time just before the walk is begun: by then the lead's change is committed."""
        db.session.connection().execute(
            update(Walk).where(Walk.id == tasks[0]).values(holder_id=world.workers["Ben"], version=Walk.version + 1)
        )
        return now()

    monkeypatch.setattr(import_module("app.walks.commands.claim_next"), "now", given_to_ben)
    answer = ana.claim()

    assert answer.status_code == 409
    assert "no work for you now" in answer.text
    assert db.session.scalars(select(Holding.id)).all() == []
