"""The ways in which a walk may go through one stretch of aisle, between two cross-aisles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.planning.paths.frontier import CLOSED, NOTHING, meeting

TURN = 1e-8
"""Added for each turning round inside an aisle, so that of equally long walks one with few turns is kept."""


@dataclass(frozen=True, slots=True)
class Way:
    """`parts` are the times (0, 1, 2) that each part between two neighbouring points is walked, from the front;
    `metres` are those of all parts; `code` is what it means for the crossings at both ends (`frontier.meeting`)."""

    code: int
    metres: float
    parts: tuple[int, ...]


def ways(
    ends: tuple[float, float],
    points: Sequence[tuple[float, bool]],
    opening: tuple[bool, bool] = (True, True),
    whole: bool = False,
) -> list[Way]:
    """The ways that can be part of a shortest walk; none where a point cannot be reached.

    `points` are those that have to be met, from the front: (metres, whether the walk begins or ends there, not both).
    `opening` tells whether the stretch meets the cross-aisles at its two ends, `whole` whether the walk begins and
    ends in it. The parity of the first part gives that of all others, as it changes at a terminal only. Of the parts
    that are walked twice one may be left out, best the longest, or the one at either end; both of these only where
    the walk never leaves the stretch.
    """
    marks = [ends[0], *(metres for metres, _ in points), ends[1]]
    lengths = [after - before for before, after in pairwise(marks)]
    if not points:
        through = [Way(meeting(1, 1, True), lengths[0], (1,)), Way(meeting(2, 2, True), 2 * lengths[0], (2,))]
        return [Way(NOTHING, 0.0, (0,)), *(through if all(opening) else [])]
    found: list[Way] = []
    for first in (1, 2):
        parts = [first]
        for _, terminal in points:
            parts.append(3 - parts[-1] if terminal else parts[-1])
        found.extend(_cut(lengths, parts, left_out) for left_out in _left_out(lengths, parts, opening, whole))
    return found


def _left_out(
    lengths: list[float], parts: list[int], opening: tuple[bool, bool], whole: bool
) -> Iterator[tuple[int, ...]]:
    """Which parts are not walked, in each of the ways."""
    last = len(parts) - 1
    missing = tuple(end for end, is_open in zip((0, last), opening, strict=True) if not is_open)
    if any(parts[end] == 1 for end in missing):
        return
    if not missing:
        yield ()
        inside = [part for part in range(1, last) if parts[part] == 2]
        yield from [(max(inside, key=lengths.__getitem__),)] if inside else []
    for end in (0, last):
        if parts[end] == 2 and set(missing) <= {end}:
            yield (end,)
    if whole and parts[0] == parts[last] == 2:
        yield (0, last)


def _cut(lengths: list[float], parts: list[int], left_out: tuple[int, ...]) -> Way:
    walked = tuple(0 if part in left_out else times for part, times in enumerate(parts))
    low, high = walked[0], walked[-1]
    metres = sum(times * length for times, length in zip(walked, lengths, strict=True))
    inside = any(0 < part < len(parts) - 1 for part in left_out)
    if not low and not high:
        return Way(CLOSED, metres, walked)
    code = meeting(low, high, bool(low and high and not inside))
    return Way(code, metres + TURN * (2 if inside else len(left_out)), walked)
