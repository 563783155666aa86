"""A print station takes what was asked for together as one document, once, and says how it ended."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.printing.commands import TAKEN_FOR
from app.printing.models import PRINTED, SENDING, WAITING, PrintJob
from app.printing.printers import PrinterSettings, add_printer
from app.printing.sending import doubt_what_was_left
from tests.printing.reading import sizes_of_pdf, text_of_pdf
from tests.visitor import Visitor, visitor, words
from tests.world import SYSTEM, World


@pytest.fixture
def printer_id(world: World) -> int:
    with transaction():
        return add_printer(world.warehouse_id, PrinterSettings("Desk", "station", "60x40"), SYSTEM)["printer_id"]


@pytest.fixture
def eli(world: World) -> Visitor:
    return visitor(world, "Eli")


def ask(eli: Visitor, first: str, last: str) -> None:
    answer = eli.send("/prints/labels", None, kind="bins", **{"from": first, "to": last})
    assert answer.status_code == 303, answer.text


def jobs() -> list[PrintJob]:
    db.session.expire_all()
    return list(db.session.scalars(select(PrintJob).order_by(PrintJob.id)))


def states() -> list[str]:
    return [job.state for job in jobs()]


def test_what_was_asked_for_together_is_one_document_and_comes_out_at_once(eli: Visitor, printer_id: int) -> None:
    ask(eli, "A-01-1", "A-03-1")
    ask(eli, "B-01-1", "B-01-1")
    many, first = len(jobs()) - 1, jobs()[0].id
    assert many > 1
    assert eli.get("/print-station").text.count("data-job") == 2

    assert eli.send(f"/prints/{first}/takings").status_code == 303
    paper = eli.get(f"/prints/{first}/taken.pdf").data

    assert sizes_of_pdf(paper) == [(60, 40)] * many
    assert text_of_pdf(paper).index("A-01-1") < text_of_pdf(paper).index("A-03-1")
    assert states() == [SENDING] * many + [WAITING]
    assert eli.send(f"/prints/{first}/printed").status_code == 303
    assert states() == [PRINTED] * many + [WAITING], "what was asked for alone came out with them"


def test_two_stations_never_print_the_same(eli: Visitor, world: World, printer_id: int) -> None:
    ask(eli, "A-01-1", "A-02-1")
    first = jobs()[0].id
    assert eli.send(f"/prints/{first}/takings").status_code == 303

    refused = visitor(world, "Cleo").send(f"/prints/{first}/takings")

    assert refused.status_code == 409
    assert {job.tries for job in jobs()} == {1}
    assert "data-job" not in eli.get("/print-station").text


def test_what_did_not_come_out_waits_again(eli: Visitor, printer_id: int) -> None:
    ask(eli, "A-01-1", "A-02-1")
    first = jobs()[0].id
    eli.send(f"/prints/{first}/takings")

    eli.send(f"/prints/{first}/returns")

    assert set(states()) == {WAITING}
    assert eli.get(f"/prints/{first}/taken.pdf").status_code == 404
    assert eli.send(f"/prints/{first}/printed").status_code == 409, "nobody has it"


def test_a_station_that_was_closed_leaves_a_question_which_one_answer_settles(eli: Visitor, printer_id: int) -> None:
    ask(eli, "A-01-1", "A-02-1")
    first = jobs()[0].id
    eli.send(f"/prints/{first}/takings")
    with transaction():
        for job in jobs():
            job.next_at = now() - TAKEN_FOR

    doubt_what_was_left()

    assert {(job.state, job.problem) for job in jobs()} == {(SENDING, "maybe")}
    eli.send(f"/prints/{first}/returns")
    assert {(job.state, job.problem) for job in jobs()} == {(WAITING, "")}


def test_one_label_of_many_may_be_left_out(eli: Visitor, printer_id: int) -> None:
    ask(eli, "A-01-1", "A-03-1")
    second = jobs()[1].id

    eli.send(f"/prints/{second}/cancellations")

    assert states().count("cancelled") == 1
    eli.send(f"/prints/{jobs()[0].id}/takings")
    assert jobs()[1].state == "cancelled"


def test_nobody_takes_what_is_not_there(eli: Visitor, printer_id: int) -> None:
    assert eli.get("/prints/999999/taken.pdf").status_code == 404
    assert eli.get(f"/prints/asked/{uuid4()}").status_code == 404


CLOSED = (
    "Nobody has the print station of Desk open, or it was not started. Open Print station on the computer beside it"
)


def told(eli: Visitor) -> str:
    """What the page says to whoever asked for the last of the papers."""
    return words(eli.get(f"/prints/asked/{jobs()[-1].operation_id}", Accept="*/*").text)


def waits_for(seconds: int) -> None:
    with transaction():
        for job in jobs():
            job.asked_at = now() - timedelta(seconds=seconds)


def test_who_asked_hears_that_nobody_has_the_station_open_and_what_to_do(eli: Visitor, printer_id: int) -> None:
    ask(eli, "A-01-1", "A-01-1")
    assert "goes to Desk" in told(eli)
    waits_for(31)

    assert CLOSED in told(eli)
    assert "does not answer" not in told(eli)
    assert "Nobody has its print station open." in words(eli.get("/prints").text)

    ask(eli, "A-02-1", "A-02-1")
    assert CLOSED in told(eli), "what was asked for later waits behind it"


def test_a_station_that_prints_one_after_the_other_is_open(eli: Visitor, printer_id: int) -> None:
    ask(eli, "A-01-1", "A-01-1")
    ask(eli, "A-02-1", "A-02-1")
    first = jobs()[0].id
    waits_for(90)
    eli.send(f"/prints/{first}/takings")
    assert CLOSED not in told(eli)

    eli.send(f"/prints/{first}/printed")
    assert CLOSED not in told(eli), "it has just printed"

    with transaction():
        jobs()[0].printed_at = now() - timedelta(minutes=2)
    assert CLOSED in told(eli)
