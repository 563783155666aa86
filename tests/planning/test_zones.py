"""Zones: each line in one zone where it lies; parts are joined, or passed on in the order of the zones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.zones import NoSuchZone, Split, ZoneLine, ZoneOrder, split

ZONES = (30, None, 10, 20)


@st.composite
def pools(draw: st.DrawFn) -> list[ZoneOrder]:
    lying = st.lists(st.sampled_from(ZONES), min_size=1, max_size=3).map(tuple)
    counts = draw(st.lists(st.integers(1, 5), min_size=1, max_size=6))
    numbers = iter(range(100))
    return [
        ZoneOrder(order, tuple(ZoneLine(next(numbers), draw(lying), draw(st.integers(0, 9))) for _ in range(count)))
        for order, count in enumerate(counts)
    ]


@given(pools(), st.booleans())
def test_every_line_is_picked_once_and_in_a_zone_where_it_lies(orders: list[ZoneOrder], passed_on: bool) -> None:
    found = split(orders, ZONES, passed_on)

    picked = [(part.order_id, line_id) for part in found.parts for line_id in part.line_ids]
    assert sorted(picked) == [(order.id, line.id) for order in orders for line in order.lines]
    lying = {line.id: line.zones for order in orders for line in order.lines}
    assert all(part.zone in lying[line_id] for part in found.parts for line_id in part.line_ids)


@given(pools(), st.booleans())
def test_an_order_has_one_part_to_a_zone(orders: list[ZoneOrder], passed_on: bool) -> None:
    parts = split(orders, ZONES, passed_on).parts

    assert len({(part.order_id, part.zone) for part in parts}) == len(parts)
    assert all(part.line_ids for part in parts)


@given(pools())
def test_a_tote_that_is_passed_on_takes_the_zones_in_their_order_without_a_gap(orders: list[ZoneOrder]) -> None:
    parts = split(orders, ZONES, passed_on=True).parts

    for order in orders:
        mine = [part for part in parts if part.order_id == order.id]
        assert [part.turn for part in mine] == list(range(len(mine)))
        assert [part.zone for part in mine] == sorted((part.zone for part in mine), key=ZONES.index)


@given(pools())
def test_parts_that_are_joined_are_all_picked_at_once(orders: list[ZoneOrder]) -> None:
    assert {part.turn for part in split(orders, ZONES).parts} == {0}


@given(pools(), st.booleans())
def test_the_balance_counts_all_work_and_is_one_only_where_zones_are_even(
    orders: list[ZoneOrder], passed_on: bool
) -> None:
    balance = split(orders, ZONES, passed_on).balance

    total = sum(line.work for order in orders for line in order.lines)
    assert set(balance.work) == set(ZONES)
    assert sum(balance.work.values()) == total
    assert balance.spread >= 1.0 - 1e-12
    assert (balance.spread < 1.0 + 1e-12) == (len(set(balance.work.values())) == 1)


def _zones(found: Split, order_id: int) -> list[int | None]:
    return [part.zone for part in found.parts if part.order_id == order_id]


def test_a_line_that_lies_in_two_zones_goes_where_the_order_is_picked_anyway() -> None:
    order = ZoneOrder(1, (ZoneLine(1, (10, 20)), ZoneLine(2, (20,)), ZoneLine(3, (10, 30, 20))))

    found = split([order], (10, 20, 30))

    assert _zones(found, 1) == [20]
    assert found.joins == 0


def test_of_equal_zones_the_one_with_less_work_is_taken() -> None:
    busy = ZoneOrder(1, (ZoneLine(1, (10,), work=5.0),))
    free = ZoneOrder(2, (ZoneLine(2, (10, 20), work=5.0),))

    found = split([free, busy], (10, 20))

    assert _zones(found, 2) == [20]
    assert found.balance.spread == 1.0


def test_orders_that_are_picked_in_several_zones_are_counted() -> None:
    orders = [
        ZoneOrder(1, (ZoneLine(1, (10,)), ZoneLine(2, (20,)))),
        ZoneOrder(2, (ZoneLine(3, (10,)), ZoneLine(4, (10,)))),
    ]

    assert split(orders, (10, 20)).joins == 1


def test_a_line_in_none_of_the_zones_is_named() -> None:
    with pytest.raises(NoSuchZone, match="line 7 of order 3"):
        split([ZoneOrder(3, (ZoneLine(7, (40,)),))], (10, 20))


def test_nothing_to_pick_is_even() -> None:
    assert split([], (10, 20)).balance.spread == 1.0


def test_no_zone_is_added_for_lines_that_lie_where_the_order_must_go() -> None:
    must = (ZoneLine(1, (20,)), ZoneLine(2, (30,)))
    may = (ZoneLine(3, (10, 20)), ZoneLine(4, (10, 30)))

    assert _zones(split([ZoneOrder(1, may + must)], (10, 20, 30)), 1) == [20, 30]
