"""The clock of an answer: one working day, then a case, once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.cases.handling import close_case
from app.cases.models import Case
from app.clock import now
from app.db import transaction
from app.returns.commands.open_rma import answer_due_at
from app.returns.models import Rma
from app.returns.watching import watch_returns
from tests.cases.kept import told
from tests.returns.came_back import asks, left, rules
from tests.visitor import Visitor
from tests.world import SYSTEM, World


@pytest.fixture
def waits(world: World) -> int:
    """A return that no rule approves."""
    rules(world, approve="never")
    return asks(left(world), {"MUG": 1})


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("2026-11-23T10:00", "2026-11-24T10:00"),
        ("2026-11-23T18:00", "2026-11-24T17:00"),
        ("2026-11-27T16:00", "2026-11-30T16:00"),
        ("2026-11-28T03:00", "2026-11-30T17:00"),
    ],
)
def test_an_answer_is_due_after_one_working_day(world: World, opened: str, due: str) -> None:
    zone = ZoneInfo("Europe/London")

    at = answer_due_at(world.warehouse_id, datetime.fromisoformat(opened).replace(tzinfo=zone))
    assert at == datetime.fromisoformat(due).replace(tzinfo=zone)


def test_an_overdue_answer_becomes_a_case_once_and_answering_closes_it(world: World, waits: int, fay: Visitor) -> None:
    assert watch_returns(world.warehouse_id) == 0
    overdue(waits)
    assert [watch_returns(world.warehouse_id) for _ in range(2)] == [1, 0]
    assert told() == [("return", True)]
    assert "A return waits for its answer" in fay.get("/cases").text

    fay.send(f"/returns/{waits}/answers", answer="approved")
    assert told() == [("return", False)]


def test_a_case_that_somebody_closed_is_not_opened_again_for_the_same_return(world: World, waits: int) -> None:
    overdue(waits)
    watch_returns(world.warehouse_id)
    with transaction() as session:
        close_case(session.scalars(select(Case)).one(), "nothing", SYSTEM)

    assert watch_returns(world.warehouse_id) == 0
    assert told() == [("return", False)]


def overdue(rma_id: int) -> None:
    with transaction() as session:
        session.get_one(Rma, rma_id).answer_due_at = now() - timedelta(hours=1)
