"""Reads about put-away tasks, their stops and their sources."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Lot, Serial, Stock
from app.putting_away.models import PutAwayLine, PutAwaySource, PutAwayTask
from app.walks.models import CANCELLED, OPEN_STATES, SKIPPED, TODO
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.models import BIN, Location
from app.workers.models import Worker, WorkerRole

_LINE = (
    joinedload(PutAwayLine.location),
    joinedload(PutAwayLine.lot).joinedload(Lot.item).selectinload(Item.barcodes),
    joinedload(PutAwayLine.source).joinedload(PutAwaySource.location),
)


def lines_of_task(task: PutAwayTask) -> Sequence[PutAwayLine]:
    """All lines in path order but those that left the walk."""
    mine = select(PutAwayLine).where(PutAwayLine.walk_id == task.id, PutAwayLine.state != CANCELLED)
    return db.session.scalars(mine.order_by(PutAwayLine.position, PutAwayLine.id).options(*_LINE)).all()


def open_stops(task: PutAwayTask) -> int:
    """How many stops are still to do."""
    mine = select(func.count(PutAwayLine.id)).where(PutAwayLine.walk_id == task.id)
    return db.session.scalar(mine.where(PutAwayLine.state.in_((TODO, SKIPPED)))) or 0


def on_walks(source: Location) -> dict[int, int]:
    """How many units of each lot at a source a task puts away already."""
    left = func.sum(PutAwayLine.quantity - PutAwayLine.put - PutAwayLine.lost)
    wanted = (
        select(PutAwayLine.lot_id, left)
        .join(PutAwaySource, PutAwaySource.id == PutAwayLine.source_id)
        .join(PutAwayTask, PutAwayTask.id == PutAwaySource.task_id)
        .where(
            PutAwaySource.location_id == source.id,
            PutAwayTask.state.in_(OPEN_STATES),
            PutAwayLine.state.in_((TODO, SKIPPED)),
        )
        .group_by(PutAwayLine.lot_id)
    )
    return {lot_id: int(units) for lot_id, units in db.session.execute(wanted)}


def comes_by_put_away(item_ids: Collection[int]) -> Select[int, int, int]:
    """Of items: bin, item and units that walks still bring."""
    left = PutAwayLine.quantity - PutAwayLine.put - PutAwayLine.lost
    return (
        select(PutAwayLine.location_id, Lot.item_id, left)
        .join(Lot, Lot.id == PutAwayLine.lot_id)
        .where(Lot.item_id.in_(item_ids), PutAwayLine.state.in_((TODO, SKIPPED)))
    )


def put_aways(warehouse_id: int) -> Sequence[PutAwayTask]:
    """Tasks that are not over, the oldest first."""
    wanted = select(PutAwayTask).where(PutAwayTask.warehouse_id == warehouse_id, PutAwayTask.state.in_(OPEN_STATES))
    loaded = wanted.options(
        joinedload(PutAwayTask.holder),
        selectinload(PutAwayTask.lines).options(*_LINE),
        selectinload(PutAwayTask.sources).joinedload(PutAwaySource.location),
    )
    return db.session.scalars(loaded.order_by(PutAwayTask.id)).all()


def keepers(warehouse_id: int) -> Sequence[Worker]:
    """Who may put away in the warehouse, by name."""
    keeps = (WorkerRole.warehouse_id == warehouse_id) & WorkerRole.role.in_(PutAwayTask.roles)
    mine = select(Worker).where(Worker.roles.any(keeps), Worker.left_at.is_(None))
    return db.session.scalars(mine.order_by(Worker.name)).all()


def is_open_bin(location: Location) -> bool:
    """Whether goods may be put there: a bin that is not blocked, in an aisle that is not."""
    open_ones = select(Location.id).where(Location.kind == BIN, Location.blocked.is_(False), ~is_in_blocked_aisle())
    return db.session.scalar(open_ones.where(Location.id == location.id)) is not None


def serials_at(line: PutAwayLine) -> Sequence[Serial]:
    """The units of the line's item, by their numbers, that lie at its source yet."""
    here = (Serial.item_id == line.lot.item_id, Serial.location_id == line.source.location_id)
    return db.session.scalars(select(Serial).where(*here).order_by(Serial.id)).all()


def lying_at(line: PutAwayLine) -> int:
    """How many units of the line's lot lie at its source."""
    here = (Stock.location_id == line.source.location_id, Stock.lot_id == line.lot_id)
    return db.session.scalar(select(Stock.on_hand).where(*here)) or 0


def knows_all_serials(line: PutAwayLine) -> bool:
    """Whether each unit of the line's item at its source is known by its number."""
    here = (Stock.location_id == line.source.location_id, Stock.item_id == line.lot.item_id)
    lying = db.session.scalar(select(func.sum(Stock.on_hand)).where(*here)) or 0
    return len(serials_at(line)) >= lying
