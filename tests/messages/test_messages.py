"""Cleo says something to pickers; each reads it in their own language, and says that they have it."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app.clock import now
from app.db import db, transaction
from app.messages.models import LASTS, LONGEST, Message, MessageReceipt
from app.operations.models import AuditEntry
from app.outbox.models import OutboxEntry
from app.workers.models import Worker
from tests.handheld import Handheld
from tests.visitor import Visitor, visitor, words
from tests.world import World

HTMX = {"HX-Request": "true", "Accept": "*/*"}


@pytest.fixture
def ana(world: World) -> Handheld:
    return Handheld(world, "Ana")


@pytest.fixture
def ben(world: World) -> Handheld:
    return Handheld(world, "Ben")


@pytest.fixture
def cleo(world: World) -> Visitor:
    return visitor(world, "Cleo")


def says(cleo: Visitor, **form: object) -> TestResponse:
    return cleo.send("/messages", headers=HTMX, **form)


def hears(hand: Handheld) -> str:
    """What the handheld shows of it."""
    answer = hand.client.get("/messages/mine")
    assert answer.status_code == 200
    db.session.remove()
    return words(answer.text)


def tells(hand: Handheld, step: str, operation_id: str | None = None) -> TestResponse:
    db.session.rollback()
    message_id = db.session.scalars(select(Message.id)).one()
    return hand.post(f"/messages/{message_id}/receipts", operation_id=operation_id, step=step)


def receipts() -> dict[str, tuple[bool, bool, bool]]:
    """By worker: whether it was delivered, read, acknowledged."""
    db.session.rollback()
    return {
        one.worker.name: (one.delivered_at is not None, one.read_at is not None, one.acknowledged_at is not None)
        for one in db.session.scalars(select(MessageReceipt).execution_options(populate_existing=True))
    }


def nudges() -> set[tuple[str, str]]:
    db.session.rollback()
    return {(entry.topic, entry.name) for entry in db.session.scalars(select(OutboxEntry))}


def test_a_phrase_reaches_the_one_whom_it_is_for_and_nobody_else(
    world: World, cleo: Visitor, ana: Handheld, ben: Handheld
) -> None:
    answer = says(cleo, to=world.workers["Ana"], phrase="come_to_desk")

    assert "Sent to 1 picker." in answer.text
    assert "Cleo" in hears(ana)
    assert "Come to the packing desk." in hears(ana)
    assert hears(ben) == ""
    assert (f"worker:{world.workers['Ana']}", "message") in nudges()
    assert (f"worker:{world.workers['Ben']}", "message") not in nudges()


def test_everybody_is_everybody_at_work(world: World, cleo: Visitor, ana: Handheld) -> None:
    assert says(cleo, all=1, text="Coffee is ready").status_code == 200

    assert set(receipts()) == {"Ana", "Cleo"}, "Cleo picks too; Ben is not signed in, Olga works elsewhere"
    assert "Coffee is ready" in hears(ana)


def test_everybody_and_a_name_is_everybody_and_that_one(world: World, cleo: Visitor, ana: Handheld) -> None:
    assert says(cleo, all=1, to=world.workers["Ben"], phrase="leave_building").status_code == 200

    assert set(receipts()) == {"Ana", "Cleo", "Ben"}


def test_some_are_chosen_by_name_whether_they_are_there_or_not(world: World, cleo: Visitor, ana: Handheld) -> None:
    assert says(cleo, to=[world.workers["Ana"], world.workers["Ben"]], phrase="break").status_code == 200

    assert set(receipts()) == {"Ana", "Ben"}
    assert "Break in 5 minutes." in hears(Handheld(world, "Ben")), "it waits until Ben signs in"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Aisle B is closed:"), ("zh_Hant", "B 走道"), ("zh_Hans", "B 巷道")],
)
def test_a_phrase_is_read_in_the_pickers_own_language(
    world: World, cleo: Visitor, ana: Handheld, language: str, said: str
) -> None:
    with transaction():
        db.session.execute(update(Worker).where(Worker.name == "Ana").values(language=language))
    says(cleo, to=world.workers["Ana"], phrase="aisle_closed", name="B")

    assert said in hears(ana)
    assert "Aisle B is closed:" in cleo.get("/messages/sent").text, "Cleo reads what she said in her own"


def test_each_step_is_noted_once_and_the_lead_sees_it(world: World, cleo: Visitor, ana: Handheld) -> None:
    says(cleo, to=world.workers["Ana"], phrase="call_me")
    assert "not there yet" in cleo.get("/messages/sent").text

    assert tells(ana, "delivered").status_code == 200
    assert receipts() == {"Ana": (True, False, False)}
    assert "on the handheld" in cleo.get("/messages/sent").text
    assert tells(ana, "read").status_code == 200
    assert "read" in words(cleo.get("/messages/sent").text)
    assert "Come and see me." in hears(ana), "what was only read stays"
    assert tells(ana, "acknowledged").status_code == 200

    assert receipts() == {"Ana": (True, True, True)}
    assert "acknowledged" in cleo.get("/messages/sent").text
    assert hears(ana) == ""
    assert (f"leads:{world.warehouse_id}", "message-heard") in nudges()


def test_an_acknowledgement_without_the_steps_before_it_stands_for_them_and_counts_once(
    world: World, cleo: Visitor, ana: Handheld
) -> None:
    says(cleo, to=world.workers["Ana"], phrase="thanks")
    operation_id = "2a9df3b8-4f3e-4a67-9d53-1f0e7d5b7c01"
    first = tells(ana, "acknowledged", operation_id)
    at = db.session.scalars(select(MessageReceipt.acknowledged_at)).one()
    again, late = tells(ana, "acknowledged", operation_id), tells(ana, "read")

    assert (first.status_code, again.status_code, late.status_code) == (200, 200, 200)
    db.session.rollback()
    assert db.session.scalars(select(MessageReceipt.acknowledged_at)).one() == at
    noted = select(AuditEntry.change).where(AuditEntry.entity == "message_receipts")
    assert list(db.session.scalars(noted)) == ["acknowledged"]


def test_text_of_a_persons_own_is_text_and_nothing_else(world: World, cleo: Visitor, ana: Handheld) -> None:
    says(cleo, to=world.workers["Ana"], text='<img src=x onerror="alert(1)">\u202e  two\n lines')

    shown = ana.client.get("/messages/mine").text
    assert "<img" not in shown
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt; two lines" in shown
    assert "\u202e" not in shown, "no sign turns what is written around"
    assert "<img" not in cleo.get("/messages/sent").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"text": "x" * (LONGEST + 1)}, "are too many to read on a walk"),
        ({"text": "  \n "}, "Choose what to say, or write it."),
        ({"phrase": "no_such_phrase"}, "Choose what to say, or write it."),
        ({"phrase": "aisle_closed", "name": " "}, "Write which aisle."),
        ({"phrase": "break", "to": None}, "Choose who is to hear it."),
        ({"phrase": "break", "to": "x"}, "Choose who is to hear it."),
    ],
)
def test_what_cannot_be_sent_is_said_and_reaches_nobody(
    world: World, cleo: Visitor, ana: Handheld, form: dict[str, object], said: str
) -> None:
    answer = says(cleo, **({"to": world.workers["Ana"]} | form))

    assert answer.status_code == 422
    assert said in answer.text
    assert receipts() == {}
    assert hears(ana) == ""


def test_what_was_refused_stays_in_the_form(cleo: Visitor) -> None:
    assert 'value="Come to lane 2"' in says(cleo, text="Come to lane 2").text


def test_who_does_not_pick_here_is_told_nothing(world: World, cleo: Visitor) -> None:
    for name in ("Dana", "Olga"):
        assert says(cleo, to=world.workers[name], phrase="break").status_code == 422
    assert receipts() == {}


def test_a_message_is_not_kept_for_another_day(world: World, cleo: Visitor, ana: Handheld) -> None:
    says(cleo, to=world.workers["Ana"], phrase="break")
    with transaction():
        db.session.execute(update(Message).values(sent_at=now() - LASTS - timedelta(minutes=1)))

    assert hears(ana) == ""
    assert "Break in 5 minutes." not in words(cleo.get("/messages/sent").text)


def test_nobody_acknowledges_for_another_and_pickers_send_nothing(
    world: World, cleo: Visitor, ana: Handheld, ben: Handheld
) -> None:
    says(cleo, to=world.workers["Ana"], phrase="break")

    assert tells(ben, "acknowledged").status_code == 404
    assert tells(ana, "eaten").status_code == 404
    assert ana.post("/messages", phrase="break", to=world.workers["Ben"]).status_code == 403
    assert ana.client.get("/messages/sent").status_code == 403
    assert receipts() == {"Ana": (False, False, False)}


def test_another_warehouse_hears_and_sees_nothing(world: World, cleo: Visitor) -> None:
    says(cleo, text="Only for Riverside", to=world.workers["Ana"])
    olga = visitor(world, "Olga")

    assert "Only for Riverside" not in olga.get("/messages").text
    assert olga.get("/messages/mine").text.strip() == ""
