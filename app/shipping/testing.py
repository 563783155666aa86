"""Whether a carrier answers: asked by a job, and what it said stands on the carrier's page."""

from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.events import Event
from app.jobs import Job, enqueue
from app.shipping.accounts import account_of, adapter_of
from app.shipping.carriers import CarrierAway, CarrierRefused
from app.shipping.events import CarrierToTest
from app.shipping.models import Carrier

LONGEST = 200


def try_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: what an admin asked for is tried."""
    for event in recorded:
        if isinstance(event, CarrierToTest):
            enqueue(_name(event.carrier_id), partial(try_carrier, event.carrier_id), outside=True)


def carriers_to_test() -> Mapping[str, Job]:
    """Those that were asked for in any process and have no answer yet."""
    carriers = db.session.scalars(select(Carrier).where(Carrier.adapter != "generic", Carrier.ended_at.is_(None)))
    return {_name(one.id): partial(try_carrier, one.id) for one in carriers if is_asked(one)}


def is_asked(carrier: Carrier) -> bool:
    """Whether somebody waits for the answer."""
    test = carrier.settings.get("test", {})
    return bool(test.get("asked_at")) and not test.get("at")


def try_carrier(carrier_id: int) -> None:
    """Ask it once, and keep what it said. Not inside a transaction."""
    carrier = db.session.get(Carrier, carrier_id)
    if carrier is None or not is_asked(carrier):
        return
    adapter, account = adapter_of(carrier), account_of(carrier)
    db.session.rollback()
    try:
        said, answers = adapter.test(account)[:LONGEST], True
    except (CarrierAway, CarrierRefused) as silent:
        said, answers = str(silent)[:LONGEST], False
    with transaction():
        kept = db.session.get_one(Carrier, carrier_id)
        test = kept.settings.get("test", {}) | {"at": now().isoformat(), "said": said, "answers": answers}
        kept.settings = kept.settings | {"test": test}


def _name(carrier_id: int) -> str:
    return f"trying carrier {carrier_id}"
