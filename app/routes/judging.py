"""May whoever asks do this? By the one table of rights (rights.py); an endpoint that is not in it is refused."""

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from app.errors import DomainError
from app.routes import current
from app.routes.asked import refuse
from app.routes.rights import DEVICE, PUBLIC, RIGHTS, SIGNED_IN
from app.workers.devices import DeviceIsRevoked
from app.workers.queries import anybody_enlisted


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


def init_judging(app: Flask) -> None:
    app.before_request(_judge)
    app.jinja_env.globals["may"] = may


def may(endpoint: str) -> bool:
    """Whether the worker's roles reach it: a page offers nothing that would be refused."""
    worker, needed = current.signed_in(), RIGHTS[endpoint]
    return worker is not None and (needed is SIGNED_IN or bool(worker.roles & needed))


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
