"""When an order leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from app.db import db
from app.warehouse.calendar import Calendar, Times, calendar_of
from app.warehouse.models import CutOff, Holiday, Warehouse
from tests.world import World

LONDON = ZoneInfo("Europe/London")
WEEK = tuple(Times(weekday, time(15)) for weekday in range(5))


def calendar(*extra: Times, holidays: tuple[date, ...] = ()) -> Calendar:
    return Calendar(LONDON, (*WEEK, *extra), frozenset(holidays))


def london(*parts: int) -> datetime:
    year, month, day, hour, minute = parts
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def test_an_order_before_the_cut_off_leaves_the_same_day_and_one_after_it_the_next() -> None:
    assert calendar().ship_by(london(2026, 11, 24, 14, 59)) == london(2026, 11, 24, 15, 0)
    assert calendar().ship_by(london(2026, 11, 24, 15, 0)) == london(2026, 11, 24, 15, 0)
    assert calendar().ship_by(london(2026, 11, 24, 15, 1)) == london(2026, 11, 25, 15, 0)


def test_weekends_and_holidays_are_passed_over() -> None:
    friday_evening = london(2026, 11, 27, 18, 0)

    assert calendar().ship_by(friday_evening) == london(2026, 11, 30, 15, 0)
    assert calendar(holidays=(date(2026, 11, 30),)).ship_by(friday_evening) == london(2026, 12, 1, 15, 0)


def test_the_wall_clock_counts_through_the_change_of_summer_time() -> None:
    before, after = london(2026, 10, 23, 16, 0), london(2026, 3, 27, 16, 0)

    assert calendar().ship_by(before) == datetime(2026, 10, 26, 15, 0, tzinfo=UTC)
    assert calendar().ship_by(after) == datetime(2026, 3, 30, 14, 0, tzinfo=UTC)


def test_the_day_is_the_warehouse_s_not_greenwich_s() -> None:
    taipei = Calendar(ZoneInfo("Asia/Taipei"), (Times(1, time(9)),), frozenset())

    assert taipei.ship_by(datetime(2026, 11, 23, 20, 0, tzinfo=UTC)) == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_a_carrier_s_own_times_count_instead_of_the_common_ones() -> None:
    own = calendar(Times(1, time(11), "Skyfreight"))

    assert own.ship_by(london(2026, 11, 24, 12, 0), "Skyfreight") == london(2026, 12, 1, 11, 0)
    assert own.ship_by(london(2026, 11, 24, 12, 0), "Doorstep") == london(2026, 11, 24, 15, 0)


def test_a_warehouse_without_cut_offs_promises_nothing() -> None:
    assert Calendar(LONDON, (), frozenset()).ship_by(london(2026, 11, 24, 12, 0)) is None


def test_the_calendar_is_the_warehouse_s_own(world: World) -> None:
    def write() -> None:
        for weekday in range(5):
            db.session.add(CutOff(warehouse_id=world.warehouse_id, weekday=weekday, at=time(15)))
        db.session.add(Holiday(warehouse_id=world.warehouse_id, day=date(2026, 11, 25), name="Fair"))

    world.do(write)
    here = db.session.get_one(Warehouse, world.warehouse_id)
    there = db.session.get_one(Warehouse, world.other_warehouse_id)

    assert calendar_of(here).ship_by(london(2026, 11, 24, 16, 0)) == london(2026, 11, 26, 15, 0)
    assert calendar_of(there).ship_by(london(2026, 11, 24, 16, 0)) is None


def test_days_to_ship_are_promised_before_the_next_cut_off() -> None:
    slow = Calendar(LONDON, WEEK, frozenset(), days_to_ship=3)

    assert slow.ship_by(london(2026, 11, 23, 16, 0)) == london(2026, 11, 27, 15, 0)
    assert slow.ship_by(london(2026, 11, 26, 10, 0)) == london(2026, 11, 30, 15, 0)


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        ((2026, 11, 24, 9, 0), (2026, 11, 24, 17, 0)),  # a whole day
        ((2026, 11, 24, 9, 1), (2026, 11, 25, 8, 1)),
        ((2026, 11, 27, 16, 0), (2026, 11, 30, 15, 0)),  # over the weekend
        ((2026, 11, 28, 12, 0), (2026, 11, 30, 16, 0)),  # on a Saturday
        ((2026, 11, 24, 3, 0), (2026, 11, 24, 16, 0)),  # before anybody is there
        ((2026, 11, 24, 22, 0), (2026, 11, 25, 16, 0)),
        ((2026, 10, 23, 16, 0), (2026, 10, 26, 15, 0)),  # the clocks were changed on the Sunday
    ],
)
def test_hours_count_only_while_the_desk_works(begun: tuple[int, ...], due: tuple[int, ...]) -> None:
    assert calendar().later_by_hours(london(*begun), 8) == london(*due)


def test_on_a_holiday_no_hour_counts_and_a_desk_with_other_hours_has_its_own() -> None:
    closed = calendar(holidays=(date(2026, 11, 25),))
    late = replace(calendar(), begins=time(14), ends=time(22))

    assert closed.later_by_hours(london(2026, 11, 24, 16, 0), 2) == london(2026, 11, 26, 9, 0)
    assert late.later_by_hours(london(2026, 11, 24, 16, 0), 8) == london(2026, 11, 25, 16, 0)
    assert calendar().later_by_hours(london(2026, 11, 24, 16, 0), 999) > london(2027, 3, 1, 0, 0)
