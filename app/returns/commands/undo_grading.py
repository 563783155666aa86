"""Undo the last confirmation of a parcel: the units lie in the parcel again, and count as never taken in."""

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import move, outside
from app.inventory.models import Serial
from app.operations import Actor, audit
from app.orders.models import OrderLine
from app.returns.commands.grade_units import hold
from app.returns.dock_errors import NothingToUndo, UndoneTooLate
from app.returns.events import ParcelChanged
from app.returns.models import ReturnParcel, ReturnTote, ReturnUnit, RmaLine
from app.warehouse.models import CUSTOMER


def undo_grading(parcel: ReturnParcel, meant: str, actor: Actor) -> dict[str, int]:
    """The confirmation made by the operation `meant`, else the worker's last one, while its tote has not left.

    Raises ParcelDone, NothingToUndo or UndoneTooLate.
    """
    hold(parcel)
    unit = _last(parcel, meant, actor)
    if unit is None:
        raise NothingToUndo(parcel=parcel.number)
    tote = _tote_of(unit)
    if tote is None or not guarded_update(tote, ReturnTote.closed_at.is_(None), closed_at=None):
        raise UndoneTooLate(tote=unit.location.address)
    if not guarded_update(unit, ReturnUnit.undone_at.is_(None), undone_at=now()):
        raise NothingToUndo(parcel=parcel.number)
    customer = outside(parcel.warehouse_id, CUSTOMER)
    move(unit.lot, unit.quantity, source=unit.location, destination=customer, reason="undo", actor=actor)
    for serial in unit.serials:
        guarded_update(serial, Serial.location_id == unit.location_id, location_id=customer.id)
    if unit.line:
        guarded_update(unit.line.order_line, returned=OrderLine.returned - unit.quantity)
        guarded_update(unit.line, received=RmaLine.received - unit.quantity)
    audit(unit, "undone", actor, {"quantity": unit.quantity}, {"quantity": 0})
    record(ParcelChanged(parcel.warehouse_id, parcel.id))
    return {"parcel_id": parcel.id, "unit_id": unit.id, "units": unit.quantity}


def _last(parcel: ReturnParcel, meant: str, actor: Actor) -> ReturnUnit | None:
    mine = select(ReturnUnit).where(ReturnUnit.parcel_id == parcel.id, ReturnUnit.undone_at.is_(None))
    by = ReturnUnit.operation_id == meant if meant else ReturnUnit.worker_id == actor.worker_id
    return db.session.scalars(mine.where(by).order_by(ReturnUnit.id.desc()).limit(1)).first()


def _tote_of(unit: ReturnUnit) -> ReturnTote | None:
    """The tote as it was opened before the unit was laid into it."""
    wanted = select(ReturnTote).where(ReturnTote.location_id == unit.location_id, ReturnTote.opened_at <= unit.at)
    return db.session.scalars(wanted.order_by(ReturnTote.id.desc()).limit(1)).first()
