"""Reorder points on the real shop's orders of months that they have not seen; docs/benchmarks.md has all of it."""

import os
from datetime import timedelta

import pytest

from benchmarks.demand import HELD_OUT, Measured, sample, simulate, wanted_by_day

ITEMS = 1200


@pytest.fixture(scope="module")
def measured() -> dict[tuple[str, float], Measured]:
    """The same 1,200 items each time, ordered from vendors who take a week."""
    if not os.environ.get("SHELFWAY_DATA"):
        if os.environ.get("CI"):
            pytest.fail("SHELFWAY_DATA is not set, and with CI=true nothing is skipped")
        pytest.skip("SHELFWAY_DATA names no folder with the orders")
    first, series = wanted_by_day()
    begin, end = ((day - first) // timedelta(days=1) for day in HELD_OUT)
    some = sample(series, ITEMS)
    asked = (("windows", 0.95), ("plain", 0.95), ("plain", 0.97))
    return {(name, service): simulate(some, begin, end, 7, service, name) for name, service in asked}


@pytest.mark.slow
def test_the_point_outlasts_about_as_many_lead_times_as_it_aims_at_and_the_plain_one_fewer(
    measured: dict[tuple[str, float], Measured],
) -> None:
    ours, plain = measured["windows", 0.95], measured["plain", 0.95]

    assert ours.items == plain.items > 1000
    assert 0.935 < ours.outlasted < 0.965
    assert plain.outlasted < ours.outlasted


@pytest.mark.slow
def test_with_as_much_lying_there_more_units_are_served_and_of_the_usual_item_as_many(
    measured: dict[tuple[str, float], Measured],
) -> None:
    ours, plain = measured["windows", 0.95], measured["plain", 0.97]

    assert abs(ours.held / plain.held - 1) < 0.01
    assert ours.served > plain.served + 0.01
    assert abs(ours.item_served - plain.item_served) < 0.01
    assert abs(ours.quiet - plain.quiet) < 0.01
