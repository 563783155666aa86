"""Weeks as bars: as tall as what was ordered, and nothing of them is markup."""

import re
from xml.etree import ElementTree

from app.drawing.weeks import week_bars


def heights(svg: str) -> list[float]:
    return [float(tall) for tall in re.findall(r"v-([\d.]+)h", svg)]


def test_bars_are_as_tall_as_their_weeks_and_empty_weeks_have_none() -> None:
    svg = week_bars([0, 10, 5], "Ten at most")

    tall, half = heights(svg)
    assert tall == 2 * half
    assert ElementTree.fromstring(svg).attrib["aria-label"] == "Ten at most"


def test_nothing_ordered_is_drawn_too() -> None:
    assert heights(week_bars([0, 0], "None")) == []
    ElementTree.fromstring(week_bars([], "None"))


def test_words_are_no_markup() -> None:
    svg = week_bars([1], '"><script>&')

    assert "<script>" not in svg
    ElementTree.fromstring(svg)
