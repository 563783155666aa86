"""Reads about cartons, what lies in them, and what waits to be packed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Lot
from app.operations.models import AuditEntry
from app.orders.models import Order, OrderLine
from app.packing.models import CLOSED, EMPTIED, MISSING, OPEN, SHIPPED, Carton, CartonType, Check, Pack, PackLoss, Tick
from app.picking.models import Pick, PickLine, ToteUse
from app.scanning import Code, Meaning

_ITEM = joinedload(PickLine.lot).joinedload(Lot.item).selectinload(Item.barcodes)
_PICK = (
    joinedload(Pick.line).options(_ITEM, joinedload(PickLine.order_line).joinedload(OrderLine.order)),
    joinedload(Pick.tote_use).joinedload(ToteUse.tote),
)


def picks_to_pack(order: Order) -> Sequence[Pick]:
    """What lies in totes for the order now, the first picked first; a tote that nobody finds is left out."""
    return _picks(_of_order(order).where(Pick.in_tote > 0, ToteUse.missing_at.is_(None)))


def picks_in(use: ToteUse) -> Sequence[Pick]:
    """What lies in the tote or cell, of whatever orders."""
    mine = select(Pick).where(Pick.tote_use_id == use.id, Pick.undone_at.is_(None), Pick.in_tote > 0)
    return _picks(mine.order_by(Pick.id))


def all_picks(order: Order, item_id: int | None = None) -> Sequence[Pick]:
    """What was picked for the order, wherever it is now; of one item, where that is asked."""
    mine = _of_order(order)
    return _picks(mine if item_id is None else mine.where(PickLine.lot.has(Lot.item_id == item_id)))


def packs_of(carton: Carton) -> Sequence[Pack]:
    """What lies in the carton, the last packed first."""
    mine = select(Pack).where(Pack.carton_id == carton.id, Pack.undone_at.is_(None))
    loaded = mine.options(joinedload(Pack.pick).options(*_PICK), selectinload(Pack.serials))
    return db.session.scalars(loaded.order_by(Pack.id.desc()), execution_options={"populate_existing": True}).all()


def losses_of(order: Order) -> Sequence[PackLoss]:
    """What was not in its tote when a carton of the order was closed, and was not found since."""
    mine = select(PackLoss).join(Carton, Carton.id == PackLoss.carton_id).where(Carton.order_id == order.id)
    loaded = mine.where(PackLoss.reason == MISSING).options(joinedload(PackLoss.pick).options(*_PICK))
    return db.session.scalars(loaded.order_by(PackLoss.id)).all()


def units_in(carton: Carton) -> int:
    """How many units lie in the carton."""
    wanted = select(func.sum(Pack.quantity)).where(Pack.carton_id == carton.id, Pack.undone_at.is_(None))
    return db.session.scalar(wanted) or 0


def cartons_of(order: Order) -> Sequence[Carton]:
    """The order's cartons that are not emptied, the first one first."""
    mine = select(Carton).where(Carton.order_id == order.id, Carton.state != EMPTIED)
    loaded = mine.options(joinedload(Carton.type), joinedload(Carton.staged_at)).order_by(Carton.number)
    return db.session.scalars(loaded, execution_options={"populate_existing": True}).all()


def carton_numbers(order: Order) -> dict[int, int]:
    """The number of each carton that the order ever had, by its id."""
    mine = select(Carton.id, Carton.number).where(Carton.order_id == order.id)
    return {row.id: row.number for row in db.session.execute(mine)}


def open_cartons(order: Order) -> Sequence[Carton]:
    """Those that are packed into now."""
    return [carton for carton in cartons_of(order) if carton.state == OPEN]


def carton_by_code(warehouse_id: int, code: Code) -> Carton | None:
    """The warehouse's carton with that SSCC, scanned as an element string or as its bare digits."""
    wanted = select(Carton).where(Carton.warehouse_id == warehouse_id, Carton.code == (code.sscc or code.text))
    return db.session.scalars(wanted).first()


def carton_meanings(warehouse_id: int, code: Code) -> list[Meaning]:
    """Resolver for the codes of cartons."""
    carton = carton_by_code(warehouse_id, code)
    return [Meaning("carton", carton.id, f"{carton.order.number}-{carton.number}")] if carton else []


def carton_types(warehouse_id: int) -> Sequence[CartonType]:
    """The warehouse's cartons that are in use, the smallest first."""
    mine = select(CartonType).where(CartonType.warehouse_id == warehouse_id, CartonType.ended_at.is_(None))
    volume = CartonType.length_mm * CartonType.width_mm * CartonType.height_mm
    return db.session.scalars(mine.order_by(volume, CartonType.id)).all()


def carton_type_meanings(warehouse_id: int, code: Code) -> list[Meaning]:
    """Resolver for the codes on the blanks."""
    return [Meaning("carton_type", one.id, one.name) for one in carton_types(warehouse_id) if one.barcode == code.text]


def checks_of(order: Order) -> Sequence[Check]:
    """What the order's channel wants done, in its order."""
    mine = select(Check).where(Check.channel_id == order.channel_id, Check.ended_at.is_(None))
    return db.session.scalars(mine.order_by(Check.position)).all()


def ticks_of(order: Order) -> dict[int, Tick]:
    """What of it is done for the cartons that are packed now, by the check's id.

    An order that comes back with other units, for it was put back or a lead had more of it picked, is ticked anew.
    """
    since = _picked_since(order)
    ticks = db.session.scalars(select(Tick).where(Tick.order_id == order.id))
    return {tick.check_id: tick for tick in ticks if since is None or tick.at >= since}


def _picked_since(order: Order) -> datetime | None:
    """When the first of the units came that lie in totes or in open cartons; none where all are in closed ones."""
    in_open = select(Pack.id).join(Carton, Carton.id == Pack.carton_id)
    is_open = in_open.where(Pack.pick_id == Pick.id, Pack.undone_at.is_(None), Carton.state == OPEN).exists()
    begun = _of_order(order).where((Pick.in_tote > 0) | is_open).with_only_columns(func.min(Pick.at)).order_by(None)
    return db.session.scalar(begun)


def checks_left(order: Order) -> Sequence[Check]:
    """What is still to be done before the last carton is closed."""
    done = ticks_of(order)
    return [check for check in checks_of(order) if check.id not in done]


def version_of(order: Order) -> int:
    """Grows with each change of the order, of one of its cartons, or of where its units lie."""
    return max(db.session.scalar(select(func.max(AuditEntry.id)).where(which)) or 0 for which in _changes_of(order))


def is_changed(order: Order, since: int, but_by: int) -> bool:
    """Whether it has changed since that version by another device than the one that knows what it did itself."""
    others = (AuditEntry.id > since) & (AuditEntry.device_id.is_(None) | (AuditEntry.device_id != but_by))
    return any(db.session.scalar(select(AuditEntry.id).where(which, others).limit(1)) for which in _changes_of(order))


def _changes_of(order: Order) -> list[ColumnElement[bool]]:
    cartons = select(Carton.id).where(Carton.order_id == order.id)
    picks = _of_order(order).with_only_columns(Pick.id).order_by(None)
    its = ((Carton, cartons), (Pick, picks))
    ours = [(AuditEntry.entity == of.__tablename__) & AuditEntry.entity_id.in_(ids) for of, ids in its]
    return [(AuditEntry.entity == Order.__tablename__) & (AuditEntry.entity_id == order.id), *ours]


def items_with(ids: Collection[int]) -> Sequence[Item]:
    """The items with these ids."""
    return db.session.scalars(select(Item).where(Item.id.in_(ids))).all()


def is_in_closed_cartons(order: Order) -> bool:
    """Whether all that was picked of it is packed, and each of its cartons is closed or has left."""
    cartons = cartons_of(order)
    packed = all(line.packed == line.picked for line in order.lines)
    return bool(cartons) and packed and all(carton.state in (CLOSED, SHIPPED) for carton in cartons)


def _of_order(order: Order) -> Select[Pick]:
    return (
        select(Pick)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .where(OrderLine.order_id == order.id, Pick.undone_at.is_(None))
        .order_by(Pick.id)
    )


def _picks(wanted: Select[Pick]) -> Sequence[Pick]:
    loaded = wanted.options(*_PICK, selectinload(Pick.serials))
    return db.session.scalars(loaded, execution_options={"populate_existing": True}).all()
