"""From a request to an operation, and from its outcome to an answer that names it."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NoReturn
from uuid import UUID, uuid4

from flask import Flask, Response, g, make_response, redirect, render_template, request
from flask_babel import lazy_gettext
from flask_htmx import make_response as fragment

from app.db import db, transaction
from app.errors import Busy, DomainError
from app.operations import Actor, Asked, OperationMissing, Outcome, perform
from app.operations.models import Operation
from app.operations.queries import is_known
from app.routes import current
from app.routes.refusals import is_page, told
from app.workers.devices import is_seen_lately, note_seen

SECRETS = frozenset({"pin", "password", "secret", "setup_code"})
"""Never part of an operation's fingerprint: a fast hash does not keep what a person chose."""


class ShiftNotPlausible(DomainError):
    """Stored for a person: somebody else is signed in, and the time is not of the shift of the one who scanned."""

    code = "shift_not_plausible"
    message = lazy_gettext("This was scanned in another shift, at a time that cannot be right. Show it to your lead.")


def new_operation_id() -> str:
    """For a form: sent twice, it acts once."""
    return str(uuid4())


def asked(name: str | None = None) -> Asked:
    """The operation that the request names, credited to the worker who scanned; raises OperationMissing."""
    _note_device()
    wanted = _asked(name or request.endpoint or "")
    shift = current.shift_given()
    if shift and current.signed_in() != current.current() and not shift.covers(wanted.device_at):
        _keep_refused(wanted, ShiftNotPlausible(path=request.path, content=wanted.content))
    return wanted


def shown(outcome: Outcome, template: str, **context: Any) -> Response:
    """The fragment or page for what was done, or the refusal's words; the answer names the operation."""
    html = render_template(template, outcome=outcome, **context) if outcome.ok else told(outcome.refusal)
    return named(make_response(html, outcome.status), outcome)


def moved(outcome: Outcome, url: str) -> Response:
    """On to `url` when it was done, or the refusal's words; for forms of the desk."""
    if not outcome.ok:
        return named(make_response(told(outcome.refusal), outcome.status), outcome)
    if is_page():
        return named(make_response(redirect(url, 303)), outcome)
    return named(fragment("", 200, redirect=url), outcome)


def refuse(refusal: DomainError) -> NoReturn:
    """Raise `refusal`; the operation that the request names keeps it, with what was asked, for a person."""
    if operation_id() and current.scanner():
        refusal.params |= {"path": request.path, "content": _content()}
        _keep_refused(_asked(request.endpoint or ""), refusal)
    raise refusal


def init_asked(app: Flask) -> None:
    app.after_request(_name_stored)
    app.jinja_env.globals["new_operation_id"] = new_operation_id


def operation_id() -> str | None:
    """The operation's id, if the request names one in its only right form."""
    text = request.headers.get("Operation-Id") or request.form.get("operation_id") or ""
    try:
        known = str(UUID(text))
    except ValueError:
        return None
    return known if known == text.lower() else None


def is_sent_again() -> bool:
    """Whether the operation that the request names has its outcome already."""
    named = operation_id()
    return named is not None and is_known(named)


def _note_device() -> None:
    device = current.device()
    if device and not is_seen_lately(device):
        with transaction():
            note_seen(device)


def _asked(name: str) -> Asked:
    named = operation_id()
    if named is None:
        raise OperationMissing
    g.operation_id = named
    at = _device_time()
    actor = replace(current.actor_of(current.scanner()), operation_id=named, device_at=at)
    return Asked(id=named, name=name, content=_content(), actor=actor, counter=_counter(), device_at=at)


def _content() -> dict[str, Any]:
    """What the operation is about: the form's fields and files, and what the address names."""
    content: dict[str, Any] = dict(request.view_args or {})
    for name, values in request.form.lists():
        if name != "csrf_token" and not name.startswith("operation_") and name not in SECRETS:
            content[name] = values[0] if len(values) == 1 else values
    for name, file in request.files.items():
        content[name] = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
        file.stream.seek(0)
    return content


def _device_time() -> datetime | None:
    text = _said("Operation-At")
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _counter() -> int | None:
    text = _said("Operation-Counter")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _said(header: str) -> str:
    """What the device says of the operation: a script in a header, a form in a field of the same name."""
    return request.headers.get(header) or request.form.get(header.lower().replace("-", "_")) or ""


def _keep_refused(wanted: Asked, refusal: DomainError) -> None:
    """Store `refusal` as the outcome, unless the operation was done before; raises what was stored."""

    def command(actor: Actor) -> None:
        raise refusal

    outcome = perform(wanted, command)
    if not outcome.ok:
        raise outcome.refusal


def named(response: Response, outcome: Outcome) -> Response:
    """The answer, saying which operation it is the outcome of."""
    response.headers["Operation-Id"] = outcome.operation_id
    response.headers["Operation-Outcome"] = outcome.code
    return response


def _name_stored(response: Response) -> Response:
    """Any answer names the operation whose outcome is stored: the device may let it go."""
    named = g.get("operation_id")
    if named and "Operation-Id" not in response.headers and response.status_code != Busy.status:
        stored = db.session.get(Operation, named)
        if stored and stored.code != "pending":
            response.headers["Operation-Id"], response.headers["Operation-Outcome"] = stored.id, stored.code
    return response
