"""Close a tote of returned goods: it is full, or the day is over, and it goes where its goods go."""

from app.clock import now
from app.db import guarded_update
from app.inventory.commands import move, outside
from app.inventory.models import Lot
from app.inventory.queries import stock_in
from app.inventory.serials import numbers_at, take_numbers_along
from app.operations import Actor, audit
from app.putting_away.commands.put_up import put_up
from app.returns.dock_errors import ToteLeft
from app.returns.models import ReturnTote
from app.returns.totes import area_for
from app.returns.words import SCRAP
from app.warehouse.models import SCRAP as SCRAPPED
from app.warehouse.models import Location


def close_tote(tote: ReturnTote, actor: Actor) -> dict[str, int]:
    """What is scrap leaves the book at once; all else is put away from the tote. An empty one is free again.

    Raises ToteLeft.
    """
    if not guarded_update(tote, ReturnTote.closed_at.is_(None), closed_at=now()):
        raise ToteLeft(tote=tote.location.address)
    held: dict[Lot, int] = {stock.lot: stock.on_hand for stock in stock_in([tote.location_id])}
    units = sum(held.values())
    audit(tote, "closed", actor, {}, {"disposition": tote.disposition, "units": units})
    if held and tote.disposition == SCRAP:
        _scrap(held, tote.location, actor)
    elif held:
        put_up(tote.location, area_for(tote.warehouse_id, tote.disposition), actor)
    return {"tote_id": tote.id, "location_id": tote.location_id, "units": units}


def _scrap(held: dict[Lot, int], tote: Location, actor: Actor) -> None:
    gone = outside(tote.warehouse_id, SCRAPPED)
    for lot, units in sorted(held.items(), key=lambda one: one[0].id):
        movement_id = move(lot, units, source=tote, destination=gone, reason="scrap", actor=actor)
        take_numbers_along(movement_id, lot.item, numbers_at(lot.item, tote), tote, gone)
