"""Move, receive, reserve: each balance changes by a guarded update, each movement has two legs."""

from datetime import date

from flask_babel import lazy_gettext
from sqlalchemy import bindparam, select, true

from app.catalog.models import Item
from app.clock import now
from app.db import db, guarded_update, insert_new, insert_row, insert_rows
from app.errors import DomainError
from app.events import record
from app.inventory.blocked import is_blocked_there
from app.inventory.events import StockCame, StockLeft
from app.inventory.models import Allocation, Lot, Stock, StockLeg, StockMovement
from app.operations import Actor
from app.warehouse.models import BIN, OUTSIDE, RESERVE, SUPPLIER, Location

_AT = select(Stock).where(Stock.location_id == bindparam("location"), Stock.lot_id == bindparam("lot"))


class NotEnoughStock(DomainError):
    code = "not_enough_stock"
    message = lazy_gettext("%(address)s does not hold that many of %(sku)s. Count the bin.")


class NotReserved(DomainError):
    code = "not_reserved"
    message = lazy_gettext("These units are no longer kept for this order. Ask your lead.")


class NotKept(DomainError):
    code = "not_kept"
    message = lazy_gettext("What lay in %(address)s for this walk is no longer kept for it. Ask your lead.")


def lot_of(item: Item, code: str = "", expires_on: date | None = None) -> Lot:
    """The item's lot of that code, made when it is new; the empty code is the stock that is not tracked by lot."""
    wanted = select(Lot).where(Lot.item_id == item.id, Lot.code == code)
    found = db.session.scalars(wanted).first()
    if found:
        return found
    insert_new(Lot, item_id=item.id, code=code, expires_on=expires_on)
    return db.session.scalars(wanted).one()


def stock_of(lot: Lot, location: Location) -> Stock:
    """The balance of a lot at a location, made at nothing when it is new."""
    place = {"location": location.id, "lot": lot.id}
    found = db.session.scalars(_AT, place).first()
    if found:
        return found
    insert_new(
        Stock,
        location_id=location.id,
        item_id=lot.item_id,
        lot_id=lot.id,
        on_hand=0,
        reserved=0,
        guarded=location.kind not in OUTSIDE,
        received_at=now(),
    )
    return db.session.scalars(_AT, place).one()


def receive(item: Item, lot: Lot, quantity: int, location: Location, actor: Actor) -> None:
    """Take units of an item from the supplier into a location."""
    supplier = outside(location.warehouse_id, SUPPLIER)
    move(lot, quantity, source=supplier, destination=location, reason="receive", actor=actor)


def outside(warehouse_id: int, kind: str) -> Location:
    """The warehouse's side of the book of that kind."""
    return db.session.scalars(
        select(Location).where(Location.warehouse_id == warehouse_id, Location.kind == kind)
    ).one()


def move(lot: Lot, quantity: int, *, source: Location, destination: Location, reason: str, actor: Actor) -> int:
    """Move units that nobody has reserved; orders may wait for them where they come to. The movement's id.

    Raises NotEnoughStock.
    """
    movement_id = _move(lot, quantity, source, destination, reason, actor)
    if _is_forward(destination):
        record(StockCame(destination.warehouse_id, lot.item_id))
    return movement_id


def _move(lot: Lot, quantity: int, source: Location, destination: Location, reason: str, actor: Actor) -> int:
    stock = stock_of(lot, source)
    enough = (Stock.on_hand - Stock.reserved >= quantity) | ~Stock.guarded
    if not guarded_update(stock, enough, on_hand=Stock.on_hand - quantity):
        raise NotEnoughStock(address=source.address, sku=lot.item.sku)
    return _arrive(stock, quantity, destination, reason, actor)


def reserve(stock: Stock, quantity: int, order_line_id: int, is_seen: bool = False) -> Allocation | None:
    """Keep units of a stock for an order line; None where somebody else was first, or the lot was just blocked.

    The caller counts them on the line: inventory knows an order line by its id only. `is_seen`: somebody has just put
    so many there, whatever is doubted of the rest.
    """
    free = Stock.on_hand - Stock.reserved >= quantity
    good = (true() if is_seen else Stock.doubted_at.is_(None)) & ~is_blocked_there()
    if not guarded_update(stock, free, good, reserved=Stock.reserved + quantity):
        return None
    allocation = Allocation(order_line_id=order_line_id, stock_id=stock.id, quantity=quantity, picked=0, cancelled=0)
    db.session.add(allocation)
    db.session.flush()
    return allocation


def unreserve(allocation: Allocation, quantity: int) -> None:
    """Give back units of an allocation that will not be picked. Raises NotReserved."""
    _use(allocation, cancelled=quantity)
    guarded_update(allocation.stock, reserved=Stock.reserved - quantity)


def take(allocation: Allocation, quantity: int, destination: Location, actor: Actor) -> None:
    """Move units that are reserved by `allocation` out of their bin. Raises NotReserved."""
    _use(allocation, picked=quantity)
    stock = allocation.stock
    guarded_update(stock, on_hand=Stock.on_hand - quantity, reserved=Stock.reserved - quantity)
    _arrive(stock, quantity, destination, "pick", actor)


def put_back(allocation: Allocation, quantity: int, source: Location, actor: Actor) -> None:
    """Undo a `take`: the units lie in their bin again, reserved as before. Raises NotEnoughStock."""
    stock = allocation.stock
    _move(stock.lot, quantity, source, stock.location, "undo", actor)
    guarded_update(stock, reserved=Stock.reserved + quantity)
    _use(allocation, picked=-quantity)


def bring_back(
    allocation: Allocation, quantity: int, *, source: Location, destination: Location, reason: str, actor: Actor
) -> None:
    """Units that were taken for an order lie at `destination` now, and nobody keeps them. Raises NotEnoughStock."""
    move(allocation.stock.lot, quantity, source=source, destination=destination, reason=reason, actor=actor)
    _use(allocation, picked=-quantity, cancelled=quantity)


def take_again(allocation: Allocation, quantity: int, *, source: Location, destination: Location, actor: Actor) -> None:
    """Undo a `bring_back`: the units are taken for the order as before.

    Raises NotEnoughStock where others keep them.
    """
    move(allocation.stock.lot, quantity, source=source, destination=destination, reason="undo", actor=actor)
    _use(allocation, picked=quantity, cancelled=-quantity)


def keep(stock: Stock, quantity: int) -> bool:
    """Keep units for a walk that carries them elsewhere; whoever keeps them counts them. False: another was first."""
    free = Stock.on_hand - Stock.reserved >= quantity
    return guarded_update(stock, free, Stock.doubted_at.is_(None), reserved=Stock.reserved + quantity)


def let_go(stock: Stock, quantity: int) -> None:
    """Undo a `keep`: others may have the units. Raises NotKept."""
    if not guarded_update(stock, Stock.reserved >= quantity, reserved=Stock.reserved - quantity):
        raise NotKept(address=stock.location.address)
    if _is_forward(stock.location):
        record(StockCame(stock.location.warehouse_id, stock.item_id))


def carry(stock: Stock, quantity: int, destination: Location, reason: str, actor: Actor) -> None:
    """Move units that are kept for a walk out of their bin. Raises NotKept."""
    values = {"on_hand": Stock.on_hand - quantity, "reserved": Stock.reserved - quantity}
    if not guarded_update(stock, Stock.reserved >= quantity, **values):
        raise NotKept(address=stock.location.address)
    _arrive(stock, quantity, destination, reason, actor)


def carry_back(stock: Stock, quantity: int, source: Location, actor: Actor) -> None:
    """Undo a `carry`: the units lie in their bin again, kept as before. Raises NotEnoughStock."""
    _move(stock.lot, quantity, source, stock.location, "undo", actor)
    guarded_update(stock, reserved=Stock.reserved + quantity)


def doubt(stock: Stock) -> None:
    """Somebody did not find what the book says: nothing more is allocated from here until it is counted."""
    guarded_update(stock, doubted_at=now())
    _tell_left(stock)


def _is_forward(location: Location) -> bool:
    return location.kind == BIN and location.purpose != RESERVE


def _tell_left(stock: Stock) -> None:
    if _is_forward(stock.location):
        record(StockLeft(stock.location.warehouse_id, stock.location_id, stock.item_id))


def believe(stock: Stock) -> None:
    """It was counted: what the book says of it is true again, and may be given out; orders may wait for it."""
    if guarded_update(stock, Stock.doubted_at.is_not(None), doubted_at=None):
        record(StockCame(stock.location.warehouse_id, stock.item_id))


def _use(allocation: Allocation, picked: int = 0, cancelled: int = 0) -> None:
    left = Allocation.quantity - Allocation.picked - Allocation.cancelled
    values = {"picked": Allocation.picked + picked, "cancelled": Allocation.cancelled + cancelled}
    if not guarded_update(allocation, left >= picked + cancelled, **values):
        raise NotReserved


def _arrive(source: Stock, quantity: int, destination: Location, reason: str, actor: Actor) -> int:
    guarded_update(stock_of(source.lot, destination), on_hand=Stock.on_hand + quantity)
    movement_id = insert_row(
        StockMovement,
        at=now(),
        item_id=source.item_id,
        lot_id=source.lot_id,
        quantity=quantity,
        reason=reason,
        worker_id=actor.worker_id,
        device_id=actor.device_id,
        operation_id=actor.operation_id,
    )
    legs = ((source.location_id, -quantity), (destination.id, quantity))
    insert_rows(
        StockLeg,
        [
            {"movement_id": movement_id, "location_id": location_id, "lot_id": source.lot_id, "quantity": units}
            for location_id, units in legs
        ],
    )
    _tell_left(source)
    return movement_id
