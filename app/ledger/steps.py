"""Steps of an order's units, or of one unit by its number: from where to where, by whom, when; what undid them, too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Lot
from app.orders.models import Order, OrderLine
from app.packing.models import Carton, Pack, PackLoss
from app.picking.models import Pick, PickLine, ToteUse
from app.putting_back.models import PutBack, PutBackLine
from app.shipping.models import Carrier, Waybill
from app.warehouse.models import Location
from app.workers.models import Worker

CARTON, CUSTOMER, PLACE, VENDOR = "carton", "customer", "place", "vendor"


@dataclass(frozen=True)
class Spot:
    """A place, a carton by its code, a vendor by the delivery, or the customer: by the waybill under which the units
    went there, or the return with which they came back."""

    kind: str
    name: str
    location_id: int | None = None


@dataclass(frozen=True)
class Step:
    at: datetime
    what: str
    order_id: int | None
    order: str
    item_id: int
    sku: str
    lot: str
    units: int
    source: Spot
    destination: Spot
    worker: str
    note: str = ""


_SORTED_PICK, _SORTED_USE = aliased(Pick), aliased(ToteUse)
_BIN, _TOTE, _CELL = aliased(Location), aliased(Location), aliased(Location)
_BACK = aliased(PutBackLine, flat=True)
_OF = (Order.id, Order.number, Item.id, Item.sku, Lot.code)


def picked(*only: Any) -> Iterator[Step]:
    """From bins into totes, from totes into others and cells; and back, where it was undone."""
    wanted = (
        select(Pick.at, Pick.undone_at, Pick.quantity, *_OF, _BIN.id, _BIN.address, _CELL.id, _CELL.address)
        .add_columns(_TOTE.id, _TOTE.address, Worker.name)
        .select_from(Pick)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(_BIN, _BIN.id == PickLine.location_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .join(_TOTE, _TOTE.id == ToteUse.tote_id)
        .outerjoin(_SORTED_PICK, _SORTED_PICK.id == Pick.sorted_from_id)
        .outerjoin(_SORTED_USE, _SORTED_USE.id == _SORTED_PICK.tote_use_id)
        .outerjoin(_CELL, _CELL.id == _SORTED_USE.tote_id)
    )
    for row in db.session.execute(_of_orders(wanted, Pick.worker_id).where(*only).order_by(Pick.id)):
        at, undone_at, units, *of, bin_id, address, cell_id, cell, tote_id, tote, worker = row
        source = Spot(PLACE, cell, cell_id) if cell_id else Spot(PLACE, address, bin_id)
        destination = Spot(PLACE, tote, tote_id)
        yield _step(at, "sort" if cell_id else "pick", of, units, source, destination, worker)
        if undone_at:
            yield _step(undone_at, "unsort" if cell_id else "undo", of, units, destination, source, "")


def packed(*only: Any) -> Iterator[Step]:
    """From totes into cartons, and out again."""
    wanted = (
        select(Pack.at, Pack.undone_at, Pack.quantity, *_OF, _TOTE.id, _TOTE.address, Carton.code, Worker.name)
        .select_from(Pack)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .join(_TOTE, _TOTE.id == ToteUse.tote_id)
    )
    for row in db.session.execute(_of_orders(wanted, Pack.worker_id).where(*only).order_by(Pack.id)):
        at, undone_at, units, *of, tote_id, tote, carton, worker = row
        source, destination = Spot(PLACE, tote, tote_id), Spot(CARTON, carton)
        yield _step(at, "pack", of, units, source, destination, worker)
        if undone_at:
            yield _step(undone_at, "unpack", of, units, destination, source, "")


def left(*only: Any) -> Iterator[Step]:
    """From cartons to customers, under a waybill."""
    wanted = (
        select(Carton.left_at, Pack.quantity, *_OF, Carton.code, Carrier.name, Waybill.number)
        .select_from(Pack)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .outerjoin(Waybill, (Waybill.carton_id == Carton.id) & Waybill.voided_at.is_(None))
        .outerjoin(Carrier, Carrier.id == Waybill.carrier_id)
        .where(Carton.left_at.is_not(None), Pack.undone_at.is_(None))
    )
    for row in db.session.execute(_of_orders(wanted).where(*only).order_by(Pack.id)):
        at, units, *of, carton, carrier, number = row
        yield _step(at, "ship", of, units, Spot(CARTON, carton), Spot(CUSTOMER, _waybill(carrier, number)), "")


def put_back(*only: Any) -> Iterator[Step]:
    """From totes back into bins, or out of the book; and what undid it."""
    wanted = (
        select(PutBack.at, PutBack.undone_at, PutBack.reason, PutBack.quantity, *_OF, _TOTE.id, _TOTE.address)
        .add_columns(_BIN.id, _BIN.address, Worker.name)
        .select_from(PutBack)
        .join(_BACK, _BACK.id == PutBack.line_id)
        .join(Pick, Pick.id == _BACK.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .join(_TOTE, _TOTE.id == ToteUse.tote_id)
        .join(_BIN, _BIN.id == PutBack.location_id)
    )
    found = _of_orders(wanted, PutBack.worker_id).where(*only).order_by(PutBack.id)
    for row in db.session.execute(found):
        at, undone_at, reason, units, *of, tote_id, tote, bin_id, address, worker = row
        source, destination = Spot(PLACE, tote, tote_id), Spot(PLACE, address, bin_id)
        yield _step(at, reason, of, units, source, destination, worker)
        if undone_at:
            yield _step(undone_at, "put_back_undone", of, units, destination, source, "")


def lost(*only: Any) -> Iterator[Step]:
    """What was missing or damaged when the last carton was closed."""
    wanted = (
        select(PackLoss.at, PackLoss.reason, PackLoss.quantity, *_OF, _TOTE.id, _TOTE.address, Worker.name)
        .select_from(PackLoss)
        .join(Pick, Pick.id == PackLoss.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .join(_TOTE, _TOTE.id == ToteUse.tote_id)
    )
    found = _of_orders(wanted, PackLoss.worker_id).where(*only).order_by(PackLoss.id)
    for at, reason, units, *of, tote_id, tote, worker in db.session.execute(found):
        yield _step(at, reason, of, units, Spot(PLACE, tote, tote_id), Spot(PLACE, ""), worker)


def in_order(*parts: Iterator[Step]) -> list[Step]:
    """All steps as they happened."""
    return sorted((step for part in parts for step in part), key=lambda step: step.at)


def _of_orders(wanted: Any, worker_id: Any = None) -> Select[*tuple[Any, ...]]:
    """With the order, the item and the lot of each, and who did it."""
    of: Select[*tuple[Any, ...]] = (
        wanted.join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Lot, Lot.id == PickLine.lot_id)
        .join(Item, Item.id == Lot.item_id)
    )
    return of if worker_id is None else of.outerjoin(Worker, Worker.id == worker_id)


def _step(
    at: datetime, what: str, of: Sequence[Any], units: int, source: Spot, destination: Spot, worker: str | None
) -> Step:
    order_id, order, item_id, sku, lot = of
    return Step(at, what, order_id, order, item_id, sku, lot, units, source, destination, worker or "")


def _waybill(carrier: str | None, number: str | None) -> str:
    return f"{carrier} {number}" if number else ""
