"""Reads about parcels on their way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.db import db
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.packing.models import Carton
from app.shipping.models import TrackingEvent, Waybill
from app.shipping.tracking.states import ENDS, STATES
from app.warehouse.models import Warehouse
from app.workers.models import Worker

SILENT = "silent"
"""Asked for like a state: nothing was heard since the parcel left."""
TAKEN_IN = "report taken in"
"""How the audit calls a carrier's report."""
REPORTS = 8


@dataclass(frozen=True)
class Happened:
    """One line of an order's timeline; `number` is the waybill's, `event` is None for what the house itself did."""

    at: datetime
    code: str
    number: str
    words: str = ""
    place: str = ""


def parcels_of(order: Order) -> Sequence[Waybill]:
    """The order's waybills that are not void, by carton, each with what was heard of it."""
    mine = (
        select(Waybill)
        .join(Waybill.carton)
        .where(Carton.order_id == order.id, Waybill.voided_at.is_(None))
        .order_by(Carton.number)
        .options(contains_eager(Waybill.carton), selectinload(Waybill.events), joinedload(Waybill.carrier))
    )
    return db.session.scalars(mine).unique().all()


def timeline(waybills: Sequence[Waybill]) -> list[Happened]:
    """All that became of the parcels, the last first; of one moment, what is further on its way comes first."""
    found = [
        Happened(event.at, event.code, waybill.number, event.words, event.place)
        for waybill in waybills
        for event in waybill.events
    ]
    for waybill in waybills:
        found.append(Happened(waybill.made_at, "made", waybill.number))
        left = waybill.carton.left_at
        if left and not any(event.code == "handed_over" for event in waybill.events):
            found.append(Happened(left, "handed_over", waybill.number))
    return sorted(found, key=lambda one: (one.at, STATES.index(one.code), one.number), reverse=True)


def on_their_way(warehouse_id: int) -> Select[Waybill]:
    """Parcels that have left and are not void; narrow it further."""
    return (
        select(Waybill)
        .join(Waybill.carton)
        .where(Waybill.warehouse_id == warehouse_id, Waybill.voided_at.is_(None), Carton.left_at.is_not(None))
    )


def parcels_in(warehouse_id: int, state: str, number: str = "") -> Select[Waybill]:
    """Parcels in that state, or in any; the one that moved least lately first. `number`: a part of the waybill's."""
    wanted = on_their_way(warehouse_id)
    if state:
        wanted = wanted.where(Waybill.state == ("" if state == SILENT else state))
    if number:
        wanted = wanted.where(Waybill.number.icontains(number, autoescape=True))
    loaded = (contains_eager(Waybill.carton).joinedload(Carton.order), joinedload(Waybill.carrier))
    return wanted.options(*loaded).order_by(func.coalesce(Waybill.state_at, Carton.left_at), Waybill.id)


def counts_by_state(warehouse_id: int) -> Mapping[str, int]:
    """How many parcels are in each state; `silent` for those of which nothing was heard."""
    mine = on_their_way(warehouse_id).with_only_columns(Waybill.state, func.count()).group_by(Waybill.state)
    return {state or SILENT: count for state, count in db.session.execute(mine)}


def reports_taken_in(warehouse_id: int) -> Sequence[tuple[AuditEntry, str]]:
    """The last carriers' reports, each with who sent it, the last first."""
    wanted = (
        select(AuditEntry, Worker.name)
        .join(Worker, Worker.id == AuditEntry.worker_id)
        .where(AuditEntry.entity == Warehouse.__tablename__, AuditEntry.entity_id == warehouse_id)
        .where(AuditEntry.change == TAKEN_IN)
        .order_by(AuditEntry.id.desc())
    )
    return [(entry, name) for entry, name in db.session.execute(wanted.limit(REPORTS))]


def newest_event(waybill: Waybill) -> TrackingEvent | None:
    """The last thing that was heard."""
    return max(waybill.events, key=lambda event: (event.at, STATES.index(event.code)), default=None)


def is_over(waybill: Waybill) -> bool:
    """Whether the carrier has nothing more to tell of it."""
    return waybill.state in ENDS
