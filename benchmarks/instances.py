"""Buildings and stops to plan walks for, in the form of one line of the published instances."""

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from app.planning.layout import Layout

Instance = dict[str, Any]


def published_instances() -> Iterator[Instance]:
    """Those of `paths.jsonl.gz`; none where SHELFWAY_DATA names no data."""
    data = os.environ.get("SHELFWAY_DATA")
    if not data:
        print("  SHELFWAY_DATA names no published instances: left out.", flush=True)
        return
    with gzip.open(Path(data) / "paths.jsonl.gz", "rt") as lines:
        yield from map(json.loads, lines)


def layout_of(building: dict[str, Any]) -> Layout:
    """As the planning is given it."""
    sizes = (building[name] for name in ("aisle_pitch", "cell_pitch", "end_to_cell"))
    return Layout(building["aisles"], tuple(building["blocks"]), *sizes)


def random_instance(blocks: int, seed: int) -> Instance:
    """5 to 20 aisles, 10 to 30 cells in each block, 10 to 60 stops, a depot at any crossing."""
    random = Random(f"{blocks} {seed}")
    building: dict[str, Any] = {
        "aisles": random.randint(5, 20),
        "blocks": [random.randint(10, 30) for _ in range(blocks)],
        "aisle_pitch": random.choice([2.5, 3.0, 5.0]),
        "cell_pitch": 1.0,
        "end_to_cell": random.choice([0.5, 1.0, 2.0]),
    }
    depot = {"aisle": random.randrange(building["aisles"]), "cross_aisle": random.randint(0, blocks)}
    stops = some_stops(random, building, random.randint(10, 60))
    return {"layout": {**building, "depot": depot}, "stops": stops}


def some_stops(random: Random, building: dict[str, Any], count: int) -> list[list[int]]:
    """So many different ones, each as [aisle, cell]."""
    cells = sum(building["blocks"])
    places = random.sample(range(building["aisles"] * cells), count)
    return [[place // cells, place % cells] for place in places]
