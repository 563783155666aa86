"""What lay where at a moment: the sum of the ledger's legs up to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Lot, StockLeg, StockMovement
from app.warehouse.models import OUTSIDE, Location

SHOWN = 200
"""Balances on a page; a file has them all."""
_UNITS = func.sum(StockLeg.quantity).label("units")


@dataclass(frozen=True)
class Balance:
    """So many units of a lot at a location."""

    location_id: int
    address: str
    kind: str
    item_id: int
    sku: str
    lot_id: int
    lot: str
    expires_on: date | None
    units: int


def of_item(warehouse_id: int, item_id: int, until: datetime | None) -> Select[*tuple[Any, ...]]:
    """Of an item in the building, by address and lot."""
    places = select(Location.id).where(Location.warehouse_id == warehouse_id, Location.kind.not_in(OUTSIDE))
    summed = _summed(until).where(StockLeg.location_id.in_(places))
    if until is None:
        summed = summed.join(StockMovement, StockMovement.id == StockLeg.movement_id)
    return _named(summed.where(StockMovement.item_id == item_id))


def at_location(location_id: int, until: datetime | None) -> Select[*tuple[Any, ...]]:
    """At a location, by item and lot."""
    return _named(_summed(until).where(StockLeg.location_id == location_id))


def balances(wanted: Select[*tuple[Any, ...]], most: int | None = None) -> Iterator[Balance]:
    """The balances, as they are read."""
    for row in db.session.execute(wanted.limit(most)):
        yield Balance(*row)


def _summed(until: datetime | None) -> Select[*tuple[Any, ...]]:
    """By location and lot; what sums up to nothing is not there."""
    summed = select(StockLeg.location_id, StockLeg.lot_id, _UNITS)
    if until is not None:
        summed = summed.join(StockMovement, StockMovement.id == StockLeg.movement_id).where(StockMovement.at <= until)
    return summed.group_by(StockLeg.location_id, StockLeg.lot_id).having(func.sum(StockLeg.quantity) != 0)


def _named(summed: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    sums = summed.subquery()
    return (
        select(
            Location.id,
            Location.address,
            Location.kind,
            Item.id,
            Item.sku,
            Lot.id,
            Lot.code,
            Lot.expires_on,
            sums.c.units,
        )
        .join_from(sums, Location, Location.id == sums.c.location_id)
        .join(Lot, Lot.id == sums.c.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .order_by(Location.address, Item.sku, Lot.code, Lot.id)
    )
