"""Stops on a plan: a numbered badge where there is room, a dot where badges would hide each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.drawing.frame import Frame, Spot, number
from app.planning.layout import Cell

BADGE, DOT = 8.5, 3.0
CHARACTER = 6.4


@dataclass(frozen=True)
class _Mark:
    """One place of a walk: the turns of the stops there (from 1 on), and where it lies on the sheet."""

    turns: tuple[int, ...]
    at: Spot

    @property
    def label(self) -> str:
        return str(self.turns[0]) if len(self.turns) == 1 else f"{self.turns[0]}–{self.turns[-1]}"

    @property
    def half(self) -> float:
        """Half the width of its badge."""
        return max(BADGE, len(self.label) * CHARACTER / 2 + 2)


def numbered(frame: Frame, stops: Sequence[Cell]) -> str:
    """Each place once in walking order, as `<g data-stops="4 5">`: stops 4 and 5 lie there.

    A page shows where the picker stands by putting `is-here` on the group: also a crowded one then shows its number.
    """
    marks = _marks(frame, stops)
    roomy = _roomy(marks)
    dots_first = sorted(range(len(marks)), key=lambda index: index in roomy)
    drawn = "".join(_drawn(marks[index], index in roomy) for index in dots_first)
    text = 'font-size="11" font-weight="700" text-anchor="middle" dominant-baseline="central"'
    return f'<g class="floor__stops" {text}>{drawn}</g>'


def dots(frame: Frame, stops: Sequence[Cell], aside: float) -> str:
    """The `d` of round dots, one for each place, as far from the middle of the aisle as the walk's line."""
    places = sorted({frame.point(cell) for cell in stops})
    return "".join(f"M{number(x + aside)} {number(y)}h0" for x, y in places)


def _marks(frame: Frame, stops: Sequence[Cell]) -> list[_Mark]:
    marks = []
    for cell, group in groupby(enumerate(stops, 1), key=lambda stop: stop[1]):
        marks.append(_Mark(tuple(turn for turn, _ in group), frame.point(cell)))
    return marks


def _roomy(marks: Sequence[_Mark]) -> set[int]:
    """Indexes of marks whose badges hide no other: the first, the last, then by turn."""
    chosen: list[int] = []
    last = len(marks) - 1
    for index in sorted(range(len(marks)), key=lambda index: (index not in (0, last), index)):
        if not any(_overlap(marks[index], marks[other]) for other in chosen):
            chosen.append(index)
    return set(chosen)


def _overlap(one: _Mark, other: _Mark) -> bool:
    beside = abs(one.at[0] - other.at[0]) < one.half + other.half - 1
    return beside and abs(one.at[1] - other.at[1]) < 2 * BADGE - 1


def _drawn(mark: _Mark, is_roomy: bool) -> str:
    turns = " ".join(map(str, mark.turns))
    hidden = "" if is_roomy else ' display="none"'
    return (
        f'<g data-stops="{turns}" transform="translate({mark.at[0]:.0f} {mark.at[1]:.0f})">'
        f'{_badge(mark, is_roomy)}<text fill="#fff"{hidden}>{mark.label}</text></g>'
    )


def _badge(mark: _Mark, is_roomy: bool) -> str:
    if not is_roomy:
        return f'<circle r="{number(DOT)}"/>'
    if mark.half <= BADGE:
        return f'<circle r="{number(BADGE)}"/>'
    half = number(mark.half)
    return f'<rect x="-{half}" y="-8.5" width="{number(2 * mark.half)}" height="17" rx="8.5"/>'
