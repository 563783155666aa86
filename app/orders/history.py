"""What happened to an order, from the audit, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext
from sqlalchemy import and_, or_, select

from app.db import db
from app.operations.models import AuditEntry
from app.orders.holds import hold_words
from app.orders.models import Order
from app.workers.models import Device, Worker

ORDER_WORDS: dict[str, LazyString] = {
    "arrived": lazy_gettext("The order arrived."),
    "mended": lazy_gettext("It arrived again, mended."),
    "waved": lazy_gettext("It was put on a pick task."),
    "left wave": lazy_gettext("It left its wave: nothing of it could be allocated."),
    "picking": lazy_gettext("Its picking began."),
    "picked": lazy_gettext("It is picked and staged."),
    "not found": lazy_gettext("Nothing of it was found. It waits again."),
    "cancelled": lazy_gettext("It was cancelled."),
    "address seen": lazy_gettext("Somebody looked at the address."),
}
LINE_WORDS: dict[str, LazyString] = {
    "picked": lazy_gettext("Picked: %(count)s of %(line)s."),
    "undone": lazy_gettext("Put back: %(count)s of %(line)s."),
    "shorted": lazy_gettext("Not found: %(count)s of %(line)s."),
    "skipped": lazy_gettext("Skipped for now: %(line)s."),
}
COUNTED = {"picked": "picked", "undone": "picked", "shorted": "short"}
"""Which number of a pick line the change is about."""
PICK_LINE = "pick_lines"


@dataclass(frozen=True)
class Happening:
    """`who` is the worker, or the program that acted by itself."""

    at: datetime
    who: str
    device: str
    words: str


def history(order: Order, lines: Mapping[int, str]) -> list[Happening]:
    """All that happened to the order and to its pick `lines` (id → what it takes from where), the last first."""
    mine = and_(AuditEntry.entity == Order.__tablename__, AuditEntry.entity_id == order.id)
    theirs = and_(AuditEntry.entity == PICK_LINE, AuditEntry.entity_id.in_(lines))
    wanted = (
        select(AuditEntry, Worker.name, Device.name)
        .outerjoin(Worker, Worker.id == AuditEntry.worker_id)
        .outerjoin(Device, Device.id == AuditEntry.device_id)
        .where(or_(mine, theirs))
        .order_by(AuditEntry.id.desc())
    )
    return [
        Happening(entry.at, worker or _program(entry.source), device or "", _words(entry, lines))
        for entry, worker, device in db.session.execute(wanted)
    ]


def _program(source: str) -> str:
    return str(gettext("Program (%(name)s)", name=source))


def _words(entry: AuditEntry, lines: Mapping[int, str]) -> str:
    if entry.entity == PICK_LINE:
        return _line_words(entry, lines[entry.entity_id])
    if entry.change == "held":
        return str(gettext("Put on hold. %(why)s", why=_why(entry.after)))
    if entry.change == "hold released":
        return str(gettext("Released from hold. %(why)s", why=_why(entry.before)))
    words = ORDER_WORDS.get(entry.change)
    return str(words) if words else entry.change


def _why(told: dict[str, Any]) -> str:
    return hold_words(told["reason"], {name: value for name, value in told.items() if name != "reason"})


def _line_words(entry: AuditEntry, line: str) -> str:
    words = LINE_WORDS.get(entry.change)
    if words is None:
        return f"{line}: {entry.change}"
    number = COUNTED.get(entry.change, "")
    count = abs(entry.after.get(number, 0) - entry.before.get(number, 0))
    return str(words) % {"count": count, "line": line}
