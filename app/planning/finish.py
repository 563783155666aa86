"""When the waves on the floor are done: who walks goes on, and when they are back takes the next free walk. Pure."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace


@dataclass(frozen=True, slots=True)
class Work:
    """What is left of a walk, in `seconds`; its holder does it, or if there is none whoever is free first.

    `after`: the walk that it waits for. While it is `kept_back`, nobody begins it.
    """

    walk: int
    wave: int
    seconds: float
    holder: int | None = None
    after: int | None = None
    kept_back: bool = False


def finishes(works: Sequence[Work], pickers: Collection[int]) -> Mapping[int, float]:
    """Seconds until each wave is done, of all `works` in the order in which they are begun.

    A holder does their own first; free walks go to `pickers`, the first to be free first; what is kept back, and what
    waits for it, takes nobody's time. A wave of which something can be begun by nobody is left out. More work on any
    walk makes no wave earlier, one picker more none later.
    """
    ends: dict[int, float] = {}
    load: defaultdict[int, float] = defaultdict(float)
    given_out = _given_out(works)
    for work in given_out:
        if work.holder is not None:
            load[work.holder] += work.seconds
            ends[work.walk] = load[work.holder]
    free = [load[picker] for picker in sorted(pickers)]
    heapify(free)
    for work in sorted(given_out, key=lambda work: work.after is not None):  # what waits is begun last
        if work.holder is None and free:
            ends[work.walk] = free[0] + work.seconds
            heapreplace(free, ends[work.walk])
    return _by_wave(works, ends)


def _given_out(works: Sequence[Work]) -> Sequence[Work]:
    """Without those that are kept back, and those that wait for them."""
    kept = {work.walk for work in works if work.kept_back}
    while behind := {work.walk for work in works if work.after in kept} - kept:
        kept |= behind
    return [work for work in works if work.walk not in kept]


def _by_wave(works: Sequence[Work], ends: Mapping[int, float]) -> Mapping[int, float]:
    by_walk = {work.walk: work for work in works}
    stuck = {work.wave for work in works if work.walk not in ends}
    waves: dict[int, float] = {}
    for work in works:
        if work.wave not in stuck:
            waves[work.wave] = max(waves.get(work.wave, 0.0), _end(work, ends, by_walk))
    return waves


def _end(work: Work, ends: Mapping[int, float], by_walk: Mapping[int, Work]) -> float:
    """When the walk is over: never before those that it waits for, and its own time after them."""
    latest, behind, link, seen = ends[work.walk], work.seconds, work, {work.walk}
    while (before := by_walk.get(link.after or 0)) and before.walk not in seen:
        seen.add(before.walk)
        latest = max(latest, ends.get(before.walk, 0.0) + behind)
        behind += before.seconds
        link = before
    return latest
