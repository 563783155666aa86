"""Settling: once for each unit, never more than was paid, by a person; a lead changes amounts and says why."""

from decimal import Decimal

from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.returns.models import ReturnUnit
from tests.notices.shop import chooses, notices
from tests.returns.came_back import (
    arrives,
    asks,
    came,
    graded,
    grades,
    left,
    refunds,
    rma,
)
from tests.returns.settled import amounts, settle, settled_units
from tests.visitor import Visitor, alert_of, words
from tests.world import World


def test_a_person_settles_what_the_rules_propose_and_each_deduction_is_named(
    world: World, back: int, dana: Visitor
) -> None:
    page = words(dana.get(f"/returns/{back}").text)
    assert "− For its condition MUG, 20 %" in page
    assert "18.00 EUR" in page
    assert refunds() == []

    assert settle(dana, back, shown="18.00").status_code == 303
    (refund,) = refunds()
    assert (refund.amount, refund.goods, refund.postage, refund.currency) == (
        Decimal(18),
        Decimal(20),
        Decimal(0),
        "EUR",
    )
    assert refund.deductions == [{"kind": "grade", "amount": "2.00", "words": "MUG, 20 %"}]
    assert [(one["sku"], one["quantity"], Decimal(one["price"])) for one in refund.lines] == [
        ("MUG", 1, Decimal(10))
    ] * 2
    settled = rma(back)
    assert (settled.state, settled.follows, settled_units()) == ("settled", "refund", 2)
    assert "Settled. Money back" in words(dana.get(f"/returns/{back}").text)


def test_nothing_is_paid_back_twice(world: World, back: int, dana: Visitor, fay: Visitor) -> None:
    settle(dana, back)
    again = settle(fay, back)

    assert again.status_code == 409
    assert "Somebody may have done it just now." in alert_of(again)
    assert amounts() == ["18.00"]
    changes = select(AuditEntry.change).where(AuditEntry.entity == "rmas", AuditEntry.change == "settled")
    assert db.session.scalars(changes).all() == ["settled"]


def test_a_second_parcel_is_settled_by_itself_alone(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world), {"MUG": 2})
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id)
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id)

    assert amounts() == ["10.00", "10.00"]


def test_before_each_parcel_is_graded_to_its_end_nothing_is_settled(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world), {"MUG": 2})
    came(world, rma_id, {"MUG": 1})
    grades(world, arrives(rma_id), "MUG", 1)

    assert "P-00002 of this return is not graded" in alert_of(settle(dana, rma_id))
    assert (refunds(), settled_units(), rma(rma_id).state) == ([], 0, "approved")


def test_what_was_undone_at_the_dock_follows_nothing(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world), {"MUG": 2})
    parcel_id = arrives(rma_id)
    undone = grades(world, parcel_id, "MUG", 1)
    grades(world, parcel_id, "MUG", 1)
    world.do(lambda: setattr(db.session.get_one(ReturnUnit, undone), "undone_at", rma(rma_id).opened_at))
    graded(parcel_id)
    settle(dana, rma_id)

    assert amounts() == ["10.00"]
    assert settled_units() == 1


def test_who_saw_another_amount_looks_again(world: World, back: int, dana: Visitor) -> None:
    for shown in ("20.00", "x"):
        assert "is not what you saw" in alert_of(settle(dana, back, shown=shown))
    assert refunds() == []


def test_strangers_and_what_goes_back_to_the_customer_follow_nothing(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world), {"MUG": 1})
    parcel_id = arrives(rma_id)
    grades(world, parcel_id, "MUG", 1, disposition="to_customer")
    grades(world, parcel_id, "CARD", 1, stranger=True)
    graded(parcel_id)
    page = words(dana.get(f"/returns/{rma_id}").text)
    assert "1 confirmation goes back to the customer" in page
    assert "not on the order" in page

    settle(dana, rma_id)
    assert (refunds(), settled_units(), rma(rma_id).follows) == ([], 2, "nothing")


def test_the_channel_is_told_the_refund_with_all_that_it_is_made_of(world: World, back: int, dana: Visitor) -> None:
    chooses(world, "webhook", steps=("refund_asked",), url="https://shop.example.com/notices")
    settle(dana, back)

    (notice,) = notices()
    told = notice.content["return"]
    assert (notice.step, told["number"], told["amount"], told["currency"]) == (
        "refund_asked",
        "RMA-00001",
        "18.00",
        "EUR",
    )
    assert told["deductions"] == [
        {"kind": "grade", "amount": "2.00", "words": "MUG, 20 %", "name": "For its condition (MUG, 20 %)"}
    ]
    assert [one["sku"] for one in told["refunded"]] == ["MUG", "MUG"]
