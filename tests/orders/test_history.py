"""The desk reads what happened to an order as sentences."""

import re
from pathlib import Path

from app.orders.history import CARTON_WORDS, ORDER_WORDS
from app.orders.models import Order
from app.packing.commands import add_check, reopen_carton, tick_check, untick_check
from app.packing.models import Carton
from tests.floor import fresh, wrong_books
from tests.packing.orders import closed_carton, picked_order, sized
from tests.visitor import visitor, words
from tests.world import SYSTEM, World

SAID = re.compile(r'(?:audit|change)\((?:order|later|carton\.order), "([^"]+)"')
SAID_OF_CARTONS = re.compile(r'(?:audit|change)\(carton, "([^"]+)"')
TOLD_ANOTHER_WAY = {"held", "hold released"}


def test_each_change_of_an_order_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path("app").rglob("*.py")]
    changes = {change for source in sources for change in SAID.findall(source)}
    of_cartons = {change for source in sources for change in SAID_OF_CARTONS.findall(source)}

    assert len(changes) > 20
    assert changes - set(ORDER_WORDS) - TOLD_ANOTHER_WAY == set()
    assert of_cartons - set(CARTON_WORDS) == {"packed"}, "each unit packed is not told one by one"


def test_what_happened_at_the_bench_is_told_in_sentences(world: World) -> None:
    sized(world)
    carton_id = closed_carton(world, {"MUG": 2}, number="A-100")
    order_id = fresh(Carton, carton_id).order_id
    fay = visitor(world, "Fay")

    told = words(fay.get(f"/orders/{order_id}").text)

    assert [sentence in told for sentence in ("Carton 1 was begun.", "Carton 1 was closed.", "It is packed.")] == [
        True
    ] * 3
    assert "opened again" not in told
    world.do(lambda: reopen_carton(fresh(Carton, carton_id), world.actor("Ben")))
    told = words(fay.get(f"/orders/{order_id}").text)
    assert "Carton 1 was opened again." in told
    assert "It is not packed any more." in told
    assert wrong_books() == []


def test_a_tick_and_its_taking_back_name_what_was_ticked(world: World) -> None:
    order_id = picked_order(world, {"MUG": 1})
    check = world.do(lambda: add_check(fresh(Order, order_id).channel, "other", "Card inside", "", SYSTEM).id)
    world.do(lambda: tick_check(fresh(Order, order_id), world.actor("Ben"), check))
    world.do(lambda: untick_check(fresh(Order, order_id), check, world.actor("Ben")))

    told = words(visitor(world, "Fay").get(f"/orders/{order_id}").text)

    assert "Ticked: Card inside" in told
    assert "Ticked no more: Card inside" in told
