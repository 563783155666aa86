"""What names a customer goes from their returns too; what came back and what was paid back stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.attachments.commands import attach
from app.attachments.files import keep_picture
from app.attachments.models import PHOTOGRAPH, Attachment
from app.cases.handling import close_case
from app.cases.models import Case
from app.clock import now
from app.db import transaction
from app.forgetting.commands import StillGoesOn, forget_customer
from app.notices.steps import STEPS
from app.orders.models import Order
from app.printing.commands import print_paper
from app.printing.errors import PaperForgotten
from app.returns.commands.answer_rma import refuse_rma
from app.returns.commands.settle_rma import Settlement, settle_rma
from app.returns.models import Refund, ReturnUnit, Rma, RmaLine
from app.returns.slip import slip_content
from tests.attachments.pictures import png
from tests.forgetting.test_forget_customer import MARK, traces
from tests.notices.shop import chooses
from tests.returns.came_back import arrives, asks, came, graded, grades, left, rma, rules
from tests.world import SYSTEM, World


def returned(world: World) -> int:
    """The id of a settled return with every trace that one can leave of its customer."""
    rules(world, approve="never")
    chooses(world, "email", steps=STEPS)
    order_id = left(world, customer=MARK, telephone=MARK, street=MARK, email=f"{MARK}@example.com")
    refused = asks(order_id, {"CARD": 1}, note=f"{MARK} 1", opened_by="customer")
    with transaction() as session:
        refuse_rma(session.get_one(Rma, refused), f"Dear {MARK}", SYSTEM)
    rma_id = asks(order_id, {"MUG": 2}, "damaged", note=MARK, photographs=1)
    parcel_id = arrives(rma_id)
    grades(world, parcel_id, "MUG", 1, grade="damaged")
    grades(world, parcel_id, "MUG", 1, override=f"{MARK} said so", disposition="scrap")
    graded(parcel_id)
    with transaction() as session:
        opened = session.get_one(Rma, rma_id)
        opened.beyond = opened.lines[0].note = opened.parcels[0].note = MARK
        attach(opened, PHOTOGRAPH, keep_picture(world.app.config["VAR"], png(shade=5)), SYSTEM)
        content = slip_content(opened) | {"customer": MARK}
        print_paper("return_slip", "rmas", rma_id, content, None, 1, replace(SYSTEM, warehouse_id=world.warehouse_id))
        settlement = Settlement("refund", changed={"by_hand": "1"}, reason=f"{MARK} agreed", by_lead=True)
        settle_rma(opened, settlement, SYSTEM)
        for case in session.scalars(select(Case)):
            close_case(case, "claimed", SYSTEM)
    return rma_id


def forget(rma_id: int) -> None:
    with transaction() as session:
        forget_customer(session.get_one(Order, session.get_one(Rma, rma_id).order_id), SYSTEM)


def test_nothing_in_any_table_names_the_customer_any_more(world: World) -> None:
    rma_id = returned(world)
    found = traces()
    for column in (
        "rmas.note",
        "rmas.answer",
        "rma_lines.note",
        "refunds.reason",
        "refunds.deductions",
        "notices.content",
    ):
        assert column in found, column

    forget(rma_id)
    assert traces() == []


def test_what_came_back_and_what_was_paid_back_stays(world: World) -> None:
    rma_id = returned(world)
    forget(rma_id)
    kept = rma(rma_id)

    assert (kept.number, kept.state, kept.lines[0].received) == ("RMA-00002", "settled", 2)
    with transaction() as session:
        refund = session.scalars(select(Refund)).one()
        assert (str(refund.amount), [one["kind"] for one in refund.deductions]) == ("19.00", ["by_hand"])
        assert session.scalars(select(Attachment)).all() == []
        assert len(session.scalars(select(ReturnUnit)).all()) == 2
        assert [line.reason for line in session.scalars(select(RmaLine).order_by(RmaLine.id))] == [
            "changed_mind",
            "damaged",
        ]


def test_its_slip_is_not_printed_any_more(world: World) -> None:
    rma_id = returned(world)
    forget(rma_id)

    with pytest.raises(PaperForgotten):
        slip_content(rma(rma_id))


def test_a_return_that_goes_on_keeps_the_customer_until_it_is_settled(world: World) -> None:
    rules(world, approve="all")
    rma_id = asks(left(world), {"MUG": 1})
    with pytest.raises(StillGoesOn):
        forget(rma_id)

    came(world, rma_id, {"MUG": 1})
    with transaction() as session:
        session.get_one(Rma, rma_id).opened_at = now() - timedelta(days=200)
    with pytest.raises(StillGoesOn):
        forget(rma_id)
    with transaction() as session:
        settle_rma(session.get_one(Rma, rma_id), Settlement("refund"), SYSTEM)

    forget(rma_id)
    assert rma(rma_id).order.forgotten_at is not None


def test_a_return_that_nobody_ever_sent_is_not_waited_for_for_ever(world: World) -> None:
    rules(world, approve="all")
    rma_id = asks(left(world), {"MUG": 1})
    with transaction() as session:
        session.get_one(Rma, rma_id).opened_at = now() - timedelta(days=91)

    forget(rma_id)
    assert rma(rma_id).order.forgotten_at is not None


def test_another_customers_returns_are_not_touched(world: World) -> None:
    rma_id = returned(world)
    other = asks(left(world), {"MUG": 1}, note="Keep me")
    forget(rma_id)

    assert rma(other).note == "Keep me"
