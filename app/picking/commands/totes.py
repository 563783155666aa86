"""Totes on the cart: each belongs to one place, so to one order, until it is packed or emptied."""

from sqlalchemy import func, select

from app.clock import now
from app.db import db, insert_new
from app.errors import DomainError
from app.events import record
from app.inventory.models import Stock
from app.operations import Actor, audit, change
from app.picking.errors import (
    NotATote,
    NoToteYet,
    OtherTotePassedOn,
    PlaceTaken,
    ToteInBulk,
    ToteInLane,
    ToteInRefill,
    ToteInUse,
    ToteNotEmpty,
    ToteToTakeOver,
    ToteWithOther,
)
from app.picking.events import ToteBound
from app.picking.models import CartPlace, ToteUse
from app.picking.takeover import awaited_on
from app.replenishing.events import RefillToteTaken
from app.replenishing.queries import open_task_with
from app.scanning import named, read
from app.walks.holder import check_holder
from app.warehouse.models import PLATE, TOTE, WALL, Location
from app.warehouse.queries import location_by_barcode


def bind_tote(place: CartPlace, scanned: str, actor: Actor) -> dict[str, int]:
    """Put an empty tote on a place of the cart, or the one that the zone before passed on.

    Those of the picker before are taken over in whatever order they are scanned. Raises NotATote, ToteInUse,
    ToteInBulk, ToteInRefill, ToteNotEmpty, PlaceTaken, OtherTotePassedOn or ToteToTakeOver.
    """
    check_holder(place.task, actor)
    brought = next((use for use in awaited_on(place.task) if use.tote.barcode == read(scanned).text), None)
    if brought is not None:
        return _take_over(place, brought, actor)
    awaited = next(iter(place.to_take_over), place.passed_on)
    if awaited is not None:
        raise _not_the_one(awaited, scanned)
    if place.tote is not None:
        raise PlaceTaken(tote=place.tote.tote.address)
    return _bind(place, scanned, actor)


def swap_tote(place: CartPlace, scanned: str, actor: Actor) -> dict[str, int]:
    """The tote on the place is full: it keeps what it holds, and the next one takes the rest."""
    check_holder(place.task, actor)
    check_taken_up(place, actor)
    full = place.tote
    if full is None:
        raise NoToteYet(place=place.position)
    change(full, "full", actor, full_at=now())
    return _bind(place, scanned, actor)


def check_taken_up(place: CartPlace, actor: Actor) -> None:
    """What was passed on, or is taken over from another picker, is on the cart. Raises ToteInLane or ToteWithOther."""
    use = place.passed_on
    if use is not None:
        raise ToteInLane(tote=use.tote.address, lane=_lane_of(use), place=place.position)
    if place.to_take_over and actor.worker_id == place.task.holder_id:
        raise with_other(place.to_take_over[0])


def with_other(use: ToteUse) -> ToteWithOther:
    """The tote is on somebody else's cart."""
    return ToteWithOther(tote=use.tote.address, holder=use.carrier.name if use.carrier else "")


def release_tote(use: ToteUse, actor: Actor) -> None:
    """The tote is empty again and may be bound elsewhere."""
    change(use, "released", actor, released_at=now())


def on_refill_tote_taken(event: RefillToteTaken) -> None:
    """Handler: a tote that belongs to an order is for no refill. Raises ToteInUse or ToteInBulk."""
    used = select(ToteUse.id).where(ToteUse.tote_id == event.tote_id, ToteUse.released_at.is_(None))
    if db.session.scalar(used) is not None:
        raise _in_use(db.session.get_one(Location, event.tote_id))


def _take_over(place: CartPlace, use: ToteUse, actor: Actor) -> dict[str, int]:
    """The very tote goes on: it holds what was picked before."""
    name = "taken up" if use.staged_at_id else "taken over"
    change(use, name, actor, staged_at_id=None, carrier_id=actor.worker_id)
    task = use.place.task
    record(ToteBound(task.id, task.wave_id, task.warehouse_id, use.tote_id))
    return {"place_id": place.id, "task_id": place.task_id, "taken_place_id": use.place_id}


def _not_the_one(use: ToteUse, scanned: str) -> OtherTotePassedOn | ToteToTakeOver:
    name, wanted = named(use.tote.warehouse_id, scanned), use.tote.address
    if use.staged_at_id:
        return OtherTotePassedOn(scanned=name, wanted=wanted, lane=_lane_of(use))
    return ToteToTakeOver(scanned=name, wanted=wanted, holder=use.carrier.name if use.carrier else "")


def _lane_of(use: ToteUse) -> str:
    return use.staged_at.address if use.staged_at else ""


def _bind(place: CartPlace, scanned: str, actor: Actor) -> dict[str, int]:
    tote = _tote(place.task.warehouse_id, scanned)
    held = db.session.scalar(select(func.sum(Stock.on_hand)).where(Stock.location_id == tote.id))
    if open_task_with(tote.id):
        raise ToteInRefill(tote=tote.address)
    new = insert_new(ToteUse, tote_id=tote.id, place_id=place.id, bound_at=now(), carrier_id=actor.worker_id)
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
    if location is None or location.kind != TOTE or location.purpose in (WALL, PLATE):
        raise NotATote(scanned=named(warehouse_id, scanned))
    return location


def _in_use(tote: Location) -> DomainError:
    """Whose tote it is: an order's, or in bulk those of a wave."""
    use = db.session.scalars(select(ToteUse).where(ToteUse.tote_id == tote.id, ToteUse.released_at.is_(None))).one()
    if use.place.order is None:
        return ToteInBulk(tote=tote.address, wave=use.place.task.wave_number)
    return ToteInUse(tote=tote.address, order=use.place.order.number)
