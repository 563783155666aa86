"""Handhelds and desk screens: enrolled once, revoked at once."""

from datetime import timedelta
from typing import ClassVar

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import select, update

from app.clock import now
from app.db import db
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit, change
from app.workers.events import DeviceRevoked
from app.workers.models import Device, Enrolment, Session
from app.workers.secrets import hash_token
from app.workers.sessions import end_sessions

SEEN_FOR = timedelta(minutes=5)
ENROLMENT_LASTS = timedelta(minutes=10)


class EnrolmentOver(DomainError):
    """The same for a code that was used, is too old, or never was."""

    code = "enrolment_over"
    status = 403
    message: ClassVar[LazyString] = lazy_gettext(
        "This enrolment code is used or too old. Ask your admin for a new one."
    )


class DeviceNameMissing(DomainError):
    code = "device_name_missing"
    status = 422
    message: ClassVar[LazyString] = lazy_gettext("A device needs a name of at most 40 letters. Write one.")


class DeviceIsRevoked(DomainError):
    """Stored with what was asked, for a person to judge."""

    code = "device_revoked"
    status = 403
    message: ClassVar[LazyString] = lazy_gettext(
        "This device was taken out of use. Hand it to your lead; what it sent is kept for a person to look at."
    )


def add_device(name: str, warehouse_id: int, actor: Actor) -> Device:
    """A device that is not enrolled yet."""
    device = Device(name=_name(name), warehouse_id=warehouse_id)
    db.session.add(device)
    audit(device, "added", actor, {}, {"name": device.name})
    return device


def offer_enrolment(device: Device, code: str, actor: Actor) -> None:
    """Whoever opens `code` within ten minutes is this device; an offer before it is void."""
    if device.revoked_at:
        raise DeviceIsRevoked
    open_ones = update(Enrolment).where(Enrolment.device_id == device.id, Enrolment.used_at.is_(None))
    db.session.execute(open_ones.values(expires_at=now()))
    db.session.add(Enrolment(device_id=device.id, code_hash=hash_token(code), expires_at=now() + ENROLMENT_LASTS))
    audit(device, "enrolment_offered", actor, {}, {})


def open_enrolment(code: str) -> Enrolment | None:
    """The offer that `code` stands for, while it is open."""
    asked = select(Enrolment).where(Enrolment.code_hash == hash_token(code), Enrolment.used_at.is_(None))
    enrolment = db.session.scalar(asked.where(Enrolment.expires_at > now()))
    return None if enrolment is None or enrolment.device.revoked_at else enrolment


def enrol_device(code: str, token: str, actor: Actor) -> Device:
    """Take the offer, once: the device is known by `token` from now on, and by no earlier one."""
    moment = now()
    taken = (
        update(Enrolment)
        .where(Enrolment.code_hash == hash_token(code), Enrolment.used_at.is_(None), Enrolment.expires_at > moment)
        .values(used_at=moment)
        .returning(Enrolment.device_id)
    )
    device_id = db.session.scalar(taken)
    device = db.session.get(Device, device_id) if device_id else None
    if device is None or device.revoked_at:
        raise EnrolmentOver
    end_sessions(Session.device_id == device.id)
    _enrol(device, token, actor)
    return device


def enrol_by_itself(name: str, warehouse_id: int, token: str, actor: Actor) -> Device:
    """A device of the demo, or the one on which the program is installed."""
    device = add_device(name, warehouse_id, actor)
    _enrol(device, token, actor)
    return device


def revoke_device(device: Device, actor: Actor) -> None:
    """A lost or stolen device: its sessions and sockets end at once; its token still tells who it was."""
    if device.revoked_at:
        return
    change(device, "revoked", actor, revoked_at=now())
    end_sessions(Session.device_id == device.id)
    record(DeviceRevoked(device.id))


def note_seen(device: Device) -> None:
    """That the device works; its operations have their own times, so a few minutes are fine enough."""
    device.seen_at = now()


def is_seen_lately(device: Device) -> bool:
    return device.seen_at is not None and now() - device.seen_at < SEEN_FOR


def device_of(token: str) -> Device | None:
    """Which device shows this token, also when it was revoked."""
    return db.session.scalar(select(Device).where(Device.token_hash == hash_token(token)))


def is_of(device: Device, token: str | None) -> bool:
    """Whether it is this device that shows the token."""
    return token is not None and device.token_hash == hash_token(token)


def _enrol(device: Device, token: str, actor: Actor) -> None:
    device.token_hash, device.enrolled_at, device.seen_at = hash_token(token), now(), now()
    audit(device, "enrolled", actor, {}, {})


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 40 or not name.isprintable():
        raise DeviceNameMissing
    return name
