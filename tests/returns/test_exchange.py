"""What goes out for what came back: an exchange, or what was repaired; an order of its own, once."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import db
from app.orders.models import Order, OrderHold
from tests.cases.kept import cases, told
from tests.returns.came_back import (
    arrives,
    asks,
    came,
    graded,
    grades,
    left,
    refunds,
    rma,
    rules,
)
from tests.returns.settled import amounts, settle, settled_units
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


def test_an_exchange_is_an_order_of_its_own_that_asks_for_no_money(world: World, dana: Visitor, fay: Visitor) -> None:
    order_id = left(world)
    rma_id = asks(order_id, {"MUG": 1, "CARD": 2}, wish="exchange")
    came(world, rma_id, {"MUG": 1, "CARD": 2})
    settle(dana, rma_id, "exchange")

    first, sent = db.session.get_one(Order, order_id), exchange_of(rma_id)
    assert (sent.number, sent.channel_id, sent.state) == (f"{first.number}/X1", first.channel_id, "open")
    assert (sent.payment_state, sent.amount, sent.street, sent.customer) == (
        "paid",
        Decimal(0),
        first.street,
        first.customer,
    )
    assert [(line.sku, line.quantity, line.price) for line in sent.lines] == [
        ("MUG", 1, Decimal(0)),
        ("CARD", 2, Decimal(0)),
    ]
    assert db.session.scalars(select(OrderHold)).all() == []
    assert refunds() == []
    for page, other in ((order_id, sent.id), (sent.id, order_id)):
        assert f'href="/orders/{other}"' in fay.get(f"/orders/{page}").text
    assert f"order {sent.number} goes out" in words(fay.get(f"/orders/{order_id}").text)


def exchange_of(rma_id: int) -> Order:
    sent = rma(rma_id).exchange_order
    assert sent
    return sent


def test_something_else_goes_out_where_the_customer_wished_it(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world), {"MUG": 2}, wish="exchange")
    came(world, rma_id, {"MUG": 2})
    line_id = rma(rma_id).lines[0].id
    refused = settle(dana, rma_id, "exchange", **{f"item_{line_id}": "NOPE"})
    assert "does not know NOPE" in alert_of(refused)
    assert (rma(rma_id).exchange_order_id, settled_units()) == (None, 0)

    settle(dana, rma_id, "exchange", **{f"item_{line_id}": "CARD"})
    assert [(line.sku, line.quantity) for line in exchange_of(rma_id).lines] == [("CARD", 2)]


def test_an_exchange_passes_the_usual_checks(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world, street=""), {"MUG": 1}, wish="exchange")
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id, "exchange")

    assert [hold.reason for hold in exchange_of(rma_id).holds] == ["address_missing"]


def test_one_return_brings_one_exchange(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world), {"MUG": 2}, wish="exchange")
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id, "exchange")
    came(world, rma_id, {"MUG": 1})

    assert "/X1 goes out already" in alert_of(settle(dana, rma_id, "exchange"))
    settle(dana, rma_id, "refund")
    assert amounts() == ["10.00"]


def test_a_repair_is_somebodys_case_until_it_is_sent_back(world: World, dana: Visitor) -> None:
    rules(world, wishes=("repair",))
    rma_id = asks(left(world), {"MUG": 1}, "other", wish="repair")
    came(world, rma_id, {"MUG": 1}, grade="used", disposition="refurbish")
    settle(dana, rma_id, "repair")
    assert told() == [("repair", True)]
    assert [note.words for note in cases()[0].notes] == ["RMA-00001: 1 × MUG"]
    assert (refunds(), rma(rma_id).exchange_order_id) == ([], None)

    assert dana.send(f"/returns/{rma_id}/sendings").status_code == 303
    assert [(line.sku, line.price) for line in exchange_of(rma_id).lines] == [("MUG", Decimal(0))]
    assert told() == [("repair", False)]
    assert dana.send(f"/returns/{rma_id}/sendings").status_code == 409


def test_nothing_is_sent_back_that_was_not_to_be_repaired(world: World, back: int, dana: Visitor) -> None:
    settle(dana, back)

    assert dana.send(f"/returns/{back}/sendings").status_code == 409
    assert rma(back).exchange_order_id is None
