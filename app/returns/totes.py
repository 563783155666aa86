"""Totes that take graded units: an empty one is for the disposition for which it was scanned first, until it leaves."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.clock import now
from app.db import db, guarded_update, insert_new, one_at_a_time
from app.inventory.commands import outside
from app.inventory.models import Stock
from app.operations import Actor, audit
from app.picking.events import ToteBound
from app.picking.models import ToteUse
from app.returns.dock_errors import (
    NoReturnsTote,
    OtherDisposition,
    ToteBusy,
    ToteHolds,
    ToteLeft,
    ToteOfReturns,
    ToteWanted,
)
from app.returns.models import ReturnTote
from app.returns.words import QUARANTINE, REFURBISH, REPACKAGE, TO_CUSTOMER, VENDOR
from app.scanning import named, read
from app.warehouse import models as places
from app.warehouse.models import AREA, PLATE, TOTE, WALL, Location
from app.warehouse.models import QUARANTINE as QUARANTINED
from app.warehouse.queries import location_by_barcode

AREA_OF = {
    REFURBISH: places.REFURBISH,
    REPACKAGE: places.REPACKAGE,
    VENDOR: places.VENDOR,
    TO_CUSTOMER: places.TO_CUSTOMER,
}
"""Purposes of the areas, by disposition."""


def tote_for(warehouse_id: int, disposition: str, scanned: str, actor: Actor) -> ReturnTote:
    """The tote that was scanned, held until the transaction ends; an empty one is for that disposition from now on.

    Raises ToteWanted, NoReturnsTote, OtherDisposition, ToteBusy, ToteHolds or ToteLeft.
    """
    if not scanned:
        raise ToteWanted(disposition=disposition)
    place = location_by_barcode(warehouse_id, read(scanned).text)
    if place is None or place.kind != TOTE or place.purpose in (WALL, PLATE):
        raise NoReturnsTote(scanned=named(warehouse_id, scanned))
    tote = open_tote_at(place.id) or _opened(place, disposition, actor)
    if tote.disposition != disposition:
        raise OtherDisposition(tote=place.address, disposition=tote.disposition)
    if not guarded_update(tote, ReturnTote.closed_at.is_(None), closed_at=None):
        raise ToteLeft(tote=place.address)
    return tote


def open_tote_at(location_id: int) -> ReturnTote | None:
    """What the tote is for now."""
    wanted = select(ReturnTote).where(ReturnTote.location_id == location_id, ReturnTote.closed_at.is_(None))
    return db.session.scalars(wanted).first()


def open_totes(warehouse_id: int) -> Sequence[ReturnTote]:
    """The warehouse's totes that are being filled, by disposition."""
    wanted = select(ReturnTote).where(ReturnTote.warehouse_id == warehouse_id, ReturnTote.closed_at.is_(None))
    return db.session.scalars(wanted.order_by(ReturnTote.disposition, ReturnTote.id)).all()


def units_in(location_ids: Sequence[int]) -> dict[int, int]:
    """How many units lie in each of them."""
    wanted = select(Stock.location_id, func.sum(Stock.on_hand)).where(Stock.location_id.in_(location_ids))
    return {place: int(units) for place, units in db.session.execute(wanted.group_by(Stock.location_id))}


def area_for(warehouse_id: int, disposition: str) -> Location | None:
    """Where goods of a closed tote wait for what becomes of them; none for what goes into bins to be sold."""
    if disposition == QUARANTINE:
        return outside(warehouse_id, QUARANTINED)
    purpose = AREA_OF.get(disposition)
    mine = (Location.warehouse_id == warehouse_id, Location.kind == AREA, Location.purpose == purpose)
    return db.session.scalars(select(Location).where(*mine)).one() if purpose else None


def on_tote_bound(event: ToteBound) -> None:
    """Handler: a tote that takes returned goods goes onto no cart, also while it is empty yet. Raises ToteOfReturns."""
    _alone(event.tote_id)
    if open_tote_at(event.tote_id):
        raise ToteOfReturns(tote=db.session.get_one(Location, event.tote_id).address)


def _opened(place: Location, disposition: str, actor: Actor) -> ReturnTote:
    _alone(place.id)
    used = select(ToteUse.id).where(ToteUse.tote_id == place.id, ToteUse.released_at.is_(None))
    if db.session.scalar(used.limit(1)) is not None:
        raise ToteBusy(tote=place.address)
    if units_in([place.id]).get(place.id):
        raise ToteHolds(tote=place.address)
    new = insert_new(
        ReturnTote, warehouse_id=place.warehouse_id, location_id=place.id, disposition=disposition, opened_at=now()
    )
    tote = open_tote_at(place.id)
    if tote is None:
        raise ToteLeft(tote=place.address)
    if new:
        audit(tote, "opened", actor, {}, {"tote": place.address, "disposition": disposition})
    return tote


def _alone(tote_id: int) -> None:
    """Picking and the returns do not take the same tote in the same moment."""
    one_at_a_time(f"tote {tote_id}")
