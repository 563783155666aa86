"""Scenario 23 at the bench: a tote or an item of another order is named with its order and tote, and what to do."""

from app.db import db
from app.orders.models import Order
from tests.floor import fresh, wrong_books
from tests.packing.orders import pack_all, picked_orders
from tests.visitor import Visitor, visitor
from tests.world import World

CARD, TEA = "5012345678900", "4012345678901"


def told(ben: Visitor, order_id: int, code: str) -> dict[str, object]:
    answer = ben.get(f"/packing/orders/{order_id}/strangers?code={code}", Accept="application/json")
    assert answer.status_code == 200
    said: dict[str, object] = answer.json  # type: ignore[assignment]
    return said


def test_another_orders_tote_is_named_with_its_order_beside_the_one_that_is_packed(world: World) -> None:
    first, second = picked_orders(world, {"MUG": 1}, {"CARD": 1})
    one, other = (fresh(Order, order_id).number for order_id in (first, second))

    said = told(visitor(world, "Ben"), first, "TOTE-002")

    assert said["is_known"]
    assert said["message"] == (
        f"This is T-002 of order {other}. You pack order {one} out of T-001: put T-002 aside until that is packed."
    )
    assert wrong_books() == []


def test_an_item_of_another_tote_names_both_totes(world: World) -> None:
    first, second = picked_orders(world, {"MUG": 1}, {"CARD": 1})
    numbers = [fresh(Order, order_id).number for order_id in (first, second)]

    message = str(told(visitor(world, "Ben"), first, CARD)["message"])

    assert all(name in message for name in (*numbers, "T-001", "T-002", "Were the two swapped?"))


def test_what_is_nobodys_an_empty_tote_and_an_unknown_code_are_told_apart(world: World) -> None:
    first, second = picked_orders(world, {"MUG": 1}, {"CARD": 1})
    ben = visitor(world, "Ben")
    pack_all(world, second)

    assert "does not have it" in str(told(ben, first, TEA)["message"])
    assert told(ben, first, "TOTE-002")["message"] == (
        "T-002 holds nothing that is picked. Scan a tote, a carton or an order number."
    )
    assert told(ben, first, "47110815") == {
        "message": "Nobody knows code 47110815. Scan the label again, or ask your lead.",
        "is_known": False,
    }


def test_a_page_is_told_of_news_by_others_alone(world: World) -> None:
    first, second = picked_orders(world, {"MUG": 2}, {"CARD": 1})
    ben, cleo = visitor(world, "Ben"), visitor(world, "Cleo")
    url = f"/packing/orders/{first}"

    def since(who: Visitor, version: int) -> bool:
        return bool(who.get(f"{url}/news?since={version}").json["changed"])  # type: ignore[index]

    known = int(ben.get(f"{url}/document").text.split('data-version="')[1].split('"')[0])
    assert not since(ben, known)
    ben.send(f"{url}/packs", item="4006381333931", quantity=1)
    cleo.send(f"/packing/orders/{second}/packs", item=CARD, quantity=1)
    assert (since(ben, known), since(cleo, known)) == (False, True)
    cleo.send(f"{url}/packs", item="4006381333931", quantity=1)
    assert since(ben, known)


def test_a_scan_is_answered_with_its_line_and_its_carton_alone(world: World) -> None:
    (order_id,) = picked_orders(world, {"MUG": 2, "CARD": 1})

    answer = visitor(world, "Ben").send(f"/packing/orders/{order_id}/packs", item=CARD, quantity=1)

    assert (answer.text.count("data-stop "), answer.text.count("data-carton ")) == (1, 1)
    assert 'data-name="Greeting card"' in answer.text
    assert 'id="carton-1"' in answer.text
    db.session.remove()
    assert fresh(Order, order_id).lines
