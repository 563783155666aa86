"""The job that sends: what is due, what waited too long, and what nobody wants any more."""

import json
from datetime import timedelta

from app.clock import now
from app.db import db, transaction
from app.events import record
from app.notices.links import keep_quiet, link_of
from app.notices.models import Notice
from app.notices.sending.job import TOO_LATE, notices_to_send, send_notices
from app.orders.events import OrdersArrived
from app.orders.holds import open_holds, release_hold
from app.orders.models import Order, OrderHold
from tests.notices.shop import Clock, Hook, Post, chooses, delivered, notices, told
from tests.world import SYSTEM, World


def test_without_a_mail_server_mails_wait_and_are_given_up_when_they_are_no_news(world: World, clock: Clock) -> None:
    chooses(world, "email", steps=("delivered",))
    delivered(world)
    assert notices_to_send() == {}

    clock.at += TOO_LATE + timedelta(seconds=1)
    assert notices_to_send()
    send_notices()
    assert told() == [("delivered", "email", "given_up")]


def test_who_wants_no_mails_meanwhile_gets_none(world: World, post: Post) -> None:
    chooses(world, "email", steps=("delivered",))
    order_id = delivered(world)
    with transaction() as session:
        keep_quiet(link_of(session.get_one(Order, order_id)), SYSTEM)
    send_notices()

    assert (post.taken, told()) == ([], [("delivered", "email", "given_up")])


def test_the_time_to_send_is_looked_for_whoever_wrote_it(world: World, post: Post) -> None:
    chooses(world, "email", steps=("delivered",))
    delivered(world)

    assert list(notices_to_send()) == ["notices"]
    notices_to_send()["notices"]()
    assert len(post.taken) == 1
    assert db.session.query(Notice).count() == 1


def held(world: World, *reasons: str) -> int:
    """An order that arrived with those holds, of which the customer is to be told."""
    order_id = world.order({"MUG": 1}, email="m@example.com")
    with transaction() as session:
        session.add_all(OrderHold(order_id=order_id, reason=one, params={}, opened_at=now()) for one in reasons)
    world.do(lambda: record(OrdersArrived(world.warehouse_id, 1, (order_id,))))
    return order_id


def test_a_mail_about_holds_names_each_of_them_once(world: World, post: Post) -> None:
    chooses(world, "email", steps=("held",))
    held(world, "telephone_missing", "unpaid")
    send_notices()

    (message,) = post.taken
    body = message.get_content()
    assert body.count("There is no telephone number to call.") == body.count("It is not paid.") == 1


def test_what_was_mended_before_the_mail_went_is_not_asked_for(world: World, post: Post, hook: Hook) -> None:
    chooses(world, "email", "webhook", steps=("held",), url=hook.url)
    order_id = held(world, "telephone_missing", "unpaid")
    releases(order_id, 1)
    send_notices()

    (message,) = post.taken
    assert "It is not paid." in message.get_content()
    assert "telephone" not in message.get_content()
    assert json.loads(hook.heard[0][1])["reasons"] == ["unpaid"]


def test_of_an_order_that_goes_on_nobody_is_told_that_it_waits(world: World, post: Post, hook: Hook) -> None:
    chooses(world, "email", "webhook", steps=("held",), url=hook.url)
    order_id = held(world, "telephone_missing", "unpaid")
    releases(order_id, 2)
    send_notices()

    assert (post.taken, hook.heard) == ([], [])
    assert told() == [("held", "email", "given_up"), ("held", "webhook", "given_up")]
    assert {one.problem for one in notices()} == {"The order does not wait for this any more."}


def releases(order_id: int, count: int) -> None:
    """The desk lets the order go, as far as its first holds are concerned."""
    with transaction() as session:
        for hold in open_holds(session.get_one(Order, order_id))[:count]:
            release_hold(hold, SYSTEM)
