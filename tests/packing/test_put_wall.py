"""What was picked in bulk is sorted into the cells of a put wall, and full cells are packed."""

import pytest

from app.db import db
from app.operations import Outcome
from app.orders.commands import cancel_order
from app.orders.models import PACKED, PICKED, Order
from app.packing.commands import build_wall, pack_next, pack_units, sort_units, undo_sort
from app.packing.finding import order_of
from app.packing.models import WallCell
from app.packing.wall import CellView, wall_cells
from app.picking.models import PickTask, ToteUse
from app.putting_back.document import put_back_document
from app.putting_back.models import PutBackTask
from app.walks.scans import StopScan
from app.warehouse.models import Warehouse
from tests.floor import fresh, release, wrong_books
from tests.packing.conftest import document
from tests.packing.orders import close, hand, pack_all, picked_orders
from tests.visitor import visitor
from tests.world import World

MUG, CARD = "4006381333931", "5012345678900"


@pytest.fixture
def orders(world: World) -> list[int]:
    """Three orders in one bulk tote: two mugs and a card, a mug, a card; and a wall of two cells."""
    world.do(lambda: build_wall(db.session.get_one(Warehouse, world.warehouse_id), "W1", 2, world.actor("Gus")))
    return picked_orders(world, {"MUG": 2, "CARD": 1}, {"MUG": 1}, {"CARD": 1}, mode="bulk")


def sort(world: World, code: str, tote: str = "TOTE-001", name: str = "Ben", **scan: object) -> Outcome:
    said = StopScan(item=code, tote=tote, **scan)  # type: ignore[arg-type]
    return hand(world, name).does("sort", lambda actor: sort_units(world.warehouse_id, said, actor))


def cells(world: World) -> list[CellView]:
    db.session.remove()
    return wall_cells(world.warehouse_id)


def test_units_are_sorted_into_the_cell_of_an_order_that_wants_them(world: World, orders: list[int]) -> None:
    first = sort(world, MUG)
    second = sort(world, MUG)

    assert first.result["order_id"] == orders[0]
    assert second.result["cell_id"] == first.result["cell_id"]
    assert world.on_hand("W1-01", "MUG") == 2
    assert [cell.is_full for cell in cells(world)] == [False, False]
    assert wrong_books() == []


def test_a_full_cell_goes_to_packing(world: World, orders: list[int]) -> None:
    for code in (MUG, MUG, CARD):
        assert sort(world, code).ok
    assert [cell.is_full for cell in cells(world)] == [True, False]
    assert order_of(world.warehouse_id, "CELL-W1-01").id == orders[0]

    close(world, pack_all(world, orders[0]))

    assert fresh(Order, orders[0]).state == PACKED
    assert [cell.cell.order_id for cell in cells(world)] == [None, None]
    assert document(orders[1]).left == 1
    assert wrong_books() == []


def test_a_wall_without_a_free_cell_says_so_and_sorts_nothing(world: World, orders: list[int]) -> None:
    assert sort(world, MUG).ok
    assert sort(world, MUG).ok
    assert sort(world, MUG).ok
    assert sort(world, CARD).ok  # for the order that has most of its units there

    refused = sort(world, CARD)

    assert refused.code == "no_cell_free"
    assert world.on_hand("T-001", "CARD") == 1
    assert wrong_books() == []


def test_the_last_sorted_units_go_back_into_their_tote(world: World, orders: list[int]) -> None:
    assert sort(world, MUG).ok
    cell_id = cells(world)[0].cell.id
    ben = hand(world, "Ben")

    assert ben.does("undo", lambda actor: undo_sort(db.session.get_one(WallCell, cell_id), actor)).ok

    assert world.on_hand("T-001", "MUG") == 3
    assert cells(world)[0].cell.order_id is None
    again = ben.does("undo", lambda actor: undo_sort(db.session.get_one(WallCell, cell_id), actor))
    assert again.code == "no_more_to_undo"
    assert wrong_books() == []


def test_what_nobody_wants_is_refused_by_name(world: World, orders: list[int]) -> None:
    refused = sort(world, "4012345678901", lot="L1")

    assert refused.code == "nobody_wants_it"
    assert refused.result["scanned"] == "Green tea"


def test_a_tote_of_one_order_is_not_sorted(world: World) -> None:
    picked_orders(world, {"MUG": 1})

    assert sort(world, MUG).code == "not_sortable"


def test_single_line_orders_are_packed_straight_from_the_tote(world: World, orders: list[int]) -> None:
    scan = StopScan(item=MUG, tote="TOTE-001")

    done = hand(world, "Ben").does("next", lambda actor: pack_next(world.warehouse_id, scan, actor))

    assert done.result["order_id"] == orders[1]
    assert document(orders[1]).left == 0
    assert document(orders[0]).left == 3
    none_left = hand(world, "Ben").does("next", lambda actor: pack_next(world.warehouse_id, scan, actor))
    assert none_left.code == "nobody_wants_it"
    assert wrong_books() == []


def test_a_cell_goes_onto_no_cart(world: World, orders: list[int]) -> None:
    world.order({"MUG": 1})
    [task_id] = release(world.warehouse_id)
    ana = hand(world, "Ana")
    ana.claims()
    refused = ana.binds(fresh_place(task_id), "CELL-W1-01")

    assert refused.code == "not_a_tote"
    assert db.session.query(ToteUse).filter(ToteUse.released_at.is_(None)).count() == 1


def fresh_place(task_id: int) -> int:
    place_id: int = fresh(PickTask, task_id).places[0].id
    return place_id


def test_what_lies_in_a_cell_is_packed_and_the_rest_from_the_tote(world: World, orders: list[int]) -> None:
    assert sort(world, MUG).ok
    scan = StopScan(item=CARD)
    ben = hand(world, "Ben")
    done = ben.does("pack", lambda actor: pack_units(db.session.get_one(Order, orders[0]), scan, None, actor))

    assert done.ok
    assert fresh(Order, orders[0]).state == PICKED
    assert wrong_books() == []


def test_who_brings_back_what_a_stopped_order_has_in_a_cell_is_sent_to_the_cell(
    world: World, orders: list[int]
) -> None:
    assert sort(world, MUG).ok
    world.do(lambda: cancel_order(db.session.get_one(Order, orders[0]), world.actor("Cleo")))
    task_id = hand(world, "Ana").claims()

    page = visitor(world, "Ana").get(f"/putting-back/tasks/{task_id}").text

    places = put_back_document(fresh(PutBackTask, task_id or 0), "en").places
    assert [(place.address, place.is_cell) for place in places] == [("T-001", False), ("W1-01", True)]  # type: ignore[attr-defined]
    assert "Go to cell W1-01 of the put wall" in page
    assert page.count("other orders share it") == 1
    assert wrong_books() == []
