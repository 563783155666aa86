"""One carton filled with as much as it takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.cartons import CartonType, Piece, fill_carton
from app.planning.cartons.check import wrong_in_plan
from app.planning.cartons.goods import CartonPlan
from tests.planning.cartons.orders import MIDDLE, after, never, orders


@settings(deadline=None, max_examples=40)
@given(orders(), st.integers(0, 100))
def test_what_is_in_it_keeps_every_rule_and_the_rest_is_named(pieces: list[Piece], looks: int) -> None:
    safe = [piece for piece in pieces if not piece.is_dangerous]

    packed, left = fill_carton(safe, MIDDLE, after(looks))

    assert wrong_in_plan(CartonPlan((packed,), left), safe) == []


def test_bricks_fill_it_to_the_last_corner() -> None:
    wall = CartonType("wall", (300, 200, 100))

    packed, left = fill_carton([Piece("brick", (100, 50, 50), quantity=30)], wall, never)

    assert packed.fill == 1
    assert left == ("brick",) * 6


def test_more_time_never_brings_less() -> None:
    pieces = [Piece(str(side), (side, side + 13, side + 31), quantity=9) for side in (37, 52, 68)]

    fills = [fill_carton(pieces, MIDDLE, after(looks))[0].fill for looks in (0, 20, 400)]

    assert fills == sorted(fills)


def test_dangerous_goods_among_others_are_refused() -> None:
    with pytest.raises(ValueError, match="dangerous"):
        fill_carton([Piece("a", (1, 1, 1)), Piece("b", (1, 1, 1), is_dangerous=True)], MIDDLE, never)
