"""Speed is what was measured: robust against pauses and talks, and as supposed where little was measured."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.speed import LONGEST, Leg, Speed, measured, measured_of_one

USUAL = Speed(metres_per_second=1.2, seconds_per_line=10.0)

legs_of_any_kind = st.lists(
    st.builds(
        Leg,
        metres=st.floats(0, 500),
        lines=st.floats(0, 20),
        reaching=st.floats(0, 60),
        seconds=st.floats(0, 3 * LONGEST),
    ),
    max_size=60,
)


def shift(seed: int, count: int, pace: Speed, noise: float = 3.0) -> list[Leg]:
    chance = Random(seed)
    legs = []
    for _ in range(count):
        metres, reaching = chance.uniform(0, 60), chance.choice([0.0, 0.0, 4.0])
        legs.append(
            Leg(metres, 1, reaching, max(0.0, pace.seconds(metres, 1, reaching) + chance.uniform(-noise, noise)))
        )
    return legs


def test_many_legs_say_how_quick_they_were() -> None:
    speed = measured(shift(1, 600, Speed(0.9, 22.0)), USUAL)

    assert speed.metres_per_second == pytest.approx(0.9, rel=0.05)
    assert speed.seconds_per_line == pytest.approx(22.0, rel=0.05)
    assert speed.share == pytest.approx(1.0, abs=0.05)
    assert speed.legs == 600


def test_talks_and_tangles_hardly_move_the_fit_but_count_in_all() -> None:
    legs = shift(2, 600, Speed(0.9, 22.0))
    held_up = [replace(leg, seconds=leg.seconds + 240) if turn % 12 == 0 else leg for turn, leg in enumerate(legs)]

    speed = measured(held_up, USUAL)

    assert speed.metres_per_second == pytest.approx(0.9, rel=0.08)
    assert speed.seconds_per_line == pytest.approx(22.0, rel=0.1)
    says = sum(speed.seconds(leg.metres, leg.lines, leg.reaching) for leg in held_up)
    assert says == pytest.approx(sum(leg.seconds for leg in held_up), rel=0.03), "as long in all as it was"


def test_a_gap_in_which_nobody_picked_counts_for_nothing() -> None:
    legs = shift(3, 100, Speed(0.9, 22.0))
    lunch = Leg(20, 1, 0, LONGEST + 1)

    assert measured([*legs, lunch], USUAL) == measured(legs, USUAL)
    assert measured_of_one([*legs, lunch], USUAL) == measured_of_one(legs, USUAL)


def test_nothing_measured_is_as_supposed_and_little_hardly_moves_it() -> None:
    assert measured([], USUAL) == measured_of_one([], USUAL) == USUAL

    few = measured(shift(4, 3, Speed(0.6, 40.0)), USUAL)
    many = measured(shift(4, 300, Speed(0.6, 40.0)), USUAL)

    taken = [speed.seconds(30, 1) for speed in (USUAL, few, many)]
    assert taken == sorted(taken)
    assert taken[1] - taken[0] < taken[2] - taken[1]


def test_a_slow_picker_is_known_as_slow_and_a_quick_one_as_quick() -> None:
    floor = measured(shift(5, 600, Speed(1.0, 20.0)), USUAL)
    slow = measured_of_one(shift(6, 120, Speed(0.7, 28.0)), floor)
    quick = measured_of_one(shift(7, 120, Speed(1.3, 15.0)), floor)

    assert slow.seconds(1000, 30) > 1.2 * floor.seconds(1000, 30)
    assert quick.seconds(1000, 30) < 0.9 * floor.seconds(1000, 30)


@given(legs_of_any_kind, st.floats(0, 1000), st.floats(0, 100), st.floats(0, 500), st.floats(0, 50))
def test_whatever_was_measured_more_metres_or_lines_never_take_less(
    legs: list[Leg], metres: float, lines: float, more_metres: float, more_lines: float
) -> None:
    for speed in (measured(legs, USUAL), measured_of_one(legs, USUAL)):
        assert speed.seconds(metres + more_metres, lines + more_lines) >= speed.seconds(metres, lines) >= 0


@given(legs_of_any_kind, st.floats(1, 3))
def test_a_picker_who_takes_longer_for_the_same_is_never_taken_for_quicker(legs: list[Leg], slower: float) -> None:
    before = [leg for leg in legs if leg.seconds <= LONGEST / 3]
    after = [replace(leg, seconds=leg.seconds * slower) for leg in before]

    assert measured_of_one(after, USUAL).share >= measured_of_one(before, USUAL).share
