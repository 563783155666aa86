"""A notice by mail: one letter to one address, tried again while the server says later, and never sent twice."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.db import db, transaction
from app.notices.links import link_of
from app.notices.sending.job import PAUSES, notices_to_send, send_notices
from app.orders.models import Order
from tests.notices.shop import Clock, Post, chooses, delivered, notices, told
from tests.visitor import visitor, words
from tests.world import World


def test_a_mail_goes_once_with_the_shops_name_the_link_and_the_customers_language(world: World, post: Post) -> None:
    chooses(world, "email", steps=("delivered",), reply_to="help@harbour-mugs.example")
    order_id = delivered(world, country="TW", customer="林小姐")
    for _ in range(3):
        send_notices()

    (message,) = post.taken
    (notice,) = notices()
    token = link_of(db.session.get_one(Order, order_id)).token
    assert message["From"] == "Harbour Mugs <notices@harbour-mugs.example>"
    assert (message["To"], message["Reply-To"]) == ("mira@example.com", "help@harbour-mugs.example")
    assert message["Subject"] == "Harbour Mugs：訂單 N001 已送達"
    assert (message["Content-Language"], message["Auto-Submitted"]) == ("zh-Hant", "auto-generated")
    body = message.get_content()
    assert "林小姐 您好" in body
    assert f"https://track.example.com/t/{token}" in body
    assert message["List-Unsubscribe"] == f"<https://track.example.com/t/{token}/quiet>"
    assert (notice.state, notice.content["body"]) == ("sent", body.replace("\r\n", "\n"))
    assert notices_to_send() == {}


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Mira\r\nBcc: all@example.com", "mira@example.com"),
        ("Mira\nSubject: x\n\nbody", "mira@example.com"),
        ('"><script>', "mira@example.com"),
    ],
)
def test_nothing_of_a_hostile_name_becomes_a_header(world: World, post: Post, name: str, email: str) -> None:
    chooses(world, "email", steps=("delivered",), shop="Harbour Mugs")
    delivered(world, customer=name, email=email)
    with transaction():
        db.session.execute(update(Order).values(number="1\r\nBcc: all@example.com"))
    send_notices()

    (message,) = post.taken
    assert message["Bcc"] is None
    assert len(message.get_all("Subject") or []) == 1
    assert message["X-Rcpt"] == "mira@example.com"


@pytest.mark.parametrize(
    "email",
    ["mira@example.com, all@example.com", "mira@example.com\nBcc: x@example.com", "Mira <m@example.com>", "mira", "@"],
)
def test_what_is_no_address_is_given_up_at_once_and_told(world: World, post: Post, email: str) -> None:
    chooses(world, "email", steps=("delivered",))
    delivered(world, email=email)
    send_notices()

    (notice,) = notices()
    assert (post.taken, notice.state) == ([], "given_up")
    assert notice.problem.startswith("no e-mail address")


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_takes_it_later_gets_it_at_growing_pauses(
    world: World, post: Post, clock: Clock, step: str
) -> None:
    chooses(world, "email", steps=("delivered",))
    delivered(world)
    post.answers[step] = "451 greylisted, try later"
    pauses = []
    for _ in PAUSES:
        send_notices()
        (notice,) = notices()
        assert (notice.state, notice.problem) == ("waiting", "451 greylisted, try later")
        assert notice.next_at is not None
        pauses.append(notice.next_at - clock.at)
        clock.at = notice.next_at - timedelta(seconds=1)
        send_notices()
        assert notices()[0].tries == len(pauses)
        clock.at += timedelta(seconds=1)
    assert tuple(pauses) == PAUSES

    post.answers.clear()
    send_notices()
    assert (told(), len(post.taken)) == ([("delivered", "email", "sent")], 1)


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_server_that_never_takes_it_ends_it_and_the_desk_sends_it_again(world: World, post: Post, step: str) -> None:
    chooses(world, "email", steps=("delivered",))
    order_id, fay = delivered(world), visitor(world, "Fay")
    post.answers[step] = "550 no such user"
    send_notices()
    assert told() == [("delivered", "email", "given_up")]
    assert "550 no such user" in words(fay.get(f"/orders/{order_id}").text)

    post.answers.clear()
    url = f"/notices/{notices()[0].id}/sendings"
    assert [fay.send(url).status_code for _ in range(2)] == [303, 409]
    send_notices()
    assert (told(), len(post.taken)) == ([("delivered", "email", "sent")], 1)
    assert fay.send(url).status_code == 409


def test_what_the_server_says_to_the_farewell_sends_nothing_twice(world: World, post: Post) -> None:
    chooses(world, "email", steps=("delivered",))
    delivered(world)
    post.answers["QUIT"] = "421 too many"
    send_notices()

    assert (told(), len(post.taken)) == ([("delivered", "email", "sent")], 1)


def test_a_mail_that_was_cut_off_at_its_end_is_left_to_a_person(world: World, post: Post) -> None:
    chooses(world, "email", steps=("delivered",))
    delivered(world)
    post.answers["DATA"] = "250 cut"
    send_notices()

    assert (told(), len(post.taken)) == ([("delivered", "email", "given_up")], 1)
    assert "may have arrived" in notices()[0].problem
