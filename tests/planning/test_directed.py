"""Walks over a matrix whose way back may be longer: exact for few stops, never worse than what is known for many."""

from itertools import pairwise, permutations
from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.layout import NoWay
from app.planning.paths import directed
from app.planning.paths.directed import improved_walk

Matrix = list[list[float]]


def matrix(nodes: int, seed: int) -> Matrix:
    """Distances by a random one-way floor: no detour is shorter than the way itself."""
    dice = Random(seed)
    metres = [[0.0 if one == other else dice.uniform(1, 100) for other in range(nodes)] for one in range(nodes)]
    for by in range(nodes):
        for one in range(nodes):
            for other in range(nodes):
                metres[one][other] = min(metres[one][other], metres[one][by] + metres[by][other])
    return metres


def length(metres: Matrix, walk: list[int]) -> float:
    return sum(metres[one][other] for one, other in pairwise(walk))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 8), st.integers(0, 10**6))
def test_a_walk_of_few_stops_is_the_shortest_there_is(nodes: int, seed: int) -> None:
    metres = matrix(nodes, seed)

    walk = improved_walk(metres)

    shortest = min(length(metres, [0, *order, nodes - 1]) for order in permutations(range(1, nodes - 1)))
    assert length(metres, walk) == pytest.approx(shortest)


@settings(max_examples=30, deadline=None)
@given(st.integers(15, 26), st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_a_walk_of_many_stops_visits_each_once_and_is_never_longer_than_one_that_is_known(
    nodes: int, seed: int, dice: Random
) -> None:
    metres = matrix(nodes, seed)
    known = [0, *dice.sample(range(1, nodes - 1), nodes - 2), nodes - 1]

    walk = improved_walk(metres, [known], evaluations=100_000)

    assert (walk[0], walk[-1], sorted(walk)) == (0, nodes - 1, list(range(nodes)))
    assert length(metres, walk) <= length(metres, known) + 1e-6
    assert length(metres, walk) <= length(metres, nearest(metres)) + 1e-6


def nearest(metres: Matrix) -> list[int]:
    walk, left = [0], set(range(1, len(metres) - 1))
    while left:
        walk.append(min(left, key=lambda node: (metres[walk[-1]][node], node)))
        left.discard(walk[-1])
    return [*walk, len(metres) - 1]


def test_what_is_known_is_kept_when_there_is_no_time_to_improve_it() -> None:
    metres = matrix(20, 3)
    good = improved_walk(metres)

    assert improved_walk(metres, [good], stop=lambda: True) == good


def test_a_walk_is_no_longer_than_the_nearest_neighbours_even_without_time() -> None:
    metres = matrix(40, 3)
    bad = list(range(40))

    assert length(metres, improved_walk(metres, [bad], stop=lambda: True)) <= length(metres, nearest(metres))


@pytest.mark.parametrize("seed", range(4))
def test_a_walk_of_some_more_stops_is_close_to_the_shortest(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    metres = matrix(17, seed)
    found = length(metres, improved_walk(metres, evaluations=500_000))
    monkeypatch.setattr(directed, "FEW", 15)

    assert found <= 1.01 * length(metres, improved_walk(metres))


def test_a_ring_is_walked_round_the_way_it_goes() -> None:
    count = 20
    metres = [[float((other - one) % count) for other in range(count)] for one in range(count)]
    dice = Random(4)
    mixed = [0, *dice.sample(range(1, count - 1), count - 2), count - 1]

    assert improved_walk(metres, [mixed]) == list(range(count))


def test_more_evaluations_shorten_a_walk() -> None:
    metres = matrix(60, 5)
    short, long = (improved_walk(metres, evaluations=evaluations) for evaluations in (0, 200_000))

    assert length(metres, long) < 0.98 * length(metres, short)


def test_the_same_seed_gives_the_same_walk() -> None:
    metres = matrix(40, 6)
    walks = [improved_walk(metres, evaluations=300_000, seed=seed) for seed in (9, 9, 12)]

    assert walks[0] == walks[1]
    assert walks[0] != walks[2], "another seed leads elsewhere, or this test says nothing"


@pytest.mark.parametrize("nodes", [5, 20])
def test_a_stop_to_which_there_is_no_way_is_refused(nodes: int) -> None:
    metres = matrix(nodes, 7)
    for row in metres:
        row[2] = inf

    with pytest.raises(NoWay):
        improved_walk(metres)


def test_a_way_that_exists_one_way_only_is_used() -> None:
    metres = [[0.0, inf, 1.0, inf], [inf, 0.0, inf, 1.0], [inf, 1.0, 0.0, inf], [inf, inf, inf, 0.0]]

    assert improved_walk(metres) == [0, 2, 1, 3]
