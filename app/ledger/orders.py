"""The ledger of an order: what its lines caused, and where its units were at a moment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.inventory.models import Allocation, Stock
from app.ledger.steps import CUSTOMER, Spot, Step, in_order, left, lost, packed, picked, put_back
from app.ledger.units import RETURN_UNDONE, RETURNED, returned
from app.orders.models import Order, OrderLine

TAKES = ("pick", "sort", "unsort", "pack", "unpack", "put_back_undone", "ship")
"""After these steps units are the order's where they went to; after others they are nobody's, or gone."""


@dataclass(frozen=True)
class Held:
    """So many units of the order lie there, or went there."""

    sku: str
    item_id: int
    lot: str
    spot: Spot
    units: int


def steps_of_order(order: Order, until: datetime | None = None) -> list[Step]:
    """All that happened to its units, up to the moment."""
    mine = Order.id == order.id
    steps = in_order(picked(mine), packed(mine), put_back(mine), lost(mine), left(mine), returned(mine))
    return [step for step in steps if until is None or step.at <= until]


def held_by_order(steps: Sequence[Step]) -> list[Held]:
    """Where the order's units are after the steps: in totes, in cartons, with the customer."""
    units: dict[tuple[str, int, str, Spot], int] = defaultdict(int)
    for step in steps:
        of = (step.sku, step.item_id, step.lot)
        if step.what in (RETURNED, RETURN_UNDONE):
            _at_the_customer(units, of, step)
            continue
        units[(*of, step.source)] -= step.units
        units[(*of, step.destination)] += step.units if step.what in TAKES else 0
    return [Held(*key, count) for key, count in units.items() if count > 0]


def _at_the_customer(units: dict[tuple[str, int, str, Spot], int], of: tuple[str, int, str], step: Step) -> None:
    """Nobody knows under which waybill units went that came back: they are taken from those in turn."""
    left = step.units
    for key in [key for key in units if key[:3] == of and key[3].kind == CUSTOMER]:
        taken = min(left, units[key]) if step.what == RETURNED else -left
        units[key] -= taken
        left -= abs(taken)


def kept_for_order(order: Order) -> Sequence[Allocation]:
    """What is and was kept for its lines in bins; the book has no moments of these."""
    wanted = (
        select(Allocation)
        .join(OrderLine, OrderLine.id == Allocation.order_line_id)
        .where(OrderLine.order_id == order.id)
        .order_by(Allocation.id)
        .options(
            joinedload(Allocation.stock).joinedload(Stock.location),
            joinedload(Allocation.stock).joinedload(Stock.lot),
            joinedload(Allocation.stock).joinedload(Stock.item),
        )
    )
    return db.session.scalars(wanted).all()
