"""Verify a carton again: each unit is scanned anew, or a second person says that it is right."""

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.packing.carton_errors import NoSecondPerson, NotToVerify, SecondPersonNeeded
from app.packing.commands.take_out import packs_meant
from app.packing.errors import MoreThanPacked
from app.packing.events import PackingChanged
from app.packing.holding import held_to_pack
from app.packing.models import OPEN, Carton, Pack
from app.packing.queries import packs_of
from app.walks.scans import StopScan
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of


def verify_units(carton: Carton, scan: StopScan, actor: Actor) -> dict[str, int]:
    """Scanned units lie in the carton indeed; with the last of them it may be closed with whatever it weighs.

    Raises NotToVerify, NotInCarton, MoreThanPacked, and as packing does.
    """
    order = held_to_pack(carton.order_id)
    check_to_verify(carton)
    for pack, share in packs_meant(carton, packs_of(carton), scan, is_anew=True):
        room = Pack.verified + share.units <= Pack.quantity
        if not guarded_update(pack, Pack.undone_at.is_(None), room, verified=Pack.verified + share.units):
            raise MoreThanPacked(item=share.pick.line.lot.item.sku, carton=carton.code)
    left = sum(pack.quantity - pack.verified for pack in packs_of(carton))
    if not left:
        _verified(carton, actor)
    record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "carton_id": carton.id, "left": left}


def verify_by_second(carton: Carton, actor: Actor) -> dict[str, int]:
    """Somebody who packed nothing of it looked, and it is right. Raises NoSecondPerson where each unit is scanned."""
    order = held_to_pack(carton.order_id)
    check_to_verify(carton)
    if not settings_of(db.session.get_one(Warehouse, order.warehouse_id)).verify_by_second:
        raise NoSecondPerson(carton=carton.code)
    packers = {pack.worker_id for pack in packs_of(carton)}
    if actor.worker_id is None or actor.worker_id in packers:
        raise SecondPersonNeeded(carton=carton.code)
    _verified(carton, actor)
    record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "carton_id": carton.id}


def check_to_verify(carton: Carton) -> None:
    """Raises NotToVerify, also where somebody else was first."""
    if not guarded_update(carton, Carton.state == OPEN, Carton.is_to_verify.is_(True), is_to_verify=True):
        raise NotToVerify(carton=carton.code)


def _verified(carton: Carton, actor: Actor) -> None:
    values = {"is_to_verify": False, "verified_by_id": actor.worker_id, "verified_at": now()}
    guarded_update(carton, **values)
    audit(carton, "verified", actor, {"is_to_verify": True}, {"is_to_verify": False, "by": actor.worker_name})
