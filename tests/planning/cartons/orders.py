"""Orders and cartons of all sorts, for the tests of the carton planner."""

from collections.abc import Callable
from itertools import count

from hypothesis import strategies as st

from app.planning.cartons import ANY_WAY, UPRIGHT, CartonType, Piece

SMALL, MIDDLE, LARGE = (
    CartonType("S", (200, 150, 100), weight_g=90, carries_g=5_000),
    CartonType("M", (300, 200, 150), weight_g=180, carries_g=15_000),
    CartonType("L", (400, 300, 250), weight_g=320, carries_g=25_000),
)
TYPES = (SMALL, MIDDLE, LARGE)


def after(calls: int) -> Callable[[], bool]:
    """A `stop` that lets so many calls pass."""
    left = count(calls, -1)
    return lambda: next(left) <= 0


def never() -> bool:
    return False


@st.composite
def orders(draw: st.DrawFn, most: int = 8) -> list[Piece]:
    """Pieces with every flag, some of them longer or heavier than any carton takes."""
    sides = st.one_of(st.integers(1, 160), st.sampled_from([50, 100, 150]), st.integers(1, 420))
    return [
        Piece(
            f"piece {number}",
            (draw(sides), draw(sides), draw(sides)),
            weight_g=draw(st.sampled_from([0, 10, 400, 4_000, 26_000])),
            verticals=draw(st.sampled_from([ANY_WAY, ANY_WAY, UPRIGHT, (1, 2)])),
            is_fragile=draw(st.booleans()),
            is_dangerous=draw(st.sampled_from([False, False, True])),
            quantity=draw(st.sampled_from([1, 1, 1, 2, 3, 9])),
        )
        for number in range(draw(st.integers(0, most)))
    ]
