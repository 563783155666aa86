"""A carton filled space by space."""

from random import Random

from app.planning.cartons import UPRIGHT, CartonType, Piece
from app.planning.cartons.filling import Taste, filled
from app.planning.cartons.shapes import Goods
from tests.planning.cartons.orders import never

BOX = CartonType("box", (100, 100, 90))
PILLAR = Piece("pillar", (70, 100, 50), verticals=UPRIGHT)
ROOF = Piece("roof", (100, 100, 20), verticals=UPRIGHT)


def test_a_fragile_piece_does_not_go_under_a_roof_that_hangs_over() -> None:
    left_first = Taste((0, 2, 1))
    for piece, left in ((Piece("cup", (30, 100, 50)), 0), (Piece("glass", (30, 100, 50), is_fragile=True), 1)):
        goods = Goods([PILLAR, ROOF, piece])

        lying, missing = filled(goods.shapes, goods.counts, BOX, left_first, Random(1), never)

        assert sum(missing) == left
        assert len(lying) == 3 - left


def test_of_equal_blocks_the_lowest_is_put_in() -> None:
    goods = Goods([Piece("soap", (60, 40, 25), quantity=4)])

    lying, _ = filled(goods.shapes, goods.counts, CartonType("narrow", (100, 60, 150)), Taste(), Random(1), never)

    assert {one.z for one in lying} == {0}
    assert {one.dz for one in lying} == {40}
