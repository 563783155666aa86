"""What an admin sets of carriers: who they are, what they take, what it costs, and the numbers that they gave."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update, one_at_a_time
from app.events import record
from app.operations import Actor, audit, change
from app.shipping.accounts import SENDER, adapter_of
from app.shipping.administration_errors import (
    AddressUnclear,
    CarrierExists,
    CarrierUnclear,
    FieldUnclear,
    NoSuchLane,
    RangeGone,
    RangeOverlaps,
    RangeUnclear,
    ServiceExists,
    ServiceUnclear,
    ServiceUnknown,
)
from app.shipping.carriers import ADAPTERS
from app.shipping.events import CarrierToTest
from app.shipping.models import PILE, POOL, Carrier, NumberRange, Service
from app.shipping.numbers import Pattern
from app.shipping.services import NotUnderstood, prices_of_text, takes_of_form
from app.warehouse.models import DOCK, STAGING
from app.warehouse.queries import locations_of_kind

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]+(?:/[^\s<>\"']*)?")
ADDRESSES = ("address", "reached_at")
LONGEST = 300
MOST_DAYS = 365


def add_carrier(warehouse_id: int, code: str, name: str, adapter: str, actor: Actor) -> Carrier:
    """Raises CarrierUnclear or CarrierExists."""
    code, name = code.strip(), " ".join(name.split())
    if not CODE.fullmatch(code) or not 1 <= len(name) <= 40 or adapter not in ADAPTERS:
        raise CarrierUnclear
    there = select(Carrier.id).where(Carrier.warehouse_id == warehouse_id, Carrier.code == code)
    if db.session.scalar(there) is not None:
        raise CarrierExists(name=code)
    carrier = Carrier(warehouse_id=warehouse_id, code=code, name=name, adapter=adapter, settings={})
    db.session.add(carrier)
    audit(carrier, "added", actor, {}, {"code": code, "name": name, "adapter": adapter})
    return carrier


def set_carrier(carrier: Carrier, given: Mapping[str, str], actor: Actor) -> None:
    """Name, sender, source of numbers, lanes, its adapter's own settings.

    Raises CarrierUnclear, AddressUnclear or NoSuchLane.
    """
    name = " ".join(given.get("name", "").split())
    if not 1 <= len(name) <= 40:
        raise CarrierUnclear
    names = [one.name for one in adapter_of(carrier).settings] + ["reached_at"]
    said = {one: given.get(one, "").strip()[:LONGEST] for one in names}
    settings: dict[str, Any] = {one: text for one, text in said.items() if text}
    for one in ADDRESSES:
        if settings.get(one) and not ADDRESS.fullmatch(settings[one]):
            raise AddressUnclear(address=settings[one][:60])
    settings["numbers"] = PILE if given.get("numbers") == PILE else POOL
    settings["lanes"] = _lanes(carrier.warehouse_id, given.get("lanes", ""))
    settings["sender"] = {part: given.get(f"sender_{part}", "").strip()[:LONGEST] for part in SENDER}
    change(carrier, "set", actor, name=name, settings=settings)


def end_carrier(carrier: Carrier, actor: Actor) -> None:
    """Nothing is given to it any more; what it has stays its own."""
    change(carrier, "ended", actor, ended_at=carrier.ended_at or now())


def take_carrier_again(carrier: Carrier, actor: Actor) -> None:
    change(carrier, "taken again", actor, ended_at=None)


def set_service(
    carrier: Carrier,
    service: Service | None,
    given: Mapping[str, str],
    chosen: Mapping[str, Sequence[str]],
    actor: Actor,
) -> Service:
    """A new service, or a changed one. Raises ServiceUnclear, ServiceExists, ServiceUnknown or FieldUnclear."""
    code, name = given.get("code", "").strip(), " ".join(given.get("name", "").split())
    if not CODE.fullmatch(code) or not 1 <= len(name) <= 60:
        raise ServiceUnclear
    known = adapter_of(carrier).services
    if known and code not in known:
        raise ServiceUnknown(name=code, names=", ".join(known))
    if any(one.code == code and one is not service for one in carrier.services):
        raise ServiceExists(name=code)
    try:
        values: dict[str, Any] = {
            "takes": takes_of_form(given, chosen),
            "prices": prices_of_text(given.get("prices", "")),
        }
    except NotUnderstood as unclear:
        raise FieldUnclear(name=str(unclear)) from None
    values |= {"code": code, "name": name, "days": _days(given.get("days", ""))}
    if service is None:
        service = Service(carrier=carrier, **values)
        db.session.add(service)
        audit(service, "added", actor, {}, values)
    else:
        change(service, "set", actor, **values)
    return service


def end_service(service: Service, actor: Actor) -> None:
    change(service, "ended", actor, ended_at=service.ended_at or now())


def add_range(carrier: Carrier, given: Mapping[str, str], actor: Actor) -> NumberRange:
    """Numbers that the carrier gave. Raises RangeUnclear or RangeOverlaps."""
    pattern, first, last, warn_below = _range(given)
    one_at_a_time(f"number ranges of carrier {carrier.id}")
    other = next((one for one in _ranges(carrier) if _overlap(one, pattern, first, last)), None)
    if other:
        numbers = (pattern.number(first), pattern.number(last), other.pattern.number(other.first))
        raise RangeOverlaps(first=numbers[0], last=numbers[1], other=numbers[2])
    added = NumberRange(
        carrier_id=carrier.id,
        prefix=pattern.prefix,
        digits=pattern.digits,
        suffix=pattern.suffix,
        rule=pattern.rule,
        first=first,
        last=last,
        next=first,
        warn_below=warn_below,
        added_at=now(),
    )
    db.session.add(added)
    audit(added, "added", actor, {}, {"first": pattern.number(first), "last": pattern.number(last)})
    return added


def end_range(numbers: NumberRange, actor: Actor) -> None:
    """Nobody gets a number of it any more; it stays, so that none of them comes again. Raises RangeGone."""
    if not guarded_update(numbers, NumberRange.ended_at.is_(None), ended_at=now()):
        raise RangeGone
    audit(numbers, "ended", actor, {}, {"left": numbers.left})


def ask_for_test(carrier: Carrier, actor: Actor) -> None:
    """Have the carrier asked something that changes nothing; the answer stands on its page a moment later."""
    change(carrier, "test asked", actor, settings=carrier.settings | {"test": {"asked_at": now().isoformat()}})
    record(CarrierToTest(carrier.id))


def _lanes(warehouse_id: int, text: str) -> list[str]:
    """Addresses of lanes and docks, in the order in which they were written."""
    known = {one.address for kind in (STAGING, DOCK) for one in locations_of_kind(warehouse_id, kind)}
    lanes = list(dict.fromkeys(text.replace(",", " ").split()))
    for lane in lanes:
        if lane not in known:
            raise NoSuchLane(lane=lane[:40])
    return lanes


def _ranges(carrier: Carrier) -> Sequence[NumberRange]:
    """The ended ones too: their numbers are spent."""
    return db.session.scalars(select(NumberRange).where(NumberRange.carrier_id == carrier.id)).all()


def _overlap(one: NumberRange, pattern: Pattern, first: int, last: int) -> bool:
    """Whether a number could be of both: ranges of one look, whatever their check digits."""
    same = (one.prefix, one.suffix, one.digits) == (pattern.prefix, pattern.suffix, pattern.digits)
    return same and one.first <= last and first <= one.last


def _range(given: Mapping[str, str]) -> tuple[Pattern, int, int, int]:
    try:
        digits, first, last = (int(given.get(name, "")) for name in ("digits", "first", "last"))
        warn_below = int(given.get("warn_below", "") or 100)
    except ValueError:
        raise RangeUnclear from None
    prefix, suffix = given.get("prefix", "").strip().upper(), given.get("suffix", "").strip().upper()
    pattern = Pattern(prefix, digits, given.get("rule", ""), suffix)
    written = re.fullmatch("[A-Z0-9]{0,10}", prefix) and re.fullmatch("[A-Z0-9]{0,4}", suffix)
    if not (written and pattern.is_known and 0 <= first <= last < 10**digits and 0 <= warn_below < 10**9):
        raise RangeUnclear
    return pattern, first, last, warn_below


def _days(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and int(text) <= MOST_DAYS):
        raise FieldUnclear(name=text.strip()[:40])
    return int(text)
