"""Answer a return: approved by the rules or a person, refused by a person with words; or called off."""

from sqlalchemy import exists

from app.cases.handling import close_case
from app.cases.listing import cases_about
from app.cases.words import ANSWERED
from app.cases.words import RETURN as RETURN_CASE
from app.clock import now
from app.db import guarded_update
from app.events import record
from app.operations import Actor, audit
from app.orders.models import Order
from app.returns.errors import AnswerMissing, ParcelHasArrived, RmaAnsweredAlready
from app.returns.events import RmaAnswered
from app.returns.models import APPROVED, CANCELLED, REFUSED, REQUESTED, ReturnParcel, Rma

LONGEST = 500
"""Characters of the words to the customer."""


def approve_rma(rma: Rma, words: str, actor: Actor) -> dict[str, int]:
    """It may come back. Raises RmaAnsweredAlready or AnswerMissing for words that are too long."""
    return _answer(rma, APPROVED, _read(words), actor)


def refuse_rma(rma: Rma, words: str, actor: Actor) -> dict[str, int]:
    """It may not, and the customer reads why. Raises RmaAnsweredAlready or AnswerMissing."""
    told = _read(words)
    if not told:
        raise AnswerMissing(most=LONGEST)
    return _answer(rma, REFUSED, told, actor)


def approve_by_rule(rma: Rma, actor: Actor) -> None:
    """As it is opened: by the rules, or by whoever opens it at the desk."""
    _answer(rma, APPROVED, "", actor)


def cancel_rma(rma: Rma, actor: Actor) -> dict[str, int]:
    """Nothing comes back after all; its units can be asked for again. Raises ParcelHasArrived."""
    nothing_came = ~exists().where(ReturnParcel.rma_id == Rma.id).correlate(Rma)
    before = rma.state
    if not guarded_update(rma, Rma.state.in_((REQUESTED, APPROVED)), nothing_came, state=CANCELLED):
        raise ParcelHasArrived(number=rma.number)
    audit(rma, "called off", actor, {"state": before}, {"state": CANCELLED})
    _close_cases(rma, actor)
    record(RmaAnswered(rma.warehouse_id, rma.id))
    return {"rma_id": rma.id}


def _answer(rma: Rma, state: str, words: str, actor: Actor) -> dict[str, int]:
    told = {"state": state, "answer": words}
    values = {**told, "answered_at": now(), "answered_by_id": actor.worker_id}
    if not guarded_update(rma, Rma.state == REQUESTED, **values):
        raise RmaAnsweredAlready(number=rma.number)
    audit(rma, state, actor, {"state": REQUESTED}, {"state": state, "words": words})
    _close_cases(rma, actor)
    record(RmaAnswered(rma.warehouse_id, rma.id))
    return {"rma_id": rma.id}


def _read(words: str) -> str:
    words = words.replace("\r\n", "\n").strip()
    if len(words) > LONGEST:
        raise AnswerMissing(most=LONGEST)
    return words


def _close_cases(rma: Rma, actor: Actor) -> None:
    """What was opened because nobody answered is over."""
    for case in cases_about(Order.__tablename__, [rma.order_id]):
        if case.closed_at is None and case.reason == RETURN_CASE and case.params.get("rma_id") == rma.id:
            close_case(case, ANSWERED, actor)
