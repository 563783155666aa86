"""Where what came in should lie: rules that no place breaks, and a place wherever there is one."""

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.places import DANGEROUS, Bin, Goods, PlaceRules, Placing, fits, place, why_not

FLAGS = ("dangerous", "perishable", "fragile")
flags = st.frozensets(st.sampled_from(FLAGS), max_size=2)


@st.composite
def goods(draw: st.DrawFn) -> list[Goods]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        item = draw(st.integers(1, 4))
        found.append(
            Goods(
                id=number,
                item_id=item,
                lot_id=item * 10 + draw(st.integers(0, 1)),
                units=draw(st.integers(1, 12)),
                volume_ml=[None, 500, 900, 1500, 4000][item] if draw(st.booleans()) else 700,
                weight_g=draw(st.sampled_from((None, 100, 20_000))),
                flags=frozenset({FLAGS[item % 3]}) if item % 2 else frozenset(),
                demand=draw(st.sampled_from(("", "A", "B", "C"))),
                whole=draw(st.booleans()),
            )
        )
    return found


@st.composite
def bins(draw: st.DrawFn) -> list[Bin]:
    found = []
    for number in range(draw(st.integers(0, 8))):
        item = draw(st.integers(0, 4))
        found.append(
            Bin(
                id=number,
                address=f"A-{number:02}",
                reserve=draw(st.booleans()),
                level=draw(st.sampled_from((None, 1, 2, 4))),
                metres=draw(st.floats(0, 90)),
                free_ml=draw(st.sampled_from((None, 0, 1000, 9000))),
                takes=draw(st.sampled_from((frozenset(), frozenset({"perishable"}), frozenset({DANGEROUS})))),
                lots=frozenset({(item, item * 10)}) if item else frozenset(),
                flags=frozenset({FLAGS[item % 3]}) if item % 2 else frozenset(),
                kept_for=draw(st.frozensets(st.integers(1, 4), max_size=2)),
            )
        )
    return found


rules = st.builds(
    PlaceRules,
    heavy_g=st.sampled_from((0, 15_000)),
    low_levels=st.just(2),
    mixed=st.booleans(),
    room=st.dictionaries(st.tuples(st.integers(0, 8), st.integers(1, 4)), st.integers(0, 9), max_size=4),
)


def filled(there: list[Bin], wanted: list[Goods], placings: list[Placing]) -> dict[int, Bin]:
    """The bins once all lies there, worked out here anew."""
    after, of = {one.id: one for one in there}, {one.id: one for one in wanted}
    for placing in placings:
        one, into = of[placing.goods_id], after[placing.bin_id]
        free = None if into.free_ml is None else into.free_ml - placing.units * (one.volume_ml or 0)
        lots = into.lots | {(one.item_id, one.lot_id)}
        after[into.id] = replace(into, free_ml=free, lots=lots, flags=into.flags | one.flags)
    return after


@given(goods(), bins(), rules)
def test_no_bin_is_over_its_volume_nor_takes_what_may_not_lie_there(
    wanted: list[Goods], there: list[Bin], said: PlaceRules
) -> None:
    placings = place(wanted, there, said)

    of, zoned = {one.id: one for one in wanted}, {flag for one in there for flag in one.takes}
    after = filled(there, wanted, placings)
    for into in after.values():
        assert into.free_ml is None or into.free_ml >= 0
    for placing in placings:
        one, into = of[placing.goods_id], after[placing.bin_id]
        assert placing.units > 0
        assert not into.takes or one.flags & into.takes
        assert not (one.flags & zoned) - into.takes
        if said.heavy_g and (one.weight_g or 0) >= said.heavy_g:
            assert (into.level or 1) <= said.low_levels
        if not said.mixed:
            assert {item for item, _ in into.lots} == {one.item_id}
            assert not into.kept_for or one.item_id in into.kept_for
        dangerous = {item % 2 == 1 and FLAGS[item % 3] == DANGEROUS for item, _ in into.lots}
        assert len(dangerous) == 1
    for into_id, item in said.room:
        came = sum(one.units for one in placings if (one.bin_id, of[one.goods_id].item_id) == (into_id, item))
        assert into_id not in after or after[into_id].reserve or came <= said.room[into_id, item]


@given(goods(), bins(), rules)
def test_nothing_is_lost_or_doubled_and_what_is_left_fits_nowhere(
    wanted: list[Goods], there: list[Bin], said: PlaceRules
) -> None:
    placings = place(wanted, there, said)

    after = filled(there, wanted, placings)
    zoned = frozenset(flag for one in there for flag in one.takes)
    of, room = {one.id: one for one in wanted}, dict(said.room)
    for placing in placings:
        key = placing.bin_id, of[placing.goods_id].item_id
        if key in room:
            room[key] -= placing.units
    now = replace(said, room=room)
    for one in wanted:
        placed = sum(placing.units for placing in placings if placing.goods_id == one.id)
        assert 0 <= placed <= one.units
        if placed < one.units:
            left = replace(one, units=one.units - placed)
            assert all(why_not(left, into, now, zoned) for into in after.values())


@given(goods(), bins(), rules)
def test_the_same_goods_get_the_same_places(wanted: list[Goods], there: list[Bin], said: PlaceRules) -> None:
    assert place(wanted, there, said) == place(list(reversed(wanted)), list(reversed(there)), said)


def test_a_bin_takes_its_own_lot_first_then_its_item_then_the_nearest_empty_one() -> None:
    there = [
        Bin(1, "A-1", metres=1.0),
        Bin(2, "A-2", metres=9.0, lots=frozenset({(7, 71)})),
        Bin(3, "A-3", metres=50.0, lots=frozenset({(7, 70)})),
        Bin(4, "A-4", metres=0.5, lots=frozenset({(8, 80)})),
    ]
    one = Goods(0, 7, 70, 5)

    best = []
    while len(there) > 1:
        (placing,) = place([one], there, PlaceRules())
        best.append(placing.bin_id)
        there = [bin_ for bin_ in there if bin_.id != placing.bin_id]

    assert best == [3, 2, 1]
    assert place([one], there, PlaceRules()) == []


@pytest.mark.parametrize(("demand", "nearest"), [("A", True), ("", True), ("C", False)])
def test_what_is_asked_for_rarely_lies_far_from_the_depot(demand: str, nearest: bool) -> None:
    there = [Bin(1, "A-1", metres=1.0), Bin(2, "A-2", metres=40.0)]

    (placing,) = place([Goods(0, 7, 70, 5, demand=demand)], there, PlaceRules())

    assert (placing.bin_id == 1) == nearest


def test_a_whole_plate_fills_a_forward_bin_up_to_its_maximum_and_the_rest_is_reserve() -> None:
    there = [Bin(1, "A-1", lots=frozenset({(7, 70)})), Bin(2, "A-2", reserve=True)]
    rules = PlaceRules(room={(1, 7): 4})

    assert place([Goods(0, 7, 70, 9, whole=True)], there, rules) == [Placing(0, 1, 4), Placing(0, 2, 5)]
    assert place([Goods(0, 7, 70, 9)], there, rules) == [Placing(0, 1, 4), Placing(0, 2, 5)]


def test_a_bin_that_asks_for_an_item_goes_before_its_lot_and_one_kept_for_others_takes_it_last_or_never() -> None:
    there = [
        Bin(1, "A-1", kept_for=frozenset({7})),
        Bin(2, "A-2", lots=frozenset({(7, 70)})),
        Bin(3, "A-3", kept_for=frozenset({8}), free_ml=9000),
    ]
    one, rules = Goods(0, 7, 70, 9, volume_ml=1), PlaceRules(room={(1, 7): 4}, mixed=True)

    assert place([one], there, rules) == [Placing(0, 1, 4), Placing(0, 2, 5)]
    assert place([one], [there[0], there[2]], rules) == [Placing(0, 1, 4), Placing(0, 3, 5)]
    assert place([one], [there[0], there[2]], replace(rules, mixed=False)) == [Placing(0, 1, 4)]


def test_room_counts_what_is_placed_before() -> None:
    there = [Bin(1, "A-1", free_ml=1000), Bin(2, "A-2", free_ml=1000)]
    wanted = [Goods(0, 7, 70, 3, volume_ml=400), Goods(1, 8, 80, 2, volume_ml=400)]

    placings = place(wanted, there, PlaceRules(mixed=True))

    assert placings == [Placing(0, 1, 2), Placing(0, 2, 1), Placing(1, 2, 1)]
    assert fits(wanted[0], there[0], PlaceRules()) == 2


@pytest.mark.slow
def test_ten_lots_find_their_place_among_ten_thousand_bins_in_less_than_a_second() -> None:
    there = [Bin(number, f"A-{number:05}", metres=number % 97, free_ml=50_000) for number in range(10_000)]
    wanted = [Goods(number, number, number, 10, volume_ml=900, weight_g=400) for number in range(10)]
    began = perf_counter()

    placings = place(wanted, there, PlaceRules(heavy_g=15_000, low_levels=2))

    print(f"{1000 * (perf_counter() - began):.0f} ms")
    assert len(placings) == 10
    assert perf_counter() - began < 1
