"""Settling: once for each unit, never more than was paid, by a person; a lead changes amounts and says why."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.returns.models import ReturnUnit
from app.returns.words import NOT_ACCEPTED, NOT_DELIVERED
from tests.notices.shop import chooses, notices
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
from tests.returns.settled import amounts, settle, settled_units, undelivered
from tests.shipping.shipped import hear
from tests.visitor import Visitor, alert_of, words
from tests.world import World


@pytest.fixture
def back(world: World) -> int:
    """A return of two mugs at 10.00, one new and one used, graded."""
    rules(world, approve="all")
    rma_id = asks(left(world, postage="5"), {"MUG": 2})
    parcel_id = arrives(rma_id)
    grades(world, parcel_id, "MUG", 1)
    grades(world, parcel_id, "MUG", 1, grade="used")
    graded(parcel_id)
    return rma_id


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


@pytest.mark.parametrize(
    ("form", "amount", "deductions"),
    [
        ({"deduction_0": "5"}, "15.00", [("grade", "5.00")]),
        ({"by_hand": "3.50"}, "14.50", [("grade", "2.00"), ("by_hand", "3.50")]),
        ({"postage": "5", "deduction_0": "0"}, "25.00", []),
        ({"goods": "1"}, "0.00", [("grade", "2.00")]),
    ],
)
def test_a_lead_changes_amounts_with_a_reason(
    world: World, back: int, cleo: Visitor, form: dict[str, str], amount: str, deductions: list[tuple[str, str]]
) -> None:
    assert "Write why the amounts" in alert_of(settle(cleo, back, **form))
    assert refunds() == []
    assert settle(cleo, back, reason="Agreed on the phone", **form).status_code == 303

    (refund,) = refunds()
    assert str(refund.amount) == amount
    assert [(one["kind"], one["amount"]) for one in refund.deductions] == deductions
    assert refund.reason == "Agreed on the phone"


def test_nobody_but_a_lead_changes_amounts(world: World, back: int, dana: Visitor, fay: Visitor) -> None:
    for who in (dana, fay):
        answer = settle(who, back, deduction_0="0", reason="I want to")
        assert answer.status_code == 403
        assert "Only a lead changes" in alert_of(answer)
    assert (refunds(), settled_units()) == ([], 0)
    assert 'name="deduction_0"' not in dana.get(f"/returns/{back}").text


@pytest.mark.parametrize("amount", ["x", "-1", "NaN", "1e12"])
def test_what_is_no_amount_settles_nothing(world: World, back: int, cleo: Visitor, amount: str) -> None:
    assert "Write each amount as a number" in alert_of(settle(cleo, back, goods=amount, reason="so"))
    assert (refunds(), settled_units()) == ([], 0)


def test_not_even_a_lead_pays_back_more_than_was_paid(world: World, back: int, cleo: Visitor) -> None:
    """Two mugs at 10, three cards at 2, and 5 for the postage were paid."""
    answer = settle(cleo, back, goods="40", reason="so")

    assert "At most 31.00 EUR can be paid back" in alert_of(answer)
    assert (refunds(), settled_units()) == ([], 0)


def test_the_whole_order_brings_its_postage_back_once(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world, {"MUG": 2}, postage="5"), {"MUG": 2})
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id)
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id)

    assert [(one.amount, one.postage) for one in refunds()] == [(Decimal(10), Decimal(0)), (Decimal(15), Decimal(5))]


def test_what_was_paid_is_what_the_order_says_and_unpaid_orders_get_nothing(world: World, dana: Visitor) -> None:
    less = asks(left(world, {"MUG": 2}, amount=Decimal("12.50")), {"MUG": 2})
    unpaid = asks(left(world, {"MUG": 2}, payment_state="unpaid"), {"MUG": 2})
    for rma_id in (less, unpaid):
        came(world, rma_id, {"MUG": 2})
        settle(dana, rma_id)

    assert amounts() == ["12.50", "0.00"]
    assert [one.deductions[-1]["kind"] for one in refunds()] == ["not_paid", "not_paid"]


@pytest.mark.parametrize(("reason", "amount"), [(NOT_ACCEPTED, "15.50"), (NOT_DELIVERED, "20.00")])
def test_a_parcel_that_came_back_is_paid_back_by_the_rules(
    world: World, dana: Visitor, reason: str, amount: str
) -> None:
    rules(world, refused_fee=Decimal("4.50"), postage_back="never")
    order_id = left(world, {"MUG": 2}, postage="5")
    rma_id = undelivered(world, order_id, reason)
    settle(dana, rma_id)

    assert amounts() == [amount]


def test_cash_that_nobody_paid_at_the_door_is_not_paid_back(world: World, dana: Visitor) -> None:
    order_id = left(world, {"MUG": 2}, payment_state="cod_confirmed")
    settle(dana, undelivered(world, order_id, NOT_ACCEPTED))

    assert amounts() == ["0.00"]


def test_cash_that_was_paid_at_the_door_is_paid_back(world: World, dana: Visitor) -> None:
    order_id = left(world, {"MUG": 2}, payment_state="cod_confirmed")
    hear(waybill_of(order_id).id, "delivered")
    rma_id = asks(order_id, {"MUG": 2})
    came(world, rma_id, {"MUG": 2})
    settle(dana, rma_id)

    assert amounts() == ["20.00"]


def test_without_a_price_a_lead_writes_what_is_paid_back(world: World, cleo: Visitor) -> None:
    order_id = left(world)
    world.do(lambda: setattr(line_of(order_id, "MUG"), "price", None))
    rma_id = asks(order_id, {"MUG": 1})
    came(world, rma_id, {"MUG": 1})

    assert "The order says no price for MUG." in words(cleo.get(f"/returns/{rma_id}").text)
    settle(cleo, rma_id, goods="4", reason="As it is sold")
    assert amounts() == ["4.00"]


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
