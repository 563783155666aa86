"""A walk of two parts: first all places where something is taken, then all where it is put; the shortest of them."""

from collections.abc import Sequence

from app.planning.carts import OPTIMAL, path_of
from app.planning.layout import Cell, Layout, Point
from app.planning.paths import walk_metres


def two_parts(
    layout: Layout, start: Point, takes: Sequence[Cell], puts: Sequence[Cell], end: Point, policy: str = OPTIMAL
) -> tuple[list[int], list[int]]:
    """The indexes of `takes` and those of `puts`, each in the order in which it is walked.

    Each place of the second part is tried as its first one: the first part ends there, the second begins. By the
    shortest path for both that is the shortest walk of all; by another policy the shortest of those it allows. What
    lies in a blocked aisle comes last in its part. Raises NotInLayout.
    """
    first, second = _reached(layout, takes), _reached(layout, puts)
    best: tuple[float, list[Cell], list[Cell]] | None = None
    gates: list[Cell | None] = [*second] or [None]
    for gate in gates:
        taken = path_of(layout, first, start, gate or end, policy) if first else []
        rest = [cell for cell in second if cell != gate]
        then = [gate, *path_of(layout, rest, gate, end, policy)] if gate else []
        metres = walk_metres(layout, [start, *taken, *then, end])
        if best is None or metres < best[0]:
            best = metres, taken, then
    _, taken, then = best or (0.0, [], [])
    return _indexes(takes, taken), _indexes(puts, then)


def _reached(layout: Layout, cells: Sequence[Cell]) -> list[Cell]:
    return list(dict.fromkeys(cell for cell in cells if not layout.is_blocked(cell)))


def _indexes(cells: Sequence[Cell], path: Sequence[Cell]) -> list[int]:
    turns = {cell: turn for turn, cell in enumerate(path)}
    return sorted(range(len(cells)), key=lambda index: turns.get(cells[index], len(turns)))
