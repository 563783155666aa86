"""Minutes in hand: what is left at the speed that was measured, never kinder than the clock."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.waves.forecast import Forecast, forecast

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HALF_AN_HOUR = 30 * 60.0


def in_(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_a_wave_that_is_fast_enough_has_the_rest_in_hand() -> None:
    assert forecast(60, HALF_AN_HOUR, in_(50), NOON) == Forecast("safe", 20)


def test_under_a_quarter_of_an_hour_in_hand_is_tight() -> None:
    assert forecast(60, HALF_AN_HOUR, in_(40), NOON) == Forecast("tight", 10)


def test_a_wave_that_is_too_slow_is_late_before_the_cut_off_is() -> None:
    assert forecast(60, 2 * HALF_AN_HOUR, in_(40), NOON) == Forecast("late", -20)


def test_where_nobody_can_tell_nothing_is_promised_but_the_time_that_is_left() -> None:
    assert forecast(60, None, in_(40), NOON) == Forecast("open", 40)


def test_a_wave_that_stands_still_promises_nothing() -> None:
    assert forecast(60, HALF_AN_HOUR, in_(40), NOON, stands_still=True) == Forecast("stalled", 40)
    assert forecast(0, 60.0, in_(40), NOON, stands_still=True) == Forecast("safe", 39), "only staging is left"


def test_a_cut_off_that_passed_with_work_left_is_said_so_whatever_the_speed() -> None:
    assert forecast(1, 1.0, in_(-0.5), NOON) == Forecast("over", -1)


def test_a_wave_with_no_cut_off_has_no_forecast() -> None:
    assert forecast(60, HALF_AN_HOUR, None, NOON) is None


@given(st.floats(0, 1e5), st.floats(0, 1e4), st.floats(1, 2000))
def test_more_to_do_never_leaves_more_in_hand(seconds: float, more: float, to_cut_off: float) -> None:
    before, after = (forecast(9, much, in_(to_cut_off), NOON) for much in (seconds, seconds + more))

    assert before
    assert after
    assert after.minutes <= before.minutes
