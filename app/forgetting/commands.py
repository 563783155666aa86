"""Reduce an ended order to what the books need: what was ordered, what left, when, by whom; not for whom."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from app.attachments.models import PHOTOGRAPH
from app.attachments.unused import detach
from app.cases.models import Case, CaseNote
from app.clock import now
from app.db import db
from app.errors import DomainError
from app.forgetting.queries import ENDED, is_coming_back, rows_about
from app.notices.models import GIVEN_UP, WAITING, Notice, OrderLink
from app.operations import Actor, audit
from app.operations.models import AuditEntry
from app.orders.models import Order, OrderHold, OrderLine
from app.packing.models import Carton
from app.printing.models import CANCELLED as NOT_PRINTED
from app.printing.models import WAITING as TO_PRINT
from app.printing.models import PrintJob
from app.returns.models import Refund, ReturnParcel, ReturnUnit, Rma, RmaLine
from app.returns.words import BY_HAND
from app.shipping.models import TrackingEvent, Waybill, WaybillRequest

PERSONAL = (
    "customer",
    "customer_number",
    "telephone",
    "email",
    "region",
    "city",
    "postcode",
    "street",
    "store_code",
    "store_name",
    "notes",
)
"""Columns of an order by which somebody could be known; the country stays, for figures."""
OWN_WORDS = ("beyond", "note", "override", "word", "words")
"""What people wrote by hand into an audit row or a hold."""


class StillGoesOn(DomainError):
    code = "order_still_goes_on"
    message = lazy_gettext(
        "Order %(number)s has not ended, or a case about it or a return of it is open. Its customer's data are needed "
        "until then."
    )


def forget_customer(order: Order, actor: Actor) -> dict[str, int]:
    """Whatever names the customer of an ended order goes, everywhere; a second time nothing is left to do.

    Raises StillGoesOn. Photographs lose their rows: `drop_unused_files` takes the files after the commit.
    """
    order = db.session.get_one(Order, order.id, with_for_update={"key_share": True}, populate_existing=True)
    if order.forgotten_at:
        return {"order_id": order.id}
    about = rows_about(order)
    if order.state not in ENDED or _has_open_case(about) or _comes_back(order):
        raise StillGoesOn(number=order.number)
    _reduce_order(order)
    _reduce_papers(about)
    _reduce_returns(about)
    _reduce_words(about)
    order.forgotten_at = now()
    audit(order, "customer forgotten", actor, {}, {})
    return {"order_id": order.id}


def _reduce_order(order: Order) -> None:
    for name in PERSONAL:
        setattr(order, name, "")
    order.document = {}
    db.session.execute(update(OrderLine).where(OrderLine.order_id == order.id).values(document={}, unreadable=""))
    for hold in db.session.scalars(select(OrderHold).where(OrderHold.order_id == order.id)):
        hold.params = _without_words(hold.params)
    db.session.execute(delete(OrderLink).where(OrderLink.order_id == order.id))
    _reduce_notices(order.id)


def _reduce_notices(order_id: int) -> None:
    """What was not sent yet is not sent any more."""
    mine = update(Notice).where(Notice.order_id == order_id)
    db.session.execute(mine.where(Notice.state == WAITING).values(state=GIVEN_UP, next_at=None))
    db.session.execute(mine.values(content={}, problem=""))


def _reduce_papers(about: dict[str, Sequence[int]]) -> None:
    """A label is not printed again after that, nor asked for."""
    waybills, cartons = about[Waybill.__tablename__], about[Carton.__tablename__]
    db.session.execute(update(Waybill).where(Waybill.id.in_(waybills)).values(label={}))
    db.session.execute(update(WaybillRequest).where(WaybillRequest.carton_id.in_(cartons)).values(sent={}, words=""))
    db.session.execute(update(TrackingEvent).where(TrackingEvent.waybill_id.in_(waybills)).values(words=""))
    prints = update(PrintJob).where(_belongs(PrintJob, about))
    db.session.execute(prints.where(PrintJob.state == TO_PRINT).values(state=NOT_PRINTED, next_at=None))
    db.session.execute(prints.values(content={}))


def _reduce_returns(about: dict[str, Sequence[int]]) -> None:
    """What came back and what was paid back stay; what the customer wrote, and what was written to them, goes."""
    rmas, parcels = about[Rma.__tablename__], about[ReturnParcel.__tablename__]
    db.session.execute(update(Rma).where(Rma.id.in_(rmas)).values(note="", answer="", beyond=""))
    db.session.execute(update(RmaLine).where(RmaLine.rma_id.in_(rmas)).values(note=""))
    db.session.execute(update(ReturnParcel).where(ReturnParcel.id.in_(parcels)).values(note=""))
    said_why = (ReturnUnit.id.in_(about[ReturnUnit.__tablename__]), ReturnUnit.override != "")
    db.session.execute(update(ReturnUnit).where(*said_why).values(override="–"))  # that somebody did stays
    for refund in db.session.scalars(select(Refund).where(Refund.id.in_(about[Refund.__tablename__]))):
        refund.reason = ""
        refund.deductions = [one | {"words": ""} if one["kind"] == BY_HAND else one for one in refund.deductions]


def _reduce_words(about: dict[str, Sequence[int]]) -> None:
    """What people wrote and photographed; that they did stays."""
    cases = db.session.scalars(select(Case).where(_belongs(Case, about))).all()
    ids = [case.id for case in cases]
    for case in cases:
        case.params = _without_words(case.params)
    db.session.execute(update(CaseNote).where(CaseNote.case_id.in_(ids)).values(words=""))
    everything = about | {Case.__tablename__: ids}
    for entity, entity_ids in everything.items():
        detach(entity, entity_ids, PHOTOGRAPH)
    for entry in db.session.scalars(select(AuditEntry).where(_belongs(AuditEntry, everything))):
        entry.before, entry.after = _without_words(entry.before), _without_words(entry.after)


def _without_words(values: dict[str, Any]) -> dict[str, Any]:
    return {key: "" if key in OWN_WORDS else value for key, value in values.items()}


def _comes_back(order: Order) -> bool:
    return db.session.scalar(select(Order.id).where(Order.id == order.id, is_coming_back())) is not None


def _has_open_case(about: dict[str, Sequence[int]]) -> bool:
    wanted = select(Case.id).where(_belongs(Case, about), Case.closed_at.is_(None)).limit(1)
    return db.session.scalar(wanted) is not None


def _belongs(table: Any, about: dict[str, Sequence[int]]) -> ColumnElement[bool]:
    """The rows of `table` that say by `entity` and `entity_id` that they are about one of those."""
    return or_(*_each(table, about))


def _each(table: Any, about: dict[str, Sequence[int]]) -> Iterator[ColumnElement[bool]]:
    for entity, ids in about.items():
        yield and_(table.entity == entity, table.entity_id.in_(ids))
