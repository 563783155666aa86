"""Begin a carton, and say which of the warehouse's cartons it is."""

from uuid import uuid4

from sqlalchemy import func, select

from app.clock import now
from app.db import db, guarded_update, insert_row
from app.events import record
from app.operations import Actor, audit, change
from app.orders.models import Order
from app.packing.carton_errors import CartonNotOpen, TypeUnknown
from app.packing.commands.other_cartons import NO_SIDES
from app.packing.errors import NothingLeftToPack
from app.packing.events import PackingChanged
from app.packing.holding import held_to_pack
from app.packing.models import OPEN, Carton, CartonType
from app.packing.proposal import Proposal
from app.packing.queries import carton_types, open_cartons, picks_to_pack, units_in
from app.scanning import named, read
from app.scanning.sscc import sscc
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of


def open_carton(order: Order, scanned: str, actor: Actor, proposal: Proposal | None = None) -> dict[str, int]:
    """Another carton: of the type whose blank was scanned, else of the proposed one (`propose`, asked before).

    One that is open and empty is that one, so that two touches begin no two. Raises NothingLeftToPack,
    TypeUnknown, and as packing does.
    """
    order = held_to_pack(order.id)
    empty = next((carton for carton in open_cartons(order) if not units_in(carton)), None)
    if empty is None and not picks_to_pack(order):
        raise NothingLeftToPack(order=order.number)
    carton = empty or _begin(order, proposal, actor)
    if scanned:
        _take(carton, type_scanned(order.warehouse_id, scanned), actor)
    record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "carton_id": carton.id}


def carton_for(order: Order, carton: Carton | None, proposal: Proposal | None, actor: Actor) -> Carton:
    """The carton that is meant: the named one, the last that is open, or a new one. The order is held by the caller."""
    opened = open_cartons(order)
    return carton or (opened[-1] if opened else _begin(order, proposal, actor))


def choose_type(carton: Carton, scanned: str, actor: Actor) -> dict[str, int]:
    """It is another one than was proposed: its blank was scanned or touched. Raises TypeUnknown or CartonNotOpen."""
    order = held_to_pack(carton.order_id)
    _take(carton, type_scanned(carton.warehouse_id, scanned), actor)
    record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "carton_id": carton.id}


def type_scanned(warehouse_id: int, scanned: str) -> CartonType:
    """Raises TypeUnknown."""
    code = read(scanned).text
    found = next((one for one in carton_types(warehouse_id) if one.barcode == code), None)
    if found is None:
        raise TypeUnknown(scanned=named(warehouse_id, scanned))
    return found


def _begin(order: Order, proposal: Proposal | None, actor: Actor) -> Carton:
    last = db.session.scalar(select(func.max(Carton.number)).where(Carton.order_id == order.id)) or 0
    carton_id = insert_row(
        Carton,
        warehouse_id=order.warehouse_id,
        order_id=order.id,
        number=last + 1,
        code=f"new{uuid4().hex[:17]}",
        type_id=proposal.type_id if proposal else None,
        layout=proposal.layout if proposal else None,
        state=OPEN,
        opened_at=now(),
        packed_by_id=actor.worker_id,
    )
    carton = db.session.get_one(Carton, carton_id)
    prefix = settings_of(db.session.get_one(Warehouse, order.warehouse_id)).gs1_prefix
    guarded_update(carton, code=sscc(prefix, carton_id))
    audit(carton, "opened", actor, {}, {"order_id": order.id, "number": carton.number, "code": carton.code})
    return carton


def _take(carton: Carton, kind: CartonType, actor: Actor) -> None:
    if carton.state != OPEN:
        raise CartonNotOpen(carton=carton.code)
    if carton.type_id != kind.id:
        change(carton, "is another carton", actor, type_id=kind.id, is_other=False, **NO_SIDES)
