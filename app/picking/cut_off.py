"""Lines still to pick where nobody gets for now."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.inventory.models import Lot
from app.orders.models import OrderLine
from app.picking.models import PickLine, PickTask
from app.walks.models import ACTIVE, ASSIGNED, FREE, SKIPPED, TODO
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.models import Location


def lines_cut_off(warehouse_id: int) -> Sequence[PickLine]:
    """Open lines of walks whose bins lie in blocked aisles, by address."""
    wanted = (
        select(PickLine)
        .join(Location, Location.id == PickLine.location_id)
        .join(PickTask, PickTask.id == PickLine.walk_id)
        .where(
            PickTask.warehouse_id == warehouse_id,
            PickTask.state.in_((FREE, ASSIGNED, ACTIVE)),
            PickLine.state.in_((TODO, SKIPPED)),
            is_in_blocked_aisle(),
        )
        .order_by(Location.address, PickLine.id)
        .options(
            joinedload(PickLine.location),
            joinedload(PickLine.lot).joinedload(Lot.item),
            joinedload(PickLine.order_line).joinedload(OrderLine.order),
            joinedload(PickLine.task).joinedload(PickTask.holder),
        )
    )
    return db.session.scalars(wanted).all()
