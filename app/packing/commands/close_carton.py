"""Close a carton: it weighs what it should, the list is ticked, and somebody said what becomes of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.orders.models import Order
from app.packing.carton_errors import CartonNotOpen, CartonUnsaid, ChecksLeft, NothingInCarton, ToVerify, WeightMissing
from app.packing.commands.miss_units import miss_units
from app.packing.errors import ReasonUnknown, UnitsLeft
from app.packing.events import CartonClosed, PackingChanged
from app.packing.holding import held_to_pack
from app.packing.models import CLOSED, EMPTIED, LOSSES, OPEN, TYPED, WEIGHED_BY, Carton, Pack
from app.packing.queries import carton_types, checks_left, open_cartons, packs_of, picks_to_pack, units_in
from app.packing.settling import settle_packed
from app.packing.weighing import expected_g, is_near
from app.picking.models import Pick
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of


@dataclass(frozen=True)
class Closing:
    """What the packer says: the weight and how it was read; `goes_on`: the rest goes into another carton; else why
    the rest is `missing` (one of LOSSES)."""

    weight_g: int | None = None
    weighed_by: str = TYPED
    goes_on: bool = False
    missing: str = ""


def close_carton(carton: Carton, closing: Closing, actor: Actor) -> dict[str, int | bool | None]:
    """The carton is closed; with a weight that is too far off it stays open, `to_verify` (which is no refusal).

    Raises CartonNotOpen, NothingInCarton, ToVerify, CartonUnsaid, UnitsLeft, ReasonUnknown, ChecksLeft,
    WeightMissing, and as packing does.
    """
    order = held_to_pack(carton.order_id)
    db.session.refresh(carton)
    _check_contents(carton)
    _check_carton(carton)
    left = picks_to_pack(order)
    _check_rest(left, closing)
    if not (left and closing.goes_on) and not _others_with_units(order, carton):
        _check_list(order)
    expected = expected_g(carton)
    done: dict[str, int | bool | None] = {"order_id": order.id, "carton_id": carton.id, "expected_g": expected}
    if not _is_weight_right(carton, expected, closing):
        _ask_to_verify(carton, expected, closing, actor)
        return done | {"to_verify": True}
    if left and closing.missing:
        miss_units(carton, closing.missing, actor)
    _close(carton, expected, closing, bool(left), actor)
    if not left or closing.missing:
        _forget_empty(order, actor)
    db.session.flush()
    settle_packed(order, actor)
    return done | {"to_verify": False}


def _check_contents(carton: Carton) -> None:
    if carton.state != OPEN:
        raise CartonNotOpen(carton=carton.code)
    if not units_in(carton):
        raise NothingInCarton(carton=carton.code)
    if carton.is_to_verify:
        raise ToVerify(carton=carton.code)


def _check_carton(carton: Carton) -> None:
    """Where the warehouse has cartons, it is one of them or said to be none."""
    if carton.type_id is None and not carton.is_other and carton_types(carton.warehouse_id):
        raise CartonUnsaid(carton=carton.code)


def _check_rest(left: Sequence[Pick], closing: Closing) -> None:
    if closing.missing and closing.missing not in LOSSES:
        raise ReasonUnknown
    if left and not closing.goes_on and not closing.missing:
        raise UnitsLeft(units=", ".join(f"{pick.in_tote} × {pick.line.lot.item.sku}" for pick in left))


def _check_list(order: Order) -> None:
    left = checks_left(order)
    if left:
        raise ChecksLeft(checks=", ".join(check.words for check in left))


def _others_with_units(order: Order, carton: Carton) -> bool:
    return any(units_in(other) for other in open_cartons(order) if other.id != carton.id)


def _is_weight_right(carton: Carton, expected: int | None, closing: Closing) -> bool:
    """What was verified again weighs what it weighs. Raises WeightMissing."""
    settings = settings_of(db.session.get_one(Warehouse, carton.warehouse_id))
    if closing.weight_g is None:
        if settings.weigh_cartons:
            raise WeightMissing(carton=carton.code)
        return True
    if not 0 < closing.weight_g < MOST_G or closing.weighed_by not in WEIGHED_BY:
        raise WeightMissing(carton=carton.code)
    return carton.verified_at is not None or is_near(closing.weight_g, expected, settings)


MOST_G = 1_000_000
"""No carton is as heavy; a scanner that types into the field of the weight is."""


def _ask_to_verify(carton: Carton, expected: int | None, closing: Closing, actor: Actor) -> None:
    values = {"is_to_verify": True, "weight_g": closing.weight_g, "expected_g": expected}
    if not guarded_update(carton, Carton.state == OPEN, **values):
        raise CartonNotOpen(carton=carton.code)
    for pack in packs_of(carton):
        guarded_update(pack, Pack.undone_at.is_(None), verified=0)
    audit(carton, "weighs what it should not", actor, {}, values)
    record(PackingChanged(carton.warehouse_id, carton.order_id))


def _close(carton: Carton, expected: int | None, closing: Closing, is_short: bool, actor: Actor) -> None:
    values = {
        "state": CLOSED,
        "closed_at": now(),
        "expected_g": expected,
        "weight_g": closing.weight_g,
        "weighed_by": closing.weighed_by if closing.weight_g is not None else "",
        "missing_reason": closing.missing if is_short and not closing.goes_on else "",
        "packed_by_id": actor.worker_id,
    }
    if not guarded_update(carton, Carton.state == OPEN, **values):
        raise CartonNotOpen(carton=carton.code)
    told = {name: values[name] for name in ("state", "expected_g", "weight_g", "missing_reason")}
    audit(carton, "closed", actor, {"state": OPEN}, told)
    record(CartonClosed(carton.warehouse_id, carton.order_id, carton.id, actor))


def _forget_empty(order: Order, actor: Actor) -> None:
    """Cartons that were begun for nothing."""
    for carton in open_cartons(order):
        if not units_in(carton) and guarded_update(carton, Carton.state == OPEN, state=EMPTIED):
            audit(carton, "was not needed", actor, {"state": OPEN}, {"state": EMPTIED})
