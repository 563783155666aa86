"""What follows by itself when a parcel is graded: what a carrier broke is claimed, and plain returns are settled."""

import pytest

from app.attachments.commands import attach
from app.attachments.files import keep_picture
from app.attachments.models import PHOTOGRAPH
from app.attachments.queries import attachments_of
from app.cases.models import Case
from app.clock import now
from app.db import transaction
from app.returns.models import ReturnParcel, Rma
from app.returns.words import NOT_ACCEPTED
from tests.attachments.pictures import png
from tests.cases.kept import cases, told
from tests.returns.came_back import (
    arrives,
    asks,
    came,
    graded,
    grades,
    left,
    line_of,
    refunds,
    rma,
    rules,
    waybill_of,
)
from tests.returns.settled import amounts, settled_units, undelivered
from tests.shipping.shipped import hear
from tests.world import SYSTEM, World


def test_the_rules_settle_at_once_what_came_as_it_was_announced(world: World) -> None:
    rules(world, settle_by_itself=True)
    rma_id = asks(left(world), {"MUG": 1})
    came(world, rma_id, {"MUG": 1})

    assert amounts() == ["10.00"]
    assert rma(rma_id).state == "settled"


@pytest.mark.parametrize("doubt", ["missing", "stranger", "to_customer", "repair", "unpriced"])
def test_whatever_wants_a_thought_waits_for_a_person(world: World, doubt: str) -> None:
    rules(world, settle_by_itself=True, wishes=("refund", "repair"))
    order_id = left(world)
    if doubt == "unpriced":
        world.do(lambda: setattr(line_of(order_id, "MUG"), "price", None))
    rma_id = asks(order_id, {"MUG": 2}, wish="repair" if doubt == "repair" else "refund")
    parcel_id = arrives(rma_id)
    grades(world, parcel_id, "MUG", 1, disposition="to_customer" if doubt == "to_customer" else "restock")
    if doubt != "missing":
        grades(world, parcel_id, "MUG", 1)
    if doubt == "stranger":
        grades(world, parcel_id, "CARD", 1, stranger=True)
    graded(parcel_id)

    assert (refunds(), settled_units(), rma(rma_id).state) == ([], 0, "approved")


def test_what_the_carrier_broke_is_claimed_with_the_evidence(world: World) -> None:
    order_id = left(world)
    rma_id = asks(order_id, {"MUG": 1}, "damaged", photographs=1, pictures=())
    with transaction() as session:
        attach(session.get_one(Rma, rma_id), PHOTOGRAPH, keep_picture(world.app.config["VAR"], png(shade=3)), SYSTEM)
    came(world, rma_id, {"MUG": 1}, grade="damaged", disposition="scrap")

    (case,) = cases()
    assert (case.entity, case.entity_id, case.reason) == ("waybills", waybill_of(order_id).id, "damaged")
    assert "came back damaged:\n1 × MUG: Damaged" in case.notes[0].words
    assert len(attachments_of(Case.__tablename__, [case.id])) == 1


def test_the_damage_of_a_parcel_that_came_back_is_claimed_about_its_own_waybill(world: World) -> None:
    order_id = left(world, {"MUG": 2})
    undelivered(world, order_id, NOT_ACCEPTED, grade="unusable", disposition="scrap")

    assert [(case.reason, case.entity_id) for case in cases()] == [("damaged", waybill_of(order_id).id)]


def test_what_the_customer_used_up_is_nobodys_claim(world: World) -> None:
    came(world, asks(left(world), {"MUG": 1}), {"MUG": 1}, grade="damaged", disposition="scrap")

    assert cases() == []


def test_a_case_that_the_carrier_opened_gets_the_evidence_and_no_second_one_is_opened(world: World) -> None:
    order_id = left(world)
    hear(waybill_of(order_id).id, "damaged")
    came(world, asks(order_id, {"MUG": 1}, "damaged", photographs=1), {"MUG": 1}, grade="unusable", disposition="scrap")

    assert told() == [("damaged", True)]
    assert len(cases()[0].notes) == 1


def test_an_unmatched_parcel_settles_nothing(world: World) -> None:
    with transaction() as session:
        parcel = ReturnParcel(
            warehouse_id=world.warehouse_id, number="P-9", kind="unidentified", arrived_at=now(), done_at=now()
        )
        session.add(parcel)
        session.flush()
        parcel_id = parcel.id
    graded(parcel_id)

    assert (refunds(), cases()) == ([], [])
