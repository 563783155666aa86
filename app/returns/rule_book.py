"""Whose rules hold: the channel's, else the warehouse's, else the usual ones."""

from collections.abc import Mapping

from sqlalchemy import select

from app.db import db
from app.orders.models import Order
from app.returns.models import ReturnRules
from app.returns.rules import ShopRules, rules_from


def rules_of(order: Order) -> ShopRules:
    """Those by which returns of the order are judged."""
    return rules_for(order.warehouse_id, order.channel_id)


def rules_for(warehouse_id: int, channel_id: int | None) -> ShopRules:
    known = own_rules(warehouse_id)
    return known.get(channel_id) or known.get(None) or ShopRules()


def own_rules(warehouse_id: int) -> Mapping[int | None, ShopRules]:
    """Those that the shop set, by channel; None: for all that have none of their own."""
    mine = select(ReturnRules).where(ReturnRules.warehouse_id == warehouse_id)
    return {row.channel_id: rules_from(row.rules) for row in db.session.scalars(mine.order_by(ReturnRules.id))}
