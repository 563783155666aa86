"""The racks: a quiet grid of bins on both sides of each aisle, in a few elements whatever the size of the building."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from app.drawing.frame import Frame, number
from app.planning.graph import WayPoints
from app.planning.layout import Cell, Stretch

QUIET, GROUND, INK = "#cdd4db", "#fff", "#12171c"
RACK, AISLE, BACK = 0.22, 0.5, 0.06
"""Shares of the way from an aisle to the next: a rack, the aisle, and the gap where racks stand back to back."""
LEAST_BIN = 2.5
"""Units: bins shorter than this are not told apart."""
PASSAGE = 5.0
"""Units that a cross-aisle has on either side at least: it has no width of its own in the layout."""


@dataclass(frozen=True)
class _Run:
    """Neighbouring aisles whose racks in a block reach from the same front to the same back, on the sheet."""

    first: int
    last: int
    front: float
    back: float


def racks(frame: Frame) -> str:
    """Bins as a quiet grid, with what is closed or one-way; a building of way points as its ways."""
    if isinstance(frame.layout, WayPoints):
        return _ways(frame, frame.layout)
    return _grid(frame) + _signs(frame)


def _grid(frame: Frame) -> str:
    """Across each run of aisles one stroke as thick as the racks are long, dashed into racks; then the bins' gaps."""
    return "".join(_drawn(frame, run) for block in range(len(frame.layout.blocks)) for run in _runs(frame, block))


def _runs(frame: Frame, block: int) -> Iterator[_Run]:
    ends = [(_ends(frame, aisle, block), aisle) for aisle in range(frame.layout.aisles)]
    for (front, back), group in groupby(ends, key=lambda end: end[0]):
        aisles = [aisle for _, aisle in group]
        if front > back + 1:
            yield _Run(aisles[0], aisles[-1], front, back)


def _ends(frame: Frame, aisle: int, block: int) -> tuple[float, float]:
    """Where the bins of an aisle begin and end in a block, on the sheet; cross-aisles stay free."""
    layout = frame.layout
    cells = layout.cells_of(aisle, block)
    if not cells:
        return 0.0, 0.0
    half = layout.cell_pitch / 2
    front, back = (frame.place((0.0, layout.cross_aisles[at]))[1] for at in (block, block + 1))
    low = frame.place((0.0, layout.metres(Cell(aisle, cells[0]))[1] - half))[1]
    high = frame.place((0.0, layout.metres(Cell(aisle, cells[-1]))[1] + half))[1]
    gap = min(PASSAGE, frame.step * 0.35)
    return min(low, front - gap), max(high, back + gap)


def _drawn(frame: Frame, run: _Run) -> str:
    step, layout = frame.step, frame.layout
    left = frame.place((run.first * layout.aisle_pitch, 0.0))[0] - (RACK + AISLE / 2) * step
    wide = (run.last - run.first + RACK * 2 + AISLE) * step
    dashes = " ".join(f"{share * step:.3f}" for share in (RACK, AISLE, RACK, BACK))
    drawn = (
        f'<path class="floor__racks" d="M{number(left)} {number((run.front + run.back) / 2)}h{number(wide)}" '
        f'stroke="{QUIET}" stroke-width="{number(run.front - run.back)}" stroke-dasharray="{dashes}"/>'
    )
    pitch = layout.cell_pitch * frame.along
    if pitch < LEAST_BIN:
        return drawn
    return drawn + (
        f'<path class="floor__gaps" d="M{number(left + wide / 2)} {number(run.front)}V{number(run.back)}" '
        f'stroke="{GROUND}" stroke-width="{number(wide)}" stroke-dasharray="0 {pitch - 0.8:.3f} .8 0"/>'
    )


def _signs(frame: Frame) -> str:
    """A cross where an aisle is blocked, an arrow head where it is one-way, a bar where it is a dead end."""
    drawn = []
    for (aisle, block), stretch in sorted(frame.layout.stretches.items()):
        crosses = frame.layout.cross_aisles[block : block + 2]
        x = frame.place((aisle * frame.layout.aisle_pitch, 0.0))[0]
        front, back = (frame.place((0.0, cross))[1] for cross in crosses)
        drawn += list(_sign(stretch, x, front, back, frame.step * AISLE / 2))
    if not drawn:
        return ""
    return f'<path class="floor__signs" d="{"".join(drawn)}" fill="none" stroke="{INK}" stroke-width="1.5"/>'


def _sign(stretch: Stretch, x: float, front: float, back: float, half: float) -> Iterator[str]:
    middle, size = (front + back) / 2, min(half, 5.0)
    if stretch.blocked:
        yield f"M{number(x - size)} {number(middle - size)}l{number(2 * size)} {number(2 * size)}"
        yield f"M{number(x - size)} {number(middle + size)}l{number(2 * size)} {number(-2 * size)}"
    if stretch.one_way:
        tip = -size if stretch.one_way == "up" else size
        yield f"M{number(x - size)} {number(middle)}l{number(size)} {number(tip)}l{number(size)} {number(-tip)}"
    for is_open, y in ((stretch.front, front - PASSAGE), (stretch.back, back + PASSAGE)):
        if not is_open:
            yield f"M{number(x - half)} {number(y)}h{number(2 * half)}"


def _ways(frame: Frame, layout: WayPoints) -> str:
    """The ways as lines, the way points as squares."""
    spots = [frame.place(spot) for spot in layout.spots]
    ends = [(spots[way.start], spots[way.end]) for way in layout.ways]
    lines = "".join(f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}" for (x, y), (to_x, to_y) in ends)
    squares = "".join(f"M{number(x - 4)} {number(y - 4)}h8v8h-8z" for x, y in spots)
    return (
        f'<path class="floor__racks" d="{lines}" stroke="{QUIET}" stroke-width="6" stroke-linecap="round"/>'
        f'<path class="floor__points" d="{squares}" fill="{QUIET}"/>'
    )
