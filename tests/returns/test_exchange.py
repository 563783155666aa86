"""What goes out for what came back: an exchange, or what was repaired; an order of its own, once."""

from decimal import Decimal

from sqlalchemy import select

from app.db import db
from app.orders.models import Order, OrderHold
from app.returns.listing import exchanges_of
from tests.cases.kept import cases, told
from tests.returns.came_back import (
    asks,
    came,
    left,
    refunds,
    rma,
    rules,
)
from tests.returns.settled import amounts, settle, settled_units
from tests.visitor import Visitor, alert_of, words
from tests.world import World


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
    (sent,) = exchanges_of(rma(rma_id))
    return sent


def test_something_else_goes_out_where_the_customer_wished_it(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world), {"MUG": 2}, wish="exchange")
    came(world, rma_id, {"MUG": 2})
    line_id = rma(rma_id).lines[0].id
    refused = settle(dana, rma_id, "exchange", **{f"item_{line_id}": "NOPE"})
    assert "does not know NOPE" in alert_of(refused)
    assert (exchanges_of(rma(rma_id)), settled_units()) == ([], 0)

    settle(dana, rma_id, "exchange", **{f"item_{line_id}": "CARD"})
    assert [(line.sku, line.quantity) for line in exchange_of(rma_id).lines] == [("CARD", 2)]


def test_an_exchange_passes_the_usual_checks(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world, street=""), {"MUG": 1}, wish="exchange")
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id, "exchange")

    assert [hold.reason for hold in exchange_of(rma_id).holds] == ["address_missing"]


def test_each_parcel_of_a_return_brings_an_exchange_of_its_own_for_what_lay_in_it(
    world: World, dana: Visitor, fay: Visitor
) -> None:
    order_id = left(world)
    rma_id = asks(order_id, {"MUG": 2, "CARD": 1}, wish="exchange")
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id, "exchange")
    came(world, rma_id, {"MUG": 1, "CARD": 1})
    settle(dana, rma_id, "exchange")
    assert settle(dana, rma_id, "exchange").status_code == 409

    first, second = exchanges_of(rma(rma_id))
    assert [one.number.rsplit("/", 1)[1] for one in (first, second)] == ["X1", "X2"]
    assert [[(line.sku, line.quantity) for line in one.lines] for one in (first, second)] == [
        [("MUG", 1)],
        [("MUG", 1), ("CARD", 1)],
    ]
    assert refunds() == []
    page = words(fay.get(f"/orders/{order_id}").text)
    assert page.count("In exchange goes out:") == 2
    assert "It goes out in exchange for" in words(fay.get(f"/orders/{second.id}").text)


def test_what_was_paid_back_or_exchanged_is_not_sent_back_with_what_was_repaired(world: World, dana: Visitor) -> None:
    rules(world, wishes=("repair",))
    rma_id = asks(left(world), {"MUG": 2, "CARD": 3}, "other", wish="repair")
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id, "refund")
    came(world, rma_id, {"CARD": 3})
    settle(dana, rma_id, "exchange")
    assert dana.send(f"/returns/{rma_id}/sendings").status_code == 409
    came(world, rma_id, {"MUG": 1}, grade="used", disposition="refurbish")
    settle(dana, rma_id, "repair")

    assert dana.send(f"/returns/{rma_id}/sendings").status_code == 303

    assert amounts() == ["10.00"]
    exchanged, repaired = exchanges_of(rma(rma_id))
    assert [(line.sku, line.quantity) for line in exchanged.lines] == [("CARD", 3)]
    assert [(line.sku, line.quantity) for line in repaired.lines] == [("MUG", 1)]
    assert dana.send(f"/returns/{rma_id}/sendings").status_code == 409


def test_a_repair_is_somebodys_case_until_it_is_sent_back(world: World, dana: Visitor) -> None:
    rules(world, wishes=("repair",))
    rma_id = asks(left(world), {"MUG": 1}, "other", wish="repair")
    came(world, rma_id, {"MUG": 1}, grade="used", disposition="refurbish")
    settle(dana, rma_id, "repair")
    assert told() == [("repair", True)]
    assert [note.words for note in cases()[0].notes] == ["RMA-00001: 1 × MUG"]
    assert (refunds(), exchanges_of(rma(rma_id))) == ([], [])

    assert dana.send(f"/returns/{rma_id}/sendings").status_code == 303
    assert [(line.sku, line.price) for line in exchange_of(rma_id).lines] == [("MUG", Decimal(0))]
    assert told() == [("repair", False)]
    assert dana.send(f"/returns/{rma_id}/sendings").status_code == 409


def test_nothing_is_sent_back_that_was_not_to_be_repaired(world: World, back: int, dana: Visitor) -> None:
    settle(dana, back)

    assert dana.send(f"/returns/{back}/sendings").status_code == 409
    assert exchanges_of(rma(back)) == []
