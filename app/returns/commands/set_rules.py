"""Set the rules of a channel or of the warehouse, or let a channel go by the warehouse's again."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.catalog.queries import items_by_code
from app.db import db, one_at_a_time
from app.operations import Actor, audit, change
from app.orders.models import Channel
from app.returns.errors import ItemUnknown, RuleUnclear
from app.returns.models import ReturnRules
from app.returns.rules import MEANINGS, kept, read_rules
from app.warehouse.models import Warehouse


def set_rules(
    warehouse: Warehouse, channel: Channel | None, form: Mapping[str, Sequence[str]], actor: Actor
) -> dict[str, int]:
    """All at once; nothing is changed where one is not understood. Raises RuleUnclear or ItemUnknown."""
    try:
        rules = read_rules(form)
    except ValueError as unclear:
        raise RuleUnclear(rule=str(MEANINGS[str(unclear)])) from None
    _check_items({*rules.without_items, *rules.sealed_items})
    row = _row(warehouse, channel)
    if row is None:
        row = ReturnRules(warehouse_id=warehouse.id, channel_id=channel.id if channel else None, rules={})
        db.session.add(row)
        db.session.flush()
    change(row, "rules set", actor, rules=kept(rules))
    return {"rules_id": row.id}


def drop_rules(warehouse: Warehouse, channel: Channel, actor: Actor) -> dict[str, int]:
    """The channel goes by the warehouse's rules again; where it does already, nothing changes."""
    row = _row(warehouse, channel)
    if row:
        audit(row, "rules dropped", actor, {"rules": row.rules, "channel": channel.name}, {})
        db.session.delete(row)
    return {"warehouse_id": warehouse.id}


def _check_items(skus: set[str]) -> None:
    unknown = sorted(skus - items_by_code(skus).keys())
    if unknown:
        raise ItemUnknown(skus=", ".join(unknown[:20]))


def _row(warehouse: Warehouse, channel: Channel | None) -> ReturnRules | None:
    """One of two who set them at once waits for the other."""
    one_at_a_time(f"return rules of {warehouse.id}")
    mine = select(ReturnRules).where(ReturnRules.warehouse_id == warehouse.id)
    return db.session.scalars(mine.where(ReturnRules.channel_id == (channel.id if channel else None))).first()
