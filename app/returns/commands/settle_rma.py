"""Settle a return: what follows from what was graded is asked for, once for each unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.clock import now
from app.db import db, guarded_update, one_at_a_time
from app.events import record
from app.operations import Actor, audit
from app.returns.commands.refund_rma import ask_refund, changed_refund
from app.returns.commands.send_exchange import ask_repair, send_exchange
from app.returns.errors import NothingToSettle, ProposalChanged, StillGrading
from app.returns.events import RmaSettled
from app.returns.models import SETTLED, ReturnUnit, Rma
from app.returns.proposals import Following, following, ungraded_parcel
from app.returns.rules import read_amount
from app.returns.words import EXCHANGE, REFUND, REPAIR, WISHES

NOTHING = "nothing"
FOLLOWS = (*WISHES, NOTHING)


@dataclass(frozen=True)
class Settlement:
    """What a person chose: money, an exchange, a repair, or nothing.

    `shown` is the amount that the page proposed; `changed` what a lead wrote instead, by the name of the field, and
    `reason` why; `items` are SKUs to send instead, by the return's line.
    """

    follows: str
    shown: str = ""
    changed: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    by_lead: bool = False
    items: Mapping[int, str] = field(default_factory=dict)


def settle_rma(rma: Rma, chosen: Settlement, actor: Actor) -> dict[str, int]:
    """Raises NothingToSettle (of two at once one is told so), StillGrading, ProposalChanged, what changed_refund and
    send_exchange raise."""
    one_at_a_time(f"returns of order {rma.order_id}")
    unfinished = ungraded_parcel(rma)
    if unfinished:
        raise StillGrading(parcel=unfinished.number)
    found = following(rma)
    if not found.units or chosen.follows not in FOLLOWS:
        raise NothingToSettle(number=rma.number)
    if chosen.shown and read_amount(chosen.shown) != found.refund.amount:
        raise ProposalChanged
    follows = chosen.follows if found.accepted else NOTHING
    for unit in found.units:
        _take(unit, follows if unit in found.accepted else NOTHING, rma)
    told = _follow(rma, follows, found, chosen, actor)
    _close(rma, {"follows": follows, "units": sum(unit.quantity for unit in found.units), **told}, actor)
    return {"rma_id": rma.id}


def _take(unit: ReturnUnit, follows: str, rma: Rma) -> None:
    """Nothing is asked for twice for one unit, nor for one whose grading was undone."""
    still = (ReturnUnit.settled_at.is_(None), ReturnUnit.undone_at.is_(None))
    if not guarded_update(unit, *still, settled_at=now(), follows=follows):
        raise NothingToSettle(number=rma.number)


def _follow(rma: Rma, follows: str, found: Following, chosen: Settlement, actor: Actor) -> dict[str, str]:
    if follows == REFUND:
        refund = changed_refund(found.refund, chosen.changed, chosen.reason, chosen.by_lead, rma.order.number)
        ask_refund(rma, refund, chosen.reason, actor)
        return {"amount": str(refund.amount), "currency": refund.currency}
    if follows == EXCHANGE:
        return {"exchange": send_exchange(rma, found.accepted, chosen.items, actor).number}
    if follows == REPAIR:
        ask_repair(rma, found.accepted, actor)
    return {}


def _close(rma: Rma, told: dict[str, object], actor: Actor) -> None:
    before = rma.state
    rma.state, rma.settled_at, rma.follows = SETTLED, now(), str(told["follows"])
    db.session.flush()
    audit(rma, "settled", actor, {"state": before}, {"state": SETTLED, **told})
    record(RmaSettled(rma.warehouse_id, rma.id))
