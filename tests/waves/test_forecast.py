"""Minutes in hand: by the pace of the last minutes, never kinder than the clock."""

from datetime import UTC, datetime, timedelta

from app.waves.forecast import Forecast, forecast, pace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def in_(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_a_wave_that_is_fast_enough_has_the_rest_in_hand() -> None:
    assert forecast(60, 2.0, in_(50), NOON) == Forecast("safe", 20)


def test_under_a_quarter_of_an_hour_in_hand_is_tight() -> None:
    assert forecast(60, 2.0, in_(40), NOON) == Forecast("tight", 10)


def test_a_wave_that_is_too_slow_is_late_before_the_cut_off_is() -> None:
    assert forecast(60, 1.0, in_(40), NOON) == Forecast("late", -20)


def test_without_a_pace_nothing_is_promised_but_the_time_that_is_left() -> None:
    assert forecast(60, None, in_(40), NOON) == Forecast("open", 40)


def test_a_wave_that_stands_still_promises_nothing() -> None:
    assert forecast(60, 0.0, in_(40), NOON) == Forecast("stalled", 40)
    assert forecast(0, 0.0, in_(40), NOON) == Forecast("open", 40), "all is picked: only staging is left"


def test_a_cut_off_that_passed_with_work_left_is_said_so_whatever_the_pace() -> None:
    assert forecast(1, 9.0, in_(-0.5), NOON) == Forecast("over", -1)


def test_a_wave_with_no_cut_off_has_no_forecast() -> None:
    assert forecast(60, 1.0, None, NOON) is None


def test_a_few_lines_make_no_pace() -> None:
    assert pace(4, in_(-10), NOON) is None


def test_the_pace_of_a_first_burst_is_not_believed() -> None:
    assert pace(6, in_(-0.1), NOON) == 2.0
    assert pace(20, in_(-10), NOON) == 2.0
