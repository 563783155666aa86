"""Packers of other people, asked for the same cartons. What they answer is places; the checker judges them."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from app.planning.cartons import CartonType, Piece, Place, packing_solver
from app.planning.cartons.shapes import Goods

Packer = Callable[[Sequence[Piece], CartonType], list[Place]]
"""As much as finds room in one carton."""

MILLISECONDS, SOLVER_SECONDS = 1_000, 2.0


def packers() -> dict[str, Packer]:
    """Those that are installed; `make bench` installs them."""
    known = {"py3dbp": _py3dbp, "packvium": _packvium, "packingsolver3d": _packingsolver3d}
    for name in known:
        if find_spec(name) is None:
            print(f"  {name} is not here: left out. make bench installs it.", flush=True)
    return {name: packer for name, packer in known.items() if find_spec(name) is not None}


def _py3dbp(pieces: Sequence[Piece], carton: CartonType) -> list[Place]:
    """Largest first, in whole millimetres; it turns each piece as it likes and knows no weight of nothing."""
    package = import_module("py3dbp")
    packer = package.Packer()
    length, width, height = carton.inside
    packer.add_bin(package.Bin(carton.name, length, height, width, 1_000_000))
    for piece in pieces:
        for _ in range(piece.quantity):
            long, wide, high = piece.sides
            packer.add_item(package.Item(piece.id, long, high, wide, 1))
    packer.pack(bigger_first=True, number_of_decimals=0)
    places = []
    for item in packer.bins[0].items:
        x, z, y = (int(at) for at in item.position)
        dx, dz, dy = (int(extent) for extent in item.get_dimension())
        places.append(Place(item.name, x, y, z, dx, dy, dz))
    return places


def _packvium(pieces: Sequence[Piece], carton: CartonType) -> list[Place]:
    """Its profile `balanced` with the time that it has there; of which side is up it is told upright or any."""
    package = import_module("packvium")
    items = [
        package.Item.create(
            piece.id, package.Dimensions.mm(*map(str, piece.sides)), quantity=piece.quantity,
            keep_upright=piece.verticals == (2,),
        )
        for piece in pieces
    ]  # fmt: skip
    box = package.Container.create(carton.name, package.Dimensions.mm(*map(str, carton.inside)), quantity=1)
    told = (
        package.Packer(package.PackingConfig.balanced(time_limit_ms=MILLISECONDS))
        .pack(items, [box])
        .to_dict(include_alternatives=False)
    )
    return [_place(one) for packed in told["containers"][:1] for one in packed["placements"]]


def _place(told: dict[str, Any]) -> Place:
    x, y, z = (round(float(told["position"][axis]["value"])) for axis in ("x", "y", "z"))
    dx, dy, dz = (round(float(told["dimensions"][side]["value"])) for side in ("length", "width", "height"))
    return Place(told["item_type"], x, y, z, dx, dy, dz)


def _packingsolver3d(pieces: Sequence[Piece], carton: CartonType) -> list[Place]:
    """It has SOLVER_SECONDS; with a tenth of them it mostly has no answer."""
    solver = packing_solver(SOLVER_SECONDS)
    assert solver
    goods = Goods(pieces)
    answer = solver(goods, goods.counts, carton) or []
    return [Place(str(one.shape), one.x, one.y, one.z, one.dx, one.dy, one.dz) for one in answer]
