"""packingsolver3d as another packer, where it is installed: the best there is, but it knows neither what carries what
nor what is fragile, and returns nothing when its time is too short."""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from app.planning.cartons.goods import CartonType
from app.planning.cartons.search import Solver
from app.planning.cartons.shapes import Counts, Goods, Lying, Shape

PACKAGE = "packingsolver3d"
LEAST_SECONDS = 0.2
"""With less it mostly has no answer, and it does not end in time: given 0.02 for twelve pieces it took 0.12."""
ROTATIONS = (("ZYX", "YZX"), ("XZY", "ZXY"), ("XYZ", "YXZ"))
"""Its names for the ways in which a piece lies, by which side is upright."""


def packing_solver(seconds: float) -> Solver | None:
    """It, with so many seconds for each question; None where it is not installed, or has less than LEAST_SECONDS."""
    if seconds < LEAST_SECONDS or find_spec(PACKAGE) is None:
        return None
    package = import_module(PACKAGE)

    def solver(goods: Goods, counts: Counts, carton: CartonType) -> Sequence[Lying] | None:
        wanted = [number for number, units in enumerate(counts) if units]
        if any(goods.shapes[number].is_fragile for number in wanted):
            return None
        try:
            result = package.box.solve(_instance(package, goods, counts, carton, wanted), time_limit=seconds)
        except package.PackingSolverError:  # a carton that it does not understand is one that it does not find
            return None
        return [
            Lying(wanted[one.item_type_id], one.x, one.y, one.z, one.lx, one.ly, one.lz)
            for packed in result.bins
            for one in packed.placements
        ]

    return solver


def _instance(package: Any, goods: Goods, counts: Counts, carton: CartonType, wanted: Sequence[int]) -> Any:
    x, y, z = carton.inside
    items = [_item(package, goods.shapes[number], counts[number]) for number in wanted]
    return package.Instance([package.BinType(x=x, y=y, z=z)], items, objective=package.Objective.KNAPSACK)


def _item(package: Any, shape: Shape, units: int) -> Any:
    names = [name for side in range(3) if shape.stands >> side & 1 for name in ROTATIONS[side]]
    x, y, z = shape.sides
    return package.ItemType(x=x, y=y, z=z, copies=units, rotations=[package.Rotation(name) for name in names])
