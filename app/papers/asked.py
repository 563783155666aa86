"""What somebody wants on paper, by the name of the paper and the id of the row: the one table of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from app.catalog.models import Item
from app.db import Base, db
from app.errors import NotFound
from app.orders.models import Order, OrderLine
from app.packing.models import Carton
from app.papers.common import Content
from app.papers.orders import carton_label, delivery_note, packing_slip, return_slip
from app.papers.places import item_contents, location_content, location_paper, plate_label
from app.papers.shipping import customs_paper, gate_pass, manifest_paper, waybill_label
from app.papers.walks import pick_list
from app.picking.models import PickLine, PickTask
from app.printing.errors import PaperForgotten
from app.receiving.models import Plate
from app.shipping.models import Manifest, Waybill
from app.walks.models import CANCELLED
from app.warehouse.models import Location, Warehouse
from app.waves.models import WaveOrder


@dataclass(frozen=True)
class Wanted:
    """One paper of one row, with its content."""

    paper: str
    entity: str
    entity_id: int
    content: Content


OF: Mapping[str, tuple[type[Base], Callable[[Any], Content]]] = {
    "delivery_note": (Order, delivery_note),
    "return_slip": (Order, return_slip),
    "packing_slip": (Carton, packing_slip),
    "carton": (Carton, carton_label),
    "waybill": (Waybill, waybill_label),
    "commercial_invoice": (Waybill, customs_paper),
    "cn22": (Waybill, customs_paper),
    "cn23": (Waybill, customs_paper),
    "manifest": (Manifest, manifest_paper),
    "gate_pass": (Manifest, gate_pass),
    "plate_label": (Plate, plate_label),
    "pick_list": (PickTask, pick_list),
}


def paper_of(paper: str, row_id: int, warehouse_id: int) -> Wanted:
    """Raises NotFound for a paper or a row that there is not, or another warehouse's, and PaperForgotten."""
    if paper not in OF:
        raise NotFound
    model, build = OF[paper]
    row: Any = db.session.get(model, row_id)
    if row is None or row.warehouse_id != warehouse_id:
        raise NotFound
    order = _order_of(row)
    if order and order.forgotten_at:
        raise PaperForgotten
    return Wanted(paper, model.__tablename__, row_id, build(row))


def _order_of(row: Any) -> Order | None:
    """Whose customer stands on its papers."""
    if isinstance(row, Waybill):
        return row.carton.order
    if isinstance(row, Carton):
        return row.order
    return row if isinstance(row, Order) else None


def location_labels(places: Sequence[Location], warehouse: Warehouse) -> list[Wanted]:
    return [
        Wanted(location_paper(place), "locations", place.id, location_content(place, warehouse)) for place in places
    ]


def item_labels(items: Sequence[Item], warehouse: Warehouse) -> list[Wanted]:
    return [Wanted("item", "items", item.id, content) for item in items for content in item_contents(item, warehouse)]


def papers_of_wave(wave_id: int, warehouse_id: int) -> dict[str, int]:
    """How many pick lists and labels a wave has."""
    return {"pick_lists": _count(_walks(wave_id, warehouse_id)), "labels": _count(_waybills(wave_id, warehouse_id))}


def pick_lists(wave_id: int, warehouse_id: int) -> list[Wanted]:
    """A wave's walks, each in path order."""
    tasks = db.session.scalars(_walks(wave_id, warehouse_id).order_by(PickTask.id)).all()
    return [Wanted("pick_list", "pick_tasks", task.id, pick_list(task)) for task in tasks]


def wave_labels(wave_id: int, warehouse_id: int) -> list[Wanted]:
    """The waybills of a wave's orders, in the order in which its walks come to them."""
    ranks, labels = _ranks(wave_id), db.session.scalars(_waybills(wave_id, warehouse_id)).all()
    ordered = sorted(labels, key=lambda one: (ranks.get(one.carton.order_id, 1 << 30), one.carton.number))
    return [Wanted("waybill", "waybills", one.id, waybill_label(one)) for one in ordered]


def _walks(wave_id: int, warehouse_id: int) -> Select[PickTask]:
    mine = (PickTask.wave_id == wave_id, PickTask.warehouse_id == warehouse_id, PickTask.state != CANCELLED)
    return select(PickTask).where(*mine)


def _waybills(wave_id: int, warehouse_id: int) -> Select[Waybill]:
    return (
        select(Waybill)
        .join(Carton, Carton.id == Waybill.carton_id)
        .join(Order, Order.id == Carton.order_id)
        .where(Waybill.warehouse_id == warehouse_id, Waybill.voided_at.is_(None), Order.forgotten_at.is_(None))
        .where(Carton.order_id.in_(select(WaveOrder.order_id).where(WaveOrder.wave_id == wave_id)))
    )


def _count(rows: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _ranks(wave_id: int) -> dict[int, int]:
    """When the walks first come to each order."""
    stops = (
        select(OrderLine.order_id)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(PickTask, PickTask.id == PickLine.walk_id)
        .where(PickTask.wave_id == wave_id)
        .order_by(PickLine.walk_id, PickLine.position)
    )
    ranks: dict[int, int] = {}
    for order_id in db.session.scalars(stops):
        ranks.setdefault(order_id, len(ranks))
    return ranks
