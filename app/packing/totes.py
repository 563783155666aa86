"""Into which tote or cell units of an order go, when they leave a carton or are sorted at the wall."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update, insert_new, insert_row, insert_rows
from app.events import record
from app.inventory.models import Serial
from app.operations import Actor, audit, change
from app.orders.models import Order
from app.packing.errors import ToteGone, ToteMissing
from app.packing.finding import use_of
from app.packing.models import WallCell
from app.packing.places import cell_at, units_at
from app.packing.queries import all_picks
from app.picking.errors import NotATote, NotInTote, ToteInUse, ToteNotEmpty
from app.picking.events import ToteBound
from app.picking.models import Pick, PickSerial, ToteUse
from app.picking.queries import orders_in_tote
from app.scanning import named, read
from app.warehouse.models import PLATE, TOTE, WALL, Location
from app.warehouse.queries import location_by_barcode


@dataclass(frozen=True)
class Into:
    """The use of a tote into which units go; a pick whose own tote is another one gets a row of its own there."""

    use: ToteUse

    def note(self, pick: Pick, units: int, serials: Sequence[Serial], actor: Actor) -> None:
        """So many units of the pick, which lie in no carton any more, lie there."""
        if pick.tote_use_id == self.use.id:
            return
        if not guarded_update(pick, Pick.undone_at.is_(None), Pick.in_tote >= units, walled=Pick.walled + units):
            raise NotInTote(tote=pick.tote_use.tote.address)
        pick_id = insert_row(
            Pick,
            line_id=pick.line_id,
            tote_use_id=self.use.id,
            quantity=units,
            sorted_from_id=pick.id,
            worker_id=actor.worker_id,
            operation_id=actor.operation_id,
            at=now(),
        )
        insert_rows(PickSerial, [{"pick_id": pick_id, "serial_id": serial.id} for serial in serials])


def own_tote(pick: Pick, actor: Actor) -> Into:
    """The tote or cell from which the pick was packed, still in use or free meanwhile. Raises ToteGone."""
    use = pick.tote_use
    if use.released_at is None:
        return Into(use)
    if use_of(use.tote) is not None or units_at(use.tote_id):
        raise ToteGone(tote=use.tote.address)
    cell = cell_at(use.tote_id)
    if cell is not None and not _is_kept(cell, pick.line.order_line.order):
        raise ToteGone(tote=use.tote.address)
    change(use, "in use again", actor, released_at=None)
    db.session.flush()
    return Into(use)


def scanned_tote(order: Order, scanned: str, like: Pick, actor: Actor) -> Into:
    """The order's own tote that was scanned, or an empty one, which is the order's from now on.

    Raises ToteMissing, NotATote, ToteInUse or ToteNotEmpty.
    """
    if not scanned:
        raise ToteMissing
    tote = location_by_barcode(order.warehouse_id, read(scanned).text)
    if tote is None or tote.kind != TOTE or tote.purpose in (WALL, PLATE):
        raise NotATote(scanned=named(order.warehouse_id, scanned))
    use = use_of(tote)
    if use is None:
        return Into(_bound(tote, like, actor))
    if use.id not in {pick.tote_use_id for pick in all_picks(order)}:
        raise ToteInUse(tote=tote.address, order=", ".join(one.number for one in orders_in_tote(use)) or "?")
    return Into(use)


def bind(tote: Location, like: Pick, actor: Actor) -> ToteUse:
    """The tote or cell holds what came with `like` from its walk; it stands for itself, in no lane and on no cart."""
    made = insert_new(ToteUse, tote_id=tote.id, place_id=like.tote_use.place_id, bound_at=now())
    if not made:
        raise ToteGone(tote=tote.address)
    wanted = select(ToteUse).where(ToteUse.tote_id == tote.id, ToteUse.released_at.is_(None))
    use = db.session.scalars(wanted).one()
    audit(use, "bound", actor, {}, {"tote": tote.address, "order_id": like.line.order_line.order_id})
    return use


def _bound(tote: Location, like: Pick, actor: Actor) -> ToteUse:
    if units_at(tote.id):
        raise ToteNotEmpty(tote=tote.address)
    use, task = bind(tote, like, actor), like.tote_use.place.task
    record(ToteBound(task.id, task.wave_id, task.warehouse_id, tote.id))
    return use


def _is_kept(cell: WallCell, order: Order) -> bool:
    """Whether the cell is the order's, or can be its again."""
    if cell.order_id is None:
        return guarded_update(cell, WallCell.order_id.is_(None), order_id=order.id)
    return cell.order_id == order.id
