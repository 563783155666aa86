"""Customers and channels are told at the steps that the shop chose, once, in their language."""

import json
from typing import Any

import pytest

from app.db import transaction
from app.events import record
from app.notices.sending.job import send_notices
from app.returns.commands.answer_rma import approve_rma, refuse_rma
from app.returns.commands.settle_rma import Settlement, settle_rma
from app.returns.events import ParcelArrived
from app.returns.models import UNDELIVERED, Rma
from tests.notices.conftest import clock, hook, post
from tests.notices.shop import Clock, Hook, Post, chooses, notices, told
from tests.returns.came_back import arrives, asks, came, graded, grades, left, rma, rules, waybill_of
from tests.world import SYSTEM, World

__all__ = ["clock", "hook", "post"]
RETURNS = ("return_approved", "return_refused", "return_received", "refund_asked")


@pytest.fixture
def waits(world: World) -> int:
    rules(world, approve="never")
    chooses(world, "email", steps=RETURNS)
    return asks(left(world), {"MUG": 1})


def answered(rma_id: int, answer: Any, words: str) -> None:
    with transaction() as session:
        answer(session.get_one(Rma, rma_id), words, SYSTEM)


def test_who_waits_is_told_nothing_until_somebody_answers(world: World, waits: int) -> None:
    assert told() == []

    answered(waits, approve_rma, "Please hurry")
    assert told() == [("return_approved", "email", "waiting")]


def test_the_mail_of_a_refusal_says_why(world: World, waits: int, post: Post, clock: Clock) -> None:
    answered(waits, refuse_rma, "The seal is broken {{ 7*7 }}")
    send_notices()

    (mail,) = post.taken
    assert "RMA-00001" in mail["Subject"]
    assert "The seal is broken {{ 7*7 }}" in mail.get_content()


@pytest.mark.parametrize(("country", "said"), [("GB", "is approved"), ("TW", "已同意"), ("CN", "已同意")])
def test_an_approval_by_rule_is_told_in_the_customers_language_with_the_link(
    world: World, post: Post, clock: Clock, country: str, said: str
) -> None:
    rules(world, approve="all")
    chooses(world, "email", steps=RETURNS)
    asks(left(world, country=country), {"MUG": 1})
    send_notices()

    (mail,) = post.taken
    assert said in mail.get_content() + mail["Subject"]
    assert "https://track.example.com/t/" in mail.get_content()
    assert "1 × Red mug" in mail.get_content() or "Red mug × 1" in mail.get_content()
    assert "Greeting card" not in mail.get_content()


def test_each_parcel_is_told_once_however_often_it_is_heard_of(world: World) -> None:
    rules(world, approve="all")
    chooses(world, "email", steps=("return_received",))
    rma_id = asks(left(world), {"MUG": 2})
    first = arrives(rma_id)
    with transaction() as session:
        record(ParcelArrived(session.get_one(Rma, rma_id).warehouse_id, first))
    grades(world, first, "MUG", 1)
    graded(first)
    arrives(rma_id)

    assert told() == [("return_received", "email", "waiting")] * 2
    assert [one.occasion for one in notices()] == ["P-00001", "P-00002"]


def test_one_that_was_matched_after_it_arrived_is_told_when_it_is_graded(world: World) -> None:
    rules(world, approve="all")
    rma_id = asks(left(world), {"MUG": 1})
    parcel_id = arrives(rma_id)
    chooses(world, "email", steps=("return_received",))
    graded(parcel_id)

    assert told() == [("return_received", "email", "waiting")]


def test_who_never_had_the_parcel_is_not_told_that_it_is_back(world: World) -> None:
    chooses(world, "email", steps=RETURNS)
    order_id = left(world)
    rma_id = asks(order_id, {"MUG": 1})
    before = told()
    parcel_id = arrives(rma_id, UNDELIVERED, waybill_of(order_id).id)

    assert told() == before
    assert rma(rma_id).parcels[0].id == parcel_id


def test_the_webhook_gets_the_refund_whole_and_signed_and_no_address(world: World, hook: Hook, clock: Clock) -> None:
    rules(world, approve="all")
    chooses(world, "webhook", steps=("refund_asked",), url=hook.url)
    rma_id = asks(left(world, {"MUG": 2}, postage="5"), {"MUG": 2}, note="Ring twice at Quay 1")
    came(world, rma_id, {"MUG": 2}, grade="used")
    with transaction() as session:
        settle_rma(session.get_one(Rma, rma_id), Settlement("refund"), SYSTEM)
    send_notices()

    ((headers, body),) = hook.heard
    said = json.loads(body)
    assert headers["Shelfway-Signature"].startswith("t=")
    assert (said["step"], said["order"], said["channel"]) == ("refund_asked", rma(rma_id).order.number, "shop")
    returned = said["return"]
    assert {key: returned[key] for key in ("number", "amount", "currency", "goods", "postage_back")} == {
        "number": "RMA-00001",
        "amount": "21.00",
        "currency": "EUR",
        "goods": "20.00",
        "postage_back": "5.00",
    }
    assert [(one["kind"], one["amount"]) for one in returned["deductions"]] == [("grade", "4.00")]
    assert [(one["sku"], one["quantity"], one["price"]) for one in returned["refunded"]] == [("MUG", 2, "10.0000")]
    assert "Quay 1" not in body.decode()
    assert "21.00 EUR" in said["subject"]


def test_a_shop_that_chose_nothing_tells_nothing(world: World) -> None:
    rules(world, approve="all", settle_by_itself=True)
    came(world, asks(left(world), {"MUG": 1}), {"MUG": 1})

    assert told() == []
