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
    "shipped short": lazy_gettext("%(quantity)s of %(sku)s are left out by the customer's word: %(word)s"),
    "substituted": lazy_gettext("%(quantity)s of %(instead)s go out instead of %(sku)s."),
    "allocated elsewhere": lazy_gettext("%(quantity)s of %(sku)s were found elsewhere: %(addresses)s"),
    "refilled": lazy_gettext("%(quantity)s of %(sku)s that waited for a refill can be picked."),
    "split": lazy_gettext("What is missing of it follows as order %(back_order)s."),
    "split off": lazy_gettext("It follows order %(of)s, with what was missing of that."),
    "stopped": lazy_gettext("It was stopped: nothing more of it is picked, and what is picked goes back."),
    "put back": lazy_gettext("Nothing of it lies in a tote any more."),
    "open again": lazy_gettext("It waits for a wave again."),
    "goes on": lazy_gettext("It goes on with what is picked of it."),
    "picking goes on": lazy_gettext("Its picking goes on."),
    "ticked": lazy_gettext("Ticked: %(check)s"),
    "not ticked": lazy_gettext("Ticked no more: %(check)s"),
    "packed": lazy_gettext("It is packed."),
    "packed no more": lazy_gettext("It is not packed any more."),
    "shipped": lazy_gettext("All of it has left."),
    "return noted": lazy_gettext("Something of it had come back before: return %(rma)s."),
    "return opened": lazy_gettext("Return %(rma)s was opened."),
    "came back": lazy_gettext("For return %(rma)s came back: %(units)s."),
    "refund asked": lazy_gettext("For return %(rma)s %(money)s are asked to be paid back."),
    "exchange opened": lazy_gettext("For return %(rma)s order %(exchange)s goes out."),
    "repair asked": lazy_gettext("For return %(rma)s its units are to be repaired."),
    "goes in exchange": lazy_gettext("It goes out for return %(rma)s of order %(of)s."),
    "waybill asked": lazy_gettext("%(carrier)s, %(service)s is asked for a waybill."),
    "waybill made": lazy_gettext("Waybill %(number)s of %(carrier)s is made."),
    "waybill voided": lazy_gettext("Waybill %(number)s of %(carrier)s is void."),
    "address mended": lazy_gettext("Somebody mended the address."),
    "address seen": lazy_gettext("Somebody looked at the address."),
    "customer forgotten": lazy_gettext("The customer's data were deleted."),
}
LINE_WORDS: dict[str, LazyString] = {
    "picked": lazy_gettext("Picked: %(count)s of %(line)s."),
    "undone": lazy_gettext("Put back: %(count)s of %(line)s."),
    "put back": lazy_gettext("Put back: %(count)s of %(line)s."),
    "missing in its tote": lazy_gettext("Not in its tote any more: %(count)s of %(line)s."),
    "damaged in its tote": lazy_gettext("Damaged in its tote: %(count)s of %(line)s."),
    "in its tote again": lazy_gettext("In its tote again: %(count)s of %(line)s."),
    "left the walk": lazy_gettext("It left its walk: %(line)s."),
    "shorted": lazy_gettext("Not found: %(count)s of %(line)s."),
    "skipped": lazy_gettext("Skipped for now: %(line)s."),
}
CARTON_WORDS: dict[str, LazyString] = {
    "opened": lazy_gettext("Carton %(carton)s was begun."),
    "is another carton": lazy_gettext("Carton %(carton)s became one of another size."),
    "is none of the warehouse's": lazy_gettext("Carton %(carton)s became one that is none of the warehouse's."),
    "measured": lazy_gettext("Carton %(carton)s was measured."),
    "weighs what it should not": lazy_gettext("Carton %(carton)s weighs what it should not, and is to be verified."),
    "verified": lazy_gettext("Carton %(carton)s was verified."),
    "closed": lazy_gettext("Carton %(carton)s was closed."),
    "missing units found": lazy_gettext("Units that were missing in carton %(carton)s were found."),
    "nothing is missing": lazy_gettext("Nothing is missing in carton %(carton)s any more."),
    "was not needed": lazy_gettext("Carton %(carton)s was not needed."),
    "opened again": lazy_gettext("Carton %(carton)s was opened again."),
    "emptied": lazy_gettext("Carton %(carton)s was emptied into tote %(tote)s."),
    "staged": lazy_gettext("Carton %(carton)s was staged."),
    "left": lazy_gettext("Carton %(carton)s has left."),
}
"""Each unit that is packed or taken out stands in the audit, and not here."""
COUNTED = {
    "picked": "picked",
    "undone": "picked",
    "put back": "picked",
    "missing in its tote": "picked",
    "damaged in its tote": "picked",
    "in its tote again": "picked",
    "shorted": "short",
}
"""Which number of a pick line the change is about."""
PICK_LINE, CARTON = "pick_lines", "cartons"


@dataclass(frozen=True)
class Happening:
    """`who` is the worker, or the program that acted by itself."""

    at: datetime
    who: str
    device: str
    words: str


def history(order: Order, lines: Mapping[int, str], cartons: Mapping[int, int]) -> list[Happening]:
    """What happened to it, to its pick `lines` (id → what from where) and `cartons` (id → number), the last first."""
    mine = and_(AuditEntry.entity == Order.__tablename__, AuditEntry.entity_id == order.id)
    theirs = and_(AuditEntry.entity == PICK_LINE, AuditEntry.entity_id.in_(lines))
    packed = and_(AuditEntry.entity == CARTON, AuditEntry.entity_id.in_(cartons), AuditEntry.change.in_(CARTON_WORDS))
    wanted = (
        select(AuditEntry, Worker.name, Device.name)
        .outerjoin(Worker, Worker.id == AuditEntry.worker_id)
        .outerjoin(Device, Device.id == AuditEntry.device_id)
        .where(or_(mine, theirs, packed))
        .order_by(AuditEntry.id.desc())
    )
    return [
        Happening(entry.at, worker or _program(entry.source), device or "", _words(entry, lines, cartons))
        for entry, worker, device in db.session.execute(wanted)
    ]


def _program(source: str) -> str:
    return str(gettext("Program (%(name)s)", name=source))


def _words(entry: AuditEntry, lines: Mapping[int, str], cartons: Mapping[int, int]) -> str:
    if entry.entity == PICK_LINE:
        return _line_words(entry, lines[entry.entity_id])
    if entry.entity == CARTON:
        return str(CARTON_WORDS[entry.change]) % (entry.after | {"carton": cartons[entry.entity_id]})
    if entry.change == "held":
        return str(gettext("Put on hold. %(why)s", why=_why(entry.after)))
    if entry.change == "hold released":
        return str(gettext("Released from hold. %(why)s", why=_why(entry.before)))
    words = ORDER_WORDS.get(entry.change)
    return str(words) % (entry.before | entry.after) if words else entry.change


def _why(told: dict[str, Any]) -> str:
    return hold_words(told["reason"], {name: value for name, value in told.items() if name != "reason"})


def _line_words(entry: AuditEntry, line: str) -> str:
    words = LINE_WORDS.get(entry.change)
    if words is None:
        return f"{line}: {entry.change}"
    number = COUNTED.get(entry.change, "")
    count = abs(entry.after.get(number, 0) - entry.before.get(number, 0))
    return str(words) % {"count": count, "line": line}
