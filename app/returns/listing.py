"""Reads of returns for people: lists, one with its history, those of an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, gettext, lazy_gettext
from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.errors import NotFound
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.returns.models import APPROVED, REQUESTED, RMA_STATES, Refund, ReturnParcel, ReturnUnit, Rma, RmaLine
from app.returns.words import wish_name
from app.workers.models import Worker

TO_SETTLE = "to_settle"
"""Not a state but work: all of it that came is graded, and nothing was asked for yet."""
LISTS = (REQUESTED, TO_SETTLE, *(state for state in RMA_STATES if state != REQUESTED))
WORDS: dict[str, LazyString] = {
    "opened": lazy_gettext("Opened."),
    "noted from history": lazy_gettext("Noted from before: nothing of it was received here."),
    "opened at the dock": lazy_gettext("Opened at the dock, for what lay there."),
    "photograph added": lazy_gettext("A picture was added."),
    "approved": lazy_gettext("Approved. %(words)s"),
    "refused": lazy_gettext("Refused: %(words)s"),
    "called off": lazy_gettext("Called off."),
    "settled": lazy_gettext("Settled."),
}


@dataclass(frozen=True)
class RmaSearch:
    """`which`: a state or to_settle, nothing for all. `number`: a part of the return's (or its channel's), or of
    the order's.
    """

    which: str = ""
    number: str = ""


@dataclass(frozen=True)
class Happened:
    at: datetime
    who: str
    words: str


def found_rmas(warehouse_id: int, search: RmaSearch) -> Select[Rma]:
    """What waits for an answer first, by when that is due; then the others, the last first."""
    wanted = select(Rma).join(Order, Order.id == Rma.order_id).where(Rma.warehouse_id == warehouse_id)
    if search.which == TO_SETTLE:
        wanted = wanted.where(_waits_to_be_settled())
    elif search.which:
        wanted = wanted.where(Rma.state == search.which)
    if search.number:
        part = {"other": search.number, "autoescape": True}
        wanted = wanted.where(or_(*(one.icontains(**part) for one in (Rma.number, Rma.channel_number, Order.number))))
    waits = Rma.state == REQUESTED
    by_due = case((waits, Rma.answer_due_at))
    loaded = wanted.options(joinedload(Rma.order), selectinload(Rma.lines).joinedload(RmaLine.order_line))
    return loaded.order_by(waits.desc(), by_due.asc(), Rma.opened_at.desc(), Rma.id.desc())


def counts_by_list(warehouse_id: int) -> Mapping[str, int]:
    """How many there are in each of the lists."""
    mine = Rma.warehouse_id == warehouse_id
    counted = select(Rma.state, func.count()).where(mine).group_by(Rma.state)
    found = dict(db.session.execute(counted).all())
    to_settle = db.session.scalar(select(func.count(Rma.id)).where(mine, _waits_to_be_settled())) or 0
    return {which: found.get(which, 0) for which in LISTS} | {TO_SETTLE: to_settle}


def _waits_to_be_settled() -> ColumnElement[bool]:
    units = (
        select(ReturnUnit.id)
        .join(ReturnParcel, ReturnParcel.id == ReturnUnit.parcel_id)
        .where(
            ReturnParcel.rma_id == Rma.id,
            ReturnParcel.done_at.is_not(None),
            ReturnUnit.undone_at.is_(None),
            ReturnUnit.settled_at.is_(None),
        )
    )
    return units.exists()


def rmas_of(order: Order) -> Sequence[Rma]:
    """The order's returns, the last first."""
    mine = select(Rma).where(Rma.order_id == order.id).options(selectinload(Rma.lines).joinedload(RmaLine.order_line))
    return db.session.scalars(mine.order_by(Rma.id.desc())).all()


def rma_sending(order: Order) -> Rma | None:
    """The return for which this order goes out."""
    mine = select(Rma).join(ReturnParcel).join(ReturnUnit).where(ReturnUnit.sent_with_id == order.id)
    return db.session.scalars(mine.order_by(Rma.id).limit(1)).first()


def exchanges_of(rma: Rma) -> Sequence[Order]:
    """The orders that go out for what came back, as they were opened."""
    units = select(ReturnUnit.sent_with_id).join(ReturnParcel).where(ReturnParcel.rma_id == rma.id)
    return db.session.scalars(select(Order).where(Order.id.in_(units)).order_by(Order.id)).all()


def rma_of(order: Order, number: str) -> Rma:
    """The order's return of that number. Raises NotFound."""
    mine = select(Rma).where(Rma.order_id == order.id, Rma.number == number)
    found = db.session.scalars(mine).first()
    if found is None:
        raise NotFound
    return found


def refunds_for(rma: Rma) -> Sequence[Refund]:
    return db.session.scalars(select(Refund).where(Refund.rma_id == rma.id).order_by(Refund.id)).all()


def orders_numbered(warehouse_id: int, number: str) -> Sequence[Order]:
    """Those of that very number, of whatever channel."""
    mine = select(Order).where(Order.warehouse_id == warehouse_id, Order.number == number)
    return db.session.scalars(mine.options(joinedload(Order.channel)).order_by(Order.id)).all()


def may_be_called_off(rma: Rma) -> bool:
    """Whether the customer may still call it off: nothing of it has arrived."""
    return rma.state in (REQUESTED, APPROVED) and not rma.parcels


def rma_history(rma: Rma) -> list[Happened]:
    """What was done about the return, the last first."""
    wanted = (
        select(AuditEntry, Worker.name)
        .outerjoin(Worker, Worker.id == AuditEntry.worker_id)
        .where(AuditEntry.entity == Rma.__tablename__, AuditEntry.entity_id == rma.id)
        .order_by(AuditEntry.id.desc())
    )
    return [
        Happened(entry.at, worker or _program(entry.source), _words(entry))
        for entry, worker in db.session.execute(wanted)
    ]


def _program(source: str) -> str:
    words = gettext("The customer") if source == "customer" else gettext("Program (%(name)s)", name=source)
    return str(words)


def _words(entry: AuditEntry) -> str:
    words = WORDS.get(entry.change)
    told = {"words": entry.after.get("words", "")}
    if entry.change == "settled":
        return str(words) + " " + wish_name(entry.after.get("follows", ""))
    return (str(words) % told).strip() if words else entry.change
