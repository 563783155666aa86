"""Minutes in hand: by the pace of the last minutes, never kinder than the clock."""

from datetime import UTC, datetime, timedelta

from app.waves.forecast import Forecast, forecast, higher, pace

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


def test_lines_that_lie_higher_than_those_done_take_longer() -> None:
    more = higher({0.0: 30, 6.0: 10}, {0.0: 10, 12.0: 50}, pickers=3)

    assert more == timedelta(seconds=(50 * 12 - 60 * 1.5) / 3)
    assert forecast(60, 2.0, in_(50), NOON, more) == Forecast("safe", 17)


def test_lines_that_lie_lower_take_no_less_than_no_time() -> None:
    assert higher({12.0: 10}, {0.0: 60}, pickers=1) == timedelta(minutes=-12)
    assert forecast(60, 2.0, in_(50), NOON, timedelta(minutes=-12)) == Forecast("safe", 32)
    assert forecast(60, 2.0, in_(50), NOON, timedelta(minutes=-90)) == Forecast("safe", 50)


def test_before_anything_was_done_nobody_knows_what_is_higher() -> None:
    assert higher({}, {12.0: 60}, pickers=2) == timedelta()
    assert higher({12.0: 60}, {}, pickers=2) == timedelta()
    assert higher({0.0: 1}, {6.0: 10}, pickers=0) == timedelta(minutes=1)


def test_a_break_does_not_make_a_picker_slow() -> None:
    assert pace(10, in_(-20), NOON) == 0.5
    assert pace(10, in_(-20), NOON, rested=timedelta(minutes=10)) == 1.0
    assert pace(10, in_(-20), NOON, rested=timedelta(minutes=40)) == 10 / 3, "never from less than the settled time"
