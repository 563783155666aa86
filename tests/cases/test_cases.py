"""Cases: opened by themselves once, or by hand; seen to, put off, closed with what came of them, opened again."""

import io
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.db import db
from app.outbox.models import OutboxEntry
from tests.attachments.pictures import png
from tests.cases.kept import cases, told
from tests.shipping.shipped import hear, order_of, shipped
from tests.visitor import PAGE, Visitor, alert_of, visitor, words
from tests.world import World


def test_the_desk_opens_sees_to_puts_off_closes_and_opens_again(world: World, fay: Visitor) -> None:
    parcel = shipped(world)
    form: dict[str, Any] = {
        "order_id": order_of(parcel),
        "waybill_id": parcel,
        "reason": "damaged",
        "words": "The box is wet",
    }
    opened = fay.send("/cases", **form)
    (case,) = cases()
    url = f"/cases/{case.id}"
    assert (opened.status_code, opened.headers["Location"]) == (303, url)
    assert case.owner_id == world.workers["Fay"]

    assert fay.send(f"{url}/owners", owner_id=world.workers["Cleo"]).status_code == 303
    assert fay.send(f"{url}/due-times", due_at="2031-01-02T09:30").status_code == 303
    assert fay.send(f"{url}/notes", words="Called the carrier\nThey look").status_code == 303
    assert fay.send(f"{url}/results", result="claimed").status_code == 303
    page = words(fay.get(url).text)
    for said in ("The box is wet", "Given to Cleo.", "They look", "Closed: The carrier pays.", "Damaged on its way"):
        assert said in page
    (case,) = cases()
    assert case.due_at == datetime(2031, 1, 2, 9, 30, tzinfo=UTC)

    assert fay.send(f"{url}/reopenings").status_code == 303
    assert told() == [("damaged", True)]


def test_a_second_case_about_the_same_goes_where_the_first_is(world: World, fay: Visitor) -> None:
    parcel = shipped(world)
    form: dict[str, Any] = {"order_id": order_of(parcel), "waybill_id": parcel, "reason": "damaged"}
    first, second = (fay.send("/cases", **form, words=said) for said in ("one", "two"))

    assert first.headers["Location"] == second.headers["Location"]
    assert len(cases()) == 1
    assert [note.words for note in cases()[0].notes] == ["one", "two"]


@pytest.mark.parametrize(
    ("what", "form", "said"),
    [
        ("notes", {"words": "  "}, "Write what you found out"),
        ("notes", {"words": "x" * 1001}, "at most 1,000"),
        ("results", {"result": "vanished"}, "Choose what came"),
        ("due-times", {"due_at": "2001-01-01T00:00"}, "from now on"),
        ("due-times", {"due_at": "tomorrow"}, "from now on"),
        ("reopenings", {}, "This case is open"),
    ],
)
def test_what_is_unclear_changes_nothing(
    world: World, fay: Visitor, what: str, form: dict[str, Any], said: str
) -> None:
    hear(shipped(world), "lost")
    before = vars(cases()[0]).copy()
    answer = fay.send(f"/cases/{cases()[0].id}/{what}", **form)

    assert said in alert_of(answer)
    after = vars(cases()[0])
    assert {key: value for key, value in after.items() if key != "_sa_instance_state"} == {
        key: value for key, value in before.items() if key != "_sa_instance_state"
    }


def test_a_closed_case_takes_no_owner_and_is_closed_once(world: World, fay: Visitor) -> None:
    hear(shipped(world), "lost")
    url = f"/cases/{cases()[0].id}"
    fay.send(f"{url}/results", result="claimed")

    assert fay.send(f"{url}/results", result="nothing").status_code == 409
    assert fay.send(f"{url}/owners").status_code == 409
    assert cases()[0].result == "claimed"


def test_a_case_is_given_only_to_somebody_of_the_desk(world: World, fay: Visitor) -> None:
    hear(shipped(world), "lost")
    url = f"/cases/{cases()[0].id}/owners"

    assert "does not work at the desk" in alert_of(fay.send(url, owner_id=world.workers["Ana"]))
    assert fay.send(url, owner_id=world.workers["Olga"]).status_code in (404, 422)
    assert cases()[0].owner_id is None


def test_the_list_goes_by_due_time_and_is_nudged(world: World, fay: Visitor) -> None:
    hear(shipped(world, "AAA1"), "lost")
    hear(shipped(world, "BBB2"), "damaged")
    first, second = cases()
    fay.send(f"/cases/{first.id}/due-times", due_at="2031-01-02T09:30")

    page = fay.get("/cases/now").text
    assert page.index("BBB2") < page.index("AAA1")
    assert "AAA1" not in fay.get("/cases?mine=1").text
    fay.send(f"/cases/{first.id}/owners")
    assert "AAA1" in fay.get("/cases?mine=1").text
    fay.send(f"/cases/{second.id}/results", result="nothing")
    assert "BBB2" not in fay.get("/cases").text
    assert "BBB2" in fay.get("/cases?closed=1").text
    nudges = {(one.topic, one.name) for one in db.session.scalars(select(OutboxEntry))}
    assert (f"desk:{world.warehouse_id}", "cases-changed") in nudges


def test_another_warehouses_lead_sees_and_changes_no_case(world: World) -> None:
    hear(shipped(world, "AAA1"), "lost")
    olga, url = visitor(world, "Olga"), f"/cases/{cases()[0].id}"

    assert olga.get(url).status_code == 404
    assert olga.send(f"{url}/results", result="nothing").status_code == 404
    assert "AAA1" not in olga.get("/cases").text
    assert told() == [("lost", True)]


def test_a_case_about_another_warehouses_order_is_refused(world: World) -> None:
    parcel = shipped(world)
    olga = visitor(world, "Olga")

    assert olga.send("/cases", order_id=order_of(parcel), reason="lost", words="").status_code == 404
    assert olga.send("/cases", order_id=0, waybill_id=parcel, reason="lost", words="").status_code == 404
    assert cases() == []


def test_a_photograph_is_kept_with_the_case_and_what_is_none_is_refused(world: World, fay: Visitor) -> None:
    hear(shipped(world), "damaged")
    url = f"/cases/{cases()[0].id}"

    for content, status in ((png(8, 8), 303), (b"<svg onload=alert(1)>", 422)):
        form = {"csrf_token": fay.token(), "operation_id": str(uuid4()), "picture": (io.BytesIO(content), "a.png")}
        assert fay.client.post(f"{url}/pictures", data=form, headers=PAGE).status_code == status
    page = fay.get(url).text
    assert page.count('<img src="/attachments/') == 1
    assert "A picture was added." in words(page)
