"""Demand: days, forecasts, when and how much to order, classes."""

from datetime import date, timedelta
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.demand import (
    PLAIN,
    WINDOWS,
    Terms,
    abc_classes,
    days_left,
    days_to_order,
    days_without,
    forecast,
    order_quantity,
    plain_forecast,
    series_of,
    weekly,
    xyz_class,
)

TODAY = date(2026, 11, 23)
days = st.lists(st.one_of(st.just(0), st.integers(0, 500)), min_size=1, max_size=120)
services = st.floats(0.5, 0.995)
terms = st.builds(Terms, st.integers(1, 60), st.integers(1, 200), st.integers(1, 48))


def ago(number: int) -> date:
    return TODAY - timedelta(days=number)


def test_days_without_orders_count_and_today_does_not() -> None:
    assert series_of({ago(4): 3, ago(2): 1, TODAY: 9}, TODAY, most=364) == (3, 0, 1, 0)


def test_what_lies_before_the_history_is_left_out_but_its_days_are_not() -> None:
    assert series_of({ago(9): 5, ago(1): 2}, TODAY, most=4) == (0, 0, 0, 2)
    assert series_of({}, TODAY, most=4) == ()
    assert series_of({TODAY: 5}, TODAY, most=4) == ()


def test_weeks_end_yesterday_and_are_whole() -> None:
    assert weekly([9, *[1] * 7, *[2] * 7], most=8) == (7, 14)
    assert weekly([9, *[1] * 7, *[2] * 7], most=1) == (14,)
    assert weekly([1] * 6, most=8) == ()


def test_days_without_demand_are_counted_from_now() -> None:
    assert days_without([1, 0, 0]) == 2
    assert days_without([0, 1]) == 0
    assert days_without([]) == 0


def test_even_demand_needs_no_safety() -> None:
    found = forecast([4] * 60, lead_days=7, service=0.95)

    assert (found.method, found.days, found.reorder_point) == (WINDOWS, 60, 28)
    assert found.safety == pytest.approx(0)
    assert found.error == pytest.approx(0)


def test_a_large_order_every_two_weeks_is_kept_for_though_the_mean_is_small() -> None:
    found = forecast(([0] * 13 + [60]) * 8, lead_days=7, service=0.95)

    assert found.a_day == pytest.approx(60 / 14, rel=0.1)
    assert found.reorder_point == 60, "half of all lead times see one such order, none sees two"


def test_what_is_new_weighs_more() -> None:
    rising, falling = [1] * 100 + [5] * 100, [5] * 100 + [1] * 100

    assert forecast(rising, 7, 0.9).a_day > 3 > forecast(falling, 7, 0.9).a_day
    assert plain_forecast(rising, 7, 0.9) == plain_forecast(falling, 7, 0.9)


def test_a_short_history_goes_by_the_plain_way() -> None:
    assert forecast([1] * 28, lead_days=14, service=0.95).method == PLAIN
    assert forecast([1] * 29, lead_days=14, service=0.95).method == WINDOWS
    assert forecast([], lead_days=14, service=0.95).reorder_point == 0


@given(days, st.integers(1, 30), services)
def test_the_point_outlasts_the_share_of_lead_times_that_was_asked_for(
    units: list[int], lead: int, service: float
) -> None:
    found = forecast(units, lead, service)
    if found.method == PLAIN:
        return
    stretches = [sum(units[at : at + lead]) for at in range(len(units) - lead + 1)]
    ages = range(len(stretches) - 1, -1, -1)
    weights = [0.5 ** (age / 112) for age in ages]
    outlasted = sum(one for one, some in zip(weights, stretches, strict=True) if some <= found.reorder_point)
    assert outlasted >= service * sum(weights) - 1e-6


@given(days, st.integers(1, 30), services, services)
def test_more_service_never_means_a_lower_point(units: list[int], lead: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert forecast(units, lead, low).reorder_point <= forecast(units, lead, high).reorder_point


@given(days, st.integers(1, 30), services)
def test_figures_are_finite_and_not_below_nothing(units: list[int], lead: int, service: float) -> None:
    found = forecast(units, lead, service)
    assert all(isfinite(one) and one >= 0 for one in (found.a_day, found.expected, found.error, found.safety))
    assert found.reorder_point <= max(sum(units) + 1, plain_forecast(units, lead, service).reorder_point)


@given(st.integers(-500, 500), st.integers(0, 300), st.floats(0, 40), st.integers(0, 60), terms)
def test_an_order_fits_the_vendor_brings_stock_above_the_point_and_is_not_larger_than_needed(
    position: int, point: int, a_day: float, more: int, given_terms: Terms
) -> None:
    units = order_quantity(position, point, a_day, more, given_terms)
    if position > point:
        assert units == 0
        return
    assert units >= given_terms.minimum
    assert units % given_terms.multiple == 0
    assert position + units >= point
    smaller = units - given_terms.multiple
    assert smaller < max(1, given_terms.minimum, point + a_day * more - position)


def test_stock_lasts_as_long_as_the_mean_says_and_the_order_goes_out_before() -> None:
    assert days_left(30, 2.0) == 15
    assert days_left(-4, 2.0) == 0
    assert days_left(30, 0.0) is None
    assert days_to_order(30, 2.0, lead_days=10) == 5
    assert days_to_order(10, 2.0, lead_days=10) == 0


def test_four_fifths_of_the_lines_are_of_class_a_and_what_nobody_asks_for_is_c() -> None:
    assert abc_classes({1: 60, 2: 25, 3: 10, 4: 5, 5: 0}) == {1: "A", 2: "A", 3: "B", 4: "C", 5: "C"}
    assert abc_classes({7: 0, 8: 0}) == {7: "C", 8: "C"}


@given(st.dictionaries(st.integers(1, 99), st.integers(0, 50), min_size=1))
def test_whoever_is_asked_for_more_is_of_no_worse_class(lines: dict[int, int]) -> None:
    classes = abc_classes(lines)
    assert classes.keys() == lines.keys()
    ranked = sorted(lines, key=lambda item_id: (-lines[item_id], item_id))
    assert [classes[item_id] for item_id in ranked] == sorted(classes.values())
    if any(lines.values()):
        assert classes[ranked[0]] == "A"
        a_lines = sum(lines[item_id] for item_id in ranked if classes[item_id] == "A")
        assert a_lines >= 0.8 * sum(lines.values()) - 1e-9


def test_even_weeks_are_x_uneven_ones_y_lumps_and_the_unknown_z() -> None:
    assert xyz_class([10, 11, 9, 10]) == "X"
    assert xyz_class([1, 20, 5, 12]) == "Y"
    assert xyz_class([0, 0, 0, 0, 0, 40]) == "Z"
    assert xyz_class([10, 10]) == "Z"
    assert xyz_class([0] * 8) == "Z"
