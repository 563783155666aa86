"""What the shop's rules let a customer return, and what they refuse by name."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.attachments.files import path_of
from app.attachments.models import Attachment
from app.attachments.pictures import picture_in
from app.clock import now
from app.db import db
from app.orders.models import Order
from tests.attachments.pictures import png
from tests.returns.came_back import customers_link, delivered, left, line_of, rmas, rules
from tests.returns.customer import photographs, send, told
from tests.visitor import words
from tests.world import World


@pytest.mark.parametrize(
    ("changed", "said", "status"),
    [
        ({"quantity": 0}, "Choose at least one item", 422),
        ({"quantity": ""}, "Choose at least one item", 422),
        ({"quantity": 3}, "3 of Red mug are more than can come back: 2.", 422),
        ({"quantity": "-1"}, "more than can come back", 422),
        ({"quantity": "x"}, "more than can come back", 422),
        ({"quantity": "9" * 40}, "more than can come back", 422),
        ({"reason": ""}, "Choose for each item why", 422),
        ({"reason": "not_delivered"}, "Choose for each item why", 422),
        ({"wish": "repair"}, "This is not offered.", 422),
        ({"wish": "gold"}, "This is not offered.", 422),
        ({"reason": "damaged"}, "a photograph is needed", 422),
        ({"beyond": "I want to", "wish": "repair"}, "This is not offered.", 422),
    ],
)
def test_what_is_not_allowed_is_told_by_name_and_what_was_typed_stays(
    world: World, customer: FlaskClient, changed: dict[str, Any], said: str, status: int
) -> None:
    order_id = left(world)
    answer = send(customer, order_id, note='Keep "this"', **changed)

    assert said in told(answer)
    assert answer.status_code == status
    assert "Keep &#34;this&#34;" in answer.text
    assert rmas() == []


def test_after_its_days_it_is_too_late_and_the_last_day_is_told(world: World, customer: FlaskClient) -> None:
    rules(world, days=14)
    order_id = left(world, days_ago=40)
    delivered(order_id, 15.5)
    ended = now() - timedelta(days=1.5)

    answer = send(customer, order_id)
    assert f"The time to return Red mug ended on {ended:%Y-%m-%d}." in told(answer)
    assert "Return something" not in words(customer.get(customers_link(order_id)).text)
    assert rmas() == []


def test_the_days_count_from_the_delivery_and_not_from_the_leaving(world: World, customer: FlaskClient) -> None:
    rules(world, days=14)
    order_id = left(world, days_ago=40)
    delivered(order_id, 13)

    assert send(customer, order_id).status_code == 303


def test_an_excluded_item_is_not_offered_and_refused_when_it_is_sent_all_the_same(
    world: World, customer: FlaskClient
) -> None:
    rules(world, without_items=("MUG",))
    order_id = left(world)

    assert "This cannot be returned." in words(customer.get(f"{customers_link(order_id)}/return").text)
    assert "Red mug cannot be returned." in told(send(customer, order_id))
    assert send(customer, order_id, sku="CARD").status_code == 303
    assert [line.order_line.sku for one in rmas() for line in one.lines] == ["CARD"]


def test_the_channels_own_rules_go_before_the_warehouses(world: World, customer: FlaskClient) -> None:
    rules(world, without_items=("MUG",))
    rules(world, channel=True)

    assert send(customer, left(world)).status_code == 303


def test_an_order_that_never_left_cannot_come_back(world: World, customer: FlaskClient) -> None:
    order_id = world.order({"MUG": 1})

    assert "What has not left cannot come back." in words(customer.get(f"{customers_link(order_id)}/return").text)
    assert "was never shipped" in words(send(customer, order_id).text)
    assert rmas() == []


def test_another_orders_line_is_not_taken(world: World, customer: FlaskClient) -> None:
    mine, other = left(world), left(world, {"TEA": 1})
    line_id = line_of(other, "TEA").id
    answer = send(customer, mine, quantity=0, **{f"quantity_{line_id}": "1", f"reason_{line_id}": "other"})

    assert "Choose at least one item" in told(answer)
    assert rmas() == []


def test_photographs_are_kept_small_and_shown_to_who_answers(world: World, customer: FlaskClient) -> None:
    order_id = left(world)
    large = png(2400, 1200)
    answer = send(customer, order_id, reason="damaged", photograph=photographs(large, png(shade=9)))

    assert answer.status_code == 303
    kept = db.session.scalars(select(Attachment).order_by(Attachment.id)).all()
    assert [(one.entity, one.entity_id, one.media_type) for one in kept] == [("rmas", rmas()[0].id, "image/jpeg")] * 2
    picture = picture_in(path_of(world.app.config["VAR"], kept[0].sha256).read_bytes())
    assert picture
    assert (picture.width, picture.height) == (1600, 800)


@pytest.mark.parametrize(
    ("pictures", "said"),
    [
        ([b"<svg xmlns='http://www.w3.org/2000/svg'/>"], "This is no picture"),
        ([png()[:40]], "This is no picture"),
        ([png(shade=n) for n in range(5)], "At most 4 photographs"),
    ],
)
def test_what_is_no_photograph_opens_nothing(
    world: World, customer: FlaskClient, pictures: list[bytes], said: str
) -> None:
    assert said in told(send(customer, left(world), reason="damaged", photograph=photographs(*pictures)))
    assert rmas() == []
    assert db.session.scalar(select(func.count(Attachment.id))) == 0


def test_what_the_rules_do_not_approve_waits_for_a_person_within_a_working_day(
    world: World, customer: FlaskClient
) -> None:
    rules(world, approve="never")
    order_id = left(world)
    page = customer.get(send(customer, order_id).headers["Location"])

    (opened,) = rmas()
    assert opened.state == "requested"
    assert timedelta(hours=9) <= opened.answer_due_at - opened.opened_at <= timedelta(days=4)
    assert "We answer by" in words(page.text)
    assert "Print the slip" not in page.text
    assert customer.get(f"{customers_link(order_id)}/returns/{opened.number}/slip").status_code == 404


def test_a_customer_whose_data_are_gone_opens_nothing(world: World, customer: FlaskClient) -> None:
    order_id = left(world)
    world.do(lambda: setattr(db.session.get_one(Order, order_id), "forgotten_at", now()))

    assert "were deleted" in told(send(customer, order_id))
    assert rmas() == []
