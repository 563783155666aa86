"""Which service takes a parcel: by what each takes, the promised time, the customer's wish and the price. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.shipping.findings import Finding
from app.shipping.parcel import Parcel
from app.shipping.services import Price, Takes, price_of, refusals

FREE = Decimal(0)


@dataclass(frozen=True)
class Offer:
    """A service as it stands now: `leaves_at` is its carrier's next cut-off, `objects` what its adapter has against it.

    `days`: working days until it is there.
    """

    service_id: int
    code: str
    carrier: str
    carrier_code: str
    name: str
    takes: Takes
    prices: tuple[Price, ...] = ()
    days: int | None = None
    leaves_at: datetime | None = None
    objects: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Judged:
    """An offer, and why it is chosen or not; `refused` says that it does not take the parcel at all."""

    offer: Offer
    price: Decimal | None
    reasons: tuple[Finding, ...]
    refused: bool = False
    late: bool = False


@dataclass(frozen=True)
class Choice:
    """`chosen` is none when nobody takes it; `notes` are what a person should know, whatever was chosen."""

    chosen: Judged | None
    others: tuple[Judged, ...]
    notes: tuple[Finding, ...] = field(default=())

    def of(self, service_id: int) -> Judged | None:
        """What was found of one service."""
        every = (self.chosen, *self.others) if self.chosen else self.others
        return next((one for one in every if one.offer.service_id == service_id), None)


def choose(parcel: Parcel, offers: Sequence[Offer]) -> Choice:
    """The customer's wish where it takes the parcel; else the cheapest that keeps the promise, the sooner of equals."""
    judged = [_judge(parcel, offer) for offer in offers]
    able = sorted((one for one in judged if not one.refused), key=_rank)
    refused = [one for one in judged if one.refused]
    wished = [one for one in able if _is_wished(one.offer, parcel.wish)]
    notes = _notes(parcel.wish, offers, bool(wished))
    if not able:
        return Choice(None, tuple(refused), notes)
    best = (wished or able)[0]
    chosen = _with(best, *_why(best, able, bool(wished)))
    others = [_with(one, _why_not(one, best, bool(wished))) for one in able if one is not best]
    return Choice(chosen, (*others, *refused), notes)


def _judge(parcel: Parcel, offer: Offer) -> Judged:
    price = price_of(parcel, offer.takes, offer.prices) if offer.prices else FREE
    reasons = [*refusals(parcel, offer.takes), *offer.objects]
    if price is None and not reasons:
        reasons.append(Finding("no_price"))
    return Judged(offer, price, tuple(reasons), bool(reasons), _is_late(parcel, offer))


def _is_late(parcel: Parcel, offer: Offer) -> bool:
    """Whether it leaves after the promise, or would be there after the day that was asked for."""
    if parcel.due_at and offer.leaves_at and offer.leaves_at > parcel.due_at:
        return True
    if parcel.wanted_on is None or offer.leaves_at is None or offer.days is None:
        return False
    return _working_days_after(offer.leaves_at.date(), offer.days) > parcel.wanted_on


def _working_days_after(day: date, days: int) -> date:
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def _rank(one: Judged) -> tuple[bool, Decimal, int, int]:
    days = one.offer.days if one.offer.days is not None else 999
    return one.late, one.price or FREE, days, one.offer.service_id


def _is_wished(offer: Offer, wish: str) -> bool:
    said = " ".join(wish.split()).casefold()
    names = (offer.carrier, offer.carrier_code, offer.name, offer.code, f"{offer.carrier} {offer.name}")
    return bool(said) and said in {name.casefold() for name in names}


def _notes(wish: str, offers: Sequence[Offer], followed: bool) -> tuple[Finding, ...]:
    if not wish.strip() or followed:
        return ()
    known = any(_is_wished(offer, wish) for offer in offers)
    return (Finding("wish_refused" if known else "wish_unknown", {"wish": wish[:40]}),)


def _why(best: Judged, able: Sequence[Judged], wished: bool) -> list[Finding]:
    late = [Finding("too_late")] if best.late else []
    if wished:
        return [Finding("wished"), *late]
    if len(able) == 1:
        return [Finding("only"), *late]
    return [Finding("late_but" if best.late else "cheapest")]


def _why_not(one: Judged, best: Judged, wished: bool) -> Finding:
    if wished:
        return Finding("not_wished")
    if one.late and not best.late:
        return Finding("too_late")
    if (one.price or FREE) > (best.price or FREE):
        return Finding("dearer", {"price": f"{one.price:.2f}"})
    return Finding("slower")


def _with(one: Judged, *why: Finding) -> Judged:
    return Judged(one.offer, one.price, why, one.refused, one.late)
