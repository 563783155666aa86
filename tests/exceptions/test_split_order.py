"""What there is goes now; what is missing follows as a back-order, once stock is there."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import db
from app.orders.commands import cancel_order
from app.orders.holds import hold_order
from app.orders.models import Order, OrderCharge
from app.waves.errors import NothingToWave
from tests.exceptions.conftest import Lead
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.visitor import visitor


def split(lead: Lead, number: int = 0) -> str:
    return f"/exceptions/orders/{lead.walk.orders[number]}/back-orders"


def later_of(lead: Lead) -> Order:
    db.session.rollback()
    return db.session.scalars(select(Order).where(Order.back_order_of_id == lead.walk.orders[0])).one()


def test_the_rest_follows_under_a_number_of_its_own_and_the_order_goes_on(staged: Lead) -> None:
    answer = staged.does(split(staged))

    assert answer.status_code == 200, answer.text
    order, later = staged.order(), later_of(staged)
    assert f"What is missing follows as order {order.number}/2." in answer.text
    assert (later.number, later.state, later.channel_id) == (f"{order.number}/2", "open", order.channel_id)
    assert (later.customer, later.street, later.delivery_mode) == (order.customer, order.street, order.delivery_mode)
    mug = staged.line()
    assert (mug.short, mug.substituted) == (0, 3)
    assert [(line.sku, line.quantity, line.instead_of_id) for line in later.lines] == [("MUG", 3, mug.id)]
    assert staged.holds() == []
    assert order.state == "picked", "nothing keeps what is staged from being packed"
    assert [change for change in staged.changes() if change == "split"] == ["split"]
    said = staged.sees(f"/orders/{order.id}")
    assert f"3 follow as order {later.number}" in said
    assert "What was to follow of it is cancelled too." in said
    assert f">Order {order.number}</a>" in staged.sees(f"/orders/{later.id}")
    assert wrong_books() == []


def test_an_order_that_is_held_for_another_reason_too_is_left_alone(short: Lead) -> None:
    order_id = short.walk.orders[0]
    cleo = short.walk.world.actor("Cleo")
    short.walk.world.do(lambda: hold_order(db.session.get_one(Order, order_id), "by_hand", {"note": "fraud?"}, cleo))

    answer = short.does(split(short))

    assert "is held for another reason too. Release that first." in answer.text
    db.session.rollback()
    assert db.session.scalars(select(Order).where(Order.back_order_of_id == order_id)).all() == []
    assert wrong_books() == []


def test_nothing_is_charged_twice(short: Lead) -> None:
    order_id = short.walk.orders[0]

    def command() -> None:
        order = db.session.get_one(Order, order_id)
        order.amount, order.payment_state = Decimal("30.00"), "cod_confirmed"
        db.session.add(OrderCharge(order_id=order_id, code="POST", amount=Decimal("4.50")))

    short.walk.world.do(command)
    short.does(split(short))
    later = later_of(short)

    assert (later.charges, later.amount, later.payment_state) == ([], None, "paid")
    assert len(short.order().charges) == 1
    assert short.order().amount == Decimal("30.00")


def test_a_back_order_waits_until_all_that_it_wants_is_there(short: Lead) -> None:
    world = short.walk.world
    short.does(split(short))
    with pytest.raises(NothingToWave):
        release(world.warehouse_id)
    short.stocks("D-01-1", 2)
    assert later_of(short).holds[0].released_at is None, "two of three are not enough"

    short.stocks("D-02-1", 1)

    hold = later_of(short).holds[0]
    assert hold.released_at is not None
    assert hold.released_by_id is None, "the stock did that"
    (task_id,) = release(world.warehouse_id)
    assert later_of(short).state == "waved"
    assert task_id != short.walk.task_id
    assert wrong_books() == []


def test_of_two_back_orders_the_older_one_goes_first(short: Lead) -> None:
    world = short.walk.world
    short.does(split(short))
    second_id = world.order({"MUG": 2, "CARD": 1}, number="SECOND")
    release(world.warehouse_id)
    short.does(f"/exceptions/orders/{second_id}/back-orders")

    short.stocks("D-01-1", 4)

    assert later_of(short).holds[0].released_at is not None
    second = db.session.scalars(select(Order).where(Order.back_order_of_id == second_id)).one()
    assert second.holds[0].released_at is None, "four are enough for the first only"


def test_undoing_a_pick_is_no_stock_that_came(short: Lead) -> None:
    walk = short.walk
    short.stocks("D-01-1", 3)
    walk.world.order({"MUG": 3}, number="OTHER")
    (task_id,) = release(walk.world.warehouse_id)
    short.does(split(short))
    ben = Handheld(walk.world, "Ben")
    ben.claim()
    ben.post(f"/picking/places/{ben.walk(task_id).places[0].id}/totes", tote="TOTE-009")
    ben.pick_all(task_id)
    assert ben.post(f"/picking/tasks/{task_id}/undos").status_code == 200

    assert walk.world.on_hand("D-01-1", "MUG") == 3
    assert later_of(short).holds[0].released_at is None, "they are kept for the other order"


def test_a_number_that_is_taken_is_passed_over(short: Lead) -> None:
    number = short.order().number
    short.walk.world.order({"CARD": 1}, number=f"{number}/2")
    short.does(split(short))

    assert later_of(short).number == f"{number}/3"


def test_an_order_of_which_nothing_else_is_there_is_not_split(short: Lead) -> None:
    world = short.walk.world
    order_id = world.order({"MUG": 2}, number="ALONE")
    release(world.warehouse_id)
    answer = short.does(f"/exceptions/orders/{order_id}/back-orders")

    assert answer.status_code == 409
    assert "Nothing else of order ALONE is there to send." in answer.text
    assert fresh(Order, order_id).back_orders == []
    assert wrong_books() == []


def test_who_cancels_the_order_cancels_what_was_to_follow(short: Lead) -> None:
    short.does(split(short))
    world = short.walk.world
    world.do(lambda: cancel_order(db.session.get_one(Order, short.walk.orders[0]), world.actor("Cleo")))

    assert later_of(short).state == "cancelled"
    assert wrong_books() == []


def test_a_back_order_is_cancelled_alone(short: Lead) -> None:
    short.does(split(short))
    short.page.send(f"/orders/{later_of(short).id}/cancellations")

    assert later_of(short).state == "cancelled"
    assert short.order().state != "cancelled"
    assert wrong_books() == []


def test_an_order_of_which_nothing_is_missing_is_not_split(short: Lead) -> None:
    assert short.does(split(short, 1)).status_code == 409
    assert visitor(short.walk.world, "Ben").send(split(short)).status_code == 403
    assert visitor(short.walk.world, "Olga").send(split(short)).status_code == 404
    assert short.line().substituted == 0
