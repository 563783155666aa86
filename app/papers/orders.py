"""Papers of an order and of its cartons: delivery note, packing slip, return slip, the carton's label."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.inventory.models import Lot
from app.orders.models import Order, OrderLine
from app.packing.models import EMPTIED, Carton, Pack
from app.papers.common import Content, amount, at, flags_of, lines, receiver, shared, town_of
from app.picking.models import Pick, PickLine
from app.shipping.queries import waybill_of
from app.warehouse.models import Warehouse


def delivery_note(order: Order) -> Content:
    """What was ordered and what comes of it: what is packed, or before that what is picked."""
    kept = _shared(order)
    rows = [_line(line, kept["language"]) for line in order.lines if line.quantity > line.cancelled]
    return kept | {
        "lines": rows,
        "placed_at": at(order.placed_at),
        "notes": order.notes,
        "pieces": sum(row["quantity"] for row in rows),
        "total": amount(order.amount),
    }


def packing_slip(carton: Carton) -> Content:
    """What lies in the carton."""
    kept = _shared(carton.order)
    return kept | {
        "carton": carton.number,
        "cartons": cartons_of(carton.order_id),
        "code": carton.code,
        "lines": packed_lines(carton, kept["language"]),
    }


def return_slip(order: Order) -> Content:
    """What may come back: what was sent. To be scanned by the order's number."""
    kept = _shared(order)
    rows = [_line(line, kept["language"]) for line in order.lines if line.packed]
    return kept | {"lines": rows, "sender": kept["warehouse"]}


def carton_label(carton: Carton) -> Content:
    order, waybill = carton.order, waybill_of(carton)
    return _shared(order) | {
        "number": carton.number,
        "cartons": cartons_of(order.id),
        "code": carton.code,
        "type": carton.type.name if carton.type else "",
        "weight_g": carton.weight_g,
        "carrier": waybill.carrier.name if waybill else order.carrier,
        "place": lines(order.store_name if order.delivery_mode == "store" else "", town_of(order)),
        "marks": flags_of(row.pick.line.lot.item for row in packs_of(carton)),
    }


def packed_lines(carton: Carton, language: str) -> list[dict[str, Any]]:
    """Each lot once, with the serial numbers of its units."""
    rows: dict[int, dict[str, Any]] = {}
    for pack in packs_of(carton):
        lot = pack.pick.line.lot
        row = rows.setdefault(
            lot.id,
            {"sku": lot.item.sku, "name": lot.item.name(language), "lot": lot.code, "quantity": 0, "serials": []},
        )
        row["quantity"] += pack.quantity
        row["serials"] += [serial.code for serial in pack.serials]
    return list(rows.values())


def packs_of(carton: Carton) -> Sequence[Pack]:
    """What was put into it and not taken out again."""
    wanted = (
        select(Pack)
        .where(Pack.carton_id == carton.id, Pack.undone_at.is_(None))
        .order_by(Pack.id)
        .options(
            joinedload(Pack.pick).joinedload(Pick.line).joinedload(PickLine.lot).joinedload(Lot.item),
            joinedload(Pack.pick).joinedload(Pick.line).joinedload(PickLine.order_line),
            selectinload(Pack.serials),
        )
    )
    return db.session.scalars(wanted).all()


def cartons_of(order_id: int) -> int:
    mine = (Carton.order_id == order_id, Carton.state != EMPTIED)
    return db.session.scalar(select(func.count(Carton.id)).where(*mine)) or 0


def _shared(order: Order) -> Content:
    warehouse = db.session.get_one(Warehouse, order.warehouse_id)
    return shared(warehouse, order.currency) | {
        "order": order.number,
        "code": order.number,
        "customer": order.customer,
        "to": receiver(order),
    }


def _line(line: OrderLine, language: str) -> dict[str, Any]:
    return {
        "position": line.position,
        "sku": line.item.sku if line.item else line.sku,
        "name": line.item.name(language) if line.item else line.description,
        "ordered": line.quantity - line.cancelled,
        "quantity": line.packed or line.picked,
        "price": amount(line.price),
    }
