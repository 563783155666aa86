"""Pick paths: the order of stops. Serpentines and the nearest neighbour to start from, then 2-opt and or-opt.

Sources: the S-shape and nearest-neighbour policies as in de Koster, Le-Duc and Roodbergen (2007); 2-opt after Croes
(1958); or-opt after Or (1976). Distances are always shortest walks, so any order of stops is a walk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.planning.layout import Cell, Layout, Point

EVALUATIONS = 150_000
"""How many changes of a path are weighed at most: bounds the time without a clock, so equal input gives equal paths."""
SEGMENT = 3
LEAST_GAIN = 1e-9


@dataclass(frozen=True)
class Path:
    """`order` holds indexes into the stops that were asked for; `metres` is the walk from the start to the end."""

    order: tuple[int, ...]
    metres: float


def plan_path(layout: Layout, stops: Sequence[Cell], start: Point, end: Point) -> Path:
    """A short walk that visits every stop exactly once; stops of one cell (both sides, all levels) follow each other.

    Raises NotInLayout. Of equally long walks it keeps the serpentine, which reads naturally.
    """
    cells = list(dict.fromkeys(stops))
    if not cells:
        return Path((), layout.distance(start, end))
    metres = distances(layout, [start, *cells, end])
    seeds = [*serpentines(layout, cells), nearest_neighbour(metres)]
    walks = sorted((length(metres, walk), number, walk) for number, walk in enumerate(map(_ended, seeds)))
    improved = [improve(metres, walk) for _, _, walk in walks[:2]]
    best = min(improved, key=lambda walk: length(metres, walk))
    rank = {cells[node - 1]: place for place, node in enumerate(best[1:-1])}
    order = sorted(range(len(stops)), key=lambda index: rank[stops[index]])
    return Path(tuple(order), length(metres, best))


def walk_metres(layout: Layout, points: Sequence[Point]) -> float:
    """Metres of the walk through `points` in the order given. Raises NotInLayout."""
    return sum(layout.distance(one, other) for one, other in pairwise(points))


def distances(layout: Layout, points: Sequence[Point]) -> list[list[float]]:
    """Metres between all of `points`, by their indexes."""
    positions = [layout.position(point) for point in points]
    metres = [[0.0] * len(points) for _ in points]
    for index, one in enumerate(positions):
        for other in range(index):
            metres[index][other] = metres[other][index] = layout.walk(one, positions[other])
    return metres


def length(metres: list[list[float]], walk: Sequence[int]) -> float:
    """Metres of a walk through the nodes of a distance matrix."""
    return sum(metres[one][other] for one, other in pairwise(walk))


def serpentines(layout: Layout, cells: Sequence[Cell]) -> Iterator[list[int]]:
    """Up one aisle and down the next, through whole aisles or block by block, from either side: nodes 1 to n."""
    for whole in (True, False):
        for from_right in (False, True):
            for first_up in (True, False):
                yield _serpentine(layout, cells, whole, from_right, first_up)


def nearest_neighbour(metres: list[list[float]]) -> list[int]:
    """From node 0 always to the nearest node that is left; the last node of the matrix is the end, and left out."""
    left = set(range(1, len(metres) - 1))
    walk = [0]
    while left:
        row = metres[walk[-1]]
        following = min(left, key=lambda node: (row[node], node))
        left.remove(following)
        walk.append(following)
    return walk[1:]


def improve(metres: list[list[float]], walk: list[int]) -> list[int]:
    """Reverse stretches and move short ones while that shortens the walk; its first and last node stay."""
    walk = list(walk)
    left = EVALUATIONS
    shorter = True
    while shorter and left > 0:
        turned, left = _reverse(metres, walk, left)
        moved, left = _move(metres, walk, left)
        shorter = turned or moved
    return walk


def _ended(nodes: list[int]) -> list[int]:
    return [0, *nodes, len(nodes) + 1]


def _serpentine(layout: Layout, cells: Sequence[Cell], whole: bool, from_right: bool, first_up: bool) -> list[int]:
    runs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for node, cell in enumerate(cells, start=1):
        block = 0 if whole else -layout.block_of(cell.cell)  # the farthest block first, then home
        runs.setdefault((block, cell.aisle), []).append((cell.cell, node))
    walk: list[int] = []
    up, from_left = first_up, not from_right
    for block in sorted({block for block, _ in runs}):
        for aisle in sorted((aisle for at, aisle in runs if at == block), reverse=not from_left):
            walk.extend(node for _, node in sorted(runs[block, aisle], reverse=not up))
            up = not up
        from_left = not from_left
    return walk


def _reverse(metres: list[list[float]], walk: list[int], left: int) -> tuple[bool, int]:
    """2-opt, one sweep: whether it gained, and how many evaluations are left."""
    gained = False
    last = len(walk) - 1
    for first in range(1, last - 1):
        for other in range(first + 1, last):
            before, here, there, after = walk[first - 1], walk[first], walk[other], walk[other + 1]
            gain = metres[before][here] + metres[there][after] - metres[before][there] - metres[here][after]
            if gain > LEAST_GAIN:
                walk[first : other + 1] = walk[first : other + 1][::-1]
                gained = True
        left -= last - 1 - first
        if left <= 0:
            break
    return gained, left


def _move(metres: list[list[float]], walk: list[int], left: int) -> tuple[bool, int]:
    """Or-opt, one sweep: stretches of up to three stops go where they fit better, either way round."""
    gained = False
    for size in range(1, SEGMENT + 1):
        for first in range(1, len(walk) - size):
            segment = walk[first : first + size]
            rest = walk[:first] + walk[first + size :]
            saved = (
                metres[walk[first - 1]][segment[0]]
                + metres[segment[-1]][walk[first + size]]
                - metres[walk[first - 1]][walk[first + size]]
            )
            left -= len(rest)
            if saved <= LEAST_GAIN:
                continue
            cost, place, turned = _cheapest(metres, rest, segment)
            if saved - cost > LEAST_GAIN:
                walk[:] = rest[:place] + (segment[::-1] if turned else segment) + rest[place:]
                gained = True
            if left <= 0:
                return gained, left
    return gained, left


def _cheapest(metres: list[list[float]], rest: list[int], segment: list[int]) -> tuple[float, int, bool]:
    """What putting `segment` into `rest` costs at its best place, that place, and whether it is turned round."""
    head, tail = metres[segment[0]], metres[segment[-1]]
    best = (float("inf"), 0, False)
    for place, (one, other) in enumerate(pairwise(rest), start=1):
        between = metres[one][other]
        straight = (head[one] + tail[other] - between, place, False)
        turned = (tail[one] + head[other] - between, place, True)
        best = min(best, straight, turned)
    return best
