"""The customer's page: by the link alone, without a trace, small, in their language, and of nobody else's order."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

import app as program
from app.clock import now
from app.db import db
from app.notices.models import OrderLink
from app.operations.models import Operation
from app.packing.models import Carton
from app.routes.parcel_page import MOST_ASKED
from tests.notices.shop import chooses, link
from tests.shipping.shipped import carton_of, hear, order_of, shipped, waybill
from tests.visitor import visitor, words
from tests.world import World

STYLE = Path(program.__file__).parent / "static" / "css" / "parcel.css"


def test_the_page_shows_state_way_lines_and_returns_and_no_address_but_the_city(
    world: World, anybody: FlaskClient
) -> None:
    chooses(world, "email", returns={"en": "Send it back within 14 days."}, contact="help@harbour-mugs.example")
    parcel = shipped(world, customer="Mira Holm", street="Quay 1", telephone="0123456", postcode="SW1A")
    hear(parcel, "in_transit", now() - timedelta(minutes=50), "Sorted", "Hub <b>3</b>")
    hear(parcel, "out_for_delivery", now() - timedelta(minutes=20))
    answer = anybody.get(link(order_of(parcel)))

    page = words(answer.text)
    assert answer.status_code == 200
    for said in ("Harbour Mugs", "The parcel is out for delivery.", "QP1", "Sorted", "Red mug", "× 2", "to Harbour"):
        assert said in page
    assert "Send it back within 14 days." in page
    assert "help@harbour-mugs.example" in page
    assert "Hub &lt;b&gt;3&lt;/b&gt;" in answer.text
    for secret in ("Mira", "Quay 1", "0123456", "SW1A", "mira@example.com", "Shelfway"):
        assert secret not in answer.text


def test_the_page_leaves_no_trace_and_is_found_by_nobody_else(world: World, anybody: FlaskClient) -> None:
    answer = anybody.get(link(order_of(shipped(world))))

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert "style=" not in answer.text


def test_the_page_is_under_20_kb_whole_for_a_long_order_too(world: World, anybody: FlaskClient) -> None:
    parcel = shipped(world)
    for number in range(2, 4):
        other = carton_of(world, order_of(parcel), f"QP{number}")
        for minute in range(20):
            hear(other, "in_transit", now() - timedelta(minutes=minute), "Sorted at the hub", "Harbour North")
    answer = anybody.get(link(order_of(parcel)), headers={"Accept-Encoding": "gzip"})
    plain = anybody.get(link(order_of(parcel)))

    assert len(answer.data) + STYLE.stat().st_size < 20_000
    assert len(plain.data) + STYLE.stat().st_size < 20_000
    assert len(re.findall(r"<link[^>]+stylesheet", plain.text)) == 1


@pytest.mark.parametrize(
    ("asked", "address", "said"),
    [
        ("zh-TW,en;q=0.5", "", "包裹"),
        ("en", "?lang=zh_Hans", "包裹"),
        ("fr", "", "The parcel"),
        ("zh-TW", "?lang=en", "The parcel"),
        ("en", "?lang=../../etc", "The parcel"),
    ],
)
def test_the_page_speaks_the_readers_language(
    world: World, anybody: FlaskClient, asked: str, address: str, said: str
) -> None:
    answer = anybody.get(link(order_of(shipped(world))) + address, headers={"Accept-Language": asked})

    language = "en" if said == "The parcel" else address.removeprefix("?lang=").replace("_", "-") or "zh-Hant"
    assert f'<html lang="{language}">' in answer.text
    assert bool(re.search("[0-9]+月[0-9]+日 (週|周).", answer.text)) == (language != "en")


def test_an_unknown_link_gets_one_plain_page_whatever_it_is(world: World, anybody: FlaskClient) -> None:
    good = link(order_of(shipped(world)))
    known = {
        anybody.get(url).text
        for url in (
            "/t/x",
            "/t/" + "A" * 22,
            good[:-1],
            good + "x",
            "/t/" + "9" * 400,
            "/t/%F0%9F%93%A6",
            "/t/' OR 1=1",
        )
    }

    assert len(known) == 1
    assert "This link is not known." in known.pop()
    assert anybody.get("/t/x").status_code == 404


def test_the_page_shows_nothing_of_other_orders(world: World, anybody: FlaskClient) -> None:
    mine, other = shipped(world, "MINE1"), shipped(world, "OTHER2", city="Elsewhere")
    hear(other, "lost")
    page = anybody.get(link(order_of(mine))).text

    assert "MINE1" in page
    assert not any(secret in page for secret in ("OTHER2", "Elsewhere", "cannot find"))


def test_an_order_that_has_not_left_shows_no_parcel_and_a_cancelled_one_says_so(
    world: World, anybody: FlaskClient
) -> None:
    waits, gone = world.order({"MUG": 1}), world.order({"MUG": 1}, state="cancelled")
    packed = carton_of(world, waits, "STAYS1")
    carton_id = waybill(packed).carton_id
    world.do(lambda: setattr(db.session.get_one(Carton, carton_id), "left_at", None))

    assert "The parcel is being prepared." in words(anybody.get(link(waits)).text)
    assert "STAYS1" not in anybody.get(link(waits)).text
    assert "The order was cancelled." in words(anybody.get(link(gone)).text)


def test_of_several_parcels_the_one_that_is_waited_for_says_how_it_is(world: World, anybody: FlaskClient) -> None:
    first = shipped(world, "QP1")
    second = carton_of(world, order_of(first), "QP2")
    hear(first, "delivered")
    hear(second, "in_transit", now() - timedelta(hours=1))

    heading = re.search(r"<h1>(.*?)</h1>", anybody.get(link(order_of(first))).text, re.S)
    assert heading
    assert "on its way" in heading[1]


def test_who_asks_too_often_waits_and_others_do_not(world: World, anybody: FlaskClient) -> None:
    good = link(order_of(shipped(world)))
    for _ in range(MOST_ASKED):
        anybody.get("/t/x", environ_base={"REMOTE_ADDR": "203.0.113.5"})

    assert anybody.get(good, environ_base={"REMOTE_ADDR": "203.0.113.5"}).status_code == 429
    assert anybody.get(good, environ_base={"REMOTE_ADDR": "203.0.113.6"}).status_code == 200


def test_no_more_mails_by_one_click_of_a_mail_program_and_twice_is_as_good(world: World, anybody: FlaskClient) -> None:
    order_id = order_of(shipped(world))
    url = link(order_id)
    for _ in range(2):
        answer = anybody.post(f"{url}/quiet", data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers

    db.session.rollback()
    (kept,) = db.session.scalars(select(OrderLink))
    assert kept.quiet_at is not None
    assert db.session.scalar(select(func.count()).select_from(Operation)) == 1
    assert "You get no more mails" in anybody.get(url).text
    assert anybody.post("/t/x/quiet").status_code == 404


def test_the_desk_makes_the_link_and_sees_it_on_the_order(world: World) -> None:
    order_id, fay = order_of(shipped(world)), visitor(world, "Fay")
    assert "/t/" not in fay.get(f"/orders/{order_id}").text

    for _ in range(2):
        assert fay.send(f"/orders/{order_id}/links").status_code == 303
    (token,) = db.session.scalars(select(OrderLink.token))
    assert f"/t/{token}" in fay.get(f"/orders/{order_id}").text
