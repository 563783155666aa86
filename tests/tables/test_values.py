"""Texts as values."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.tables.report import defused
from app.tables.rules import Rule
from app.tables.values import Unreadable, amount, day, moment, whole

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(("text", "number"), [("6", 6), ("6.0", 6), ("-12.", -12), ("+3", 3), ("0", 0)])
def test_whole_numbers_may_carry_a_point_and_noughts(text: str, number: int) -> None:
    assert whole(text) == number


@pytest.mark.parametrize("text", ["", "6.5", "two", "1e3", "٣", "1000001", "6 0", "0x6", "1_000", "9" * 40])
def test_what_is_no_whole_number_of_units_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        whole(text)


def test_money_is_read_with_a_point_or_with_a_comma() -> None:
    assert amount("2.55") == Decimal("2.55")
    assert amount("1.234,50", ",") == Decimal("1234.50")
    for text in ("nan", "Infinity", "£2", "1e9", "12345678901"):
        with pytest.raises(Unreadable):
            amount(text)


def test_a_moment_without_zone_is_by_the_clock_on_the_wall() -> None:
    assert (
        moment("2026-07-01 12:00", "", LONDON).utcoffset() == moment("2026-07-01T12:00+01:00", "", LONDON).utcoffset()
    )
    assert day("2026-07-01 12:00:00") == date(2026, 7, 1)
    for text in ("yesterday", "2026-13-01", "0001-01-01"):
        with pytest.raises(Unreadable):
            moment(text, "", LONDON)


def test_a_seeded_choice_is_always_the_same_for_the_same_order() -> None:
    rule = Rule(seeded=(("{n} Mill Lane", 1), ("{n} Station Road", 1)), seed="street")

    assert rule.read("", "536365") == rule.read("", "536365")
    assert len({rule.read("", str(number)) for number in range(50)}) > 20


def test_what_a_spreadsheet_would_take_for_a_formula_is_defused_in_a_report() -> None:
    assert defused('=HYPERLINK("x")') == '\'=HYPERLINK("x")'
    assert defused("536365,6") == "536365,6"
