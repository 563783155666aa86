"""Who may ask for what: the one table. An endpoint that is not in it is refused."""

from collections.abc import Mapping

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from app.errors import DomainError
from app.routes import current
from app.routes.asked import refuse
from app.workers.devices import DeviceIsRevoked
from app.workers.queries import anybody_enlisted

PUBLIC = frozenset({"public"})
"""Anybody who reaches the server."""
DEVICE = frozenset({"device"})
"""Anybody on an enrolled device."""
SIGNED_IN = frozenset({"signed in"})
"""Any worker, whatever the role."""

PICKER = frozenset({"picker"})
LEAD = frozenset({"lead"})
ADMIN = frozenset({"admin"})

RIGHTS: Mapping[str, frozenset[str]] = {
    "static": PUBLIC,
    "session.sign_in_page": DEVICE,
    "session.create_session": DEVICE,
    "session.end": DEVICE,
    "session.warehouses": SIGNED_IN,
    "session.choose_warehouse": SIGNED_IN,
    "index.index": SIGNED_IN,
}
"""Endpoint → the roles of which one is enough, or one of the three words above."""


class NotAllowed(DomainError):
    code = "not_allowed"
    status = 403
    message = lazy_gettext("Your role does not include this. Ask your lead.")


class NotEnrolled(DomainError):
    code = "not_enrolled"
    status = 403
    message = lazy_gettext(
        "This device is not enrolled. An admin shows a code for it under Administration, Devices; scan that code here."
    )


def init_rights(app: Flask) -> None:
    app.before_request(_judge)


def _judge() -> ResponseReturnValue | None:
    """Let the request pass, send it to sign in, or refuse it."""
    if request.endpoint is None:
        return None  # no such page: the answer says so
    needed = RIGHTS.get(request.endpoint)
    if needed is None:
        raise NotAllowed
    if needed is PUBLIC:
        return None
    elsewhere = _judge_device()
    if elsewhere is None and needed is not DEVICE:
        _judge_worker(needed)
    return elsewhere


def _judge_device() -> ResponseReturnValue | None:
    known = current.known_device()
    if known and known.revoked_at:
        refuse(DeviceIsRevoked())
    if known:
        return None
    if not anybody_enlisted():
        return redirect(url_for("install.begin"))
    current.enrol_in_demo()
    if current.device() is None:
        raise NotEnrolled
    return None


def _judge_worker(needed: frozenset[str]) -> None:
    worker = current.current()
    if needed is not SIGNED_IN and not worker.roles & needed:
        refuse(NotAllowed())
