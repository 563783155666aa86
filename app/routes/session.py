"""Signing in with a badge and a PIN, choosing a warehouse, signing out.

None of these is an operation: their answer is a secret, which must not be stored, and doing one twice does no harm.
"""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.db import db, transaction
from app.errors import DomainError
from app.operations import Actor
from app.routes import current, shift
from app.workers.models import Session
from app.workers.queries import warehouses_of
from app.workers.secrets import BADGE_MARK, new_token
from app.workers.sessions import (
    NotTogether,
    begin_session,
    count_try,
    end_session,
    may_sign_in,
    move_session,
    worker_of_badge,
)

bp = Blueprint("session", __name__)
LONGEST_BADGE = 40


@bp.get("/sign-in")
def sign_in_page() -> str:
    return render_template("session/badge.html")


@bp.post("/sign-in")
def create_session() -> ResponseReturnValue:
    """A badge alone is answered by the question for its PIN; another badge in the PIN's place begins anew."""
    badge, secret = request.form.get("badge", ""), request.form.get("secret", "")
    if secret.strip().upper().startswith(BADGE_MARK):
        badge, secret = secret, ""
    badge = badge.strip().upper()[:LONGEST_BADGE]
    if not badge:
        return redirect(url_for("session.sign_in_page"), 303)
    if not secret:
        return _ask_secret(badge)
    try:
        _sign_in(badge, secret)
    except DomainError as refused:
        return make_response(render_template("session/badge.html", message=str(refused)), refused.status)
    return redirect(url_for("session.warehouses"), 303)


@bp.get("/warehouse")
def warehouses() -> ResponseReturnValue:
    """The choice of the warehouse to work in; with one there is nothing to choose."""
    known = warehouses_of(current.current().worker_id)
    if len(known) < 2:
        return redirect(url_for("index.index"), 303)
    return render_template("session/warehouses.html", warehouses=known)


@bp.post("/warehouse/<int:warehouse_id>")
def choose_warehouse(warehouse_id: int) -> ResponseReturnValue:
    worker = current.current()
    with transaction():
        move_session(db.session.get_one(Session, worker.session_id), warehouse_id, current.actor_of(worker))
    return redirect(url_for("index.index"), 303)


@bp.post("/sign-out")
def end() -> ResponseReturnValue:
    worker = current.signed_in()
    if worker:
        with transaction():
            end_session(db.session.get_one(Session, worker.session_id), current.actor_of(worker))
    session.clear()
    return redirect(url_for("session.sign_in_page"), 303)


def shift_token() -> str:
    """What travels with each scan of a page, to credit it to the worker whose page it is; empty before sign-in."""
    worker = current.signed_in()
    if worker is None:
        return ""
    return shift.sign(
        shift.Shift(
            session_id=worker.session_id,
            worker_id=worker.worker_id,
            name=worker.name,
            device_id=worker.device_id,
            warehouse_id=worker.warehouse_id,
            roles=tuple(sorted(worker.roles)),
            language=worker.language,
            began_at=g.began_at,
        )
    )


def _ask_secret(badge: str) -> Response:
    worker = worker_of_badge(badge)
    needs_password = worker is not None and worker.needs_password
    return make_response(render_template("session/secret.html", badge=badge, needs_password=needs_password))


def _sign_in(badge: str, secret: str) -> None:
    """Count the try, judge it outside of any transaction (it takes long on purpose), open the shift."""
    device = current.device()
    if device is None:
        raise NotTogether
    worker, token = worker_of_badge(badge), new_token()
    device_id = device.id
    with transaction():
        counted = count_try(device_id, worker)
    right = may_sign_in(worker, secret)
    if worker is None or not (right and counted):
        raise NotTogether
    with transaction():
        begin_session(worker, device, token, Actor(worker.id, worker.name, device_id))
    session.clear()  # with it goes the CSRF token that was known before
    session.permanent = True
    session["shift"] = token
    generate_csrf()  # now, for two pages that are loaded at once would each make their own
