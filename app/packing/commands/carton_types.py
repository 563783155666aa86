"""What an admin keeps for packing: the warehouse's cartons, the channels' checks, the cells of put walls."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from sqlalchemy import func, or_, select

from app.clock import now
from app.db import db
from app.operations import Actor, audit, change
from app.packing.keeping_errors import SidesUnclear, TypeNameTaken
from app.packing.models import CartonType
from app.scanning import clean
from app.warehouse.models import Warehouse

LEAST_MM, MOST_MM, MOST_G = 10, 3000, 1_000_000
BARCODE = "BOX-{name}"
"""What a blank without a code of its own is labelled with."""


def add_carton_type(warehouse: Warehouse, given: Mapping[str, str], actor: Actor) -> CartonType:
    """A carton that packers may take, from a form's texts. Raises SidesUnclear or TypeNameTaken."""
    name = " ".join(given.get("name", "").split())
    if not 0 < len(name) <= 40:
        raise SidesUnclear
    barcode = given.get("barcode", "").strip()
    barcode = clean(barcode or BARCODE.format(name=name))[:40]
    sides = {side: _whole(given, side, LEAST_MM, MOST_MM) for side in ("length_mm", "width_mm", "height_mm")}
    taken = or_(CartonType.name == name, CartonType.barcode == barcode)
    if db.session.scalar(
        select(func.count()).select_from(CartonType).where(CartonType.warehouse_id == warehouse.id, taken)
    ):
        raise TypeNameTaken(name=name, barcode=barcode)
    made = CartonType(
        warehouse_id=warehouse.id,
        name=name,
        barcode=barcode,
        weight_g=_whole(given, "weight_g", 0, MOST_G) if given.get("weight_g") else 0,
        carries_g=_whole(given, "carries_g", 1, MOST_G) if given.get("carries_g") else None,
        cost=_money(given.get("cost", "")),
        **sides,
    )
    db.session.add(made)
    audit(made, "added", actor, {}, {"name": name, "barcode": barcode, **sides})
    return made


def end_carton_type(kind: CartonType, actor: Actor) -> None:
    """No new carton is of this type; those that are stay what they are."""
    if kind.ended_at is None:
        change(kind, "ended", actor, ended_at=now())


def use_carton_type_again(kind: CartonType, actor: Actor) -> None:
    """It is bought again."""
    if kind.ended_at is not None:
        change(kind, "used again", actor, ended_at=None)


def _whole(given: Mapping[str, str], name: str, least: int, most: int) -> int:
    text = given.get(name, "").strip()
    if not (text.isascii() and text.isdigit()) or not least <= int(text[:9]) <= most:
        raise SidesUnclear
    return int(text)


def _money(text: str) -> Decimal:
    try:
        cost = Decimal(text.strip() or "0")
    except InvalidOperation:
        raise SidesUnclear from None
    if not (cost.is_finite() and 0 <= cost < 100_000):
        raise SidesUnclear
    return cost.quantize(Decimal("0.01"))
