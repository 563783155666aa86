"""Waybill numbers: check digits against numbers that are printed somewhere, and what no scan may pass for."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from app.scanning.grammar import has_check_digit
from app.shipping.numbers import RULES, Pattern, read_number

PATTERNS = some.builds(
    Pattern,
    prefix=some.text("ABC012345", max_size=6),
    digits=some.integers(2, 14),
    rule=some.sampled_from(sorted(set(RULES) - {"s10"})),
    suffix=some.sampled_from(["", "TW", "GB"]),
)
FINDS_EVERY_WRONG_DIGIT = {"luhn", "gs1"}


@pytest.mark.parametrize(
    ("pattern", "serial", "number"),
    [
        (Pattern("", 8, "none"), 42, "00000042"),
        (Pattern("123", 7, "mod7"), 4567890, "12345678905"),  # 4567890 = 7 · 652555 + 5
        (Pattern("", 10, "luhn"), 7992739871, "79927398713"),  # the example that explains Luhn's rule everywhere
        (Pattern("", 12, "gs1"), 400638133393, "4006381333931"),
        (
            Pattern("", 10, "mod11"),
            1234567890,
            "12345678903",
        ),  # the same rule as of Norwegian accounts, and its example
        (Pattern("RR", 8, "s10", "JE"), 47312482, "RR473124829JE"),  # UPU S10's own example
        (Pattern("PW", 4, "none", "TW"), 7, "PW0007TW"),
    ],
)
def test_a_number_is_written_as_its_carrier_prints_it(pattern: Pattern, serial: int, number: str) -> None:
    assert pattern.number(serial) == number
    assert pattern.serial(number) == serial


@pytest.mark.parametrize(
    "pattern",
    [
        Pattern("R", 8, "s10", "GB"),
        Pattern("RR", 9, "s10", "GB"),
        Pattern("RR", 8, "s10", ""),
        Pattern("PW", 0, "none"),
        Pattern("PW", 19, "none"),
        Pattern("PW", 8, "mod97"),
    ],
)
def test_a_pattern_that_no_carrier_has_is_not_known(pattern: Pattern) -> None:
    assert not pattern.is_known


@given(PATTERNS, some.data())
def test_every_number_of_a_pattern_is_read_back_as_its_serial_number(pattern: Pattern, data: some.DataObject) -> None:
    serial = data.draw(some.integers(0, 10**pattern.digits - 1))

    assert pattern.serial(pattern.number(serial)) == serial


@given(PATTERNS, some.data())
def test_two_serial_numbers_never_give_the_same_number(pattern: Pattern, data: some.DataObject) -> None:
    one, other = (data.draw(some.integers(0, 10**pattern.digits - 1)) for _ in range(2))
    assume(one != other)

    assert pattern.number(one) != pattern.number(other)


@given(PATTERNS, some.data())
def test_a_wrong_digit_is_found_where_the_rule_can_find_it(pattern: Pattern, data: some.DataObject) -> None:
    assume(pattern.rule in FINDS_EVERY_WRONG_DIGIT)
    number = pattern.number(data.draw(some.integers(0, 10**pattern.digits - 1)))
    place = len(pattern.prefix) + data.draw(some.integers(0, pattern.digits - 1))
    wrong = data.draw(some.sampled_from([digit for digit in "0123456789" if digit != number[place]]))

    assert pattern.serial(number[:place] + wrong + number[place + 1 :]) is None


@given(some.integers(0, 10**8 - 1), some.integers(0, 7), some.sampled_from("0123456789"))
def test_a_wrong_digit_of_an_s10_number_is_found(serial: int, place: int, digit: str) -> None:
    pattern = Pattern("RR", 8, "s10", "TW")
    number = pattern.number(serial)
    assume(number[2 + place] != digit)
    mended = number[: 2 + place] + digit + number[3 + place :]

    # The remainders 0 and 6 share the check digit 5: the rule's own weakness.
    assert pattern.serial(mended) is None or number[10] == "5"


@given(some.integers(0, 10**11))
def test_the_gs1_rule_is_the_one_that_scanners_check(serial: int) -> None:
    assert has_check_digit(Pattern("", 12, "gs1").number(serial))


@given(some.text(max_size=60))
def test_whatever_is_scanned_is_a_number_in_the_books_form_or_none(text: str) -> None:
    number = read_number(text)

    assert number is None or (4 <= len(number) <= 40 and number.isascii() and number.isalnum())


def test_blanks_hyphens_and_small_letters_are_the_same_number() -> None:
    assert read_number(" 123-4567 8905 ") == "12345678905"
    assert read_number("rr473124829je") == "RR473124829JE"
    assert read_number("<script>") is None
