"""Move units from a place to a bin: each place, item and number by scan."""

from sqlalchemy import select

from app.db import db
from app.inventory.commands import move
from app.inventory.serials import take_numbers_along
from app.operations import Actor, audit
from app.stockkeeping.errors import BinClosed, NotABin, SameBin
from app.stockkeeping.units import Scan, Units, any_place, free_units
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.models import BIN, Location


def move_units(warehouse_id: int, scan: Scan, target: str, actor: Actor) -> dict[str, int]:
    """Units that nobody keeps lie in the other bin now.

    Raises what `free_units` and `bin_of` raise, SameBin and NumberElsewhere.
    """
    units = free_units(warehouse_id, scan)
    destination = bin_of(warehouse_id, target)
    if destination.id == units.stock.location_id:
        raise SameBin(address=destination.address)
    movement_id = carry(units, destination, "move", actor)
    return {"movement_id": movement_id, "item_id": units.stock.item_id, "to_id": destination.id}


def bin_of(warehouse_id: int, text: str) -> Location:
    """A bin into which something may be put now. Raises NoCode, NoSuchPlace, NotABin or BinClosed."""
    place = any_place(warehouse_id, text)
    if place.kind != BIN:
        raise NotABin(address=place.address)
    out_of_reach = select(Location.id).where(Location.id == place.id, is_in_blocked_aisle())
    if place.blocked or db.session.scalar(out_of_reach):
        raise BinClosed(address=place.address)
    return place


def carry(units: Units, destination: Location, reason: str, actor: Actor) -> int:
    """The units and their numbers go to the destination; the movement's id. Raises NumberElsewhere."""
    stock, source = units.stock, units.stock.location
    before = stock.on_hand
    movement_id = move(stock.lot, units.quantity, source=source, destination=destination, reason=reason, actor=actor)
    take_numbers_along(movement_id, stock.lot.item, units.numbers, source, destination)
    after = {"on_hand": stock.on_hand, "to": destination.address, "reason": reason}
    audit(
        stock, "moved", actor, {"on_hand": before}, after | ({"serials": list(units.numbers)} if units.numbers else {})
    )
    return movement_id
