"""The desk opens and answers returns: what is due first, once, with words; the customer and the lead's list know."""

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.outbox.models import OutboxEntry
from app.returns.models import Rma
from app.returns.returnable import returnable
from tests.attachments.pictures import png
from tests.returns.came_back import arrives, asks, left, line_of, rma, rmas, rules
from tests.visitor import Visitor, alert_of, visitor, words
from tests.world import World


@pytest.fixture
def waits(world: World) -> int:
    """A return that no rule approves."""
    rules(world, approve="never")
    return asks(left(world), {"MUG": 1})


def form(order_id: int, sku: str = "MUG", quantity: int = 1, reason: str = "changed_mind", **said: Any) -> Any:
    line_id = line_of(order_id, sku).id
    return {f"quantity_{line_id}": quantity, f"reason_{line_id}": reason, "wish": "refund"} | said


def test_what_waits_for_an_answer_comes_first_by_when_it_is_due_and_overdue_in_words(
    world: World, dana: Visitor
) -> None:
    rules(world, approve="reasons")
    early, late = (asks(left(world), {"MUG": 1}, "other") for _ in range(2))
    approved = asks(left(world), {"MUG": 1})
    with transaction() as session:
        session.get_one(Rma, late).answer_due_at = now() + timedelta(days=2)
        session.get_one(Rma, early).answer_due_at = now() - timedelta(hours=1)

    page = dana.get("/returns").text
    places = [page.index(rma(one).number) for one in (early, late, approved)]
    assert places == sorted(places)
    assert words(page).count("Overdue") == 1
    only = dana.get("/returns?which=approved").text
    assert rma(approved).number in only
    assert rma(late).number not in only
    assert rma(late).number in dana.get(f"/returns?number={rma(late).order.number}").text


def test_it_is_approved_once_and_history_says_by_whom(world: World, waits: int, fay: Visitor, dana: Visitor) -> None:
    url = f"/returns/{waits}/answers"
    assert fay.send(url, answer="approved", words="Welcome back").headers["Location"] == f"/returns/{waits}"
    second = dana.send(url, answer="refused", words="No")

    assert second.status_code == 409
    assert "was answered already" in alert_of(second)
    answered = rma(waits)
    assert (answered.state, answered.answer, answered.answered_by_id) == (
        "approved",
        "Welcome back",
        world.workers["Fay"],
    )
    page = words(dana.get(f"/returns/{waits}").text)
    assert "Approved. Welcome back" in page
    assert "Fay" in page


def test_who_refuses_says_why_and_the_customer_can_read_it(world: World, waits: int, fay: Visitor) -> None:
    url = f"/returns/{waits}/answers"
    for said in ("", "  ", "x" * 501):
        assert "Write to the customer why" in alert_of(fay.send(url, answer="refused", words=said))
    assert rma(waits).state == "requested"

    fay.send(url, answer="refused", words="The seal is broken <b>")
    assert (rma(waits).state, rma(waits).answer) == ("refused", "The seal is broken <b>")
    assert line_left(waits) == 2


def line_left(rma_id: int) -> int:
    return next(one.left for one in returnable(rma(rma_id).order) if one.line.sku == "MUG")


def test_the_desk_opens_within_the_rules_and_it_is_approved_at_once(world: World, dana: Visitor) -> None:
    order_id = left(world)
    number = rma_order_number(order_id)
    found = dana.get(f"/returns/new?number={number}")
    assert found.headers["Location"] == f"/returns/orders/{order_id}/new"
    assert "Red mug" in dana.get(found.headers["Location"]).text

    answer = dana.send(
        f"/returns/orders/{order_id}", **form(order_id, quantity=2, reason="damaged", note="On the phone")
    )
    (opened,) = rmas()
    assert answer.headers["Location"] == f"/returns/{opened.id}"
    assert (opened.state, opened.opened_by, opened.opened_by_id, opened.postage) == (
        "approved",
        "desk",
        world.workers["Dana"],
        "shop",
    )


def rma_order_number(order_id: int) -> str:
    return db.session.get_one(Order, order_id).number


def test_beyond_the_rules_only_with_a_reason_which_the_audit_keeps(world: World, fay: Visitor) -> None:
    rules(world, days=1, without_items=("MUG",))
    order_id = left(world, days_ago=30)
    url = f"/returns/orders/{order_id}"
    assert "Red mug cannot be returned." in alert_of(fay.send(url, **form(order_id)))
    assert "The time to return Greeting card ended" in alert_of(fay.send(url, **form(order_id, "CARD")))
    assert "This is not offered." in alert_of(fay.send(url, **form(order_id, "CARD", wish="gold", beyond="so")))
    assert rmas() == []

    assert fay.send(url, **form(order_id, wish="repair", beyond="Old customer")).status_code == 303
    (opened,) = rmas()
    assert opened.beyond == "Old customer"
    noted = select(AuditEntry).where(AuditEntry.entity == "rmas", AuditEntry.change == "opened")
    assert [entry.after["beyond"] for entry in db.session.scalars(noted)] == ["Old customer"]
    assert "Old customer" in fay.get(f"/returns/{opened.id}").text


def test_not_even_with_a_reason_more_than_was_shipped_or_what_never_was(world: World, fay: Visitor) -> None:
    order_id, never = left(world), world.order({"MUG": 1})
    more = fay.send(f"/returns/orders/{order_id}", **form(order_id, quantity=3, beyond="please"))
    none = fay.send(f"/returns/orders/{never}", **form(never, beyond="please"))

    assert "more than can come back" in alert_of(more)
    assert "was never shipped" in alert_of(none)
    assert "was never shipped" in fay.get(f"/returns/orders/{never}/new").text
    assert rmas() == []


def test_an_unknown_order_is_told_by_its_number(world: World, dana: Visitor) -> None:
    answer = dana.get("/returns/new?number=<b>4711</b>")

    assert "Nobody knows order &lt;b&gt;4711&lt;/b&gt;" in answer.text


def test_another_warehouses_returns_are_not_there(world: World, waits: int) -> None:
    olga, order_id = visitor(world, "Olga"), rma(waits).order_id

    for url in (f"/returns/{waits}", f"/returns/orders/{order_id}/new", f"/returns/{waits}/slip.pdf"):
        assert olga.get(url).status_code == 404, url
    for url in (f"/returns/{waits}/answers", f"/returns/{waits}/cancellations", f"/returns/{waits}/settlements"):
        assert olga.send(url).status_code == 404, url
    assert rma(waits).number not in olga.get("/returns").text
    assert rma(waits).state == "requested"


def test_who_only_picks_sees_no_returns(world: World, waits: int) -> None:
    ana = visitor(world, "Ana")

    assert ana.get("/returns").status_code == 403
    assert ana.send(f"/returns/{waits}/answers", answer="approved").status_code == 403
    assert rma(waits).state == "requested"


def test_the_desk_calls_it_off_until_a_parcel_is_there(world: World, waits: int, fay: Visitor) -> None:
    assert fay.send(f"/returns/{waits}/cancellations").status_code == 303
    assert rma(waits).state == "cancelled"
    other = asks(rma(waits).order_id, {"MUG": 2})
    arrives(other)

    assert fay.send(f"/returns/{other}/cancellations").status_code == 409
    assert rma(other).state == "requested"


def test_a_photograph_is_added_and_seen_by_the_returns_clerk_but_not_by_a_packer(
    world: World, waits: int, dana: Visitor
) -> None:
    added = dana.send(f"/returns/{waits}/pictures", photograph=(io.BytesIO(png(9, 9)), "a.png"))
    assert added.status_code == 303
    page = dana.get(f"/returns/{waits}").text
    (address,) = {part.partition('"')[0] for part in page.split('src="')[1:] if part.startswith("/attachments/")}

    assert dana.get(address).mimetype == "image/jpeg"
    assert visitor(world, "Ben").get(address).status_code == 403


def test_the_list_is_nudged(world: World, waits: int) -> None:
    db.session.rollback()
    nudges = {(entry.topic, entry.name) for entry in db.session.scalars(select(OutboxEntry))}

    assert (f"returns:{world.warehouse_id}", "returns-changed") in nudges


def test_the_order_shows_its_returns_and_its_history(world: World, waits: int, fay: Visitor) -> None:
    page = fay.get(f"/orders/{rma(waits).order_id}").text

    assert f'href="/returns/{waits}"' in page
    assert "Return RMA-00001 was opened." in words(page)
    assert f"/returns/orders/{rma(waits).order_id}/new" in page
