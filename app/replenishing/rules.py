"""The forward bins' rules as a person reads them: what should lie there, what does, what is on its way."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager

from app.catalog.models import Item
from app.db import db
from app.inventory.coming import coming_to_bins
from app.inventory.models import ForwardBin, Stock
from app.warehouse.models import Location


@dataclass(frozen=True)
class RuleView:
    """`there`: units of which nobody doubts that they lie in the bin."""

    rule: ForwardBin
    there: int
    coming: int

    @property
    def is_low(self) -> bool:
        return self.there + self.coming < self.rule.minimum


def rules(warehouse_id: int, text: str = "", only_low: bool = False) -> Select[ForwardBin]:
    """Rules by address; those whose item or bin begins like the text; only those of bins below their minimum."""
    wanted = (
        select(ForwardBin)
        .join(ForwardBin.location)
        .join(ForwardBin.item)
        .where(ForwardBin.warehouse_id == warehouse_id)
        .options(contains_eager(ForwardBin.location), contains_eager(ForwardBin.item))
        .order_by(Location.address, ForwardBin.id)
    )
    if text:
        like = (column.istartswith(text, autoescape=True) for column in (Item.sku, Location.address))
        wanted = wanted.where(or_(*like))
    if only_low:
        there = select(func.coalesce(func.sum(Stock.on_hand), 0)).where(
            Stock.location_id == ForwardBin.location_id,
            Stock.item_id == ForwardBin.item_id,
            Stock.doubted_at.is_(None),
        )
        wanted = wanted.where(there.scalar_subquery() < ForwardBin.minimum)
    return wanted


def views(found: Sequence[ForwardBin]) -> list[RuleView]:
    """The rules with what lies in their bins and what comes, in few statements."""
    places = [rule.location_id for rule in found]
    lying = select(Stock.location_id, Stock.item_id, func.sum(Stock.on_hand)).where(
        Stock.location_id.in_(places), Stock.doubted_at.is_(None)
    )
    there = _by_bin(lying.group_by(Stock.location_id, Stock.item_id))
    comes = coming_to_bins({rule.item_id for rule in found})
    keys = [(rule.location_id, rule.item_id) for rule in found]
    return [RuleView(rule, there.get(key, 0), comes.get(key, 0)) for rule, key in zip(found, keys, strict=True)]


def low_rules(warehouse_id: int) -> Sequence[int]:
    """Ids of the rules of bins that may be low, whatever is on its way."""
    low = rules(warehouse_id, only_low=True).with_only_columns(ForwardBin.id).order_by(None)
    return db.session.scalars(low.order_by(ForwardBin.item_id, ForwardBin.id)).all()


def _by_bin(wanted: Select[int, int, int]) -> dict[tuple[int, int], int]:
    return {(location_id, item_id): units for location_id, item_id, units in db.session.execute(wanted)}
