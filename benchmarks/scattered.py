"""Items that lie in several bins: how long the walk is against the published optima, a tenth of a second for each.

Each tour is measured again from its order of stops by benchmarks.walks, and what it takes is counted again here. The
budget is of processor time, so that a busy machine changes little, from the instance as dataclasses to the ordered
stops; the time by the clock is told beside it. Of the published instances of two blocks whose bins hold varying units,
some have an optimum that no walk reaches which takes all that is asked for: where the search has proven its walk the
shortest, and it is longer than published, the instance is counted apart as well.
"""

import gzip
import json
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

from app.planning.layout import Cell, Crossing
from app.planning.scattered import Choice, Demand, choose_bins, nearest_bins
from benchmarks.instances import Instance, layout_of
from benchmarks.walks import walked

SECONDS = 0.1
FINISH = 0.012
"""Of these, what ordering the stops at the end may take."""
SEED = 1
NEAR = 1e-6


def quick() -> dict[str, Any]:
    """Each seventh instance, so that all kinds are there alike, in two minutes."""
    return _told([_measured(instance) for instance in islice(_instances(), 3, None, 7)])


def every(kept: Path) -> dict[str, Any]:
    """All instances; those that stand in `kept` (a line each) are not measured again."""
    kept.parent.mkdir(exist_ok=True)
    known = [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []
    names = {one["name"] for one in known}
    with kept.open("a") as out:
        for instance in _instances():
            if instance["name"] not in names:
                known.append(_measured(instance))
                print(json.dumps(known[-1]), file=out, flush=True)
    return _told(known)


def _instances() -> Iterator[Instance]:
    data = os.environ.get("SHELFWAY_DATA")
    if not data:
        print("  SHELFWAY_DATA names no published instances: left out.", flush=True)
        return
    with gzip.open(Path(data) / "scattered.jsonl.gz", "rt") as lines:
        yield from (instance for instance in map(json.loads, lines) if instance["optimum"])


def _measured(instance: Instance) -> dict[str, Any]:
    """Lengths ÷ published optimum, ours and of the nearest bins."""
    layout = layout_of(instance["layout"])
    depot = Crossing(instance["layout"]["depot"]["aisle"], instance["layout"]["depot"]["cross_aisle"])
    demands = [
        Demand(demand["quantity"], [(Cell(aisle, cell), held) for aisle, cell, held in demand["bins"]])
        for demand in instance["demand"]
    ]
    began, clock = time.process_time(), time.perf_counter()
    until = began + SECONDS - FINISH
    choice = choose_bins(layout, demands, depot, depot, lambda: time.process_time() > until, SEED)
    seconds, by_clock = time.process_time() - began, time.perf_counter() - clock
    nearest = nearest_bins(layout, demands, depot, depot)
    return {
        "name": instance["name"],
        "ratio": _metres(instance, demands, choice) / instance["optimum"],
        "nearest": _metres(instance, demands, nearest) / instance["optimum"],
        "proven": choice.is_proven,
        "seconds": seconds,
        "clock": by_clock,
    }


def _metres(instance: Instance, demands: list[Demand], choice: Choice) -> float:
    """Measured again, for a choice that takes what is asked for and no more than is there."""
    for demand, taken in zip(demands, choice.taken, strict=True):
        held = dict(demand.bins)
        assert sum(units for _, units in taken) == demand.quantity, instance["name"]
        assert all(0 < units <= held[cell] for cell, units in taken), instance["name"]
    stops = [choice.stops[index] for index in choice.path.order]
    assert set(stops) == {cell for taken in choice.taken for cell, _ in taken}, instance["name"]
    depot = instance["layout"]["depot"]
    return walked(instance["layout"], depot, [[cell.aisle, cell.cell] for cell in stops], depot)


def _told(measured: list[dict[str, Any]]) -> dict[str, Any]:
    if len(measured) < 2:
        return {"instances": len(measured)}
    out_of_reach = [one for one in measured if one["proven"] and one["ratio"] > 1 + NEAR]
    within = [one for one in measured if one not in out_of_reach]
    found = {
        "ours": _summary([one["ratio"] for one in measured]),
        "ours, where the optimum is within reach": _summary([one["ratio"] for one in within]),
        "nearest bin, then optimal walk": _summary([one["nearest"] for one in measured]),
    }
    print("  length ÷ published optimum, lower is better; to reach: mean 1.01, 95th percentile 1.02")
    for name, some in found.items():
        print(
            f"    {name:<42} {some['instances']:>5} instances: mean {some['mean']:.4f}, 95th percentile "
            f"{some['p95']:.4f}, highest {some['highest']:.3f}, at the optimum {some['at_optimum']:.1%}"
        )
    print(
        f"    {len(out_of_reach)} are proven to be out of reach; {fmean(one['proven'] for one in measured):.0%} proven"
    )
    times = {name: _times([one[name] for one in measured]) for name in ("seconds", "clock")}
    for name, some in times.items():
        what = "processor" if name == "seconds" else "clock"
        print(
            f"    seconds each, {what}: mean {some['mean']:.3f}, longest {some['longest']:.3f}, "
            f"{some['late']} over {SECONDS}",
            flush=True,
        )
    return {"found": found, "out_of_reach": [one["name"] for one in out_of_reach], "times": times}


def _times(seconds: list[float]) -> dict[str, float]:
    return {"mean": fmean(seconds), "longest": max(seconds), "late": sum(one > SECONDS for one in seconds)}


def _summary(ratios: list[float]) -> dict[str, float]:
    return {
        "instances": len(ratios),
        "mean": fmean(ratios),
        "p95": quantiles(ratios, n=20, method="inclusive")[18],
        "highest": max(ratios),
        "at_optimum": fmean(ratio <= 1 + NEAR for ratio in ratios),
    }
