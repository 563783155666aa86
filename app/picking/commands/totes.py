"""Totes on the cart: each belongs to one place, so to one order, until it is packed or emptied."""

from sqlalchemy import func, select

from app.db import db, insert_new, now
from app.errors import DomainError
from app.events import record
from app.inventory.models import Stock
from app.operations import Actor, audit, change
from app.picking.commands.holder import check_holder
from app.picking.errors import (
    NotATote,
    NoToteYet,
    OtherTotePassedOn,
    PlaceTaken,
    ToteInBulk,
    ToteInLane,
    ToteInUse,
    ToteNotEmpty,
)
from app.picking.events import ToteBound
from app.picking.models import CartPlace, ToteUse
from app.scanning import named, read
from app.warehouse.models import TOTE, Location
from app.warehouse.queries import location_by_barcode


def bind_tote(place: CartPlace, scanned: str, actor: Actor) -> dict[str, int]:
    """Put an empty tote on a place of the cart, or the one that the zone before passed on.

    Raises NotATote, ToteInUse, ToteInBulk, ToteNotEmpty, PlaceTaken or OtherTotePassedOn.
    """
    check_holder(place.task, actor)
    if place.passed_on is not None:
        return _take_up(place.passed_on, scanned, actor)
    if place.tote is not None:
        raise PlaceTaken(tote=place.tote.tote.address)
    return _bind(place, scanned, actor)


def swap_tote(place: CartPlace, scanned: str, actor: Actor) -> dict[str, int]:
    """The tote on the place is full: it keeps what it holds, and the next one takes the rest."""
    check_holder(place.task, actor)
    check_taken_up(place)
    full = place.tote
    if full is None:
        raise NoToteYet(place=place.position)
    change(full, "full", actor, full_at=now())
    return _bind(place, scanned, actor)


def check_taken_up(place: CartPlace) -> None:
    """What was passed on is on the cart. Raises ToteInLane."""
    use = place.passed_on
    if use is not None:
        raise ToteInLane(tote=use.tote.address, lane=_lane_of(use), place=place.position)


def release_tote(use: ToteUse, actor: Actor) -> None:
    """The tote is empty again and may be bound elsewhere."""
    change(use, "released", actor, released_at=now())


def _take_up(use: ToteUse, scanned: str, actor: Actor) -> dict[str, int]:
    """The very tote goes on: it holds what the zones before picked."""
    place, tote = use.place, use.tote
    if read(scanned).text != tote.barcode:
        name = named(tote.warehouse_id, scanned)
        raise OtherTotePassedOn(scanned=name, wanted=tote.address, lane=_lane_of(use))
    change(use, "taken up", actor, staged_at_id=None)
    record(ToteBound(place.task.id, place.task.wave_id, place.task.warehouse_id, tote.id))
    return {"place_id": place.id, "task_id": place.task_id}


def _lane_of(use: ToteUse) -> str:
    return use.staged_at.address if use.staged_at else ""


def _bind(place: CartPlace, scanned: str, actor: Actor) -> dict[str, int]:
    tote = _tote(place.task.warehouse_id, scanned)
    held = db.session.scalar(select(func.sum(Stock.on_hand)).where(Stock.location_id == tote.id))
    new = insert_new(ToteUse, tote_id=tote.id, place_id=place.id, bound_at=now())
    if not new:
        raise _in_use(tote)
    if held:
        raise ToteNotEmpty(tote=tote.address)
    db.session.expire(place, ["totes"])
    use = place.totes[-1]
    audit(use, "bound", actor, {}, {"tote": tote.address, "order_id": place.order_id})
    record(ToteBound(place.task.id, place.task.wave_id, place.task.warehouse_id, tote.id))
    return {"place_id": place.id, "task_id": place.task_id}


def _tote(warehouse_id: int, scanned: str) -> Location:
    location = location_by_barcode(warehouse_id, read(scanned).text)
    if location is None or location.kind != TOTE:
        raise NotATote(scanned=named(warehouse_id, scanned))
    return location


def _in_use(tote: Location) -> DomainError:
    """Whose tote it is: an order's, or in bulk those of a wave."""
    use = db.session.scalars(select(ToteUse).where(ToteUse.tote_id == tote.id, ToteUse.released_at.is_(None))).one()
    if use.place.order is None:
        return ToteInBulk(tote=tote.address, wave=use.place.task.wave_number)
    return ToteInUse(tote=tote.address, order=use.place.order.number)
