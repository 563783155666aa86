"""Put up the work that brings goods from where they wait to where they shall lie."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import outside
from app.inventory.models import Stock
from app.inventory.queries import stock_in
from app.operations import Actor, audit
from app.putting_away.events import PutAwayPutUp
from app.putting_away.models import PutAwayLine, PutAwaySource, PutAwayTask
from app.putting_away.path import plan
from app.putting_away.places import Pile, propose
from app.putting_away.queries import on_walks
from app.putting_away.room import hold_room
from app.walks.models import FREE, Walk
from app.walks.queries import is_free, is_unbegun
from app.warehouse.calendar import calendar_of
from app.warehouse.models import PLATE, QUARANTINE, TOTE, Location
from app.warehouse.queries import warehouse_of
from app.warehouse.settings import settings_of


def put_up(source: Location, area: Location | None, actor: Actor, at: Location | None = None) -> PutAwayTask | None:
    """Have all that lies at `source`, and that no task puts away already, put away; None where nothing does.

    Without an `area` each lot gets the bins that the rules propose, and one that has expired goes to quarantine; with
    one, all of it goes there: an area, quarantine or scrap. A tote or a plate joins a walk that nobody has begun and
    that has a place left on its cart. `at` is the dock or lane at which a tote or plate stands.
    """
    if area is None:
        hold_room(source.warehouse_id)  # before any walk is held, or two who put up several things wait for each other
    waits = on_walks(source)
    piles = [_pile(stock, waits.get(stock.lot_id, 0), source) for stock in stock_in([source.id])]
    piles = [pile for pile in piles if pile.units > 0]
    if not piles:
        return None
    task = _walk_with_room(source) or _new_walk(source, at)
    origin = _source(task, source)
    for pile, location_id, units in _places(source, area, piles):
        line = PutAwayLine(
            walk_id=task.id,
            position=0,
            location_id=location_id,
            source_id=origin.id,
            lot_id=pile.lot.id,
            quantity=units,
        )
        db.session.add(line)
    db.session.flush()
    plan(task)
    guarded_update(task, version=Walk.version + 1)
    said = {"source": source.address, "area": area.address if area else "", "units": sum(one.units for one in piles)}
    audit(task, "put up", actor, {}, said)
    record(PutAwayPutUp(task.id, task.warehouse_id))
    return task


def _pile(stock: Stock, on_a_walk: int, source: Location) -> Pile:
    """A plate that holds one lot goes up as a whole."""
    alone = source.purpose == PLATE and _lots_at(source) == 1 and not on_a_walk
    return Pile(stock.lot, stock.on_hand - on_a_walk, whole=alone)


def _lots_at(source: Location) -> int:
    lying = select(func.count(Stock.id)).where(Stock.location_id == source.id, Stock.on_hand > 0)
    return db.session.scalar(lying) or 0


def _places(source: Location, area: Location | None, piles: Sequence[Pile]) -> Iterable[tuple[Pile, int, int]]:
    """Where each pile goes; units that no bin takes stay named at their source until somebody finds one."""
    if area:
        yield from ((pile, area.id, pile.units) for pile in piles)
        return
    warehouse = warehouse_of(source.warehouse_id)
    today = calendar_of(warehouse).today(now())
    good = [pile for pile in piles if pile.lot.expires_on is None or pile.lot.expires_on >= today]
    quarantine = outside(source.warehouse_id, QUARANTINE)
    yield from ((pile, quarantine.id, pile.units) for pile in piles if pile not in good)
    placed = propose(warehouse, good)
    yield from placed
    for pile in good:
        left = pile.units - sum(units for one, _, units in placed if one is pile)
        if left:
            yield pile, source.id, left


def _walk_with_room(source: Location) -> PutAwayTask | None:
    """A walk with totes or plates that nobody has begun; held, so that nobody begins it meanwhile."""
    if source.kind != TOTE:
        return None
    warehouse = warehouse_of(source.warehouse_id)
    places = func.count(PutAwaySource.id)
    wanted = (
        select(PutAwayTask.id)
        .join(PutAwaySource, PutAwaySource.task_id == PutAwayTask.id)
        .join(Location, Location.id == PutAwaySource.location_id)
        .where(PutAwayTask.warehouse_id == warehouse.id, is_free(), is_unbegun())
        .group_by(PutAwayTask.id)
        .having(places < settings_of(warehouse).cart_places, func.min(Location.kind) == TOTE)
        .having(func.max(Location.kind) == TOTE)
    )
    for task_id in db.session.scalars(wanted.order_by(PutAwayTask.id)).all():
        task = db.session.get_one(PutAwayTask, task_id)
        if guarded_update(task, is_free() & is_unbegun(), state=FREE):
            return task
    return None


def _new_walk(source: Location, stands_at: Location | None) -> PutAwayTask:
    start = stands_at or (source if source.kind != TOTE else None)
    task = PutAwayTask(warehouse_id=source.warehouse_id, start_id=start.id if start else None, created_at=now())
    db.session.add(task)
    db.session.flush()
    return task


def _source(task: PutAwayTask, source: Location) -> PutAwaySource:
    found = next((one for one in task.sources if one.location_id == source.id), None)
    if found is None:
        found = PutAwaySource(task_id=task.id, location_id=source.id, position=len(task.sources) + 1)
        task.sources.append(found)
        db.session.flush()
    return found
