"""Send a message to pickers; note who has it, who has read it, who said so."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from app.clock import now
from app.db import db, guarded_update, insert_rows
from app.errors import DomainError, NotFound
from app.events import record
from app.messages.events import MessageHeard, MessageSent
from app.messages.models import LONGEST, Message, MessageReceipt
from app.messages.phrases import NAMES, PHRASES
from app.messages.queries import receipt_of
from app.operations import Actor, audit
from app.workers.queries import pickers_in

DELIVERED, READ, ACKNOWLEDGED = "delivered", "read", "acknowledged"
STEPS = (DELIVERED, READ, ACKNOWLEDGED)
"""Each implies those before it."""
NAME = 20
"""Characters of what a phrase names."""


class NothingSaid(DomainError):
    code = "nothing_said"
    status = 422
    message = lazy_gettext("Choose what to say, or write it.")


class TooLong(DomainError):
    code = "message_too_long"
    status = 422
    message = lazy_gettext("%(signs)s characters are too many to read on a walk. Write %(most)s at most.")


class NameMissing(DomainError):
    code = "name_missing"
    status = 422
    message = lazy_gettext("Write which aisle.")


class NobodyToTell(DomainError):
    code = "nobody_to_tell"
    status = 422
    message = lazy_gettext("Choose who is to hear it.")


@dataclass(frozen=True)
class Words:
    """What is said: a stock phrase with the name of what it is about, or a text."""

    phrase: str = ""
    name: str = ""
    text: str = ""


def send_message(warehouse_id: int, words: Words, worker_ids: Sequence[int], actor: Actor) -> dict[str, int]:
    """Tell those of the workers who pick in the warehouse.

    Raises NothingSaid, TooLong, NameMissing, or NobodyToTell where none of them picks here.
    """
    said = _said(words)
    pickers = {worker.id for worker in pickers_in(warehouse_id)}
    told = sorted(pickers & set(worker_ids))
    if not told:
        raise NobodyToTell
    message = Message(warehouse_id=warehouse_id, sent_by_id=actor.worker_id, sent_at=now(), **said)
    db.session.add(message)
    db.session.flush()
    insert_rows(MessageReceipt, [{"message_id": message.id, "worker_id": worker_id} for worker_id in told])
    audit(message, "sent", actor, {}, said | {"to": told})
    record(MessageSent(warehouse_id, tuple(told)))
    return {"message_id": message.id, "told": len(told)}


def note_receipt(message: Message, step: str, actor: Actor) -> dict[str, int]:
    """The worker's handheld has the message, shows it, or its worker touched it; what is known already stays.

    Raises NotFound for a message to others, or a step that there is not.
    """
    receipt = receipt_of(message.id, actor.worker_id)
    if receipt is None or step not in STEPS:
        raise NotFound
    at = now()
    news = [one for one in STEPS[: STEPS.index(step) + 1] if getattr(receipt, f"{one}_at") is None]
    for one in news:
        column = getattr(MessageReceipt, f"{one}_at")
        guarded_update(receipt, column.is_(None), **{f"{one}_at": at})
    if news:
        audit(receipt, step, actor, {}, {})
        record(MessageHeard(message.warehouse_id))
    return {"message_id": message.id}


def _said(words: Words) -> dict[str, object]:
    text, name = _plain(words.text), _plain(words.name)[:NAME]
    if len(text) > LONGEST:
        raise TooLong(signs=len(text), most=LONGEST)
    if text:
        return {"phrase": "", "params": {}, "text": text}
    if words.phrase not in PHRASES:
        raise NothingSaid
    named = NAMES.get(words.phrase)
    if named and not name:
        raise NameMissing
    return {"phrase": words.phrase, "params": {named: name} if named else {}, "text": ""}


def _plain(text: str) -> str:
    """In one line, without signs that nobody sees: they turn what is written around, or cannot be kept."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
