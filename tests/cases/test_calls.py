"""Call the lead: who, where, since when, live; and the picker is told that it was heard."""

import pytest
from sqlalchemy import select

from app.cases.models import Call
from app.db import db
from app.outbox.models import OutboxEntry
from app.waves.models import Wave
from tests.picking.conftest import Walk, ana, walk
from tests.visitor import Visitor, visitor
from tests.world import World

__all__ = ["ana", "walk"]


@pytest.fixture
def cleo(world: World) -> Visitor:
    return visitor(world, "Cleo")


def call(walk: Walk, reason: str = "help", line: bool = True) -> int:
    line_id = walk.stop("MUG").line_id if line else 0
    return walk.ana.post(f"/picking/tasks/{walk.task_id}/calls", reason=reason, line_id=line_id).status_code


def waiting(cleo: Visitor) -> str:
    """What waits for the lead now, beside the wave."""
    db.session.rollback()
    page = cleo.get(f"/exceptions/now?wave={db.session.scalars(select(Wave.id)).one()}")
    assert page.status_code == 200
    return page.text


def calls() -> list[Call]:
    db.session.rollback()
    return list(db.session.scalars(select(Call).order_by(Call.id)))


def nudges() -> set[tuple[str, str]]:
    db.session.rollback()
    return {(entry.topic, entry.name) for entry in db.session.scalars(select(OutboxEntry))}


def test_the_lead_sees_who_calls_from_where_and_why(walk: Walk, cleo: Visitor) -> None:
    assert call(walk, "damage") == 200

    told = waiting(cleo)
    assert all(words in told for words in ("Ana", "A-01-1", "since", "Damage", "Answered", "Have it counted"))
    assert (f"leads:{walk.world.warehouse_id}", "wave-changed") in nudges()


def test_answering_closes_it_and_the_handheld_is_told(walk: Walk, cleo: Visitor) -> None:
    call(walk)
    stops = f"/picking/tasks/{walk.task_id}/stops"
    assert "Your lead has heard your call." not in walk.ana.client.get(stops).text

    answer = cleo.send(f"/calls/{calls()[0].id}/answers")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/exceptions")

    (answered,) = calls()
    assert answered.answered_by_id == walk.world.workers["Cleo"]
    assert answered.answered_at is not None
    assert "Ana" not in waiting(cleo)
    assert (f"worker:{walk.world.workers['Ana']}", "call-answered") in nudges()
    assert "Your lead has heard your call." in walk.ana.client.get(stops).text


def test_a_second_call_moves_the_first_one(walk: Walk) -> None:
    call(walk, "help", line=False)
    call(walk, "stock")

    (one,) = calls()
    assert (one.reason, one.location.address if one.location else "") == ("stock", "A-01-1")


def test_after_an_answer_a_call_is_a_new_one(walk: Walk, cleo: Visitor) -> None:
    call(walk)
    cleo.send(f"/calls/{calls()[0].id}/answers")
    call(walk)

    assert [one.answered_at is None for one in calls()] == [False, True]
    assert "Your lead has heard" not in walk.ana.client.get(f"/picking/tasks/{walk.task_id}/stops").text


def test_a_call_wants_a_reason(walk: Walk) -> None:
    assert call(walk, "lunch") == 422
    assert calls() == []


def test_an_answered_call_is_not_answered_again(walk: Walk, cleo: Visitor) -> None:
    call(walk)
    url = f"/calls/{calls()[0].id}/answers"
    cleo.send(url)

    assert cleo.send(url).status_code == 409


def test_a_picker_answers_no_call_and_another_warehouse_sees_none(walk: Walk) -> None:
    call(walk)
    url = f"/calls/{calls()[0].id}/answers"

    assert walk.ana.post(url).status_code == 403
    assert visitor(walk.world, "Olga").send(url).status_code == 404
    assert calls()[0].answered_at is None
