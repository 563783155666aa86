"""What is put together is let down until it stands, or is no packing."""

from app.planning.cartons.settling import settled
from app.planning.cartons.shapes import Lying, Shape

BOX, GLASS = Shape((10, 50, 100), 7, 0, is_fragile=False), Shape((10, 40, 40), 7, 0, is_fragile=True)
SHAPES = [BOX, GLASS]


def test_what_hangs_in_the_air_comes_down_onto_what_is_below() -> None:
    high, low = Lying(0, 0, 0, 70, 100, 50, 10), Lying(0, 0, 0, 20, 100, 50, 10)

    assert settled([high, low], SHAPES) == (low._replace(z=0), high._replace(z=10))


def test_more_than_three_tenths_in_the_air_is_no_packing() -> None:
    pillar = Lying(0, 0, 0, 0, 50, 100, 10)

    assert settled([pillar, Lying(0, 21, 0, 10, 50, 100, 10)], SHAPES) is None
    assert settled([pillar, Lying(0, 15, 0, 10, 50, 100, 10)], SHAPES)


def test_piers_of_nearly_the_same_height_carry_together() -> None:
    bridge, taller = Lying(0, 0, 0, 60, 100, 50, 10), Lying(0, 0, 0, 0, 50, 50, 53)

    assert settled([taller, Lying(0, 50, 0, 0, 50, 50, 50), bridge], SHAPES)
    assert settled([taller, Lying(0, 50, 0, 0, 50, 50, 49), bridge], SHAPES) is None


def test_over_a_fragile_piece_nothing_lies_at_any_height() -> None:
    glass, pillar, roof = Lying(1, 60, 0, 0, 40, 40, 10), Lying(0, 0, 0, 0, 75, 50, 50), Lying(0, 0, 0, 90, 100, 50, 10)

    assert settled([pillar._replace(dx=60), roof], SHAPES) is None
    assert settled([pillar, roof], SHAPES)
    assert settled([pillar, roof, glass._replace(x=76, dx=20)], SHAPES) is None
