"""From the dock to the customer's door: what left is told by mail with its link, and what arrived is told again."""

import hashlib
import hmac
import io
import json
import re
from datetime import timedelta
from email.message import EmailMessage
from uuid import uuid4

from flask import Flask

from app.clock import now
from app.db import db
from app.notices.sending.job import notices_to_send
from app.shipping.handing_over.departure import departures_to_do
from tests.floor import Hand, wrong_books
from tests.notices.shop import Hook, Post, chooses
from tests.shipping.loads import Packed, carrier, closes, loads, opens, packed
from tests.visitor import PAGE, visitor, words
from tests.world import World, forget_other_requests


def leaves(world: World) -> Packed:
    """An order that Ana picked and Ben packed, loaded and handed to the driver."""
    order = packed(world, {"MUG": 2}, number="S1", email="mira@example.com", customer="Mira Holm")
    ben = Hand(world.actor("Ben"))
    manifest_id = opens(ben, carrier(world))
    assert loads(ben, manifest_id, order.carton).ok
    assert closes(ben, manifest_id).ok
    for depart in departures_to_do().values():
        depart()
    return order


def sends() -> None:
    """What the background does when it looks for work."""
    for job in notices_to_send().values():
        job()
    db.session.remove()


def takes_in(world: World, row: str) -> None:
    """Fay takes in the carrier's report."""
    fay = visitor(world, "Fay")
    file = (io.BytesIO(f"number,at,state\n{row}\n".encode()), "today.csv")
    form = {"csrf_token": fay.token(), "operation_id": str(uuid4()), "file": file}
    assert "New 1" in words(fay.client.post("/tracking/reports", data=form, headers=PAGE).text)


def page_in(mail: EmailMessage, world: World) -> str:
    """What whoever got the mail sees behind its link, without an account."""
    link = re.search(r"https://track\.example\.com(/t/\S+)", mail.get_content())
    assert link
    forget_other_requests()
    answer = world.app.test_client().get(link[1])
    assert answer.status_code == 200
    return words(answer.text)


def is_signed(app: Flask, headers: dict[str, str], body: bytes) -> bool:
    at, _, signature = headers["Shelfway-Signature"].removeprefix("t=").partition(",v1=")
    right = hmac.new(app.config["WEBHOOK_SECRET"].encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature, right)


def test_what_leaves_is_mailed_with_number_and_link_and_what_arrives_is_told_again(
    world: World, app: Flask, post: Post, hook: Hook
) -> None:
    chooses(world, "email", "webhook", steps=("shipped", "delivered"), url=hook.url)
    order = leaves(world)
    sends()

    (shipped,) = post.taken
    assert (shipped["To"], shipped["Subject"]) == ("mira@example.com", "Harbour Mugs: your order S1 is on its way")
    assert order.waybills[0] in shipped.get_content()
    page = page_in(shipped, world)
    assert "The carrier has the parcel." in page
    assert order.waybills[0] in page
    assert "Mira" not in page

    takes_in(world, f"{order.waybills[0]},{(now() - timedelta(minutes=1)).isoformat()},delivered")
    for _ in range(2):
        sends()

    assert [one["Subject"] for one in post.taken[1:]] == ["Harbour Mugs: your order S1 was delivered"]
    assert "The parcel was delivered." in page_in(shipped, world)
    assert [json.loads(body)["step"] for _, body in hook.heard] == ["shipped", "delivered"]
    assert all(is_signed(app, *heard) for heard in hook.heard)
    assert not is_signed(app, hook.heard[0][0], hook.heard[1][1])

    desk = words(visitor(world, "Fay").get(f"/orders/{order.order_id}").text)
    assert desk.count("by mail Sent") == desk.count("by webhook Sent") == 2
    assert wrong_books() == []
