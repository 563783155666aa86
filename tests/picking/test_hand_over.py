"""Work is given to somebody else: at once where its picker hears of it, with a word first where not; and taken back."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app.clock import now
from app.db import db
from app.floor.models import DeviceState
from app.operations.models import Operation
from app.picking.models import PickTask
from app.walks.models import Holding
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.picking.moves import Cleo, changes_of, cleo, tasks_of, told_to
from tests.visitor import words


@pytest.fixture
def lead(walk: Walk) -> Cleo:
    return cleo(walk.world)


def is_heard(walk: Walk, name: str, *, online: bool, waiting: int = 0, seen_at: datetime | None = None) -> None:
    """What the worker's handheld last said."""
    world, since = walk.world, now() - timedelta(minutes=7)

    def command() -> None:
        db.session.add(
            DeviceState(
                device_id=world.devices[name],
                warehouse_id=world.warehouse_id,
                worker_id=world.workers[name],
                online=online,
                since=since,
                seen_at=seen_at or now(),
                waiting=waiting,
                waiting_at=since,
                heard_by="test",
            )
        )

    world.do(command)


def test_it_is_done_at_once_where_its_picker_hears_of_it(walk: Walk, lead: Cleo) -> None:
    is_heard(walk, "Ana", online=True)

    answer = lead.gives(walk.task_id, "Ben")

    assert f"Ben has task {walk.task_id} now." in answer.text
    assert "Undo" in answer.text
    assert answer.headers["HX-Trigger"] == "moved, wave-changed, floor-changed"
    assert told_to(f"worker:{walk.world.workers['Ana']}") == ["work-changed"]


def test_the_lead_is_asked_first_where_the_picker_is_offline_with_operations_waiting(walk: Walk, lead: Cleo) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    is_heard(walk, "Ana", online=False, waiting=3)

    asked = lead.gives(walk.task_id, "Ben")

    told = words(asked.text)
    assert "Ana is offline since" in told
    assert "with about 3 operations waiting. What Ana scanned before now still counts." in told
    assert "Whoever goes on takes over: T-001, T-002. Last known at A-01-1." in told
    assert fresh(PickTask, walk.task_id).holder_id == walk.world.workers["Ana"], "nothing is done yet"
    assert db.session.scalars(select(Operation).where(Operation.name == "tasks.create_assignment")).all() == []

    assert lead.gives(walk.task_id, "Ben", sure="1").status_code == 200
    assert fresh(PickTask, walk.task_id).holder_id == walk.world.workers["Ben"]


def test_a_split_is_asked_first_in_the_same_way(walk: Walk, lead: Cleo) -> None:
    is_heard(walk, "Ana", online=False, waiting=1)

    assert "Ana is offline since" in lead.splits(walk.task_id, stops=1, to="Ben").text
    assert db.session.scalars(select(PickTask.id)).all() == [walk.task_id]
    assert lead.splits(walk.task_id, stops=1, to="Ben", sure="1").status_code == 200
    assert len(db.session.scalars(select(PickTask.id)).all()) == 2


def test_a_form_that_is_sent_again_is_answered_as_before_though_its_picker_is_offline_by_now(
    walk: Walk, lead: Cleo
) -> None:
    named = str(uuid4())
    first = lead.splits(walk.task_id, stops=1, to="Ben", operation_id=named)
    is_heard(walk, "Ana", online=False, waiting=1)

    again = lead.splits(walk.task_id, stops=1, to="Ben", operation_id=named)

    assert (again.headers["Operation-Id"], again.headers["Operation-Outcome"]) == (named, "done")
    new = max(tasks_of(walk.world))
    assert f"A part of task {walk.task_id} is task {new} now." in first.text
    assert f"A part of task {walk.task_id} is task {new} now." in again.text
    assert "Ana is offline since" not in again.text, "who answers that would split a second time"
    assert len(tasks_of(walk.world)) == 2


def test_what_waits_on_a_handheld_that_is_online_is_told_too(walk: Walk, lead: Cleo) -> None:
    is_heard(walk, "Ana", online=True, waiting=2)

    assert "Ana is online, 2 operations waiting." in words(lead.gives(walk.task_id, "Ben").text)


def test_what_waits_on_a_dead_handheld_is_told_although_its_picker_is_online_on_another(walk: Walk, lead: Cleo) -> None:
    is_heard(walk, "Ana", online=False, waiting=3)
    walk.world.client("Ana")
    is_heard(walk, "Ana", online=True)

    told = words(lead.gives(walk.task_id, "Ben").text)

    assert "Ana is online; Ana handheld is offline since" in told
    assert "with about 3 operations waiting. What Ana scanned before now still counts." in told
    assert fresh(PickTask, walk.task_id).holder_id == walk.world.workers["Ana"], "nothing is done yet"
    assert lead.gives(walk.task_id, "Ben", sure="1").status_code == 200


@pytest.mark.parametrize(("waiting", "hours"), [(0, 0), (3, 1)])
def test_a_handheld_with_nothing_of_this_walk_makes_nobody_ask(
    walk: Walk, lead: Cleo, waiting: int, hours: int
) -> None:
    is_heard(walk, "Ana", online=False, waiting=waiting, seen_at=now() - timedelta(hours=hours))
    walk.world.client("Ana")
    is_heard(walk, "Ana", online=True)

    assert f"Ben has task {walk.task_id} now." in lead.gives(walk.task_id, "Ben").text


def test_the_preview_alone_changes_nothing(walk: Walk, lead: Cleo) -> None:
    is_heard(walk, "Ana", online=False)

    page = lead.desk.get(f"/tasks/{walk.task_id}/handover?worker_id={walk.world.workers['Ben']}")

    assert f"Task {walk.task_id} to Ben?" in words(page.text)
    assert fresh(PickTask, walk.task_id).holder_id == walk.world.workers["Ana"]


def test_undone_at_once_the_picker_is_on_the_walk_as_before(walk: Walk, lead: Cleo) -> None:
    move = lead.gives(walk.task_id, "Ben")

    assert lead.undoes(move).status_code == 200

    task = fresh(PickTask, walk.task_id)
    assert (task.state, task.holder_id) == ("active", walk.world.workers["Ana"])
    assert walk.ana.pick(walk.task_id, walk.stop("MUG")).status_code == 200, "she need not ask for it again"
    holdings = db.session.scalars(select(Holding).where(Holding.walk_id == walk.task_id)).all()
    assert sum(holding.ended_at is None for holding in holdings) == 1
    names = [change for change, _ in changes_of("pick_tasks", walk.task_id)]
    assert names[-2:] == ["handed over", "handed back"]
    assert wrong_books() == []


def test_it_is_not_undone_once_the_next_one_has_begun(walk: Walk, lead: Cleo) -> None:
    move = lead.gives(walk.task_id, "Ben")
    Handheld(walk.world, "Ben").claim()

    refused = lead.undoes(move)

    assert refused.status_code == 409
    assert f"Task {walk.task_id} changed meanwhile: Ben has it now. Look at it again." in refused.text
    assert fresh(PickTask, walk.task_id).holder_id == walk.world.workers["Ben"]


def test_it_is_not_undone_once_the_first_one_is_on_another_walk(walk: Walk, lead: Cleo) -> None:
    walk.world.order({"CARD": 1})
    release(walk.world.warehouse_id)
    move = lead.gives(walk.task_id, "Ben")
    walk.ana.claim()

    refused = lead.undoes(move)

    assert "Ana is on another walk by now." in refused.text
    assert fresh(PickTask, walk.task_id).state == "assigned"
    assert wrong_books() == []


def test_it_is_not_undone_after_a_minute_nor_by_another_lead_nor_twice(walk: Walk, lead: Cleo) -> None:
    move = lead.gives(walk.task_id, "Ben")
    named = move.headers["Operation-Id"]
    assert walk.ana.post(f"/moves/{named}/undos").status_code == 403
    assert lead.desk.send("/moves/7d7d3a1e-0000-4000-8000-000000000000/undos").status_code == 404

    assert lead.undoes(move).status_code == 200
    assert lead.undoes(move).status_code == 409

    late = lead.gives(walk.task_id, "Ben")
    old = update(Operation).where(Operation.id == late.headers["Operation-Id"])
    walk.world.do(lambda: db.session.execute(old.values(received_at=now() - timedelta(seconds=61))))
    assert "too long ago" in lead.undoes(late).text
    assert fresh(PickTask, walk.task_id).holder_id == walk.world.workers["Ben"]


def test_giving_a_walk_to_who_walks_it_changes_nothing(walk: Walk, lead: Cleo) -> None:
    version = fresh(PickTask, walk.task_id).version

    assert lead.gives(walk.task_id, "Ana").status_code == 200

    task = fresh(PickTask, walk.task_id)
    assert (task.state, task.version) == ("active", version)


def test_a_browser_without_the_script_is_led_back_to_the_wave(walk: Walk, lead: Cleo) -> None:
    answer = lead.desk.send(f"/tasks/{walk.task_id}/assignments", worker_id=walk.world.workers["Ben"])

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/waves/{fresh(PickTask, walk.task_id).wave_id}"


def test_both_names_are_in_the_history(walk: Walk, lead: Cleo) -> None:
    lead.gives(walk.task_id, "Ben")

    holdings = db.session.scalars(select(Holding).order_by(Holding.id)).all()
    assert [holding.worker_id for holding in holdings] == [walk.world.workers["Ana"]]
    assert ("handed over", walk.world.workers["Cleo"]) in changes_of("pick_tasks", walk.task_id)
