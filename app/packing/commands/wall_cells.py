"""Build a put wall: numbered cells, each a place of the kind tote that never moves."""

from sqlalchemy import func, select

from app.db import db, guarded_update
from app.operations import Actor, audit, change
from app.packing.keeping_errors import CellInUse, WallNameMissing
from app.packing.models import WallCell
from app.warehouse.models import TOTE, WALL, Location, Warehouse

MOST_CELLS, LONGEST_NAME = 200, 12


def build_wall(warehouse: Warehouse, name: str, cells: int, actor: Actor) -> list[WallCell]:
    """So many more cells of the wall, numbered on from its last. Raises WallNameMissing."""
    wall = name.strip().upper()
    if not 0 < len(wall) <= LONGEST_NAME or not wall.isalnum() or not 0 < cells <= MOST_CELLS:
        raise WallNameMissing
    mine = (WallCell.warehouse_id == warehouse.id, WallCell.wall == wall)
    last = db.session.scalar(select(func.max(WallCell.position)).where(*mine)) or 0
    made = [_cell(warehouse, wall, position) for position in range(last + 1, last + cells + 1)]
    for cell in made:
        audit(cell, "built", actor, {}, {"wall": wall, "position": cell.position})
    return made


def close_cell(cell: WallCell, actor: Actor) -> None:
    """Nothing is sorted into it any more: a lamp is broken, a shelf is loose. Raises CellInUse."""
    if not guarded_update(cell, WallCell.order_id.is_(None), order_id=None):
        db.session.refresh(cell)
        raise CellInUse(cell=cell.location.address, order=cell.order.number if cell.order else "")
    if not cell.location.blocked:
        change(cell.location, "blocked", actor, blocked=True)


def open_cell(cell: WallCell, actor: Actor) -> None:
    """It is used again."""
    if cell.location.blocked:
        change(cell.location, "unblocked", actor, blocked=False)


def _cell(warehouse: Warehouse, wall: str, position: int) -> WallCell:
    address = f"{wall}-{position:02}"
    place = Location(warehouse_id=warehouse.id, kind=TOTE, purpose=WALL, address=address, barcode=f"CELL-{address}")
    db.session.add(place)
    db.session.flush()
    cell = WallCell(warehouse_id=warehouse.id, wall=wall, position=position, location_id=place.id)
    db.session.add(cell)
    db.session.flush()
    return cell
