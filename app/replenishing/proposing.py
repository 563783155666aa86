"""How much a forward bin should hold, proposed from what was picked: so many days of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy import func, select

from app.catalog.models import CASE, Barcode, Item
from app.clock import now
from app.db import db
from app.inventory.models import ForwardBin, Stock, StockLeg, StockMovement
from app.warehouse.models import BIN, RESERVE, Location

LEARNED_DAYS = 28
LEAST_DAYS, MOST_DAYS = 1.0, 3.0
SHOWN = 200
"""Proposals on a page: those of the items that are asked for most."""


@dataclass(frozen=True)
class Bounds:
    """A proposal for one bin: `a_day` units were picked of the item on a day; `now_so` is the rule that there is."""

    item: Item
    location: Location
    a_day: float
    minimum: int
    maximum: int
    now_so: ForwardBin | None


def bounds_for(a_day: float, least_days: float, most_days: float, case: int = 1) -> tuple[int, int]:
    """Minimum and maximum: so many days of demand, rounded up; the maximum to whole cases, and above the minimum."""
    minimum = ceil(a_day * least_days)
    maximum = max(ceil(a_day * most_days), minimum + 1)
    return minimum, ceil(maximum / case) * case


def proposed_bounds(warehouse_id: int, least_days: float = LEAST_DAYS, most_days: float = MOST_DAYS) -> list[Bounds]:
    """For each item that was picked in the last days, the bin from which pickers take most; the busiest items first.

    What the rule says already is not proposed again.
    """
    picked = _picked_a_day(warehouse_id)
    busiest = sorted(picked, key=lambda item_id: (-picked[item_id], item_id))[: 2 * SHOWN]
    homes, cases = _homes(warehouse_id, busiest), _cases(busiest)
    items = {item.id: item for item in db.session.scalars(select(Item).where(Item.id.in_(busiest)))}
    ruled = {(rule.location_id, rule.item_id): rule for rule in _rules(warehouse_id)}
    found = []
    for item_id in busiest:
        if item_id in homes:
            location = homes[item_id]
            rule = ruled.get((location.id, item_id))
            minimum, maximum = bounds_for(picked[item_id], least_days, most_days, cases.get(item_id, 1))
            if rule is None or (rule.minimum, rule.maximum) != (minimum, maximum):
                found.append(Bounds(items[item_id], location, picked[item_id], minimum, maximum, rule))
    return found[:SHOWN]


def _picked_a_day(warehouse_id: int) -> dict[int, float]:
    """Units by item, by the ledger: what left bins for totes and was not undone counts once."""
    since = now() - timedelta(days=LEARNED_DAYS)
    taken = (
        select(StockMovement.item_id, func.sum(StockMovement.quantity))
        .join(StockLeg, (StockLeg.movement_id == StockMovement.id) & (StockLeg.quantity < 0))
        .join(Location, Location.id == StockLeg.location_id)
        .where(Location.warehouse_id == warehouse_id, StockMovement.at >= since, StockMovement.reason == "pick")
        .group_by(StockMovement.item_id)
    )
    return {item_id: units / LEARNED_DAYS for item_id, units in db.session.execute(taken)}


def _homes(warehouse_id: int, item_ids: Sequence[int]) -> Mapping[int, Location]:
    """The bin of each item: that of its rule, else the forward bin in which most of it lies or lay."""
    lying = (
        select(Stock.item_id, Location)
        .join(Location, Location.id == Stock.location_id)
        .where(Location.warehouse_id == warehouse_id, Location.kind == BIN, Location.purpose != RESERVE)
        .where(Stock.item_id.in_(item_ids), Location.blocked.is_(False))
        .order_by(Stock.on_hand.desc(), Stock.id)
    )
    homes: dict[int, Location] = {}
    for item_id, location in db.session.execute(lying):
        homes.setdefault(item_id, location)
    return homes | {rule.item_id: rule.location for rule in reversed(_rules(warehouse_id)) if rule.item_id in item_ids}


def _rules(warehouse_id: int) -> Sequence[ForwardBin]:
    return db.session.scalars(
        select(ForwardBin).where(ForwardBin.warehouse_id == warehouse_id).order_by(ForwardBin.id)
    ).all()


def _cases(item_ids: Sequence[int]) -> dict[int, int]:
    """Units in a case of each item that has a code for its case."""
    cases = select(Barcode.item_id, func.min(Barcode.quantity)).where(
        Barcode.item_id.in_(item_ids), Barcode.unit == CASE
    )
    return dict(db.session.execute(cases.group_by(Barcode.item_id)).all())
