"""The customer asks for a return behind the link of the order: without account, cookie or script, once."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.routes.return_page import MOST_SENT
from tests.notices.shop import chooses
from tests.printing.reading import codes_of_pdf, text_of_pdf
from tests.returns.came_back import arrives, customers_link, left, rma, rmas
from tests.returns.customer import audits, form, send, told
from tests.visitor import words
from tests.world import World


def test_from_the_link_to_a_number_and_a_slip_whose_codes_are_read(
    world: World, customer: FlaskClient, tmp_path: Path
) -> None:
    chooses(world, "email", steps=(), returns={"en": "To Quay Road 12, Harbour."})
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
    assert "To Quay Road 12, Harbour." in shown.text
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
