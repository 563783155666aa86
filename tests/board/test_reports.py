"""What a device says of itself is hostile until its numbers are plain and within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.floor.reports import FULL, MOST_WAITING, Report, report_asked, report_said

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def test_plain_numbers_are_understood() -> None:
    assert report_said({"waiting": 3, "battery": 71, "charging": True}) == Report(3, 71, True)
    assert report_asked({"waiting": "3", "battery": "71", "charging": "no"}) == Report(3, 71, False)


@pytest.mark.parametrize("said", [None, 7, "waiting", [3], {}, {"waiting": True}, {"waiting": -1}, {"battery": 101}])
def test_whatever_else_says_nothing(said: object) -> None:
    assert report_said(said) == Report()


@pytest.mark.parametrize("text", ["", "-1", "1e3", "²", "123456", "٣", " 3"])
def test_a_number_of_a_query_is_written_in_plain_digits(text: str) -> None:
    assert report_asked({"waiting": text, "battery": text, "charging": text}) == Report()


@given(st.dictionaries(st.sampled_from(["waiting", "battery", "charging"]), anything) | anything)
def test_no_word_leads_beyond_the_bounds(said: object) -> None:
    report = report_said(said)

    assert report.waiting is None or 0 <= report.waiting <= MOST_WAITING
    assert report.battery is None or 0 <= report.battery <= FULL
    assert report.charging in (None, True, False)
