"""Which exchanges are worth measuring: what a stop costs where it is, and what it would cost elsewhere."""

from collections.abc import Collection, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from app.planning.layout import Cell, Layout
from app.planning.slotting.bins import Exchange, Rules
from app.planning.slotting.floor import LEARNED, THIRDS, Floor

SAMPLE = 120
"""Walks by which candidates are weighed, drawn anew each round from those that are learned from."""
MOVERS = 200
"""Items whose stops cost most, and which are weighed for a move."""
TARGETS = 4
"""Bins that are measured for each of them at most."""
PARTS = 2
"""So many cells of an aisle in a block stand for the others there."""


def candidates(
    floor: Floor, layout: Layout, rules: Rules, used: Collection[int], most: int, random: Random
) -> list[Exchange]:
    """Exchanges of bins that are not `used`, those first that save most when stops are weighed one by one.

    An item counts by how many walks need it and by what else those walks visit: a stop in a stretch that they walk
    anyway costs little. Raises Stopped.
    """
    learned = [walk for walk in range(len(floor.metres)) if walk % THIRDS < LEARNED]
    sample = np.array(sorted(random.sample(learned, min(len(learned), SAMPLE))), dtype=np.intp)
    part, columns = _parts(floor.cells, layout)
    here = floor.costs(sample)
    there = _elsewhere(floor, sample, floor.detours(sample, columns))
    at = part[floor.column]
    order = np.array(random.sample(range(len(here)), len(here)), dtype=np.intp)  # equals come in an order of the seed
    movers = [slot for slot in order[np.argsort(-here[order], kind="stable")].tolist() if here[slot] > 0]
    weighed: list[tuple[float, Exchange]] = []
    for source in [slot for slot in movers if slot not in used][:MOVERS]:
        floor.go_on()
        gain = here[source] + here - there[source, at] - there[:, at[source]]
        gain[~rules.targets(source) | (floor.column == floor.column[source])] = -np.inf
        gain[list(used)] = -np.inf
        best = order[np.argsort(-gain[order], kind="stable")[:TARGETS]].tolist()
        weighed += [(float(gain[target]), Exchange(source, target)) for target in best if gain[target] > 0]
    weighed.sort(key=lambda one: -one[0])
    return [exchange for _, exchange in weighed[:most]]


def _elsewhere(floor: Floor, sample: NDArray[np.intp], detours: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each bin's stock would add to the walks of the sample in each part: of the shape (bins, parts)."""
    row = np.full(len(floor.metres), -1, dtype=np.intp)
    row[sample] = np.arange(len(sample))
    added = np.zeros((len(floor.walks_of), detours.shape[1]))
    for slot, walks in enumerate(floor.walks_of):
        floor.go_on()
        rows = row[walks]
        added[slot] = detours[rows[rows >= 0]].sum(axis=0)
    return added


def _parts(cells: Sequence[Cell], layout: Layout) -> tuple[NDArray[np.intp], list[int]]:
    """For each cell the part of the floor in which it lies, and for each part the cell that stands for it."""
    stretches: dict[tuple[int, int], list[int]] = {}
    for column, cell in enumerate(cells):
        stretches.setdefault((cell.aisle, layout.block_of(cell.cell)), []).append(column)
    part = np.zeros(len(cells), dtype=np.intp)
    columns: list[int] = []
    for inside in stretches.values():
        for some in np.array_split(np.array(inside), min(PARTS, len(inside))):
            part[some] = len(columns)
            columns.append(int(some[len(some) // 2]))
    return part, columns
