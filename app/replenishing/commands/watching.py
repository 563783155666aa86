"""A forward bin is refilled as soon as it is below its minimum; now and then somebody looks at all of them."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db
from app.inventory.events import StockLeft
from app.inventory.models import ForwardBin
from app.inventory.queries import forward_bin
from app.operations import Actor, program
from app.replenishing.commands.raising import Cause, alone_with, is_low, top_up
from app.replenishing.models import LOW

AT_ONCE = 10
"""Bins that are looked at in one transaction."""


def on_stock_left(event: StockLeft) -> None:
    """Handler: the bin that units left is low now, or empty."""
    rule = forward_bin(event.location_id, event.item_id)
    if rule is not None:
        refill_if_low(rule, program("refill", event.warehouse_id))


def refill_if_low(rule: ForwardBin, actor: Actor) -> int:
    """Below the minimum it is filled up to the maximum, as far as there is something in reserve; units that come."""
    if not is_low(rule):
        return 0
    alone_with(rule.warehouse_id, rule.item_id)
    return top_up(rule, Cause(LOW), actor) if is_low(rule) else 0


def refill_low_ones(rule_ids: Sequence[int], actor: Actor) -> int:
    """The same for some bins in one transaction; units that come."""
    wanted = select(ForwardBin).where(ForwardBin.id.in_(rule_ids)).order_by(ForwardBin.item_id, ForwardBin.id)
    return sum(refill_if_low(rule, actor) for rule in db.session.scalars(wanted).all())
