"""The put wall: what was picked in bulk is sorted, unit by unit, each order into a cell of its own."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import move
from app.inventory.models import Serial
from app.operations import Actor, audit
from app.orders.models import PICKED, Order
from app.packing.errors import NobodyWantsIt, NoCellFree, NoMoreToUndo, NothingToPack, NotSortable
from app.packing.events import UnitSorted
from app.packing.finding import use_of
from app.packing.holding import held, holding_back
from app.packing.models import WallCell
from app.packing.places import free_if_empty, serials_in_tote
from app.packing.queries import picks_in
from app.packing.totes import Into, bind, own_tote
from app.packing.units import Share, of_item, of_lot, quantity_of, shares, with_serial
from app.picking.models import Pick, ToteUse
from app.scanning import named, read
from app.walks.models import DONE
from app.walks.scans import StopScan
from app.warehouse.models import TOTE, WALL
from app.warehouse.queries import location_by_barcode


def sort_units(warehouse_id: int, scan: StopScan, actor: Actor) -> dict[str, int | str]:
    """Units out of the bulk tote `scan.tote` belong into the cell that is told.

    The cell of the order that wants them and has most of its units there already; else a free one for the order that
    is due first. Raises NothingToPack, NotSortable, NobodyWantsIt, NoCellFree, and as packing does.
    """
    use = bulk_tote(warehouse_id, scan.tote)
    lying = [pick for pick in picks_in(use) if is_sortable(pick.line.order_line.order)]
    scan = with_serial(scan, [serial for pick in lying for serial in serials_in_tote(pick)])
    picks = of_item(lying, scan)
    if not picks:
        raise NobodyWantsIt(scanned=named(warehouse_id, scan.item), tote=use.tote.address)
    units = quantity_of(picks[0], scan)
    order = _order(_of_serial(picks, scan), units, scan, use)
    held(order.id)
    cell = _cell(order, picks[0], actor)
    mine = of_lot([pick for pick in picks if pick.line.order_line.order_id == order.id], scan, order.number)
    into = Into(use_of(cell.location) or bind(cell.location, mine[0], actor))
    there = [(pick, pick.in_tote, serials_in_tote(pick)) for pick in mine]
    for share in shares(there, units, scan, order.number):
        _put(share, use, into, actor)
    free_if_empty(use, actor)
    record(UnitSorted(warehouse_id, cell.id))
    return {"order_id": order.id, "cell_id": cell.id, "wall": cell.wall, "position": cell.position, "units": units}


def undo_sort(cell: WallCell, actor: Actor) -> dict[str, int]:
    """The units that one operation sorted into the cell last lie in their tote again. Raises NoMoreToUndo, ToteGone."""
    use = use_of(cell.location)
    if use is None or cell.order is None:
        raise NoMoreToUndo(order=cell.location.address)
    held(cell.order.id)
    last = _last(use)
    if not last:
        raise NoMoreToUndo(order=cell.order.number)
    for pick in last:
        _take_back(pick, use, actor)
    free_if_empty(use, actor)
    record(UnitSorted(cell.warehouse_id, cell.id))
    return {"cell_id": cell.id}


def bulk_tote(warehouse_id: int, scanned: str) -> ToteUse:
    """A tote of several orders whose walk is over. Raises NothingToPack or NotSortable."""
    place = location_by_barcode(warehouse_id, read(scanned).text)
    use = use_of(place) if place and place.kind == TOTE else None
    if place is None or use is None:
        raise NothingToPack(scanned=named(warehouse_id, scanned))
    if use.place.order_id is not None or use.place.task.state != DONE or place.purpose == WALL:
        raise NotSortable(tote=place.address)
    return use


def is_sortable(order: Order) -> bool:
    """Picked, not stopped, and not held."""
    return order.state == PICKED and order.stopped_at is None and not holding_back(order)


def _of_serial(picks: Sequence[Pick], scan: StopScan) -> Sequence[Pick]:
    """A number says itself for which order its unit was picked."""
    if not scan.serials:
        return picks
    mine = [pick for pick in picks if any(serial.code in scan.serials for serial in serials_in_tote(pick))]
    return mine or picks


def _order(picks: Sequence[Pick], units: int, scan: StopScan, use: ToteUse) -> Order:
    wanted: dict[Order, int] = {}
    for pick in picks:
        order = pick.line.order_line.order
        wanted[order] = wanted.get(order, 0) + pick.in_tote
    fitting = [order for order, left in wanted.items() if left >= units]
    if not fitting:
        raise NobodyWantsIt(scanned=named(use.tote.warehouse_id, scan.item), tote=use.tote.address)
    there = {order: sum(pick.in_tote for pick in _in_cell(order)) for order in fitting}
    return min(fitting, key=lambda order: (-there[order], str(order.ship_by or "~"), order.id))


def _in_cell(order: Order) -> Sequence[Pick]:
    cell = db.session.scalars(select(WallCell).where(WallCell.order_id == order.id)).first()
    use = use_of(cell.location) if cell else None
    return picks_in(use) if use else []


def _cell(order: Order, pick: Pick, actor: Actor) -> WallCell:
    """The order's own, or the first free one. Raises NoCellFree."""
    mine = db.session.scalars(select(WallCell).where(WallCell.order_id == order.id)).first()
    if mine is not None:
        return mine
    free = select(WallCell).where(WallCell.warehouse_id == order.warehouse_id, WallCell.order_id.is_(None))
    open_ones = free.options(joinedload(WallCell.location)).order_by(WallCell.wall, WallCell.position)
    for cell in db.session.scalars(open_ones):
        if not cell.location.blocked and guarded_update(cell, WallCell.order_id.is_(None), order_id=order.id):
            audit(cell, "kept for an order", actor, {"order_id": None}, {"order_id": order.id})
            return cell
    raise NoCellFree(order=order.number)


def _put(share: Share, use: ToteUse, into: Into, actor: Actor) -> None:
    pick, cell = share.pick, into.use.tote
    if pick.in_tote < share.units:
        raise NobodyWantsIt(scanned=pick.line.lot.item.sku, tote=use.tote.address)
    into.note(pick, share.units, share.serials, actor)
    move(pick.line.lot, share.units, source=use.tote, destination=cell, reason="sort", actor=actor)
    for serial in share.serials:
        guarded_update(serial, Serial.location_id == use.tote_id, location_id=cell.id)
    told = {"sku": pick.line.lot.item.sku, "quantity": share.units, "tote": use.tote.address, "cell": cell.address}
    audit(pick, "sorted", actor, {}, told)


def _last(use: ToteUse) -> list[Pick]:
    standing = [pick for pick in picks_in(use) if pick.in_tote == pick.quantity]
    return [pick for pick in standing if pick.operation_id == standing[-1].operation_id]


def _take_back(pick: Pick, use: ToteUse, actor: Actor) -> None:
    """The row of the cell is undone, and the row that it came from has its units again."""
    source = db.session.get_one(Pick, pick.sorted_from_id)
    into, cell, units, serials = own_tote(source, actor), use.tote, pick.quantity, list(pick.serials)
    if not guarded_update(pick, Pick.undone_at.is_(None), Pick.in_tote == Pick.quantity, undone_at=now()):
        raise NoMoreToUndo(order=pick.line.order_line.order.number)
    guarded_update(source, Pick.walled >= units, walled=Pick.walled - units)
    move(pick.line.lot, units, source=cell, destination=into.use.tote, reason="unsort", actor=actor)
    for serial in serials:
        guarded_update(serial, Serial.location_id == cell.id, location_id=into.use.tote_id)
    audit(pick, "sorting undone", actor, {}, {"tote": into.use.tote.address, "cell": cell.address})
