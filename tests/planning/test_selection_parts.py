"""Each half of wave selection does its own work: the search is good without a proof, the proof without a search."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from app.planning.selection import exact
from app.planning.selection.exact import improved
from app.planning.selection.greedy import searched
from app.planning.selection.pool import Pool
from tests.planning.test_selection import AISLES, BOUNDS, ORDERS, Row, _at_once, _best, _never


class Unused(Random):
    """Dice that nobody may throw."""

    def choice(self, seq: Any) -> Any:
        raise AssertionError("it searches on after it was stopped")


def _drawn(seed: int) -> tuple[list[Row], list[Row], int, int]:
    random = Random(seed)
    rows: list[Row] = [
        {item: random.randint(1, 4) for item in random.sample("abcdef", random.randint(1, 4))} for _ in range(8 + 6)
    ]
    return rows[:8], rows[8:], 6, 16


def _large() -> Pool:
    random = Random(1)
    rows = [{item: random.randint(1, 5) for item in random.sample(range(40), 5)} for _ in range(100)]
    return Pool(rows[:80], [{item: units + 2 for item, units in row.items()} for row in rows[80:]], 40, 120)


@settings(deadline=None, max_examples=60)
@given(ORDERS, AISLES, BOUNDS)
def test_the_proof_finds_the_best_wave_from_nothing(
    orders: list[Row], aisles: list[Row], bounds: tuple[int, int]
) -> None:
    found, proven = improved(Pool(orders, aisles, max(bounds[0], 1), bounds[1]), None, 0, _never)

    assert proven
    assert (found.ratio if found else None) == pytest.approx(_best(orders, aisles, *bounds))


def test_the_search_alone_mostly_finds_the_best_wave() -> None:
    met = 0
    for seed in range(12):
        orders, aisles, lower, upper = _drawn(seed)
        found = searched(Pool(orders, aisles, lower, upper), Random(seed), _never)
        met += (found.ratio if found else None) == _best(orders, aisles, lower, upper)

    assert met >= 10


def test_the_search_changes_nothing_more_when_it_is_stopped() -> None:
    found = searched(_large(), Unused(), _at_once)

    assert found is None or len(found.aisles) == 1, "it goes on adding aisles"


def test_the_proof_ends_when_it_is_stopped_and_proves_nothing() -> None:
    asked = iter(range(10**9))

    found, proven = improved(_large(), None, 0, lambda: next(asked) >= 1)

    assert (found, proven) == (None, False), "it goes on although it was stopped"


def test_a_proof_that_is_cut_short_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "NODES", 0)

    pool = _large()
    assert not improved(pool, searched(pool, Random(0), _never), 0, _never)[1]
