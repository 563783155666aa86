"""Who is there, on which device, as far as was heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_datetime, format_time, gettext, ngettext, to_user_timezone
from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from app.clock import now
from app.db import db
from app.floor.keeping import SILENCE
from app.floor.models import DeviceState
from app.workers.models import Session


@dataclass(frozen=True)
class Presence:
    """A worker's device: `online` or not `since` then; `waiting`: operations on it, if it ever said how many."""

    worker_id: int
    device_id: int
    device: str
    signed_in: bool
    online: bool
    since: datetime
    seen_at: datetime
    waiting: int | None
    waiting_at: datetime | None
    battery: int | None
    charging: bool | None


def presence_of(worker_id: int) -> Presence | None:
    """Where the worker is, or was last; None: no device of theirs was ever heard of."""
    found = _found(_wanted().where(DeviceState.worker_id == worker_id))
    return found.get(worker_id)


def presences_of(worker_id: int) -> list[Presence]:
    """On each device whose last worker they are; where they are, or were last, comes last."""
    mine = select(DeviceState.device_id).where(DeviceState.worker_id == worker_id)
    devices = db.session.scalars(mine.order_by(DeviceState.online, DeviceState.seen_at)).all()
    found = [_found(_wanted().where(DeviceState.device_id == device_id)) for device_id in devices]
    return [one[worker_id] for one in found if worker_id in one]


def presences(warehouse_id: int) -> Mapping[int, Presence]:
    """Of everyone who was ever heard of in the warehouse, by worker."""
    return _found(_wanted().where(DeviceState.warehouse_id == warehouse_id))


def presence_words(presence: Presence | None) -> str:
    """Part of a sentence, like "offline since 10:42, with about 3 operations waiting"."""
    if presence is None:
        return str(gettext("not heard of on any device"))
    waits = waiting_words(presence)
    if presence.online:
        there = gettext("online")
    elif presence.signed_in or waits:
        there = gettext("offline since %(time)s", time=clock(presence.since))
    else:
        there = gettext("signed out since %(time)s", time=clock(presence.since))
    return str(gettext("%(there)s, %(waits)s", there=there, waits=waits) if waits else there)


def waiting_words(presence: Presence) -> str:
    """How many operations wait, as last known: what was scanned since without network is not in it."""
    if not presence.waiting:
        return ""
    if presence.online:
        return str(ngettext("%(num)s operation waiting", "%(num)s operations waiting", presence.waiting))
    about = ngettext("with about %(num)s operation waiting", "with about %(num)s operations waiting", presence.waiting)
    return str(about)


def clock(at: datetime) -> str:
    """The time of a day as the reader's warehouse has it; of another day with that day's name."""
    same_day = to_user_timezone(at).date() == to_user_timezone(now()).date()
    return str(format_time(at, "HH:mm") if same_day else format_datetime(at, "EEE HH:mm"))


def _wanted() -> Select[DeviceState, bool]:
    """The last to be heard of come last."""
    live = exists().where(
        Session.device_id == DeviceState.device_id,
        Session.worker_id == DeviceState.worker_id,
        Session.ended_at.is_(None),
        Session.expires_at > now(),
    )
    wanted = select(DeviceState, live).options(joinedload(DeviceState.device))
    return wanted.order_by(DeviceState.online, DeviceState.seen_at)


def _found(wanted: Select[DeviceState, bool]) -> dict[int, Presence]:
    """A worker on several devices is on the one that is online, or else was last."""
    rows = db.session.execute(wanted).all()
    silent_before = now() - SILENCE
    return {state.worker_id: _presence(state, signed_in, silent_before) for state, signed_in in rows}


def _presence(state: DeviceState, signed_in: bool, silent_before: datetime) -> Presence:
    """Where the process that heard the device is gone too, it counts as offline since it was last heard of."""
    lost = state.online and state.seen_at < silent_before
    return Presence(
        worker_id=state.worker_id,
        device_id=state.device_id,
        device=state.device.name,
        signed_in=signed_in,
        online=state.online and not lost,
        since=state.seen_at if lost else state.since,
        seen_at=state.seen_at,
        waiting=state.waiting,
        waiting_at=state.waiting_at,
        battery=state.battery,
        charging=state.charging,
    )
