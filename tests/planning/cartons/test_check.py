"""The judge of packed cartons: it sees each thing that is wrong, and nothing where all is right."""

import pytest

from app.planning.cartons import LEVEL_MM, UPRIGHT, CartonPlan, CartonType, PackedCarton, Piece, Place
from app.planning.cartons.check import wrong_in_plan

BOX = CartonType("box", (100, 100, 100), weight_g=10, carries_g=100)
PIECES = [
    Piece("base", (100, 100, 40), weight_g=30),
    Piece("top", (50, 60, 30), weight_g=20, verticals=UPRIGHT),
    Piece("glass", (40, 40, 20), weight_g=5, is_fragile=True),
]
BASE, TOP = Place("base", 0, 0, 0, 100, 100, 40), Place("top", 0, 0, 40, 50, 60, 30)
GLASS = Place("glass", 60, 0, 40, 40, 40, 20)


def packed(*places: Place, weight: int = 65) -> CartonPlan:
    return CartonPlan((PackedCarton(BOX, places, weight),))


def test_what_is_right_is_right() -> None:
    assert wrong_in_plan(packed(BASE, TOP, GLASS), PIECES) == []


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((BASE, TOP, Place("glass", 61, 0, 40, 40, 40, 20)), "glass is outside"),
        ((BASE, TOP, Place("glass", 60, -1, 40, 40, 40, 20)), "glass is outside"),
        ((BASE, Place("top", 11, 0, 40, 50, 60, 30), GLASS), "top and glass overlap"),
        ((BASE, Place("top", 0, 0, 40, 50, 30, 60), GLASS), "top lies in a way that it may not"),
        ((BASE, Place("top", 0, 0, 40, 50, 60, 29), GLASS), "top lies in a way that it may not"),
        ((BASE, Place("top", 0, 0, 40 + LEVEL_MM + 1, 50, 60, 30), GLASS), "top is not carried"),
        ((BASE, GLASS, Place("top", 30, 0, 60, 50, 60, 30)), "top lies over glass, which is fragile"),
        ((TOP, BASE, GLASS), "top is put in before what carries it"),
        ((BASE, TOP), "glass: 0 of 1"),
        ((BASE, TOP, GLASS, Place("glass", 60, 60, 40, 40, 40, 20)), "glass: 2 of 1"),
    ],
)
def test_each_thing_that_is_wrong_is_told(places: tuple[Place, ...], told: str) -> None:
    assert told in "; ".join(wrong_in_plan(packed(*places), PIECES))


def test_a_bridge_needs_most_of_its_base_on_its_piers() -> None:
    pieces = [Piece("pier", (35, 100, 20), quantity=2), Piece("bridge", (100, 100, 10))]
    bridge = Place("bridge", 0, 0, 20, 100, 100, 10)
    near = [Place("pier", 0, 0, 0, 35, 100, 20), Place("pier", 65, 0, 0, 35, 100, 20)]

    assert wrong_in_plan(packed(*near, bridge, weight=10), pieces) == []
    narrow = [Place("pier", 0, 0, 0, 34, 100, 20), Place("pier", 66, 0, 0, 34, 100, 20)]
    thin = [Piece("pier", (34, 100, 20), quantity=2), pieces[1]]
    assert wrong_in_plan(packed(*narrow, bridge, weight=10), thin) == ["bridge is not carried"]


def test_weight_and_dangerous_goods_are_looked_at() -> None:
    heavy = [Piece("a", (50, 50, 50), weight_g=60), Piece("b", (50, 50, 50), weight_g=60, is_dangerous=True)]
    both = packed(Place("a", 0, 0, 0, 50, 50, 50), Place("b", 50, 0, 0, 50, 50, 50), weight=131)

    assert wrong_in_plan(both, heavy) == [
        "120 g in box",
        "box does not weigh 131 g",
        "dangerous goods lie with others in box",
    ]
