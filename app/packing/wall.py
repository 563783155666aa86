"""A put wall as it stands now: which cell holds which order, and which of them are full."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.packing.finding import use_of
from app.packing.models import WallCell
from app.packing.queries import picks_in


@dataclass(frozen=True)
class CellView:
    """`there` of the `picked` units of its order lie in the cell, and nothing of it in a carton or elsewhere counts."""

    cell: WallCell
    there: int
    picked: int
    is_stopped: bool

    @property
    def is_full(self) -> bool:
        """All of its order is there: it goes to packing."""
        return bool(self.picked) and self.there == self.picked and not self.is_stopped


def wall_cells(warehouse_id: int) -> list[CellView]:
    """All cells of the warehouse's walls, in their order."""
    mine = select(WallCell).where(WallCell.warehouse_id == warehouse_id)
    loaded = mine.options(joinedload(WallCell.location), joinedload(WallCell.order))
    return [_view(cell) for cell in db.session.scalars(loaded.order_by(WallCell.wall, WallCell.position))]


def _view(cell: WallCell) -> CellView:
    use = use_of(cell.location) if cell.order else None
    if cell.order is None or use is None:
        return CellView(cell, 0, 0, is_stopped=False)
    there = sum(pick.in_tote for pick in picks_in(use))
    picked = sum(line.picked - line.packed for line in cell.order.lines)
    return CellView(cell, there, picked, is_stopped=cell.order.stopped_at is not None)
