"""Scenarios 23, 25 and 26: what does not belong is refused by name, and nothing changes."""

import pytest

from app.db import db
from app.operations import Outcome
from app.orders.desk import hold_by_hand
from app.orders.holds import open_holds, release_hold
from app.orders.models import Order
from app.packing.commands import pack_units
from app.packing.errors import SeveralOrders, SharedTote
from app.packing.finding import order_of
from app.packing.models import Carton
from app.scanning import UnknownCode
from app.walks.scans import StopScan
from tests.floor import fresh, wrong_books
from tests.packing.conftest import document
from tests.packing.orders import closed_carton, hand, pack_all, picked_order, picked_orders
from tests.world import World

MUG, CASE_OF_MUGS, CARD, TEA = "4006381333931", "14006381333938", "5012345678900", "4012345678901"


def pack(world: World, order_id: int, code: str, operation_id: str | None = None, **scan: object) -> Outcome:
    said = StopScan(item=code, **scan)  # type: ignore[arg-type]
    ben = hand(world, "Ben")
    return ben.does("pack", lambda actor: pack_units(fresh_order(order_id), said, None, actor), operation_id)


def fresh_order(order_id: int) -> Order:
    return db.session.get_one(Order, order_id)


def test_who_is_later_with_a_unit_is_told_who_packed_it_and_otherwise_that_it_is_one_too_many(world: World) -> None:
    order_id = picked_order(world, {"MUG": 1, "CARD": 1})
    said = StopScan(item=MUG)
    cleo = hand(world, "Cleo")
    assert cleo.does("pack", lambda actor: pack_units(fresh_order(order_id), said, None, actor)).ok

    refused = pack(world, order_id, MUG)
    assert refused.code == "packed_by_other"
    assert (refused.result["packer"], refused.result["item"]) == ("Cleo", "MUG")
    again = cleo.does("pack", lambda actor: pack_units(fresh_order(order_id), said, None, actor))
    assert again.code == "one_too_many"
    assert document(order_id).left == 1
    assert wrong_books() == []


def test_an_item_of_another_order_in_a_swapped_tote_names_both_totes(world: World) -> None:
    first, second = picked_orders(world, {"MUG": 1}, {"CARD": 1})

    refused = pack(world, first, CARD)

    assert refused.code == "swapped_totes"
    numbers = [fresh(Order, order_id).number for order_id in (first, second)]
    assert [refused.result[name] for name in ("order", "other")] == numbers
    assert {refused.result["tote"], refused.result["other_tote"]} == {"T-001", "T-002"}
    assert document(first).left == 1
    assert wrong_books() == []


def test_an_item_that_is_no_ones_here_is_refused_by_its_name(world: World, order_id: int) -> None:
    refused = pack(world, order_id, TEA)

    assert (refused.code, refused.result["scanned"]) == ("others_item", "Green tea")
    assert document(order_id).cartons == ()


def test_one_too_many_is_refused(world: World, order_id: int) -> None:
    assert pack(world, order_id, MUG).ok
    assert pack(world, order_id, MUG).ok

    refused = pack(world, order_id, MUG)

    assert (refused.code, refused.result["left"]) == ("one_too_many", 0)
    assert document(order_id).open_carton.units == 2  # type: ignore[union-attr]
    assert wrong_books() == []


def test_a_case_is_more_than_the_order_has(world: World, order_id: int) -> None:
    assert pack(world, order_id, CASE_OF_MUGS).code == "one_too_many"
    assert document(order_id).cartons == ()


def test_a_case_is_so_many_units(world: World) -> None:
    order_id = picked_order(world, {"MUG": 7})

    assert pack(world, order_id, CASE_OF_MUGS).result["units"] == 6
    assert document(order_id).left == 1
    assert wrong_books() == []


def test_a_typed_number_counts_only_where_that_is_set(world: World, order_id: int) -> None:
    assert pack(world, order_id, MUG, quantity=2).code == "count_each"
    world.sets(pack_each=False)

    assert pack(world, order_id, MUG, quantity=2).ok
    assert document(order_id).left == 1


def test_a_lot_is_asked_for_where_several_were_picked(world: World) -> None:
    order_id = picked_order(world, {"TEA": 7})

    assert pack(world, order_id, TEA).code == "lot_unclear"
    assert pack(world, order_id, TEA, lot="L9").result["wanted"] == "L1, L2"
    assert pack(world, order_id, TEA, lot="L1").ok
    assert world.on_hand("PACKED", "TEA", "L1") == 1
    assert wrong_books() == []


def test_where_one_lot_was_picked_its_item_is_enough_and_another_lot_is_refused(world: World) -> None:
    order_id = picked_order(world, {"TEA": 2})

    assert pack(world, order_id, TEA, lot="L2").code == "lot_not_picked"
    assert pack(world, order_id, TEA).ok


def test_a_lane_with_several_orders_is_refused_and_a_tote_of_one_opens_it(world: World) -> None:
    first, second = picked_orders(world, {"MUG": 1}, {"CARD": 1})
    numbers = ", ".join(fresh(Order, order_id).number for order_id in (first, second))

    with pytest.raises(SeveralOrders) as refused:
        order_of(world.warehouse_id, "LOC-LANE-1")

    assert refused.value.params["orders"] == numbers
    assert order_of(world.warehouse_id, "TOTE-002").id == second
    assert order_of(world.warehouse_id, fresh(Order, first).number).id == first


def test_a_lane_with_one_order_opens_it(world: World, order_id: int) -> None:
    assert order_of(world.warehouse_id, "LOC-LANE-1").id == order_id


def test_a_tote_of_several_orders_is_refused(world: World) -> None:
    picked_orders(world, {"MUG": 1}, {"CARD": 1}, mode="bulk")

    with pytest.raises(SharedTote):
        order_of(world.warehouse_id, "TOTE-001")


def test_a_carton_opens_its_order_by_its_digits_and_as_an_element_string(world: World) -> None:
    carton = fresh(Carton, closed_carton(world))

    assert order_of(world.warehouse_id, carton.code).id == carton.order_id
    assert order_of(world.warehouse_id, f"]C100{carton.code}").id == carton.order_id
    with pytest.raises(UnknownCode):
        order_of(world.other_warehouse_id, carton.code)


def test_an_order_that_is_still_picked_is_not_packed(world: World) -> None:
    order_id = world.order({"MUG": 1})

    assert pack(world, order_id, MUG).code == "not_picked_yet"


def test_a_held_order_is_put_aside_and_goes_on_when_its_hold_is_released(world: World, order_id: int) -> None:
    world.do(lambda: hold_by_hand(fresh_order(order_id), "ask Mira", world.actor("Cleo")))

    refused = pack(world, order_id, MUG)

    assert refused.code == "order_held_back"
    assert "ask Mira" in refused.result["why"]
    assert document(order_id).is_held_back
    world.do(lambda: release_hold(open_holds(fresh_order(order_id))[0], world.actor("Cleo")))
    assert pack(world, order_id, MUG).ok


def test_a_replayed_scan_packs_nothing_more(world: World, order_id: int) -> None:
    first = pack(world, order_id, MUG, "11111111-1111-4111-8111-111111111111")
    again = pack(world, order_id, MUG, "11111111-1111-4111-8111-111111111111")

    assert again.result == first.result
    assert document(order_id).left == 2
    assert wrong_books() == []


def test_a_hostile_code_is_shown_and_nothing_else(world: World, order_id: int) -> None:
    assert pack(world, order_id, "<script>1</script>").code == "unknown_code"
    assert pack(world, order_id, "\x1b[2J").code == "no_code"


def test_serial_numbers_are_packed_one_by_one_and_only_those_that_were_picked(world: World) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    order_id = picked_order(world, {"CARD": 2})
    [line] = document(order_id).lines

    assert pack(world, order_id, CARD).code == "serials_missing"
    assert pack(world, order_id, CARD, serials=("SN-9",)).code == "serial_not_here"
    assert pack(world, order_id, line.serials[0]).ok  # its own number alone
    assert pack(world, order_id, line.serials[0]).code in ("unknown_code", "serial_not_here")
    assert pack(world, order_id, CARD, serials=(line.serials[1],)).ok
    assert document(order_id).left == 0
    assert wrong_books() == []


def test_a_carton_is_not_packed_into_for_another_order(world: World) -> None:
    first, second = picked_orders(world, {"MUG": 2}, {"MUG": 1})
    assert pack(world, first, MUG).ok
    carton = document(first).open_carton
    said = StopScan(item=MUG)

    refused = hand(world, "Ben").does(
        "pack",
        lambda actor: pack_units(fresh_order(second), said, db.session.get_one(Carton, carton.id), actor),  # type: ignore[union-attr]
    )

    assert refused.code == "carton_of_other"
    assert pack_all(world, second) != carton.id  # type: ignore[union-attr]
    assert wrong_books() == []
