"""Slotting: the metres that a proposal promises are those that a picker would be spared."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths import plan_path
from app.planning.slotting import Bin, Proposal, Size, propose_moves

LAYOUT = Layout(4, (5, 5), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
START, END = Crossing(0, 0), Crossing(1, 0)
CELLS = [Cell(aisle, cell) for aisle in range(4) for cell in range(0, 10, 2)]


def _never() -> bool:
    return False


def _after(rounds: int) -> Callable[[], bool]:
    left = count(rounds, -1)
    return lambda: next(left) <= 0


def _metres(bins: Sequence[Bin], walks: Sequence[set[int]]) -> float:
    home = {bin_.item_id: bin_.cell for bin_ in bins if bin_.item_id is not None}
    return sum(
        plan_path(LAYOUT, [home[item] for item in sorted(walk) if item in home], START, END).metres for walk in walks
    )


def _done(bins: Sequence[Bin], proposal: Proposal) -> list[Bin]:
    """The bins after the moves, as a stock keeper would carry them out."""
    known = {bin_.id: bin_ for bin_ in bins}
    for move in proposal.moves:
        source, target = known[move.source], known[move.target]
        assert (source.item_id, target.item_id) == (move.item_id, move.other_id)
        known[source.id] = replace(source, item_id=target.item_id)
        known[target.id] = replace(target, item_id=source.item_id)
    return [known[bin_.id] for bin_ in bins]


@st.composite
def floors(draw: st.DrawFn) -> tuple[list[Bin], dict[int, Size], list[set[int]]]:
    items = draw(st.permutations([*range(12), *[None] * 8]))
    bins = [
        Bin(
            100 + number,
            cell,
            item,
            zone=draw(st.sampled_from([1, 1, 2])),
            volume_l=draw(st.sampled_from([5.0, 50.0])),
            weight_kg=draw(st.sampled_from([5.0, 50.0])),
            fixed=draw(st.sampled_from([False, False, False, True])),
        )
        for number, (cell, item) in enumerate(zip(CELLS, items, strict=True))
    ]
    sizes = {
        bin_.item_id: Size(draw(st.floats(0, bin_.volume_l)), draw(st.floats(0, bin_.weight_kg)))
        for bin_ in bins
        if bin_.item_id is not None
    }
    popular = st.one_of(st.integers(0, 3), st.integers(0, 14))
    walks = draw(st.lists(st.sets(popular, max_size=4), max_size=8))
    return bins, sizes, walks


@settings(deadline=None, max_examples=25)
@given(floors(), st.integers(1, 5), st.integers(0, 3), st.integers(0, 80))
def test_the_metres_promised_are_those_of_the_shortest_walks_before_and_after_whenever_it_is_stopped(
    floor: tuple[list[Bin], dict[int, Size], list[set[int]]], most: int, seed: int, looks: int
) -> None:
    bins, sizes, walks = floor

    found = propose_moves(LAYOUT, START, END, bins, sizes, walks, 2.0, most, _after(looks), seed)

    assert found.metres_before == pytest.approx(_metres(bins, walks) / 2)
    assert found.metres_after == pytest.approx(_metres(_done(bins, found), walks) / 2)
    assert sum(move.metres_a_day for move in found.moves) == pytest.approx(found.metres_before - found.metres_after)
    assert all(move.metres_a_day > 0 for move in found.moves)
    assert len(found.moves) <= most


@settings(deadline=None, max_examples=25)
@given(floors(), st.integers(0, 3))
def test_a_move_stays_in_its_zone_moves_nothing_fixed_and_overfills_no_bin(
    floor: tuple[list[Bin], dict[int, Size], list[set[int]]], seed: int
) -> None:
    bins, sizes, walks = floor
    known = {bin_.id: bin_ for bin_ in bins}

    found = propose_moves(LAYOUT, START, END, bins, sizes, walks, 1.0, 8, _after(5), seed)

    touched = [bin_id for move in found.moves for bin_id in (move.source, move.target)]
    assert len(touched) == len(set(touched)), "a bin is in two moves"
    for move in found.moves:
        source, target = known[move.source], known[move.target]
        assert source.zone == target.zone
        assert not source.fixed
        assert not target.fixed
    for bin_ in _done(bins, found):
        if bin_.item_id is not None:
            assert sizes[bin_.item_id].volume_l <= bin_.volume_l
            assert sizes[bin_.item_id].weight_kg <= bin_.weight_kg


@settings(deadline=None, max_examples=8)
@given(floors(), st.integers(0, 3))
def test_the_same_seed_proposes_the_same(floor: tuple[list[Bin], dict[int, Size], list[set[int]]], seed: int) -> None:
    bins, sizes, walks = floor

    one = propose_moves(LAYOUT, START, END, bins, sizes, walks, 1.0, 4, _after(3), seed)

    assert propose_moves(LAYOUT, START, END, bins, sizes, walks, 1.0, 4, _after(3), seed) == one


def _bins(*items: int | None) -> list[Bin]:
    return [Bin(number, cell, item) for number, (cell, item) in enumerate(zip(CELLS[::-1], items, strict=False))]


def test_what_is_asked_for_daily_goes_near_and_what_nobody_wants_goes_far() -> None:
    bins = _bins(1, *[None] * 18, 2)

    found = propose_moves(LAYOUT, START, END, bins, {}, [{1}] * 10, 5.0, 1, _never)

    assert [(move.item_id, move.source) for move in found.moves] == [(1, 0)]
    assert found.metres_after < found.metres_before / 2


def test_what_is_ordered_together_comes_to_lie_together() -> None:
    walks = [{1, 2}, {1, 2}, {3, 4}, {3, 4}] * 6
    far, near = [Cell(3, cell) for cell in (0, 2)], [Cell(1, cell) for cell in (0, 2)]
    bins = [
        Bin(number, cell, item) for number, (cell, item) in enumerate(zip([*far, *near], (1, 3, 2, 4), strict=True))
    ]

    found = propose_moves(LAYOUT, START, START, bins, {}, walks, 1.0, 1, _never)

    assert len(found.moves) == 1
    home = {bin_.item_id: bin_.cell.aisle for bin_ in _done(bins, found)}
    assert home[1] == home[2]
    assert home[3] == home[4]


def test_once_it_is_told_to_stop_it_asks_for_nothing_more() -> None:
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(len(asked) >= 6)
        return asked[-1]

    found = propose_moves(LAYOUT, START, END, _bins(*range(12)), {}, [{0, 1}, {1, 2}, {3}] * 10, 5.0, 8, stop)

    assert asked == [False] * 6 + [True], "it goes on, and asks again"
    assert found.moves


def test_what_helps_only_the_walks_that_it_is_learned_from_is_not_proposed() -> None:
    apart = [Cell(3, 0), Cell(3, 2), Cell(1, 0), Cell(1, 2)]
    bins = [Bin(number, cell, item) for number, (cell, item) in enumerate(zip(apart, (1, 3, 2, 4), strict=True))]
    learned = [{1, 2}, {3, 4}]
    agrees, differs = [*learned, {1, 2}, *learned, {3, 4}] * 4, [*learned, {1, 3}, *learned, {2, 4}] * 4

    assert propose_moves(LAYOUT, START, START, bins, {}, agrees, 1.0, 1, _never).moves
    assert propose_moves(LAYOUT, START, START, bins, {}, differs, 1.0, 1, _never).moves == ()


def test_stopped_at_once_it_still_proposes_what_it_has() -> None:
    bins = _bins(1, *[None] * 18, 2)

    found = propose_moves(LAYOUT, START, END, bins, {}, [{1}] * 10, 5.0, 1, lambda: True)

    assert found.moves
    assert found.metres_after == pytest.approx(_metres(_done(bins, found), [{1}] * 10) / 5)


def test_without_walks_or_bins_nothing_moves() -> None:
    assert propose_moves(LAYOUT, START, END, _bins(1, 2), {}, [], 1.0, 5, _never).moves == ()
    assert propose_moves(LAYOUT, START, END, [], {}, [{1}], 1.0, 5, _never).moves == ()


def test_a_part_of_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="a day"):
        propose_moves(LAYOUT, START, END, _bins(1, 2), {}, [{1}], 0.0, 5, _never)
