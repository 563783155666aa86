"""What is noted of an unidentified parcel, and whose it turns out to be."""

from app.clock import now
from app.db import db, guarded_update
from app.errors import DomainError, NotFound
from app.events import record
from app.operations import Actor, audit, change
from app.returns.commands.close_parcel import graded, units_taken
from app.returns.commands.count_units import count_units
from app.returns.commands.receive_parcel import LONGEST_NOTE, opened_at_dock
from app.returns.dock_errors import ChooseReturn, NoPlaceThere, ParcelMatched
from app.returns.events import ParcelArrived
from app.returns.finding import Candidate, awaited_of, candidate_of, check_shipped, found_by
from app.returns.models import ReturnParcel, Rma
from app.returns.words import OTHER
from app.scanning import UnknownCode, named, read, shown
from app.warehouse.models import AREA, BIN, DOCK, QUARANTINE, STAGING
from app.warehouse.queries import location_by_barcode

PLACES = (AREA, BIN, DOCK, STAGING, QUARANTINE)
"""Kinds of location in which a parcel waits until somebody knows whose it is."""


def place_parcel(parcel: ReturnParcel, scanned: str, actor: Actor) -> dict[str, int]:
    """Where it waits. Raises NoCode, UnknownCode or NoPlaceThere."""
    place = location_by_barcode(parcel.warehouse_id, read(scanned).text)
    if place is None or place.kind not in PLACES:
        raise NoPlaceThere(scanned=named(parcel.warehouse_id, scanned))
    change(parcel, "placed", actor, place_id=place.id)
    return {"parcel_id": parcel.id}


def identify(parcel: ReturnParcel, scanned: str, actor: Actor) -> dict[str, int]:
    """One scan says more of a parcel that nobody knows: the place where it is put, or whose it is.

    Raises as `place_parcel` and `match_parcel`.
    """
    if location_by_barcode(parcel.warehouse_id, read(scanned).text) is not None:
        return place_parcel(parcel, scanned, actor)
    return match_parcel(parcel, scanned, "", actor)


def note_parcel(parcel: ReturnParcel, note: str, actor: Actor) -> dict[str, int]:
    """What somebody saw on it or in it."""
    change(parcel, "noted", actor, note=" ".join(note.split())[:LONGEST_NOTE])
    return {"parcel_id": parcel.id}


def match_parcel(parcel: ReturnParcel, scanned: str, chosen: str, actor: Actor) -> dict[str, int]:
    """The parcel is of the return that was scanned, typed or chosen; of an order without one it is opened now.

    What was graded of it is counted as returned as far as it was sent. One that was finished although nothing of it
    was taken in is open again. Raises ParcelMatched, UnknownCode, ChooseReturn, and why an order cannot come back.
    """
    if not guarded_update(parcel, ReturnParcel.rma_id.is_(None), rma_id=None):
        raise _matched(parcel)
    rma = _rma_of(_meant(parcel, scanned, chosen), actor)
    told = {"rma_id": rma.id, "matched_at": now(), "matched_by_id": actor.worker_id}
    guarded_update(parcel, ReturnParcel.rma_id.is_(None), **told)
    audit(parcel, "matched", actor, {"rma_id": None}, {"rma_id": rma.id, "number": rma.number})
    record(ParcelArrived(parcel.warehouse_id, parcel.id))
    counted = count_units(parcel, actor)
    if parcel.done_at is not None:
        _go_on(parcel, actor)
    return {"parcel_id": parcel.id, "rma_id": rma.id, "counted": counted}


def _matched(parcel: ReturnParcel) -> DomainError:
    db.session.refresh(parcel)
    return ParcelMatched(parcel=parcel.number, rma=parcel.rma.number if parcel.rma else "")


def _go_on(parcel: ReturnParcel, actor: Actor) -> None:
    """It was finished before anybody knew whose it is: what follows of it follows now, or it is graded after all."""
    if units_taken(parcel):
        graded(parcel, actor)
    else:
        change(parcel, "opened again", actor, done_at=None)


def _meant(parcel: ReturnParcel, scanned: str, chosen: str) -> Candidate:
    if chosen:
        candidate = candidate_of(parcel.warehouse_id, chosen)
        if candidate is None:
            raise NotFound
        return candidate
    found = found_by(parcel.warehouse_id, scanned)
    if len(found.candidates) == 1:
        return found.candidates[0]
    if found.refusals:
        raise found.refusals[0]
    if not found.candidates:
        raise UnknownCode(scanned=found.scanned)
    names = [one.rma.number if one.rma else one.order.number for one in found.candidates]
    raise ChooseReturn(scanned=shown(scanned), names=", ".join(names))


def _rma_of(candidate: Candidate, actor: Actor) -> Rma:
    """A waybill is matched as its order's: the parcel is here already, however it came."""
    rma = candidate.rma or next(iter(awaited_of(candidate.order)), None)
    if rma is not None:
        return rma
    check_shipped(candidate.order)
    return opened_at_dock(candidate.order, OTHER, {}, actor)
