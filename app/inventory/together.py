"""The same as one by one, for many at once: few statements, so that others wait for the book only a moment."""

from collections.abc import Mapping, Sequence

from sqlalchemy import BindParameter, Update, bindparam, insert, select, update

from app.clock import now
from app.db import db, insert_rows
from app.inventory.blocked import is_blocked_there
from app.inventory.commands import move, reserve, stock_of
from app.inventory.models import Allocation, Lot, Stock, StockLeg, StockMovement
from app.operations import Actor
from app.warehouse.models import Location

_UNITS: BindParameter[int] = bindparam("units")
_OF = update(Stock).where(Stock.id == bindparam("stock"))
_FREE = Stock.on_hand - Stock.reserved >= _UNITS
_RESERVE = _OF.where(_FREE & Stock.doubted_at.is_(None) & ~is_blocked_there()).values(reserved=Stock.reserved + _UNITS)
_LEAVE = _OF.where(_FREE | ~Stock.guarded).values(on_hand=Stock.on_hand - _UNITS)
_ARRIVE = _OF.values(on_hand=Stock.on_hand + _UNITS)


def move_all(units: Mapping[Lot, int], *, source: Location, destination: Location, reason: str, actor: Actor) -> None:
    """`move` for many lots at once, each a movement of its own. Raises NotEnoughStock: what has moved is undone with
    the caller's transaction.

    Not into bins: whoever waits for what comes there is told by `move` only.
    """
    lots = sorted(units, key=lambda lot: lot.id)
    leaving, arriving = _stocks(lots, source), _stocks(lots, destination)
    together = db.session.begin_nested()
    left = _change(_LEAVE, [(leaving[lot.id], units[lot]) for lot in lots])
    if left < len(lots):
        together.rollback()
        for lot in lots:  # the one that lacks units refuses in its own words
            move(lot, units[lot], source=source, destination=destination, reason=reason, actor=actor)
        return
    together.commit()
    _change(_ARRIVE, [(arriving[lot.id], units[lot]) for lot in lots])
    _enter(lots, units, source, destination, reason, actor)


def reserve_all(wanted: Sequence[tuple[int, int, int]]) -> list[int | None]:
    """`reserve` for many at once, as (stock id, units, order line id): the allocations' ids, in few statements.

    Where somebody else was first for any of them, each is tried alone.
    """
    if not wanted:
        return []
    together = db.session.begin_nested()
    if _change(_RESERVE, sorted((stock_id, units) for stock_id, units, _ in wanted)) < len(wanted):
        together.rollback()
        made = [reserve(db.session.get_one(Stock, stock_id), units, line_id) for stock_id, units, line_id in wanted]
        return [allocation.id if allocation else None for allocation in made]
    together.commit()
    adding = insert(Allocation).returning(Allocation.id, sort_by_parameter_order=True)
    rows = [
        {"order_line_id": line_id, "stock_id": stock_id, "quantity": units, "picked": 0, "cancelled": 0}
        for stock_id, units, line_id in wanted
    ]
    return list(db.session.scalars(adding, rows))


def _stocks(lots: Sequence[Lot], location: Location) -> dict[int, int]:
    """Each lot's balance at the location by its lot, made where it is new."""
    there = select(Stock.lot_id, Stock.id).where(
        Stock.location_id == location.id, Stock.lot_id.in_([lot.id for lot in lots])
    )
    found = dict(db.session.execute(there).all())
    return found | {lot.id: stock_of(lot, location).id for lot in lots if lot.id not in found}


def _change(statement: Update, of: Sequence[tuple[int, int]]) -> int:
    """Change balances by (stock id, units), all locked in one order; how many were changed."""
    db.session.flush()
    params = [{"stock": stock_id, "units": units} for stock_id, units in of]
    changed = db.session.connection().execute(statement, params).rowcount
    ids = {stock_id for stock_id, _ in of}
    for row in db.session.identity_map.values():
        if isinstance(row, Stock) and row.id in ids:
            db.session.expire(row, ["on_hand", "reserved"])  # what was read is not what is there
    return changed


def _enter(
    lots: Sequence[Lot],
    units: Mapping[Lot, int],
    source: Location,
    destination: Location,
    reason: str,
    actor: Actor,
) -> None:
    common = {
        "at": now(),
        "reason": reason,
        "worker_id": actor.worker_id,
        "device_id": actor.device_id,
        "operation_id": actor.operation_id,
    }
    adding = insert(StockMovement).returning(StockMovement.id, sort_by_parameter_order=True)
    rows = [common | {"item_id": lot.item_id, "lot_id": lot.id, "quantity": units[lot]} for lot in lots]
    movement_ids = db.session.scalars(adding, rows).all()
    legs = [
        {"movement_id": movement_id, "location_id": location.id, "lot_id": lot.id, "quantity": sign * units[lot]}
        for movement_id, lot in zip(movement_ids, lots, strict=True)
        for location, sign in ((source, -1), (destination, 1))
    ]
    insert_rows(StockLeg, legs)
