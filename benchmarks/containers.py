"""Containers to fill: the published instances of packing.tar.xz, and some like them where there are none."""

import csv
import io
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.planning.cartons import CartonType, Piece

BEST_KNOWN = "data_knapsack_bischoff1995_davies1999.csv"
UPRIGHT_COLUMNS = ("ROTATION_ZYX", "ROTATION_XZY", "ROTATION_XYZ")
"""Which tells for each side whether a piece may stand on end with it."""
GENERATED = 6


@dataclass(frozen=True)
class Filled:
    """A container, what might go into it, and the best volume that is known; None where none is."""

    name: str
    carton: CartonType
    pieces: tuple[Piece, ...]
    best: int | None


def containers(every: int) -> Iterator[Filled]:
    """Each `every`-th of the published ones; SHELFWAY_DATA names the folder, without it some are generated."""
    data = os.environ.get("SHELFWAY_DATA")
    if not data:
        print("  SHELFWAY_DATA names no published containers: generated ones instead.", flush=True)
        yield from map(_generated, range(GENERATED))
        return
    with tarfile.open(Path(data) / "packing.tar.xz") as archive:
        tables = {member.name: _table(archive, member) for member in archive if member.isfile()}
    best = {row["Path"]: int(row["Best known solution value"]) for row in tables[BEST_KNOWN]}
    names = sorted(name.removesuffix("_bins.csv") for name in tables if name.endswith("_bins.csv"))
    for name in names[::every]:
        (inside,) = tables[f"{name}_bins.csv"]
        size = (int(inside["X"]), int(inside["Y"]), int(inside["Z"]))
        pieces = tuple(map(_piece, tables[f"{name}_items.csv"]))
        yield Filled(name, CartonType(name, size), pieces, best.get(name))


def _table(archive: tarfile.TarFile, member: tarfile.TarInfo) -> list[dict[str, str]]:
    file = archive.extractfile(member)
    assert file
    return list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))


def _piece(row: dict[str, str]) -> Piece:
    verticals = tuple(side for side, column in enumerate(UPRIGHT_COLUMNS) if row[column] == "1")
    size = (int(row["X"]), int(row["Y"]), int(row["Z"]))
    return Piece(row["ID"], size, verticals=verticals, quantity=int(row["COPIES"]))


def _generated(number: int) -> Filled:
    """A container of the published size with boxes of a few kinds, a little more than it holds."""
    random = Random(number)
    inside = (587, 233, 220)
    kinds = [(random.randint(30, 120), random.randint(25, 100), random.randint(20, 80)) for _ in range(3 + 2 * number)]
    room = 587 * 233 * 220 // len(kinds)
    pieces = [Piece(str(kind), (x, y, z), quantity=max(1, room // (x * y * z))) for kind, (x, y, z) in enumerate(kinds)]
    return Filled(f"generated {number}", CartonType("container", inside), tuple(pieces), None)
