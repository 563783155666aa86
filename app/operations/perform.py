"""One operation, performed once."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import bindparam, update

from app import events
from app.clock import now
from app.connections import WAIT_SECONDS
from app.db import db, insert_new, transaction
from app.errors import Busy, DomainError, refusal
from app.operations.actor import Actor
from app.operations.events import OperationRefused
from app.operations.models import Operation

ATTEMPTS = 3

_ANSWER = update(Operation).where(Operation.id == bindparam("operation"))

Command = Callable[[Actor], Mapping[str, Any] | None]
"""Changes the rows on behalf of the actor, and returns the ids that the answer needs."""


class OperationMissing(DomainError):
    code = "operation_missing"
    status = 428
    message = lazy_gettext("This page is too old to be safe. Load it again.")


class OperationChanged(DomainError):
    code = "operation_changed"
    status = 422
    message = lazy_gettext("This was sent before with another content. Scan again.")


@dataclass(frozen=True)
class Asked:
    """What a device asks for: the operation's id and content, and who made it when."""

    id: str
    name: str
    content: Mapping[str, Any]
    actor: Actor
    counter: int | None = None
    device_at: datetime | None = None

    @property
    def fingerprint(self) -> str:
        """The same for the same command with the same content by the same worker."""
        said = json.dumps([self.name, self.actor.worker_id, sorted(self.content.items())], default=str)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Outcome:
    """What came of an operation; `result` holds ids, or what the refusal names."""

    operation_id: str
    code: str
    status: int
    result: Mapping[str, Any]
    replayed: bool = False

    @property
    def ok(self) -> bool:
        return self.code == "done"

    @property
    def refusal(self) -> DomainError:
        return refusal(self.code, dict(self.result))


def perform(asked: Asked, command: Command) -> Outcome:
    """Act on `asked` once, however often it arrives; a replay gets the first outcome.

    A refusal undoes what the command did and is itself the stored outcome. `Busy` is raised, never stored; it is tried
    again a few times, but not by who has waited for long already: the handheld sends it again by itself.
    """
    end = monotonic() + WAIT_SECONDS
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _perform(asked, command, end)
        except Busy:
            if attempt == ATTEMPTS or monotonic() >= end:
                raise
    raise AssertionError("unreachable")


def _perform(asked: Asked, command: Command, end: float) -> Outcome:
    with transaction(end):
        if not _record(asked):
            return _replay(asked)
        outcome = _judge(asked, command)
        answer = {"code": outcome.code, "status": outcome.status, "result": dict(outcome.result)}
        db.session.connection().execute(_ANSWER, {"operation": asked.id, **answer})
        if not outcome.ok and asked.counter is not None:
            events.record(OperationRefused(asked.id, asked.name, asked.content, asked.actor))
        return outcome


def _record(asked: Asked) -> bool:
    """Whether this operation is new; a second one with the same id waits here until the first is committed."""
    return insert_new(
        Operation,
        id=asked.id,
        fingerprint=asked.fingerprint,
        name=asked.name,
        worker_id=asked.actor.worker_id,
        device_id=asked.actor.device_id,
        counter=asked.counter,
        device_at=asked.device_at,
        received_at=now(),
        code="pending",
        status=0,
        result={},
    )


def _replay(asked: Asked) -> Outcome:
    stored = db.session.get_one(Operation, asked.id)
    if stored.fingerprint != asked.fingerprint:
        raise OperationChanged
    return Outcome(stored.id, stored.code, stored.status, stored.result, replayed=True)


def _judge(asked: Asked, command: Command) -> Outcome:
    try:
        with events.collecting(), db.session.begin_nested():
            result = command(asked.actor) or {}
            db.session.flush()
    except Busy:
        raise
    except DomainError as refused:
        return Outcome(asked.id, refused.code, refused.status, refused.params)
    return Outcome(asked.id, "done", 200, result)
