"""Finish a parcel: all that lay in it is graded, or it is said why nothing was."""

from sqlalchemy import func, select

from app.catalog.models import Item
from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.models import Lot
from app.operations import Actor, audit
from app.returns.commands.grade_units import hold
from app.returns.commands.receive_parcel import LONGEST_NOTE
from app.returns.dock_errors import ParcelDone, SayWhyEmpty
from app.returns.events import ParcelChanged, ParcelGraded
from app.returns.models import ReturnParcel, ReturnUnit


def close_parcel(parcel: ReturnParcel, why: str, actor: Actor) -> dict[str, int]:
    """Fewer than were announced is fine, and said (`missing`); nothing at all wants its `why`.

    Raises ParcelDone or SayWhyEmpty.
    """
    hold(parcel)
    units = units_taken(parcel)
    said = " ".join(why.split())[:LONGEST_NOTE]
    if not units and not said:
        raise SayWhyEmpty(parcel=parcel.number)
    note = " ".join(filter(None, (parcel.note, said)))[:LONGEST_NOTE]
    if not guarded_update(parcel, ReturnParcel.done_at.is_(None), done_at=now(), note=note):
        raise ParcelDone(parcel=parcel.number)
    missing = missing_of(parcel)
    audit(parcel, "finished", actor, {}, {"units": units, "missing": missing, "why": said})
    record(ParcelChanged(parcel.warehouse_id, parcel.id))
    if parcel.rma is not None:
        graded(parcel, actor)
    return {"parcel_id": parcel.id, "units": units, "missing": missing}


def graded(parcel: ReturnParcel, actor: Actor) -> None:
    """All that lay in a parcel of a return is graded: its order's history says so, and what follows is asked for."""
    if parcel.rma and units_taken(parcel):
        audit(parcel.rma.order, "came back", actor, {}, {"rma": parcel.rma.number, "units": _told(parcel)})
    record(ParcelGraded(parcel.warehouse_id, parcel.id))


def missing_of(parcel: ReturnParcel) -> int:
    """Units that were announced and have not come, in this parcel or another."""
    lines = parcel.rma.lines if parcel.rma else []
    return sum(max(0, line.quantity - line.received) for line in lines)


def _told(parcel: ReturnParcel) -> str:
    """What came, for the order's history."""
    units = (
        select(Item.sku, func.sum(ReturnUnit.quantity))
        .join(Lot, Lot.id == ReturnUnit.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .where(ReturnUnit.parcel_id == parcel.id, ReturnUnit.undone_at.is_(None))
    )
    return ", ".join(
        f"{count} × {sku}" for sku, count in db.session.execute(units.group_by(Item.sku).order_by(Item.sku))
    )


def units_taken(parcel: ReturnParcel) -> int:
    """How many are in totes."""
    standing = (ReturnUnit.parcel_id == parcel.id, ReturnUnit.undone_at.is_(None))
    return db.session.scalar(select(func.sum(ReturnUnit.quantity)).where(*standing)) or 0
