"""Signing in with a badge and a PIN or password, for one shift on one device."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import ColumnElement, bindparam, case, delete, select, update
from sqlalchemy.orm import joinedload

from app.clock import now
from app.db import db
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit, change
from app.workers.events import SessionChanged
from app.workers.models import Device, Session, Worker, WrongTry
from app.workers.secrets import hash_badge, hash_token, is_right

SHIFT = timedelta(hours=12)
TRIES_OF_A_WORKER = 10
TRIES_OF_A_DEVICE = 5
SLOWED = timedelta(minutes=1)


class NotTogether(DomainError):
    """The same for an unknown badge, a wrong PIN and a locked worker, so that nobody can tell them apart."""

    code = "badge_and_pin_do_not_match"
    status = 403
    message: ClassVar[LazyString] = lazy_gettext(
        "This badge and this PIN do not go together. Scan the badge again. "
        "After ten wrong tries a badge is locked; your admin unlocks it."
    )


class TooManyTries(DomainError):
    code = "too_many_tries"
    status = 429
    message: ClassVar[LazyString] = lazy_gettext("Too many wrong tries on this device. Wait %(seconds)s seconds.")


class NoRole(DomainError):
    code = "no_role"
    status = 403
    message: ClassVar[LazyString] = lazy_gettext("You have no role in any warehouse yet. Ask your admin for one.")


class NotYourWarehouse(DomainError):
    code = "not_your_warehouse"
    status = 403
    message: ClassVar[LazyString] = lazy_gettext("You have no role in that warehouse. Choose another.")


_WHOLE = (
    select(Session)
    .where(Session.token_hash == bindparam("token"))
    .options(joinedload(Session.worker).joinedload(Worker.roles), joinedload(Session.device))
)
"""A shift with its worker, roles and device: asked for at each request."""


def worker_of_badge(badge: str) -> Worker | None:
    """Whose badge it is; nobody's when it was replaced or the worker has left."""
    return db.session.scalar(select(Worker).where(Worker.badge_hash == hash_badge(badge), Worker.left_at.is_(None)))


def may_sign_in(worker: Worker | None, secret: str) -> bool:
    """Whether the PIN, or the password of a lead or admin, is right; takes as long for nobody."""
    kept = None
    if worker:
        kept = worker.password_hash if worker.needs_password else worker.pin_hash
    return is_right(secret, kept)


def count_try(device_id: int, worker: Worker | None) -> bool:
    """Count a try as wrong before it is judged, so that many at once gain nothing; whether it may be judged at all."""
    moment = now()
    # Taking the device's row first lets tries on one device go one after another.
    db.session.execute(update(Device).where(Device.id == device_id).values(seen_at=moment))
    recent = select(WrongTry.at).where(WrongTry.device_id == device_id, WrongTry.at > moment - SLOWED)
    tries = sorted(db.session.scalars(recent))
    if len(tries) >= TRIES_OF_A_DEVICE:
        raise TooManyTries(seconds=_seconds_until(tries[-TRIES_OF_A_DEVICE] + SLOWED, moment))
    db.session.execute(delete(WrongTry).where(WrongTry.device_id == device_id, WrongTry.at <= moment - SLOWED))
    db.session.add(WrongTry(device_id=device_id, at=moment))
    return worker is not None and _count_for(worker, device_id, moment)


def begin_session(worker: Worker, device: Device, token: str, actor: Actor) -> Session:
    """Open the worker's shift, in the device's warehouse where that is possible; the device's last shift ends."""
    session = Session(
        token_hash=hash_token(token),
        worker_id=worker.id,
        device_id=device.id,
        warehouse_id=_first_warehouse(worker, device),
        began_at=now(),
        expires_at=now() + SHIFT,
    )
    end_sessions(Session.device_id == device.id)
    db.session.execute(delete(WrongTry).where(WrongTry.device_id == device.id))
    if worker.locked_at:
        change(worker, "unlocked", replace(actor, warehouse_id=session.warehouse_id), locked_at=None)
    worker.wrong_tries = 0
    db.session.add(session)
    audit(session, "began", actor, {}, {"worker_id": worker.id, "device_id": device.id})
    return session


def move_session(session: Session, warehouse_id: int, actor: Actor) -> None:
    """Work in another warehouse in which the worker has a role."""
    if not session.worker.roles_in(warehouse_id):
        raise NotYourWarehouse
    change(session, "moved", actor, warehouse_id=warehouse_id)
    record(SessionChanged(session.id, warehouse_id))


def end_session(session: Session, actor: Actor) -> None:
    """Sign out."""
    audit(session, "ended", actor, {}, {})
    end_sessions(Session.id == session.id)


def end_sessions(which: ColumnElement[bool]) -> None:
    """Whoever is signed in there is so no longer, from this moment."""
    ended = update(Session).where(which, Session.ended_at.is_(None)).values(ended_at=now())
    for session_id, warehouse_id in db.session.execute(ended.returning(Session.id, Session.warehouse_id)).all():
        record(SessionChanged(session_id, warehouse_id))


def live_session(token: str) -> Session | None:
    """The shift that the cookie stands for, unless it is over, its worker has left, or its device was revoked."""
    session = db.session.scalars(_WHOLE, {"token": hash_token(token)}).unique().one_or_none()
    if session is None or session.ended_at or session.expires_at <= now():
        return None
    if session.worker.left_at or session.device.revoked_at:
        return None
    return session


def _count_for(worker: Worker, device_id: int, moment: datetime) -> bool:
    counting = (
        update(Worker)
        .where(Worker.id == worker.id, Worker.wrong_tries < TRIES_OF_A_WORKER)
        .values(
            wrong_tries=Worker.wrong_tries + 1,
            locked_at=case((Worker.wrong_tries + 1 >= TRIES_OF_A_WORKER, moment), else_=None),
        )
        .returning(Worker.wrong_tries)
    )
    tries = db.session.scalar(counting)
    if tries == TRIES_OF_A_WORKER:
        where = db.session.get_one(Device, device_id)
        who = Actor(device_id=where.id, warehouse_id=where.warehouse_id, source="sign-in")
        audit(worker, "locked", who, {"wrong_tries": tries - 1}, {"wrong_tries": tries})
    return tries is not None


def _first_warehouse(worker: Worker, device: Device) -> int:
    if worker.roles_in(device.warehouse_id):
        return device.warehouse_id
    if not worker.roles:
        raise NoRole
    return min(role.warehouse_id for role in worker.roles)


def _seconds_until(end: datetime, moment: datetime) -> int:
    return max(1, round((end - moment).total_seconds()))
