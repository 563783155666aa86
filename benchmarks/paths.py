"""Pick paths: how short against published optima and other solvers, how fast, and how many walks are weighed a second.

Each tour is measured again from its order of stops by benchmarks.walks; no planner's own account counts.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import islice
from random import Random
from statistics import fmean, median
from typing import Any

import numpy as np

from app.planning.evaluation import Evaluator
from app.planning.layout import Cell, Crossing
from app.planning.paths import plan_path
from app.planning.paths.policies import POLICIES
from benchmarks.instances import Instance, layout_of, published_instances, random_instance, some_stops
from benchmarks.rivals import OrTools, fast_tsp_order, or_tools
from benchmarks.walks import between, walked

SECONDS = 1.0
"""Each rival's time for a walk of three or four blocks."""
NEAR = 1e-6
FLOOR: dict[str, Any] = {"aisles": 20, "blocks": [50, 50], "aisle_pitch": 3.0, "cell_pitch": 1.0, "end_to_cell": 1.0}
FRONT = {"aisle": 0, "cross_aisle": 0}


@dataclass(frozen=True)
class Ratios:
    """Lengths ÷ what they are compared with."""

    name: str
    instances: int
    mean: float
    highest: float
    reached: int

    @classmethod
    def of(cls, name: str, ratios: list[float]) -> "Ratios":
        return cls(name, len(ratios), fmean(ratios), max(ratios), sum(ratio <= 1 + NEAR for ratio in ratios))


def quick() -> dict[str, Any]:
    """A fixed sample of all, in a minute or two."""
    return {**all_published(every=20), **all_blocks(count=10), **all_speeds()}


def all_published(every: int = 1) -> dict[str, Any]:
    """Length ÷ optimum of the published instances, told."""
    found = published(every)
    _tell("length ÷ published optimum; to reach: 1.000 on every instance", found)
    return {"published": [asdict(one) for one in found]}


def all_blocks(count: int = 200) -> dict[str, Any]:
    """Length ÷ best found in three and four blocks, told."""
    found = several_blocks(count)
    for blocks, ratios in found.items():
        _tell(f"length ÷ best found, {blocks} blocks, {SECONDS:.0f} s for each rival; to reach: never above 1", ratios)
    return {"blocks": {blocks: [asdict(one) for one in ratios] for blocks, ratios in found.items()}}


def all_speeds() -> dict[str, Any]:
    """Time of a path, and walks weighed a second, told."""
    times, weighed = speed(), evaluations()
    print("  path with its ordered stops, 20 aisles, 2 blocks, 30 stops; to reach: 10 times faster")
    print(f"    median {times.ours:.2f} ms; OR-Tools at its default {times.theirs:.1f} ms, {times.faster:.0f} times")
    print(f"    (given all distances {times.theirs_given:.1f} ms); its walks are {times.longer:.3f} times as long")
    print("  candidate batches weighed a second, 20 aisles, 2 blocks; to reach: 20 times one by one")
    print(
        f"    {weighed.together:,.0f}; one by one {weighed.one_by_one:,.0f}, or {weighed.as_paths:,.0f} as paths",
        end="",
    )
    print(f" with their stops: {weighed.faster:.0f} times as many", flush=True)
    return {
        "path": asdict(times) | {"faster": times.faster},
        "evaluations": asdict(weighed) | {"faster": weighed.faster},
    }


def published(every: int) -> list[Ratios]:
    """Length ÷ published optimum, by policy; of each `every`th instance."""
    ratios: dict[str, list[float]] = {name: [] for name in POLICIES}
    for instance in islice(published_instances(), 0, None, every):
        for name, metres in _measured(instance).items():
            ratios[name].append(metres / instance["optimum"])
    return [Ratios.of(name, some) for name, some in ratios.items() if some]


def several_blocks(count: int) -> dict[int, list[Ratios]]:
    """Length ÷ best found by anybody, by number of blocks; `count` random instances each."""
    found = {}
    with or_tools() as solver:
        for blocks in (3, 4):
            ratios: dict[str, list[float]] = {}
            for seed in range(count):
                lengths = _lengths(random_instance(blocks, seed), solver)
                for name, length in lengths.items():
                    ratios.setdefault(name, []).append(length / min(lengths.values()))
            found[blocks] = [Ratios.of(name, some) for name, some in ratios.items()]
    return found


def _lengths(instance: Instance, solver: OrTools) -> dict[str, float]:
    """Ours and the rivals'."""
    building, depot, stops = instance["layout"], instance["layout"]["depot"], instance["stops"]
    metres = between(building, [depot, *stops])
    orders = {"fast-tsp": fast_tsp_order(metres, SECONDS), "OR-Tools, guided": solver.order(metres, SECONDS)[0]}
    lengths = _measured(instance, ("optimal",))
    for name, order in orders.items():
        assert sorted(order) == list(range(1, len(stops) + 1)), name
        lengths[name] = walked(building, depot, [stops[node - 1] for node in order], depot)
    return lengths


@dataclass(frozen=True)
class Times:
    """Medians in milliseconds for one walk with its ordered stops: ours; OR-Tools at its default, which asks for each
    distance; the same with all distances handed over. And the length of its walks ÷ that of ours."""

    ours: float
    theirs: float
    theirs_given: float
    longer: float

    @property
    def faster(self) -> float:
        return self.theirs / self.ours


def speed(walks: int = 50) -> Times:
    """A path of 30 stops in two blocks of 20 aisles. Computing the distances is not counted against OR-Tools; against
    us everything is."""
    ours, theirs, given, ratios = [], [], [], []
    with or_tools() as solver:
        for seed in range(walks):
            stops, layout = some_stops(Random(seed), FLOOR, 30), layout_of(FLOOR)
            cells = [Cell(*stop) for stop in stops]
            metres = between(FLOOR, [FRONT, *stops])
            began = time.perf_counter()
            path = plan_path(layout, cells, Crossing(0, 0), Crossing(0, 0))
            ours.append((time.perf_counter() - began) * 1000)
            order, seconds = solver.order(metres, None, asks=True)
            theirs.append(seconds * 1000)
            given.append(solver.order(metres, None)[1] * 1000)
            own = walked(FLOOR, FRONT, [stops[index] for index in path.order], FRONT)
            ratios.append(walked(FLOOR, FRONT, [stops[node - 1] for node in order], FRONT) / own)
    return Times(median(ours), median(theirs), median(given), fmean(ratios))


@dataclass(frozen=True)
class Evaluations:
    """Walks weighed a second: many at once, the same function one by one, and as single paths."""

    together: float
    one_by_one: float
    as_paths: float

    @property
    def faster(self) -> float:
        return self.together / max(self.one_by_one, self.as_paths)


def evaluations(candidates: int = 2000, alone: int = 100) -> Evaluations:
    """Candidate batches of six orders with five stops each, out of 80 orders, in two blocks of 20 aisles."""
    random, layout, depot = Random(5), layout_of(FLOOR), Crossing(0, 0)
    orders = [some_stops(random, FLOOR, 5) for _ in range(80)]
    cells = sorted({(aisle, cell) for order in orders for aisle, cell in order})
    visits = np.zeros((candidates, len(cells)), dtype=np.bool_)
    for row in visits:
        row[[cells.index((stop[0], stop[1])) for order in random.sample(orders, 6) for stop in order]] = True
    evaluator = Evaluator(layout, [Cell(*cell) for cell in cells], depot, depot)
    evaluator.metres(visits[:10])
    together, metres = _timed(lambda: evaluator.metres(visits), 5)
    one_by_one, single = _timed(lambda: [evaluator.metres(visits[row : row + 1])[0] for row in range(alone)], 3)
    batches = [[Cell(*cells[column]) for column in np.flatnonzero(visits[row])] for row in range(alone)]
    as_paths, paths = _timed(lambda: [plan_path(layout, some, depot, depot).metres for some in batches], 3)
    assert np.allclose(metres[:alone], single)
    assert np.allclose(metres[:alone], paths)
    return Evaluations(candidates / together, alone / one_by_one, alone / as_paths)


def _timed(act: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The median of the seconds that it takes, and what comes of it."""
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        result = act()
        seconds.append(time.perf_counter() - began)
    return median(seconds), result


def _tell(what: str, found: list[Ratios]) -> None:
    print(f"  {what}")
    print(f"    {'':<18} {'instances':>9} {'mean':>7} {'highest':>8} {'reached':>8}")
    for one in found:
        print(
            f"    {one.name:<18} {one.instances:>9} {one.mean:>7.4f} {one.highest:>8.4f} {one.reached:>8}", flush=True
        )


def _measured(instance: Instance, names: tuple[str, ...] = tuple(POLICIES)) -> dict[str, float]:
    """Metres of the policies' walks, as the checker finds them."""
    building, stops = instance["layout"], instance["stops"]
    depot = Crossing(building["depot"]["aisle"], building["depot"]["cross_aisle"])
    cells = [Cell(*stop) for stop in stops]
    found = {}
    for name in names:
        order = POLICIES[name](layout_of(building), cells, depot, depot).order
        assert sorted(order) == list(range(len(stops))), name
        found[name] = walked(building, building["depot"], [stops[index] for index in order], building["depot"])
    return found
