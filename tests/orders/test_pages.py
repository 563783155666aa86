"""The order desk's pages: Fay finds orders, lets them go, holds and cancels them."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.orders.desk import hold_by_hand
from app.orders.models import Order, OrderHold
from tests.floor import Hand, fresh, release
from tests.visitor import alert_of, visitor, words
from tests.world import SYSTEM, World


def hold(world: World, order_id: int, note: str = "ask Mira") -> int:
    world.do(lambda: hold_by_hand(db.session.get_one(Order, order_id), note, SYSTEM))
    hold_id: int = fresh(Order, order_id).holds[-1].id
    return hold_id


def entries(order_id: int, change: str) -> list[Any]:
    mine = select(AuditEntry).where(AuditEntry.entity == "orders", AuditEntry.entity_id == order_id)
    return list(db.session.scalars(mine.where(AuditEntry.change == change)))


def test_the_list_narrows_by_state_hold_and_number(world: World) -> None:
    world.order({"MUG": 1}, number="A-100")
    held = world.order({"MUG": 1}, number="A-200")
    world.order({"MUG": 1}, number="B-300", state="cancelled")
    hold(world, held)
    fay = visitor(world, "Fay")

    assert "3 orders" in words(fay.get("/orders").text)
    by_number = words(fay.get("/orders?number=a-").text)
    assert ("A-100" in by_number, "A-200" in by_number, "B-300" in by_number) == (True, True, False)
    by_hold = words(fay.get("/orders?held=1").text)
    assert "Held by a person: ask Mira" in by_hold
    assert "A-100" not in by_hold
    assert "B-300" in words(fay.get("/orders?state=cancelled").text)


def test_signs_that_mean_something_to_a_database_are_looked_for_as_they_are(world: World) -> None:
    world.order({"MUG": 1}, number="50%")
    world.order({"MUG": 1}, number="5000")
    told = words(visitor(world, "Fay").get("/orders?number=50%25").text)

    assert "1 order " in told
    assert "5000" not in told


def test_a_long_list_has_pages_and_ends(world: World) -> None:
    for _ in range(51):
        world.order({"MUG": 1})
    fay = visitor(world, "Fay")

    assert "Page 1 of 2" in words(fay.get("/orders").text)
    assert "N001" in words(fay.get("/orders?page=2").text)
    for beyond in ("3", "-1", "99999999999999999999", "x"):
        assert fay.get(f"/orders?page={beyond}").status_code == 200


def test_an_order_shows_what_it_wants_and_what_became_of_it(world: World) -> None:
    order_id = world.order({"CARD": 2})
    release(world.warehouse_id)
    ana = Hand(world.actor("Ana"))
    task_id = ana.claims()
    assert task_id
    ana.walks(task_id)

    told = words(visitor(world, "Fay").get(f"/orders/{order_id}").text)

    assert "Greeting card CARD 2 2 2 0" in told
    assert "Picked: 2 of CARD (B-03-1). Ana" in told
    assert "It is picked and staged. Ana" in told
    assert "T-001 (LANE-1)" in told


def test_an_address_is_shown_only_when_asked_for_and_the_audit_knows_who_asked(world: World) -> None:
    order_id = world.order({"CARD": 2}, telephone="020 7946 0000", document={"gift note": "For Nora"})
    fay = visitor(world, "Fay")

    page = fay.get(f"/orders/{order_id}").text
    assert "Quay 1" not in page
    assert "020 7946" not in page
    assert "For Nora" not in page
    assert entries(order_id, "address seen") == []

    shown = fay.send(f"/orders/{order_id}/address-looks")

    assert "Quay 1" in shown.text
    assert "020 7946 0000" in shown.text
    assert "For Nora" in shown.text
    assert [entry.worker_id for entry in entries(order_id, "address seen")] == [world.workers["Fay"]]
    assert "Somebody looked at the address." in words(fay.get(f"/orders/{order_id}").text)


def test_a_hold_is_released_once_by_name_and_says_before_what_that_does(world: World) -> None:
    order_id = world.order({"CARD": 2})
    hold_id = hold(world, order_id)
    fay = visitor(world, "Fay")
    assert "The order goes on as if it had not been held." in words(fay.get(f"/orders/{order_id}").text)

    answer = fay.send(f"/orders/holds/{hold_id}/releases")
    again = fay.send(f"/orders/holds/{hold_id}/releases")

    assert (answer.status_code, answer.location) == (303, f"/orders/{order_id}")
    assert fresh(OrderHold, hold_id).released_by_id == world.workers["Fay"]
    assert "released already" in alert_of(again)
    assert len(entries(order_id, "hold released")) == 1


def test_a_hold_by_hand_says_why(world: World) -> None:
    order_id = world.order({"CARD": 2})
    fay = visitor(world, "Fay")

    refused = fay.send(f"/orders/{order_id}/holds", note="  ")
    assert "Write why it is held." in alert_of(refused)
    assert fresh(Order, order_id).holds == []

    fay.send(f"/orders/{order_id}/holds", note=" wrong   street ")
    assert fresh(Order, order_id).holds[0].params == {"note": "wrong street"}


def test_an_order_that_is_over_is_not_held(world: World) -> None:
    order_id = world.order({"CARD": 2}, state="shipped")

    refused = visitor(world, "Fay").send(f"/orders/{order_id}/holds", note="too late")

    assert refused.status_code == 409
    assert fresh(Order, order_id).holds == []


def test_an_order_is_cancelled_before_and_on_the_floor_and_not_when_it_has_left(world: World) -> None:
    walking = world.order({"CARD": 2})
    release(world.warehouse_id)
    waiting, gone = world.order({"CARD": 1}), world.order({"MUG": 1}, state="shipped")
    fay = visitor(world, "Fay")

    assert fay.send(f"/orders/{waiting}/cancellations").status_code == 303
    assert fay.send(f"/orders/{walking}/cancellations").status_code == 303
    refused = fay.send(f"/orders/{gone}/cancellations")

    assert (fresh(Order, waiting).state, fresh(Order, walking).state) == ("cancelled", "cancelled")
    assert "Let it come back" in alert_of(refused)
    assert fresh(Order, gone).state == "shipped"
    assert "Cancel the order" not in fay.get(f"/orders/{gone}").text


def test_what_came_from_outside_is_text_and_never_markup(world: World) -> None:
    order_id = world.order({"CARD": 1}, customer="<b>Mira</b>", notes="<script>1</script>", street="<i>Quay</i>")
    fay = visitor(world, "Fay")

    page = fay.get(f"/orders/{order_id}").text + fay.send(f"/orders/{order_id}/address-looks").text

    assert "&lt;b&gt;Mira" in page
    assert "<b>Mira" not in page
    assert "<script>1" not in page
    assert "<i>Quay" not in page


def test_another_warehouse_and_a_picker_see_no_order(world: World) -> None:
    order_id = world.order({"CARD": 1})
    hold_id = hold(world, order_id)

    assert visitor(world, "Ana").get(f"/orders/{order_id}").status_code == 403
    assert visitor(world, "Ana").send(f"/orders/holds/{hold_id}/releases").status_code == 403
    world.do(lambda: setattr(db.session.get_one(Order, order_id), "warehouse_id", world.other_warehouse_id))
    fay = visitor(world, "Fay")
    assert fay.get(f"/orders/{order_id}").status_code == 404
    assert fay.send(f"/orders/holds/{hold_id}/releases").status_code == 404
    assert fay.send(f"/orders/{order_id}/address-looks").status_code == 404
    assert fresh(OrderHold, hold_id).released_at is None
