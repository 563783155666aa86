"""What lies in quarantine: since when, why, by whom. By the ledger, so that whoever puts units there is in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from app.attachments.models import Attachment
from app.attachments.queries import attachments_of
from app.db import db
from app.inventory.commands import outside
from app.inventory.models import Lot, Stock, StockLeg, StockMovement
from app.stockkeeping.models import QuarantineEnd, SetAside
from app.warehouse.models import QUARANTINE, Location
from app.workers.models import Worker

_THERE = aliased(StockLeg)


@dataclass(frozen=True)
class Kept:
    """`left` units of those that a movement brought there `at` that moment, from `source`."""

    movement_id: int
    at: datetime
    lot: Lot
    left: int
    source: Location
    worker: str
    reason: str
    note: str
    set_aside_id: int | None
    pictures: Sequence[Attachment]


def kept_in_quarantine(warehouse_id: int) -> list[Kept]:
    """What lies there, the oldest first."""
    place = outside(warehouse_id, QUARANTINE)
    lots = db.session.scalars(select(Stock.lot_id).where(Stock.location_id == place.id, Stock.on_hand > 0)).all()
    left = _left(place.id, lots)
    return _told([movement_id for movement_id, units in left.items() if units], left)


def left_of(warehouse_id: int, entered: StockMovement) -> int:
    """How many of the units that entered with that movement lie there yet; none of a movement to elsewhere."""
    return _left(outside(warehouse_id, QUARANTINE).id, [entered.lot_id]).get(entered.id, 0)


def _left(place_id: int, lot_ids: Sequence[int]) -> dict[int, int]:
    """By movement: the units that came with it and lie there yet.

    Who released or scrapped units said which ones; for whatever else left, the oldest are taken to have gone.
    """
    came: dict[int, dict[int, int]] = defaultdict(dict)
    gone: dict[int, int] = defaultdict(int)
    legs = select(StockLeg.lot_id, StockLeg.movement_id, StockLeg.quantity)
    here = legs.where(StockLeg.location_id == place_id, StockLeg.lot_id.in_(lot_ids)).order_by(StockLeg.movement_id)
    for lot_id, movement_id, units in db.session.execute(here):
        if units > 0:
            came[lot_id][movement_id] = units
        else:
            gone[lot_id] -= units
    ended = _ended([movement_id for lot in came.values() for movement_id in lot])
    left: dict[int, int] = {}
    for lot_id, units_by in came.items():
        left |= _after(units_by, ended, gone[lot_id])
    return left


def _after(came: Mapping[int, int], ended: Mapping[int, int], gone: int) -> dict[int, int]:
    unnamed = gone - sum(ended.get(movement_id, 0) for movement_id in came)
    left = {}
    for movement_id, units in came.items():
        rest = units - ended.get(movement_id, 0)
        taken = min(rest, max(0, unnamed))
        unnamed -= taken
        left[movement_id] = rest - taken
    return left


def _ended(movement_ids: Sequence[int]) -> dict[int, int]:
    units = func.sum(QuarantineEnd.quantity)
    named = select(QuarantineEnd.entered_id, units).where(QuarantineEnd.entered_id.in_(movement_ids))
    return dict(db.session.execute(named.group_by(QuarantineEnd.entered_id)).all())


def _told(movement_ids: Sequence[int], left: Mapping[int, int]) -> list[Kept]:
    wanted = (
        select(StockMovement, Lot, Location, Worker.name, SetAside)
        .join(Lot, Lot.id == StockMovement.lot_id)
        .join(_THERE, (_THERE.movement_id == StockMovement.id) & (_THERE.quantity < 0))
        .join(Location, Location.id == _THERE.location_id)
        .outerjoin(Worker, Worker.id == StockMovement.worker_id)
        .outerjoin(SetAside, SetAside.movement_id == StockMovement.id)
        .where(StockMovement.id.in_(movement_ids))
        .order_by(StockMovement.at, StockMovement.id)
        .options(joinedload(Lot.item))
    )
    rows = db.session.execute(wanted).all()
    pictures = defaultdict(list)
    for one in attachments_of(SetAside.__tablename__, _ids(rows)):
        pictures[one.entity_id].append(one)
    return [_kept(*row, left=left[row[0].id], pictures=pictures) for row in rows]


def _kept(
    movement: StockMovement,
    lot: Lot,
    source: Location,
    worker: str | None,
    aside: SetAside | None,
    left: int,
    pictures: Mapping[int, Sequence[Attachment]],
) -> Kept:
    return Kept(
        movement_id=movement.id,
        at=movement.at,
        lot=lot,
        left=left,
        source=source,
        worker=worker or "",
        reason=aside.reason if aside else movement.reason,
        note=aside.note if aside else "",
        set_aside_id=aside.id if aside else None,
        pictures=pictures.get(aside.id, ()) if aside else (),
    )


def _ids(rows: Sequence[Sequence[Any]]) -> list[int]:
    return [row[4].id for row in rows if row[4] is not None]
