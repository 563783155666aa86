"""A carton is closed when it weighs what it should, the list is ticked, and the rest is accounted for."""

from app.catalog.queries import items_by_code
from app.counting.models import CycleCount
from app.db import db
from app.orders.commands import ship_short
from app.orders.holds import open_holds
from app.orders.models import PACKED, PICKED, Channel, Order, OrderLine
from app.packing.commands import (
    add_check,
    open_carton,
    tick_check,
)
from app.packing.models import CLOSED, OPEN, Carton, CartonType
from app.warehouse.models import QUARANTINE
from tests.floor import fresh, release, wrong_books
from tests.packing.bench import CARD, MUG, order_named, pack, shut
from tests.packing.conftest import document
from tests.packing.orders import begin_carton, close, closed_carton, hand, pack_all, sized
from tests.world import World


def test_an_empty_carton_is_not_closed(world: World, order_id: int) -> None:
    carton_id = begin_carton(world, order_id)

    assert shut(world, carton_id).code == "nothing_in_carton"
    assert fresh(Carton, carton_id).state == OPEN


def test_with_units_left_somebody_says_what_becomes_of_them(world: World, order_id: int) -> None:
    assert pack(world, order_id, MUG).ok
    carton_id = document(order_id).open_carton.id  # type: ignore[union-attr]

    refused = shut(world, carton_id)

    assert (refused.code, refused.result["units"]) == ("units_left", "1 × MUG, 1 × CARD")
    assert shut(world, carton_id, missing="lost").code == "missing_reason_unknown"
    assert fresh(Carton, carton_id).state == OPEN
    assert shut(world, carton_id, goes_on=True).ok
    assert fresh(Carton, carton_id).state == CLOSED
    assert fresh(Order, order_id).state == PICKED
    assert wrong_books() == []


def test_what_is_missing_is_short_and_the_lead_decides(world: World, order_id: int) -> None:
    assert pack(world, order_id, MUG).ok
    assert pack(world, order_id, CARD).ok
    carton_id = document(order_id).open_carton.id  # type: ignore[union-attr]

    assert shut(world, carton_id, missing="missing").ok

    order = fresh(Order, order_id)
    assert order.state == PICKED
    [hold] = open_holds(order)
    assert (hold.reason, hold.params) == ("short", {"sku": "MUG", "quantity": 1})
    [count] = db.session.query(CycleCount).all()
    assert count.location.address == "A-01-1"
    assert world.on_hand("T-001", "MUG") == 0
    assert fresh(Carton, carton_id).missing_reason == "missing"
    assert wrong_books() == []
    line_id = next(line.id for line in fresh(Order, order_id).lines if line.sku == "MUG")
    _sends_less(world, line_id)
    assert fresh(Order, order_id).state == PACKED
    assert wrong_books() == []


def test_an_order_with_two_lines_of_an_item_waits_for_a_word_about_each(world: World) -> None:
    order_id = world.order({"CARD": 1})
    world.do(lambda: _ask_for_mugs(order_id, 30, 40))  # twenty lie there
    ana = hand(world, "Ana")
    for _ in release(world.warehouse_id):
        task_id = ana.claims()
        assert task_id
        ana.walks(task_id)
    close(world, pack_all(world, order_id))
    first, second = [line.id for line in fresh(Order, order_id).lines if line.short]

    _sends_less(world, first)
    order = fresh(Order, order_id)
    [hold] = open_holds(order)
    assert (order.state, hold.params["sku"], hold.params["quantity"]) == (PICKED, "MUG", fresh(OrderLine, second).short)

    _sends_less(world, second)
    assert open_holds(fresh(Order, order_id)) == []
    assert fresh(Order, order_id).state == PACKED
    assert wrong_books() == []


def _ask_for_mugs(order_id: int, *quantities: int) -> None:
    order, mug = db.session.get_one(Order, order_id), items_by_code({"MUG"})["MUG"]
    for position, quantity in enumerate(quantities, 2):
        asked = {"item_id": mug, "sku": "MUG", "description": "MUG", "quantity": quantity}
        order.lines.append(OrderLine(position=position, **asked))


def _sends_less(world: World, line_id: int) -> None:
    world.do(lambda: ship_short(db.session.get_one(OrderLine, line_id), "Mira agreed", world.actor("Cleo")))


def test_what_is_damaged_goes_to_quarantine(world: World, order_id: int) -> None:
    assert pack(world, order_id, MUG).ok
    carton_id = document(order_id).open_carton.id  # type: ignore[union-attr]

    assert shut(world, carton_id, missing="damaged").ok

    assert world.on_hand(QUARANTINE.upper(), "MUG") == 1
    assert db.session.query(CycleCount).count() == 0
    assert wrong_books() == []


def test_all_checks_of_the_channel_are_ticked_before_the_last_carton(world: World, full: int) -> None:
    channel_id, gus = world.channel_id, world.actor("Gus")

    def command() -> int:
        check = add_check(db.session.get_one(Channel, channel_id), "gift_note", "Gift note inside", "GIFT", gus)
        db.session.flush()
        return check.id

    check_id = world.do(command)
    order_id = fresh(Carton, full).order_id

    refused = shut(world, full)

    assert (refused.code, refused.result["checks"]) == ("checks_left", "Gift note inside")
    ben = hand(world, "Ben")
    for _ in range(2):
        done = ben.does("tick", lambda actor: tick_check(order_named(order_id), actor, scanned="GIFT"))
        assert done.result["check_id"] == check_id
    assert ben.does("tick", lambda actor: tick_check(order_named(order_id), actor, scanned="X")).code == "check_unknown"
    assert shut(world, full).ok


def test_two_cartons_of_one_order(world: World, order_id: int) -> None:
    sized(world)
    assert pack(world, order_id, MUG).ok
    first = document(order_id).open_carton.id  # type: ignore[union-attr]
    close(world, first, goes_on=True)
    second = begin_carton(world, order_id, "BOX-L")
    pack_all(world, order_id)
    close(world, second)

    assert [carton.number for carton in document(order_id).cartons] == [1, 2]
    assert fresh(Order, order_id).state == PACKED
    assert db.session.get_one(CartonType, fresh(Carton, second).type_id).name == "L"
    assert wrong_books() == []


def test_an_order_that_is_packed_needs_no_other_carton(world: World) -> None:
    order_id = fresh(Carton, closed_carton(world)).order_id

    refused = hand(world, "Ben").does("open", lambda actor: open_carton(order_named(order_id), "", actor))

    assert refused.code == "nothing_left_to_pack"
    assert len(document(order_id).cartons) == 1
    assert fresh(Order, order_id).state == PACKED
    assert wrong_books() == []


def test_two_touches_begin_one_carton(world: World, order_id: int) -> None:
    assert begin_carton(world, order_id) == begin_carton(world, order_id)
    ben = hand(world, "Ben")
    unknown = ben.does("open", lambda actor: open_carton(order_named(order_id), MUG, actor))
    assert unknown.code == "carton_type_unknown"
