"""Load a big building in short transactions, so that the floor goes on meanwhile."""

from app.db import db, transaction
from app.operations import Actor
from app.tables import in_batches
from app.warehouse.commands import add_places, correct_places, finish_layout, open_zones
from app.warehouse.layout_change import LayoutChange, layout_change
from app.warehouse.layout_file import LayoutFile
from app.warehouse.models import Warehouse

AT_ONCE = 400
"""Locations written in one transaction: some 15 ms on SQLite."""


def load_layout(warehouse_id: int, layout: LayoutFile, actor: Actor) -> LayoutChange:
    """Bring the locations to what the layout says; what was cut off goes on when it is loaded again."""
    wanted = layout_change(_warehouse(warehouse_id), layout)
    with transaction():
        zones = open_zones(_warehouse(warehouse_id), layout)
    for missing in in_batches(wanted.missing, AT_ONCE):
        with transaction():
            add_places(_warehouse(warehouse_id), missing, zones)
    for different in in_batches(wanted.different, AT_ONCE):
        with transaction():
            correct_places(different, zones)
    with transaction():
        finish_layout(_warehouse(warehouse_id), layout, wanted, actor)
    return wanted


def _warehouse(warehouse_id: int) -> Warehouse:
    return db.session.get_one(Warehouse, warehouse_id)
