"""Who asks: the device by its cookie, the worker by the shift on the server."""

from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, Response, current_app, g, request, session
from flask_babel import lazy_gettext

from app.db import Base, db, transaction
from app.errors import DomainError, NotFound
from app.operations import Actor, program
from app.routes import cookies, shift
from app.warehouse.queries import first_demo_warehouse
from app.workers.devices import device_of, enrol_by_itself, is_of
from app.workers.models import Device
from app.workers.secrets import new_token
from app.workers.sessions import live_session

M = TypeVar("M", bound=Base)


class NotSignedIn(DomainError):
    code = "not_signed_in"
    status = 401
    message = lazy_gettext("Nobody is signed in on this device. Scan your badge.")


@dataclass(frozen=True)
class SignedIn:
    """A worker at work: with these roles, in this warehouse, on this device."""

    worker_id: int
    name: str
    roles: frozenset[str]
    warehouse_id: int
    device_id: int
    session_id: int
    language: str


def signed_in() -> SignedIn | None:
    """Who is signed in on the device that asks."""
    worker: SignedIn | None = g.get("signed_in")
    return worker


def current() -> SignedIn:
    """For whom the request acts: who is signed in, or for a scan that waited in a queue, the one who scanned."""
    worker: SignedIn | None = g.get("acting")
    if worker is None:
        raise NotSignedIn
    return worker


def scanner() -> SignedIn | None:
    """Who made the operation that came in, also when nobody is signed in on the device any more."""
    worker: SignedIn | None = g.get("acting")
    known = known_device()
    return worker or (_in_shift(shift_given(), known.id) if known else None)


def own(model: type[M], row_id: int) -> M:
    """The row, if it belongs to the warehouse for which the request acts; else NotFound."""
    row = db.session.get(model, row_id)
    if row is None or row.warehouse_id != current().warehouse_id:  # type: ignore[attr-defined]
        raise NotFound
    return row


def device() -> Device | None:
    """The enrolled device that asks; none when it is unknown or was revoked."""
    known = known_device()
    return None if known is None or known.revoked_at else known


def known_device() -> Device | None:
    """The device that asks, also when it was revoked."""
    if "known_device" not in g:
        token = g.get("new_device_token") or cookies.device_token()
        g.known_device = device_of(token) if token else None
    known: Device | None = g.known_device
    return known


def actor_of(worker: SignedIn | None) -> Actor:
    """Whoever asks, before an operation is named."""
    known = known_device()
    return Actor(
        worker_id=worker.worker_id if worker else None,
        worker_name=worker.name if worker else "",
        device_id=known.id if known else None,
        warehouse_id=worker.warehouse_id if worker else None,
    )


def enrol_in_demo() -> None:
    """In the demo a device enrols itself on its first visit."""
    warehouse = first_demo_warehouse() if current_app.config["DEMO"] else None
    if warehouse is None:
        return
    warehouse_id, token = warehouse.id, new_token()
    with transaction():
        enrol_by_itself(f"Demo {token[:4]}", warehouse_id, token, program("demo", warehouse_id))
    g.new_device_token = token
    del g.known_device


def recognise() -> SignedIn | None:
    """Who the request's cookies stand for; for a socket's handshake, which passes no before_request."""
    _load()
    return signed_in()


def forget_asker() -> None:
    """Nobody is known to ask any more, and nobody looks again."""
    g.signed_in = g.acting = g.known_device = None


def init_current(app: Flask) -> None:
    app.session_interface = cookies.HostSession()
    app.before_request(_load)
    app.after_request(_keep_new_device)


def _load() -> None:
    """Find the worker for the request; a shift that is over, or is another device's, counts for nothing."""
    g.signed_in = g.acting = g.operation_id = None
    if request.endpoint == "static" or "shift" not in session:
        return
    found = live_session(session["shift"])
    if found and is_of(found.device, cookies.device_token()):
        g.known_device = found.device  # as nearly always: no need to look for it
    known = device()
    if found is None or known is None or found.device_id != known.id:
        return
    g.signed_in = SignedIn(
        worker_id=found.worker_id,
        name=found.worker.name,
        roles=found.worker.roles_in(found.warehouse_id),
        warehouse_id=found.warehouse_id,
        device_id=found.device_id,
        session_id=found.id,
        language=found.worker.language,
    )
    g.began_at = found.began_at
    scanned = _in_shift(shift_given(), known.id)
    g.acting = scanned if scanned and not _is_same(scanned, g.signed_in) else g.signed_in


def _in_shift(given: shift.Shift | None, device_id: int) -> SignedIn | None:
    """Who scanned, as signed at sign-in on this very device."""
    if given is None or given.device_id != device_id:
        return None
    return SignedIn(
        worker_id=given.worker_id,
        name=given.name,
        roles=frozenset(given.roles),
        warehouse_id=given.warehouse_id,
        device_id=given.device_id,
        session_id=given.session_id,
        language=given.language,
    )


def _is_same(one: SignedIn, other: SignedIn) -> bool:
    return (one.worker_id, one.warehouse_id) == (other.worker_id, other.warehouse_id)


def shift_given() -> shift.Shift | None:
    """The shift whose token came with the request."""
    token = request.headers.get("Operation-Shift") or request.form.get("operation_shift")
    return shift.read(token) if token else None


def _keep_new_device(response: Response) -> Response:
    token = g.pop("new_device_token", None)
    return cookies.keep_device_token(response, token) if token else response
