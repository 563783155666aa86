"""Where units lie while an order is packed: in totes, and in the book's one place of what is in cartons."""

from sqlalchemy import func, select

from app.db import db
from app.inventory.commands import outside
from app.inventory.models import Serial, Stock
from app.operations import Actor
from app.packing.models import WallCell
from app.picking.commands.totes import release_tote
from app.picking.models import Pick, ToteUse
from app.warehouse.models import PACKED, Location


def packed_place(warehouse_id: int) -> Location:
    """Where the book has what lies in cartons."""
    return outside(warehouse_id, PACKED)


def serials_in_tote(pick: Pick) -> list[Serial]:
    """The numbers of the pick's units that lie in its tote yet."""
    return [serial for serial in pick.serials if serial.location_id == pick.tote_use.tote_id]


def free_if_empty(use: ToteUse, actor: Actor) -> None:
    """A tote in which nothing lies any more belongs to nobody; a cell of a wall waits for its next order."""
    if use.released_at is not None or units_at(use.tote_id):
        return
    release_tote(use, actor)
    cell = cell_at(use.tote_id)
    if cell is not None:
        cell.order_id = None


def units_at(location_id: int) -> int:
    """How many units lie there, of whatever item."""
    return db.session.scalar(select(func.sum(Stock.on_hand)).where(Stock.location_id == location_id)) or 0


def cell_at(location_id: int) -> WallCell | None:
    """The cell of a put wall that this place is."""
    return db.session.scalars(select(WallCell).where(WallCell.location_id == location_id)).first()
