"""The racks: a quiet grid of bins on both sides of each aisle, in a few elements whatever the size of the building."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from app.drawing.frame import Frame, number
from app.planning.layout import Cell, Layout

QUIET, GROUND = "#cdd4db", "#fff"
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
    """Across each run of aisles one stroke as thick as the racks are long, dashed into racks; then the bins' gaps."""
    return "".join(_drawn(frame, run) for block in range(len(frame.layout.blocks)) for run in _runs(frame, block))


def _runs(frame: Frame, block: int) -> Iterator[_Run]:
    ends = [(_ends(frame, aisle, block), aisle) for aisle in range(frame.layout.aisles)]
    for (front, back), group in groupby(ends, key=lambda end: end[0]):
        aisles = [aisle for _, aisle in group]
        if front > back:
            yield _Run(aisles[0], aisles[-1], front, back)


def _ends(frame: Frame, aisle: int, block: int) -> tuple[float, float]:
    """Where the bins of an aisle begin and end in a block, on the sheet; cross-aisles stay free."""
    layout = frame.layout
    first, last = block_cells(layout, aisle, block)
    half = layout.cell_pitch / 2
    front, back = (frame.place((0.0, layout.cross_aisles[at]))[1] for at in (block, block + 1))
    low = frame.place((0.0, layout.metres(first)[1] - half))[1]
    high = frame.place((0.0, layout.metres(last)[1] + half))[1]
    gap = min(PASSAGE, frame.step * 0.35)
    return min(low, front - gap), max(high, back + gap)


def block_cells(layout: Layout, aisle: int, block: int) -> tuple[Cell, Cell]:
    """The first and the last cell of an aisle in a block."""
    first = sum(layout.blocks[:block])
    return Cell(aisle, first), Cell(aisle, first + layout.blocks[block] - 1)


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
