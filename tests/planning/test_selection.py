"""Wave selection against trying every choice of orders and aisles."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.selection import NoWave, Selection, choose_wave

Row = Mapping[str, int]

ROWS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 5), max_size=4)
ORDERS = st.lists(ROWS, max_size=6)
AISLES = st.lists(ROWS, max_size=4)
BOUNDS = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def _never() -> bool:
    return False


def _at_once() -> bool:
    return True


def _some(count: int) -> Iterator[tuple[int, ...]]:
    return (some for size in range(count + 1) for some in combinations(range(count), size))


def _units(rows: Sequence[Row], chosen: Sequence[int]) -> Counter[str]:
    return sum((Counter(rows[index]) for index in chosen), Counter())


def _best(orders: Sequence[Row], aisles: Sequence[Row], lower: int, upper: int) -> float | None:
    """Units per aisle of the best wave, by trying all."""
    ratios = []
    for chosen in _some(len(orders)):
        asked = _units(orders, chosen)
        if max(lower, 1) <= asked.total() <= upper:
            ratios += [
                asked.total() / len(some) for some in _some(len(aisles)) if some and not asked - _units(aisles, some)
            ]
    return max(ratios, default=None)


def _chosen(
    orders: Sequence[Row], aisles: Sequence[Row], bounds: tuple[int, int], stop: Callable[[], bool], seed: int = 0
) -> Selection | None:
    with suppress(NoWave):
        return choose_wave(orders, aisles, *bounds, stop, seed)
    return None


def _check(found: Selection, orders: Sequence[Row], aisles: Sequence[Row], lower: int, upper: int) -> None:
    asked = _units(orders, found.orders)
    assert asked.total() == found.units
    assert max(lower, 1) <= found.units <= upper
    assert not asked - _units(aisles, found.aisles), "more of an item than lies in the chosen aisles"
    assert found.orders == tuple(sorted(set(found.orders)))
    assert found.aisles == tuple(sorted(set(found.aisles)))


@settings(deadline=None, max_examples=150)
@given(ORDERS, AISLES, BOUNDS, st.integers(0, 3))
def test_no_choice_of_orders_and_aisles_has_more_units_per_aisle(
    orders: list[Row], aisles: list[Row], bounds: tuple[int, int], seed: int
) -> None:
    best = _best(orders, aisles, *bounds)
    if best is None:
        with pytest.raises(NoWave) as refused:
            choose_wave(orders, aisles, *bounds, _never, seed)
        assert refused.value.proven
        return

    found = choose_wave(orders, aisles, *bounds, _never, seed)

    _check(found, orders, aisles, *bounds)
    assert found.proven
    assert found.units_per_aisle == pytest.approx(best)


@settings(deadline=None, max_examples=150)
@given(ORDERS, AISLES, BOUNDS)
def test_stopped_at_once_a_wave_still_keeps_bounds_and_stock(
    orders: list[Row], aisles: list[Row], bounds: tuple[int, int]
) -> None:
    found = _chosen(orders, aisles, bounds, _at_once)

    if found:
        _check(found, orders, aisles, *bounds)


@settings(deadline=None, max_examples=30)
@given(ORDERS, AISLES, BOUNDS, st.integers(0, 2**40))
def test_the_same_seed_gives_the_same_wave(
    orders: list[Row], aisles: list[Row], bounds: tuple[int, int], seed: int
) -> None:
    assert _chosen(orders, aisles, bounds, _never, seed) == _chosen(orders, aisles, bounds, _never, seed)


def test_orders_are_taken_where_few_aisles_hold_much() -> None:
    orders = [{"mug": 4, "tea": 1}, {"card": 5}, {"card": 4, "tea": 1}]
    aisles = [{"mug": 9, "tea": 9}, {"card": 4, "tea": 3}, {"card": 3}]

    found = choose_wave(orders, aisles, 5, 9, _never)

    assert (found.units, len(found.aisles)) == (5, 1)
    assert found.orders in ((0,), (2,))


def test_negative_units_are_refused() -> None:
    with pytest.raises(ValueError, match="counted from 0"):
        choose_wave([{"mug": -1}], [{"mug": 1}], 1, 5, _never)


def test_without_time_nothing_is_called_proven() -> None:
    orders, aisles = [{"mug": 2}, {"tea": 3}], [{"mug": 5, "tea": 5}]

    assert not choose_wave(orders, aisles, 1, 9, _at_once).proven
