"""Walks as lines: beside the middle of the aisle on the walker's right, so that there and back are two lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from app.drawing.frame import Spot, number

COLOURS = ("#0d47a1", "#961a14", "#145c2d", "#6d2a96", "#7d3c00", "#00545c", "#8a1a59", "#414c56")
"""Those of `--place-1` … `--place-8` in tokens.css."""
DASHES = ("", "9 3", "2 3", "9 3 2 3", "5 5", "14 3", "9 3 2 3 2 3")
ARROW_EVERY = 28.0
SHARP = -0.5


@dataclass(frozen=True)
class Stroke:
    """How the walk of that number (from 1 on) is told from others: by colour and dashes; neither repeats with both."""

    number: int

    @property
    def name(self) -> str:
        return f"floor__walk floor__walk--{(self.number - 1) % len(COLOURS) + 1}"

    @property
    def badge(self) -> str:
        return f"floor__badge floor__badge--{(self.number - 1) % len(COLOURS) + 1}"

    @property
    def colour(self) -> str:
        return COLOURS[(self.number - 1) % len(COLOURS)]

    @property
    def dashes(self) -> str:
        dashes = DASHES[(self.number - 1) % len(DASHES)]
        return f' stroke-dasharray="{dashes}"' if dashes else ""


def beside(line: Sequence[Spot], aside: float) -> list[Spot]:
    """The line moved `aside` to the right of whoever walks along it."""
    moved = [_moved(one, other, aside) for one, other in pairwise(_without_pauses(line))]
    if not moved:
        return list(line)
    spots = [moved[0][0]]
    for before, after in pairwise(moved):
        spots += _corner(before, after)
    return [*spots, moved[-1][1]]


def path(line: Sequence[Spot]) -> str:
    """The `d` of a line, with short commands where it goes straight along or across."""
    commands = []
    here = ("", "")
    for index, (x, y) in enumerate(line):
        spot = number(x), number(y)
        if not index:
            commands.append(f"M{spot[0]} {spot[1]}")
        elif spot[0] == here[0] and spot[1] != here[1]:
            commands.append(f"V{spot[1]}")
        elif spot[1] == here[1] and spot[0] != here[0]:
            commands.append(f"H{spot[0]}")
        elif spot != here:
            commands.append(f"L{spot[0]} {spot[1]}")
        here = spot
    return "".join(commands)


def arrows(line: Sequence[Spot]) -> str:
    """The `d` of small heads that show which way long stretches are walked."""
    return "".join(_heads(line))


def _heads(line: Sequence[Spot]) -> Iterator[str]:
    for (x, y), (to_x, to_y) in pairwise(line):
        length = hypot(to_x - x, to_y - y)
        if length < ARROW_EVERY:
            continue
        east, south = (to_x - x) / length, (to_y - y) / length
        tip_x, tip_y = (x + to_x) / 2 + 3 * east, (y + to_y) / 2 + 3 * south
        one, other = (-6 * east - 3 * south, -6 * south + 3 * east), (6 * south, -6 * east)
        yield f"M{number(tip_x)} {number(tip_y)}l{number(one[0])} {number(one[1])}"
        yield f"l{number(other[0])} {number(other[1])}z"


def _without_pauses(line: Sequence[Spot]) -> list[Spot]:
    """The turns of the line: no spot twice in succession, none in the middle of a straight stretch."""
    turns: list[Spot] = []
    for spot in line:
        if turns and hypot(spot[0] - turns[-1][0], spot[1] - turns[-1][1]) < 0.05:
            continue
        while len(turns) > 1 and _goes_on(turns[-2], turns[-1], spot):
            turns.pop()
        turns.append(spot)
    return turns


def _goes_on(one: Spot, other: Spot, next_: Spot) -> bool:
    (x, y), (to_x, to_y) = _direction(one, other), _direction(other, next_)
    return x * to_x + y * to_y > 1 - 1e-6


def _direction(one: Spot, other: Spot) -> Spot:
    length = hypot(other[0] - one[0], other[1] - one[1])
    return (other[0] - one[0]) / length, (other[1] - one[1]) / length


def _moved(one: Spot, other: Spot, aside: float) -> tuple[Spot, Spot]:
    east, south = _direction(one, other)
    return (
        (one[0] - aside * south, one[1] + aside * east),
        (other[0] - aside * south, other[1] + aside * east),
    )


def _corner(before: tuple[Spot, Spot], after: tuple[Spot, Spot]) -> list[Spot]:
    """Where two moved stretches meet; a turn on the heel joins their ends."""
    (x, y), (to_x, to_y) = _direction(*before), _direction(*after)
    cross = x * to_y - y * to_x
    if abs(cross) < 1e-6 or x * to_x + y * to_y < SHARP:
        return [before[1], after[0]]
    gap_x, gap_y = after[0][0] - before[1][0], after[0][1] - before[1][1]
    further = (gap_x * to_y - gap_y * to_x) / cross
    return [(before[1][0] + further * x, before[1][1] + further * y)]
