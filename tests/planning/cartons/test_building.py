"""Blocks built of pieces: the search that finds a packing which no filling finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.cartons import CartonPlan, CartonType, Piece
from app.planning.cartons.building import MOST_PIECES, built, can_build
from app.planning.cartons.check import wrong_in_plan
from app.planning.cartons.shapes import Goods, Packing
from benchmarks.pack_orders import cut_orders
from tests.planning.cartons.orders import LARGE, MIDDLE, after, never, orders


def plan_of(pieces: list[Piece], carton: CartonType, width: int = 100) -> CartonPlan | None:
    """All pieces in the carton, or nothing."""
    goods = Goods(pieces)
    lying = built(goods.shapes, goods.counts, carton, width, never)
    return CartonPlan(tuple(goods.named([Packing(carton, lying)]))) if lying else None


@settings(deadline=None, max_examples=60)
@given(orders(most=5))
def test_what_is_built_keeps_every_rule(pieces: list[Piece]) -> None:
    safe = [piece for piece in pieces if not piece.is_dangerous]
    goods = Goods(safe)
    if can_build(goods.counts) and goods.may_hold(LARGE, goods.counts):
        plan = plan_of(safe, LARGE, 20)

        assert plan is None or wrong_in_plan(plan, safe) == []


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 199), st.integers(1, 149), st.integers(1, 99), st.sampled_from([(0, 1, 2), (2,)]))
def test_two_pieces_that_fill_a_carton_together_are_put_together(
    x: int, y: int, z: int, verticals: tuple[int, ...]
) -> None:
    pieces = [Piece("one", (x, y, z), verticals=verticals), Piece("other", (200 - x, y, z), verticals=verticals)]

    plan = plan_of(pieces, CartonType("exact", (200, y, z)))

    assert plan is not None
    assert wrong_in_plan(plan, pieces) == []


def test_an_order_cut_from_a_carton_is_put_together_again() -> None:
    found = 0
    orders_of_eight = [order for seed in range(5) for order in cut_orders(1, seed) if len(order.pieces) == 8]
    for order in orders_of_eight:
        plan = plan_of(list(order.pieces), order.known or LARGE, 160)
        found += plan is not None
        assert plan is None or wrong_in_plan(plan, order.pieces) == []

    assert found >= len(orders_of_eight) - 1


def test_fragile_pieces_are_built_side_by_side_not_on_each_other() -> None:
    pane = Piece("pane", (200, 300, 70), is_fragile=True, quantity=2)

    assert plan_of([pane], CartonType("high", (200, 300, 140))) is None
    assert plan_of([pane], CartonType("wide", (400, 300, 70))) is not None


def test_too_many_pieces_are_not_built_and_a_stop_ends_it() -> None:
    assert not can_build((MOST_PIECES + 1,))
    assert not can_build((1,))
    goods = Goods([Piece(str(side), (side, side, side)) for side in range(30, 60, 5)])
    assert built(goods.shapes, goods.counts, MIDDLE, 40, after(1)) is None
