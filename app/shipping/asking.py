"""Carriers are asked here, by a job, outside every transaction; each thing is made once, however often it is asked.

Before a carrier is asked, the moment of the next try is set: so no other process asks in the meantime, and one that is
cut off asks again later. When nobody knows whether an earlier try reached the carrier, it is first asked what it made
for our trade number; where it cannot tell, a person looks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update, transaction
from app.events import Event
from app.jobs import Job, enqueue
from app.operations import Actor, audit, program
from app.packing.models import CLOSED, OPEN, Carton
from app.shipping.accounts import account_of, adapter_of, made_of
from app.shipping.carriers import Account, Adapter, CarrierAway, CarrierRefused, CarrierUnreached, Made
from app.shipping.choice import Judged, Offer
from app.shipping.commands.ask_carrier import UNSURE, ask_to_cancel, tell_page
from app.shipping.commands.keeping import keep_waybill
from app.shipping.events import WaybillAsked
from app.shipping.models import ADAPTER, CANCEL, DONE, MAKE, REFUSED, WAITING, WaybillRequest
from app.shipping.papers import PAPERS
from app.shipping.parcel import Parcel
from app.shipping.queries import waybills_taken
from app.shipping.sending import read_parcel
from app.shipping.services import Price, Takes

LEASE = timedelta(seconds=90)
"""Longer than a carrier is waited for: a look-up, a try and a slip."""
UNWANTED = "–"
"""What a carrier said that wants no manifests."""
PAUSES = (10, 30, 60, 300, 900)
"""Seconds until the next try, after each that brought no answer; the last one again and again."""


@dataclass(frozen=True)
class _Asking:
    """What is needed to ask, without the database."""

    request_id: int
    kind: str
    trade: str
    tries: int
    unsure: bool
    service: str
    sent: dict[str, Any]
    manifest_id: int | None
    adapter: Adapter
    account: Account


def ask_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: what was written down is asked."""
    for event in recorded:
        if isinstance(event, WaybillAsked):
            enqueue(_name(event.request_id), partial(ask, event.request_id), outside=True)


def requests_to_ask() -> Mapping[str, Job]:
    """What waits for a carrier and whose time has come, whoever wrote it down."""
    due = (WaybillRequest.state == WAITING, WaybillRequest.next_at <= now())
    ids = db.session.scalars(select(WaybillRequest.id).where(*due).order_by(WaybillRequest.next_at).limit(20))
    return {_name(request_id): partial(ask, request_id) for request_id in ids}


def ask(request_id: int) -> None:
    """Ask the carrier once, if it is time. Not inside a transaction."""
    asking = _begin(request_id)
    if asking is None:
        return
    try:
        if asking.kind == MAKE:
            _end_made(asking, _made(asking))
        else:
            _end_told(asking, _told(asking))
    except CarrierRefused as refused:
        _end_refused(asking, str(refused)[:300] or UNSURE)
    except CarrierUnreached as away:
        _end_away(asking, str(away)[:300], asking.unsure)
    except CarrierAway as away:
        if _can_be_known(asking):
            _end_away(asking, str(away)[:300], True)
        else:
            _end_refused(asking, UNSURE)


def _name(request_id: int) -> str:
    return f"asking a carrier ({request_id})"


def _begin(request_id: int) -> _Asking | None:
    """Take it, so that nobody else asks; nothing when somebody has."""
    with transaction():
        request = db.session.get(WaybillRequest, request_id)
        due = (WaybillRequest.state == WAITING) & (WaybillRequest.next_at <= now())
        if request is None:
            return None
        unsure = request.unsure
        taking = {"next_at": now() + LEASE, "tries": WaybillRequest.tries + 1, "unsure": True}
        if not guarded_update(request, due, **taking):
            return None
        return _Asking(
            request.id,
            request.kind,
            request.trade,
            request.tries,
            unsure,
            request.service.code if request.service else "",
            dict(request.sent),
            request.manifest_id,
            adapter_of(request.carrier),
            account_of(request.carrier),
        )


def _made(asking: _Asking) -> Made:
    adapter, account = asking.adapter, asking.account
    if asking.unsure and not _can_be_known(asking):
        raise CarrierRefused(UNSURE)
    if asking.unsure:
        there = adapter.look_up(asking.trade, asking.service, account)
        if there:
            return there
    return adapter.make(read_parcel(asking.sent), asking.service, asking.trade, account)


def _told(asking: _Asking) -> str:
    """What the carrier calls the manifest that it is told of; of a number that is cancelled, which may be said twice,
    nothing."""
    if asking.kind == CANCEL:
        asking.adapter.cancel(Made(str(asking.sent["number"]), asking.sent["label"]), asking.service, asking.account)
        return ""
    if asking.unsure:
        raise CarrierRefused(UNSURE)
    name = asking.adapter.manifest(_taken(asking), asking.trade, asking.account)
    return UNWANTED if name is None else name[:300]


def _taken(asking: _Asking) -> list[Made]:
    """As the carrier knows them, without the papers that it sent along."""
    made = [_without_papers(made_of(waybill)) for waybill in waybills_taken(asking.manifest_id or 0)]
    db.session.rollback()
    return made


def _without_papers(made: Made) -> Made:
    return Made(made.number, {name: said for name, said in made.label.items() if name not in PAPERS})


def _end_made(asking: _Asking, made: Made) -> None:
    with transaction():
        request = db.session.get_one(WaybillRequest, asking.request_id)
        actor = program("carrier", request.warehouse_id)
        wanted = guarded_update(request, WaybillRequest.state == WAITING, state=DONE, ended_at=now(), words="")
        if not (wanted and _keep(request, made, read_parcel(asking.sent), actor)):
            ask_to_cancel(request, {"number": made.number, "label": dict(made.label)}, actor)


def _end_told(asking: _Asking, words: str) -> None:
    """It is said, even where meanwhile nobody wanted it any more."""
    with transaction():
        request = db.session.get_one(WaybillRequest, asking.request_id)
        done = guarded_update(request, WaybillRequest.state != DONE, state=DONE, ended_at=now(), words=words)
        if done:
            _note(request, "carrier told", {"carrier": request.carrier.name, "words": words})


def _keep(request: WaybillRequest, made: Made, parcel: Parcel, actor: Actor) -> bool:
    """The carton has its waybill; not when it was emptied meanwhile, or the number is another carton's."""
    carton = request.carton
    assert carton  # noqa: S101 - what is to be made is for one
    if not guarded_update(carton, Carton.state.in_((OPEN, CLOSED)), code=carton.code):
        return False
    waybill_id = keep_waybill(carton, parcel, _judged(request), made, ADAPTER, request.reason, actor)
    request.waybill_id = waybill_id
    return waybill_id is not None


def _judged(request: WaybillRequest) -> Judged:
    """The service as it was when it was chosen."""
    service = request.service
    assert service  # noqa: S101 - what is to be made always names one
    price = request.sent.get("price")
    prices = (Price(0, Decimal(price)),) if price else ()
    offer = Offer(service.id, service.code, service.carrier.name, service.carrier.code, service.name, Takes(), prices)
    return Judged(offer, Decimal(price) if price else None, ())


def _end_refused(asking: _Asking, words: str) -> None:
    with transaction():
        request = db.session.get_one(WaybillRequest, asking.request_id)
        if guarded_update(request, WaybillRequest.state == WAITING, state=REFUSED, words=words, ended_at=now()):
            _note(request, "carrier refused", {"carrier": request.carrier.name, "words": words})


def _can_be_known(asking: _Asking) -> bool:
    """Whether what became of a lost answer is found out by asking again; else a person looks."""
    return asking.kind == CANCEL or (asking.kind == MAKE and asking.adapter.looks_up)


def _end_away(asking: _Asking, words: str, unsure: bool) -> None:
    """Try again a while later, until it answers or nobody wants it any more."""
    pause = timedelta(seconds=PAUSES[min(asking.tries, len(PAUSES)) - 1])
    values = {"next_at": now() + pause, "words": words, "unsure": unsure}
    with transaction():
        request = db.session.get_one(WaybillRequest, asking.request_id)
        guarded_update(request, WaybillRequest.state == WAITING, **values)
        tell_page(request)


def _note(request: WaybillRequest, change: str, told: dict[str, Any]) -> None:
    """In the audit of the manifest, where it is about one, for that page's history."""
    audit(request.manifest or request, change, program("carrier", request.warehouse_id), {}, told)
    tell_page(request)
