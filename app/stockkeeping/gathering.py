"""What is free of a lot that is to be gathered goes to quarantine: a bin in each short transaction.

What is done stands in the ledger, so it goes on wherever it was cut off; and what orders give back later of the lot is
gathered, too, as long as it is blocked.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import select

from app.db import db, transaction
from app.errors import Busy
from app.events import Event
from app.inventory.models import LotBlock, Stock
from app.inventory.queries import lots_at
from app.inventory.serials import numbers_at
from app.jobs import Job, enqueue
from app.operations import Actor
from app.stockkeeping.commands.set_aside import bring_aside
from app.stockkeeping.events import LotBlocked
from app.stockkeeping.units import OURS, Units, held
from app.warehouse.models import Location

RECALLED = "recalled"
_OPEN = LotBlock.gathers & LotBlock.lifted_at.is_(None)


def gather_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: what is to be gathered is gathered at once."""
    for event in recorded:
        if isinstance(event, LotBlocked):
            enqueue(_name(event.block_id), partial(gather, event.block_id))


def lots_to_gather() -> Mapping[str, Job]:
    """Those of which something is free."""
    wanted = select(LotBlock.id).where(_OPEN).order_by(LotBlock.id)
    return {_name(block_id): partial(gather, block_id) for block_id in db.session.scalars(wanted) if _free(block_id)}


def gather(block_id: int) -> None:
    """Bring all that is free of the lot to quarantine, if that was asked for. Not inside a transaction."""
    db.session.rollback()
    for stock_id in _free(block_id):
        try:
            with transaction():
                _bring(block_id, stock_id)
        except Busy:
            return  # it goes on at the next look


def _name(block_id: int) -> str:
    return f"gathering the lot of block {block_id}"


def _free(block_id: int) -> Sequence[int]:
    wanted = (
        select(Stock.id)
        .join(LotBlock, LotBlock.lot_id == Stock.lot_id)
        .join(Location, Location.id == Stock.location_id)
        .where(LotBlock.id == block_id, _OPEN, Location.warehouse_id == LotBlock.warehouse_id)
        .where(Location.kind.in_(OURS), Stock.on_hand > Stock.reserved)
        .order_by(Stock.id)
    )
    return db.session.scalars(wanted).all()


def _bring(block_id: int, stock_id: int) -> None:
    block = db.session.get_one(LotBlock, block_id)
    stock = db.session.get_one(Stock, stock_id)
    stock = held(stock.lot, stock.location)
    if block.lifted_at or not stock.available:
        return
    actor = Actor(worker_id=block.blocked_by_id, warehouse_id=block.warehouse_id, source="recall")
    whole = stock.available == stock.on_hand and lots_at(stock.location_id, stock.item_id) == 1
    units = Units(stock, stock.available, numbers_at(stock.lot.item, stock.location) if whole else ())
    bring_aside(block.warehouse_id, units, RECALLED, block.note, actor)
