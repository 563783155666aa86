"""What is known beside the bins themselves: how often items are asked for, and how much forward bins still want."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app.db import db
from app.inventory.classes import class_of
from app.inventory.coming import coming_to_bins
from app.inventory.models import ForwardBin, Stock
from app.putting_away.models import PutAwayLine
from app.warehouse.models import Warehouse


@dataclass(frozen=True)
class Known:
    """`demand`: classes of items (A, B, C), where there are figures; `room`: units up to a bin's maximum of an item."""

    demand: Mapping[int, str]
    room: Mapping[tuple[int, int], int]


def known_of(warehouse: Warehouse, item_ids: Collection[int], but: PutAwayLine | None = None) -> Known:
    """What is on its way to a forward bin counts as being there, except `but` that line's own."""
    demand = {item_id: one.abc for item_id, one in class_of(item_ids, warehouse.id).items()}
    return Known(demand, _room(warehouse, item_ids, but))


def _room(warehouse: Warehouse, item_ids: Collection[int], but: PutAwayLine | None) -> dict[tuple[int, int], int]:
    """Units of which somebody doubts that they lie there take no room."""
    lies = func.sum(Stock.on_hand)
    same = (Stock.location_id == ForwardBin.location_id) & (Stock.item_id == ForwardBin.item_id)
    wanted = (
        select(ForwardBin.location_id, ForwardBin.item_id, ForwardBin.maximum, func.coalesce(lies, 0))
        .outerjoin(Stock, same & Stock.doubted_at.is_(None))
        .where(ForwardBin.warehouse_id == warehouse.id, ForwardBin.item_id.in_(item_ids))
        .group_by(ForwardBin.id)
        .order_by(ForwardBin.id)
    )
    comes = coming_to_bins(item_ids)
    if but:
        comes[but.location_id, but.lot.item_id] = comes.get((but.location_id, but.lot.item_id), 0) - but.left
    return {
        (location_id, item_id): max(0, maximum - there - comes.get((location_id, item_id), 0))
        for location_id, item_id, maximum, there in db.session.execute(wanted)
    }
