"""Customers and channels are told what becomes of a return, at the steps that the shop chose."""

from typing import Any

from flask_babel import force_locale

from app.db import db
from app.notices.choosing import notice_settings
from app.notices.languages import customers_language
from app.notices.steps import REFUND_ASKED, RETURN_APPROVED, RETURN_RECEIVED, RETURN_REFUSED
from app.notices.writing import tell_of_return
from app.returns.events import ParcelArrived, ParcelGraded, RefundAsked, RmaAnswered
from app.returns.models import APPROVED, DOCK, REFUSED, UNDELIVERED, Refund, ReturnParcel, Rma
from app.returns.returnable import name_of
from app.returns.words import deduction_name
from app.warehouse.models import Warehouse

ANSWERS = {APPROVED: RETURN_APPROVED, REFUSED: RETURN_REFUSED}


def on_rma_answered(event: RmaAnswered) -> None:
    """Approved or refused; one that was opened at the dock, for what lay there, is no news."""
    rma = db.session.get_one(Rma, event.rma_id)
    step = ANSWERS.get(rma.state)
    if step and rma.opened_by != DOCK:
        tell_of_return(rma.order, step, rma.number, _facts(rma) | {"answer": rma.answer, "postage": rma.postage})


def on_parcel_arrived(event: ParcelArrived | ParcelGraded) -> None:
    """Once for each parcel, when it is known whose it is; who never had it is not told that it is back."""
    parcel = db.session.get_one(ReturnParcel, event.parcel_id)
    if parcel.rma and parcel.kind != UNDELIVERED:
        tell_of_return(parcel.rma.order, RETURN_RECEIVED, parcel.number, _facts(parcel.rma))


def on_refund_asked(event: RefundAsked) -> None:
    """The channel pays: it gets the amount with all that it is made of."""
    rma, refund = db.session.get_one(Rma, event.rma_id), db.session.get_one(Refund, event.refund_id)
    tell_of_return(rma.order, REFUND_ASKED, f"{rma.number} {refund.id}", _facts(rma) | _money(rma, refund))


def _facts(rma: Rma) -> dict[str, Any]:
    return {
        "number": rma.number,
        "wish": rma.wish,
        "lines": [
            {
                "sku": line.order_line.sku,
                "name": name_of(line.order_line),
                "quantity": line.quantity,
                "reason": line.reason,
            }
            for line in rma.lines
        ],
    }


def _money(rma: Rma, refund: Refund) -> dict[str, Any]:
    settings = notice_settings(db.session.get_one(Warehouse, rma.warehouse_id))
    with force_locale(customers_language(rma.order, settings.language)):
        deductions = [one | {"name": _named(one)} for one in refund.deductions]
    return {
        "refund": refund.id,
        "amount": str(refund.amount),
        "currency": refund.currency,
        "money": f"{refund.amount:.2f} {refund.currency}",
        "goods": str(refund.goods),
        "postage_back": str(refund.postage),
        "deductions": deductions,
        "refunded": refund.lines,
    }


def _named(deduction: dict[str, str]) -> str:
    words = f" ({deduction['words']})" if deduction["words"] else ""
    return f"{deduction_name(deduction['kind'])}{words}"
