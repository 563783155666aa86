"""Parcels that somebody has to see to become cases by themselves: what is heard of them, and what is not heard."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from time import monotonic

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.cases.handling import close_case
from app.cases.models import Case
from app.cases.opening import open_once
from app.cases.words import ARRIVED, LATE, MOVED, STILL
from app.clock import now
from app.db import db, transaction
from app.events import record
from app.jobs import Job
from app.operations import program
from app.packing.models import Carton
from app.shipping.models import TrackingEvent, Waybill
from app.shipping.tracking.asking import is_to_be_asked
from app.shipping.tracking.commands import is_newest
from app.shipping.tracking.events import ParcelOverdue, Tracked
from app.shipping.tracking.lateness import promised_at
from app.shipping.tracking.queries import on_their_way
from app.shipping.tracking.states import AT_STORE, DELAYED, DELIVERED, ENDS, TROUBLE
from app.warehouse.calendar import Calendar, calendar_of
from app.warehouse.models import Warehouse
from app.warehouse.settings import WarehouseSettings, settings_of

WATCHER = program("tracking")
EVERY = 600.0
"""Seconds between two looks of a process; lateness counts in days."""
_watched: dict[int, float] = {}

BATCH = 50
"""Parcels a transaction: at most so many cases are opened while others wait."""


def on_tracked(event: Tracked) -> None:
    """Refused, damaged, lost and delayed parcels become cases; one that moves again or arrives ends the waiting."""
    waybill, told = db.session.get_one(Waybill, event.waybill_id), db.session.get_one(TrackingEvent, event.event_id)
    if told.code in TROUBLE | {DELAYED}:
        open_once(waybill, told.code, {"event_id": told.id}, WATCHER)
        return
    if not is_newest(told, waybill.state_at):
        return
    for case in _waiting_cases(waybill):
        if told.code == DELIVERED:
            close_case(case, ARRIVED, WATCHER)
        elif case.reason == STILL:
            close_case(case, MOVED, WATCHER)


def _waiting_cases(waybill: Waybill) -> list[Case]:
    """Open cases whose only trouble is that the parcel is not there yet."""
    wanted = select(Case).where(
        Case.entity == Waybill.__tablename__,
        Case.entity_id == waybill.id,
        Case.reason.in_((LATE, STILL, DELAYED)),
        Case.closed_at.is_(None),
    )
    return list(db.session.scalars(wanted))


def parcels_to_watch() -> Mapping[str, Job]:
    """Each warehouse now and then: nothing happens there, and that is what is looked for."""
    due = [one for one in db.session.scalars(select(Warehouse.id)) if _watched.get(one, 0.0) < monotonic()]
    return {f"watching the parcels of warehouse {one}": partial(_watch_now, one) for one in due}


def _watch_now(warehouse_id: int) -> None:
    _watched[warehouse_id] = monotonic() + EVERY
    watch_parcels(warehouse_id)


def watch_parcels(warehouse_id: int) -> int:
    """Open the cases of parcels that are late or of which nothing is heard; how many. In short transactions.

    A parcel about which its carrier is just to be asked waits for the answer: after a night without this program it
    may have arrived long ago.
    """
    db.session.rollback()
    warehouse = db.session.get_one(Warehouse, warehouse_id)
    calendar, settings = calendar_of(warehouse), settings_of(warehouse)
    waited = _waited(warehouse_id)
    found = [
        (waybill.id, reason, cause)
        for waybill in waited
        for reason, cause in _findings(waybill, calendar, settings, now())
    ]
    opened = 0
    for start in range(0, len(found), BATCH):
        with transaction():
            for waybill_id, reason, cause in found[start : start + BATCH]:
                opened += _note(db.session.get_one(Waybill, waybill_id), reason, cause)
    db.session.rollback()
    return opened


def _note(waybill: Waybill, reason: str, cause: Mapping[str, str]) -> bool:
    """Open the case, once; the customer of a parcel that waits at its store is waited for, and waits for nothing."""
    if waybill.state in ENDS | TROUBLE:
        return False  # it was told of meanwhile
    is_new = open_once(waybill, reason, cause, WATCHER)
    if is_new and waybill.state != AT_STORE:
        record(ParcelOverdue(waybill.warehouse_id, waybill.carton.order_id, waybill.id))
    return is_new


def _waited(warehouse_id: int) -> Iterable[Waybill]:
    wanted = on_their_way(warehouse_id).where(Waybill.state.not_in(ENDS | TROUBLE), ~is_to_be_asked())
    loaded = (contains_eager(Waybill.carton).joinedload(Carton.order), joinedload(Waybill.service))
    return db.session.scalars(wanted.options(*loaded).order_by(Waybill.id)).all()


def _findings(
    waybill: Waybill, calendar: Calendar, settings: WarehouseSettings, at: datetime
) -> list[tuple[str, dict[str, str]]]:
    """Each reason with its cause: the same cause opens no second case."""
    found = []
    promised = promised_at(waybill, calendar, settings)
    if promised and promised < at and waybill.state != AT_STORE:
        found.append((LATE, {"promised_at": promised.isoformat()}))
    last = max(waybill.state_at or waybill.carton.left_at or at, waybill.carton.left_at or at)
    days = settings.days_without_news
    if days and calendar.later(last, days) < at:
        found.append((STILL, {"since": last.isoformat()}))
    return found
