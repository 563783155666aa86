"""Ask the channel to pay something back: as the rules say, or as a lead changed it with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from app.clock import now
from app.db import db
from app.events import record
from app.operations import Actor, audit
from app.returns.errors import AmountUnclear, LeadNeeded, MoreThanPaid, WhyMissing
from app.returns.events import RefundAsked
from app.returns.models import Refund, Rma
from app.returns.refunds import Deduction, Proposal, kept_deductions, kept_lines
from app.returns.rules import read_amount
from app.returns.words import BY_HAND

GOODS, POSTAGE, MORE = "goods", "postage", "by_hand"
"""Fields of the form; each deduction has one of its own, by its place."""
LONGEST_REASON = 300


def changed_refund(
    proposal: Proposal, changed: Mapping[str, str], reason: str, by_lead: bool, order_number: str
) -> Proposal:
    """The proposal with the amounts that were written; the same amounts change nothing.

    Raises AmountUnclear, LeadNeeded, WhyMissing or MoreThanPaid.
    """
    asked = _with_amounts(proposal, changed, reason)
    if asked == proposal:
        return proposal
    if not by_lead:
        raise LeadNeeded
    if not reason.strip():
        raise WhyMissing
    if asked.amount > asked.left:
        raise MoreThanPaid(left=f"{asked.left:.2f}", currency=asked.currency, order=order_number)
    return asked


def _with_amounts(proposal: Proposal, changed: Mapping[str, str], reason: str) -> Proposal:
    deductions = tuple(
        replace(one, amount=_amount(changed, deduction_field(place), one.amount))
        for place, one in enumerate(proposal.deductions)
    )
    more = _amount(changed, MORE, Decimal(0))
    if more:
        deductions += (Deduction(BY_HAND, more, reason.strip()[:LONGEST_REASON]),)
    return replace(
        proposal,
        goods=_amount(changed, GOODS, proposal.goods),
        postage=_amount(changed, POSTAGE, proposal.postage),
        deductions=deductions,
    )


def deduction_field(place: int) -> str:
    return f"deduction_{place}"


def _amount(changed: Mapping[str, str], name: str, before: Decimal) -> Decimal:
    text = changed.get(name, "").strip()
    if not text:
        return before
    amount = read_amount(text)
    if amount is None:
        raise AmountUnclear
    return amount


def ask_refund(rma: Rma, proposal: Proposal, reason: str, actor: Actor) -> Refund:
    """Put it down, and have the channel told."""
    refund = Refund(
        rma_id=rma.id,
        amount=proposal.amount,
        goods=proposal.goods,
        postage=proposal.postage,
        currency=proposal.currency,
        lines=kept_lines(proposal.lines),
        deductions=kept_deductions(one for one in proposal.deductions if one.amount),
        reason=reason.strip()[:LONGEST_REASON],
        asked_at=now(),
        asked_by_id=actor.worker_id,
    )
    db.session.add(refund)
    told = {"rma_id": rma.id, "amount": str(refund.amount), "currency": refund.currency, "words": refund.reason}
    audit(refund, "asked", actor, {}, told)
    audit(rma.order, "refund asked", actor, {}, {"rma": rma.number, "money": f"{refund.amount:.2f} {refund.currency}"})
    record(RefundAsked(rma.warehouse_id, rma.id, refund.id))
    return refund
