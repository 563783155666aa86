"""What a carton should weigh, and whether what it weighs is near enough."""

from app.packing.models import Carton
from app.packing.queries import packs_of
from app.planning.cartons.material import BUBBLE_WRAP, PAPER, SEALED_BAG
from app.warehouse.settings import WarehouseSettings

MATERIAL_G = {BUBBLE_WRAP: 15, SEALED_BAG: 4, PAPER: 12}
"""A piece of each weighs about so much; paper by the litre that it fills. Labels weigh nothing that a scale shows."""


def expected_g(carton: Carton) -> int | None:
    """Units, carton and material; None while the weight of one of the items is not known."""
    units = [(pack.pick.line.lot.item.weight_g, pack.quantity) for pack in packs_of(carton)]
    if any(not weight for weight, _ in units):
        return None
    goods = sum((weight or 0) * count for weight, count in units)
    material: dict[str, int] = (carton.layout or {}).get("materials", {})
    around = sum(MATERIAL_G.get(name, 0) * count for name, count in material.items())
    return goods + around + (carton.type.weight_g if carton.type else 0)


def is_near(weight_g: int, expected: int | None, settings: WarehouseSettings) -> bool:
    """Within so many percent of what it should weigh, or so many grams, whichever is more."""
    if expected is None:
        return True
    most = max(expected * settings.weight_tolerance_percent / 100, settings.weight_tolerance_g)
    return abs(weight_g - expected) <= most
