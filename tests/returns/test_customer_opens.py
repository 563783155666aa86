"""The customer asks for a return behind the link of the order: without account, cookie or script, once."""

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.attachments.files import path_of
from app.attachments.models import Attachment
from app.attachments.pictures import picture_in
from app.clock import now
from app.db import db
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.routes.return_page import MOST_SENT
from tests.attachments.pictures import png
from tests.printing.reading import codes_of_pdf, text_of_pdf
from tests.returns.came_back import arrives, customers_link, delivered, left, line_of, rma, rmas, rules
from tests.visitor import words
from tests.world import World


def form(order_id: int, sku: str = "MUG", quantity: object = 1, reason: str = "changed_mind", **said: Any) -> Any:
    line_id = line_of(order_id, sku).id
    usual = {f"quantity_{line_id}": str(quantity), f"reason_{line_id}": reason, "wish": "refund"}
    return {"operation_id": str(uuid4())} | usual | said


def send(customer: FlaskClient, order_id: int, **changed: Any) -> TestResponse:
    answer = customer.post(f"{customers_link(order_id)}/returns", data=form(order_id, **changed))
    db.session.rollback()
    return answer


def told(answer: TestResponse) -> str:
    found = re.search(r'role="alert">([^<]+)<', answer.text)
    assert found, words(answer.text)
    return found[1]


def photographs(*contents: bytes) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(content), f"p{place}.png") for place, content in enumerate(contents)]


def test_from_the_link_to_a_number_and_a_slip_whose_codes_are_read(
    world: World, customer: FlaskClient, tmp_path: Path
) -> None:
    order_id = left(world)
    link = customers_link(order_id)
    assert f'href="{link}/return?lang=en"' in customer.get(link).text
    page = words(customer.get(f"{link}/return").text)
    assert "Red mug" in page
    assert "Greeting card" in page

    answer = send(customer, order_id, quantity=2, note="Too red <b>")
    (opened,) = rmas()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{link}/returns/{opened.number}?lang=en")
    assert (opened.state, opened.opened_by, opened.note, opened.postage) == (
        "approved",
        "customer",
        "Too red <b>",
        "customer",
    )
    assert [(line.quantity, line.reason, line.received) for line in opened.lines] == [(2, "changed_mind", 0)]

    shown = customer.get(answer.headers["Location"])
    assert "RMA-00001" in words(shown.text)
    assert "You pay the postage." in words(shown.text)
    assert "Set-Cookie" not in shown.headers
    assert "<script" not in shown.text
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    slip = customer.get(f"{link}/returns/RMA-00001/slip")
    assert codes_of_pdf(slip.data, tmp_path)[0] == {"CODE-128:RMA-00001", "QR-Code:RMA-00001"}
    assert "Not wanted any more" in " ".join(text_of_pdf(slip.data).split())
    assert "RMA-00001" in words(customer.get(link).text)


def test_the_same_form_sent_twice_opens_one_return_and_gets_the_same_page(world: World, customer: FlaskClient) -> None:
    order_id = left(world)
    sent = form(order_id)
    first, again = (customer.post(f"{customers_link(order_id)}/returns", data=sent) for _ in range(2))

    assert (first.status_code, again.headers["Location"]) == (303, first.headers["Location"])
    assert len(rmas()) == 1
    assert audits("opened") == 1


def test_the_same_form_with_something_else_in_it_is_not_taken_for_the_first(
    world: World, customer: FlaskClient
) -> None:
    order_id = left(world)
    sent = form(order_id)
    customer.post(f"{customers_link(order_id)}/returns", data=sent)
    answer = customer.post(f"{customers_link(order_id)}/returns", data=sent | {"note": "and more"})

    assert "This form was sent before" in told(answer)
    assert len(rmas()) == 1


def test_two_forms_never_ask_for_more_than_left(world: World, customer: FlaskClient) -> None:
    order_id = left(world)
    assert send(customer, order_id, quantity=2).status_code == 303

    again = send(customer, order_id, quantity=1)
    assert again.status_code == 422
    assert "1 of Red mug are more than can come back: 0." in told(again)
    assert "All of it is in a return already." in words(customer.get(f"{customers_link(order_id)}/return").text)
    assert len(rmas()) == 1


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


def test_the_customer_calls_it_off_until_the_parcel_arrived(world: World, customer: FlaskClient) -> None:
    order_id = left(world)
    first = send(customer, order_id).headers["Location"].partition("?")[0]
    for _ in range(2):
        assert customer.post(f"{first}/cancellations").status_code == 303
    assert "Called off" in words(customer.get(first).text)
    assert rmas()[0].state == "cancelled"
    assert audits("called off") == 1

    second = send(customer, order_id, quantity=2).headers["Location"].partition("?")[0]
    arrives(rmas()[1].id)
    assert "Call the return off" not in customer.get(second).text
    answer = customer.post(f"{second}/cancellations")
    assert (answer.status_code, rmas()[1].state) == (409, "approved")
    assert "is there already" in answer.text


def test_one_link_shows_and_changes_no_other_orders_return(world: World, customer: FlaskClient) -> None:
    mine, other = left(world), left(world)
    send(customer, other)
    number, link = rmas()[0].number, customers_link(mine)

    for page in (f"{link}/returns/{number}", f"{link}/returns/{number}/slip", "/t/x/return", f"{link}/returns/x"):
        assert customer.get(page).status_code == 404, page
    assert customer.post(f"{link}/returns/{number}/cancellations").status_code == 404
    assert customer.post("/t/x/returns").status_code == 404
    assert number not in customer.get(link).text
    assert rmas()[0].state == "approved"


def test_a_customer_whose_data_are_gone_opens_nothing(world: World, customer: FlaskClient) -> None:
    order_id = left(world)
    world.do(lambda: setattr(db.session.get_one(Order, order_id), "forgotten_at", now()))

    assert "were deleted" in told(send(customer, order_id))
    assert rmas() == []


def test_who_sends_too_many_forms_waits_and_others_do_not(world: World, customer: FlaskClient) -> None:
    order_id = left(world)
    for _ in range(MOST_SENT):
        send(customer, order_id, quantity=0)

    assert send(customer, order_id).status_code == 429
    elsewhere = customer.post(
        f"{customers_link(order_id)}/returns", data=form(order_id), environ_base={"REMOTE_ADDR": "203.0.113.6"}
    )
    assert elsewhere.status_code == 303
    assert len(rmas()) == 1


@pytest.mark.parametrize(("language", "said"), [("zh_Hant", "zh-Hant"), ("zh_Hans", "zh-Hans")])
def test_the_pages_keep_the_language_that_was_chosen(
    world: World, customer: FlaskClient, language: str, said: str
) -> None:
    order_id = left(world)
    link = customers_link(order_id)
    answer = customer.post(f"{link}/returns?lang={language}", data=form(order_id))

    assert answer.headers["Location"].endswith(f"?lang={language}")
    for page in (f"{link}/return?lang={language}", answer.headers["Location"]):
        assert f'<html lang="{said}">' in customer.get(page).text


def test_what_a_parcel_brought_is_seen_on_the_same_link(world: World, customer: FlaskClient) -> None:
    order_id = left(world)
    page = send(customer, order_id).headers["Location"]
    arrives(rmas()[0].id)

    assert "We look at it now." in words(customer.get(page).text)
    assert rma(rmas()[0].id).state == "approved"


def audits(change: str) -> int:
    mine = (AuditEntry.entity == "rmas", AuditEntry.change == change)
    return db.session.scalar(select(func.count()).where(*mine)) or 0
