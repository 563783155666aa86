"""Shortest walks over steps from point to point; a step may go one way only.

Source: Dijkstra, A note on two problems in connexion with graphs (1959), with a binary heap.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from math import inf

Steps = Mapping[int, Sequence[tuple[int, float]]]
"""From each node the nodes next to it, with the metres of the step (none negative)."""


class Shortest:
    """Metres between the nodes of a floor; each source is searched once, when it is first asked for."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._known: dict[int, dict[int, float]] = {}

    def metres(self, source: int, goal: int) -> float:
        """The shortest walk from `source` to `goal`; infinite where there is none."""
        known = self._known.get(source)
        if known is None:
            known = self._known[source] = _search(self._steps, source)
        return known.get(goal, inf)


def _search(steps: Steps, source: int) -> dict[int, float]:
    found: dict[int, float] = {}
    queue = [(0.0, source)]
    while queue:
        metres, here = heappop(queue)
        if here in found:
            continue
        found[here] = metres
        for there, step in steps.get(here, ()):
            if there not in found:
                heappush(queue, (metres + step, there))
    return found
