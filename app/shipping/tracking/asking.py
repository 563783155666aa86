"""Ask the carriers what became of their parcels: by jobs, at growing pauses, and never again after the end."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, select

from app.clock import now
from app.db import db, guarded_update, insert_new, transaction
from app.jobs import Job
from app.packing.models import Carton
from app.shipping.accounts import account_of, adapter_of, made_of
from app.shipping.carriers import ADAPTERS, CarrierAway, CarrierRefused, Happened
from app.shipping.models import Carrier, Waybill
from app.shipping.tracking.commands import note_events
from app.shipping.tracking.heard import WORDS, tidy
from app.shipping.tracking.models import TrackingAsk
from app.shipping.tracking.queries import newest_event
from app.shipping.tracking.states import ENDS, OUT_FOR_DELIVERY

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (30, 60, 120, 240, 480, 720))
"""After news the shortest; then longer with each answer that says nothing new."""
WHEN_NEAR = timedelta(minutes=30)
"""A parcel that is out for delivery is asked about so often."""
GIVE_UP = timedelta(days=60)
"""Of a parcel that left so long ago nothing comes any more."""
LEASE = timedelta(minutes=10)
"""Longer than any answer takes: a process that ends meanwhile leaves the question to another."""
BATCH = 20


def questions_to_do() -> Mapping[str, Job]:
    """Carriers are asked when a parcel's time has come."""
    due = select(TrackingAsk.id).where(TrackingAsk.next_at <= now()).limit(1)
    if db.session.scalar(due) is None and db.session.scalar(_never_asked().limit(1)) is None:
        return {}
    return {"asking after parcels": ask_carriers}


def ask_carriers() -> None:
    """Ask about the parcels whose time has come, some at a time."""
    with transaction():
        for waybill_id in db.session.scalars(_never_asked().limit(BATCH)).all():
            insert_new(TrackingAsk, waybill_id=waybill_id, next_at=now(), silent=0, problem="")
    due = select(TrackingAsk.id).where(TrackingAsk.next_at <= now()).order_by(TrackingAsk.next_at).limit(BATCH)
    ids = db.session.scalars(due).all()
    db.session.rollback()
    for ask_id in ids:
        _ask(ask_id)


def _ask(ask_id: int) -> None:
    """Take the question, ask without a transaction, keep what was said."""
    with transaction():
        ask = db.session.get_one(TrackingAsk, ask_id)
        mine = guarded_update(ask, TrackingAsk.next_at <= now(), next_at=now() + LEASE, asked_at=now())
        if not mine or _is_done(ask):
            return
        waybill = ask.waybill
        made = made_of(waybill)
        adapter, account = adapter_of(waybill.carrier), account_of(waybill.carrier)
        service = waybill.service.code if waybill.service else ""
    told: Sequence[Happened] = ()
    problem = ""
    try:
        told = adapter.events(made, service, account)
    except (CarrierAway, CarrierRefused) as silent:
        problem = tidy(str(silent), 300) or "–"
    with transaction():
        _keep(ask_id, told, problem)


def _keep(ask_id: int, told: Sequence[Happened], problem: str) -> None:
    ask = db.session.get_one(TrackingAsk, ask_id)
    news = [one for one in told if one.is_dated or not _is_known(ask.waybill, one)]
    added = note_events(ask.waybill, news, ask.waybill.carrier.adapter)
    ask.silent, ask.problem = (0 if added else ask.silent + 1), problem
    ask.next_at = None if ask.waybill.state in ENDS else now() + _pause(ask)


def _is_known(waybill: Waybill, told: Happened) -> bool:
    """Whether it says of the parcel what it said last."""
    newest = newest_event(waybill)
    return newest is not None and (newest.code, newest.words) == (told.code, tidy(told.words, WORDS))


def _pause(ask: TrackingAsk) -> timedelta:
    if ask.waybill.state == OUT_FOR_DELIVERY and not ask.problem:
        return WHEN_NEAR
    return PAUSES[min(ask.silent, len(PAUSES) - 1)]


def _is_done(ask: TrackingAsk) -> bool:
    """Nothing more is asked of what has arrived, was voided, or left too long ago."""
    waybill = ask.waybill
    left = waybill.carton.left_at
    if waybill.state not in ENDS and waybill.voided_at is None and left and left > now() - GIVE_UP:
        return False
    ask.next_at = None
    return True


def is_to_be_asked() -> ColumnElement[bool]:
    """Whether the carrier of the waybill is asked about it as soon as a job comes to it."""
    asks = select(TrackingAsk.id).where(TrackingAsk.waybill_id == Waybill.id)
    due = asks.where(TrackingAsk.next_at <= now())
    return due.exists() | Waybill.id.in_(_never_asked())


def _never_asked() -> Select[int]:
    asked = select(TrackingAsk.id).where(TrackingAsk.waybill_id == Waybill.id)
    return (
        select(Waybill.id)
        .join(Carton, Carton.id == Waybill.carton_id)
        .join(Carrier, Carrier.id == Waybill.carrier_id)
        .where(
            Carrier.adapter.in_([name for name, adapter in ADAPTERS.items() if adapter.tracks]),
            Carton.left_at > now() - GIVE_UP,
            Waybill.voided_at.is_(None),
            Waybill.state.not_in(ENDS),
            ~asked.exists(),
        )
        .order_by(Waybill.id)
    )
