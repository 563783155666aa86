"""Shortest walks over steps from point to point; a step may go one way only.

Source: Dijkstra, A note on two problems in connexion with graphs (1959), with a binary heap.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from math import inf

Steps = Mapping[int, Sequence[tuple[int, float]]]
"""From each node the nodes next to it, with the metres of the step (none negative)."""


class Shortest:
    """Walks between the nodes of a floor; each source is searched once, when it is first asked for."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._known: dict[int, dict[int, tuple[float, int]]] = {}

    def metres(self, source: int, goal: int) -> float:
        """The shortest walk from `source` to `goal`; infinite where there is none."""
        return self.walks_from(source).get(goal, (inf, goal))[0]

    def nodes(self, source: int, goal: int) -> list[int]:
        """The nodes of that walk, both ends included; none where there is no walk."""
        found = self.walks_from(source)
        if goal not in found:
            return []
        walk = [goal]
        while walk[-1] != source:
            walk.append(found[walk[-1]][1])
        return walk[::-1]

    def walks_from(self, source: int) -> Mapping[int, tuple[float, int]]:
        """Metres to each node that can be reached, and the node before it on the way."""
        if source not in self._known:
            self._known[source] = _search(self._steps, source)
        return self._known[source]


def _search(steps: Steps, source: int) -> dict[int, tuple[float, int]]:
    found: dict[int, tuple[float, int]] = {}
    queue = [(0.0, source, source)]
    while queue:
        metres, here, before = heappop(queue)
        if here in found:
            continue
        found[here] = metres, before
        for there, step in steps.get(here, ()):
            if there not in found:
                heappush(queue, (metres + step, there, here))
    return found
