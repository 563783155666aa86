"""How often the classes of items are counted; an item of which nobody has said its class is one of C."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from app.db import db
from app.warehouse.settings import WarehouseSettings

A, B, C = "A", "B", "C"


def classes_of(warehouse_id: int, item_ids: Collection[int]) -> Mapping[int, str]:
    """The class by demand of those items that have one; the figures of demand keep them in a table of their own."""
    table = db.metadata.tables.get("item_classes")
    if table is None:
        return {}
    mine = (table.c.warehouse_id == warehouse_id, table.c.item_id.in_(item_ids))
    return dict(db.session.execute(select(table.c.item_id, table.c.abc).where(*mine)).all())


def days_of(settings: WarehouseSettings) -> Mapping[str, int]:
    """Days after which an item of the class is counted again; 0: never."""
    return {A: settings.count_days_a, B: settings.count_days_b, C: settings.count_days_c}
