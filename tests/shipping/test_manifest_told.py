"""A carrier that wants to know what its driver took is told of each closed manifest, once, by a job."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.operations.models import AuditEntry
from app.shipping import asking
from app.shipping.asking import LEASE, PAUSES, ask, requests_to_ask
from app.shipping.handing_over.departure import work_off
from app.shipping.models import Carrier, WaybillRequest
from tests.floor import Hand, wrong_books
from tests.shipping.emulators.karrio import BROKE, NOT_SUPPORTED, Karrio, installed, said
from tests.shipping.loads import carrier, closes, loads, opens, packed
from tests.visitor import visitor
from tests.world import World

NOBODY = said("<urlopen error [Errno 111] Connection refused>", BROKE)
LOST = said("The read operation timed out", BROKE)
REFUSES = said("Shipment 7 is not known", "404")
TAKES: tuple[Any, list[Any]] = (SimpleNamespace(id="MAN-7"), [])


@pytest.fixture
def karrio(monkeypatch: pytest.MonkeyPatch, world: World) -> Karrio:
    """Swift is a carrier that is told."""
    monkeypatch.setenv("SHELFWAY_CARRIER_SWIFT_GATEWAY", "{}")
    swift = carrier(world, "Swift", carrier="dhl_express")
    world.do(lambda: setattr(db.session.get_one(Carrier, swift), "adapter", "karrio"))
    return installed(monkeypatch)


def gone(world: World, ben: Hand, by: str = "Swift") -> int:
    """The id of a manifest of two cartons that was closed and has left."""
    two = [packed(world, {"CARD": 1}, by=by) for _ in range(2)]
    manifest_id = opens(ben, carrier(world, by))
    for one in two:
        assert loads(ben, manifest_id, one.carton).ok
    assert closes(ben, manifest_id).ok
    work_off(manifest_id)
    return manifest_id


def request() -> WaybillRequest:
    db.session.rollback()
    return db.session.scalars(select(WaybillRequest).execution_options(populate_existing=True)).one()


class Clock:
    """The background's time, as the test has it."""

    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return max(self.at, now())

    def works(self, after: timedelta = timedelta()) -> bool:
        """What the background does so much later; whether there was anything."""
        self.at = self() + after
        jobs = list(requests_to_ask().values())
        for job in jobs:
            job()
        return bool(jobs)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    fake = Clock()
    monkeypatch.setattr(asking, "now", fake)
    return fake


def told(karrio: Karrio) -> list[dict[str, Any]]:
    return [sent for name, sent in karrio.sent if name == "manifest"]


def page(world: World, manifest_id: int) -> str:
    return visitor(world, "Cleo").get(f"/manifests/{manifest_id}").text


def test_the_carrier_is_told_once_of_all_that_left(world: World, ben: Hand, karrio: Karrio, clock: Clock) -> None:
    karrio.answers["manifest"] = TAKES
    manifest_id = gone(world, ben)
    assert told(karrio) == []  # nobody waits for a carrier with a driver at the dock

    assert clock.works()

    (sent,) = told(karrio)
    assert (len(sent["shipment_identifiers"]), sent["reference"]) == (2, request().trade)
    assert (request().state, request().words) == ("done", "MAN-7")
    shown = page(world, manifest_id)
    assert "Swift knows what its driver took. Its own number for it: MAN-7" in shown
    assert "Swift was told what its driver took." in shown
    work_off(manifest_id)
    assert not clock.works(timedelta(days=1))
    assert len(told(karrio)) == 1
    assert wrong_books() == []


def test_a_carrier_that_is_not_told_gets_no_request(world: World, ben: Hand, heron: int, clock: Clock) -> None:
    manifest_id = gone(world, ben, "Heron")

    assert not clock.works()
    assert "What Heron knows" not in page(world, manifest_id)


def test_who_cannot_be_reached_is_told_again_at_growing_pauses(
    world: World, ben: Hand, karrio: Karrio, clock: Clock
) -> None:
    karrio.answers["manifest"] = NOBODY
    manifest_id = gone(world, ben)
    pauses = []
    for _ in range(3):
        assert clock.works(timedelta(hours=1))
        pauses.append(round((request().next_at - clock.at).total_seconds()))
    assert pauses == list(PAUSES[:3])
    assert not clock.works()
    assert "Swift cannot be reached. It is told again by itself at" in page(world, manifest_id)

    karrio.answers["manifest"] = TAKES
    assert visitor(world, "Cleo").send(f"/manifests/{manifest_id}/telling/tries").status_code == 303
    assert clock.works()
    assert request().state == "done"


def test_after_a_lost_answer_a_person_looks_and_nobody_tells_it_twice(
    world: World, ben: Hand, karrio: Karrio, clock: Clock
) -> None:
    karrio.answers["manifest"] = LOST
    manifest_id = gone(world, ben)
    assert clock.works()
    karrio.answers["manifest"] = TAKES

    assert not clock.works(timedelta(days=1))
    assert len(told(karrio)) == 1
    assert "Nobody knows whether Swift has this list" in page(world, manifest_id)
    assert "carrier not told" in visitor(world, "Cleo").get("/manifests").text

    visitor(world, "Cleo").send(f"/manifests/{manifest_id}/telling/tries")
    assert clock.works()
    assert (request().state, len(told(karrio))) == ("done", 2)


def test_a_process_that_ends_while_it_tells_leaves_it_to_a_person(
    world: World, ben: Hand, karrio: Karrio, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone(world, ben)

    def ends(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("app.shipping.asking._told", ends)
        with pytest.raises(KeyboardInterrupt):
            clock.works()
    karrio.answers["manifest"] = TAKES

    assert not clock.works()
    assert clock.works(LEASE)
    assert (request().state, request().words, told(karrio)) == ("refused", "?", [])


def test_what_the_carrier_refuses_stands_on_the_page_until_somebody_has_seen_to_it(
    world: World, ben: Hand, karrio: Karrio, clock: Clock
) -> None:
    karrio.answers["manifest"] = REFUSES
    manifest_id = gone(world, ben)
    assert clock.works()
    assert "Swift does not take this list: Shipment 7 is not known" in page(world, manifest_id)
    assert not clock.works(timedelta(days=1))

    visitor(world, "Cleo").send(f"/manifests/{manifest_id}/telling/withdrawals")

    assert request().state == "withdrawn"
    assert "Swift is not told by this program." in page(world, manifest_id)
    assert "carrier not told" not in visitor(world, "Cleo").get("/manifests").text
    by = select(AuditEntry.worker_id).where(AuditEntry.entity == "waybill_requests", AuditEntry.change == "withdrawn")
    assert db.session.scalars(by).one() == world.worker("Cleo").id


def test_a_carrier_without_manifests_raises_no_alarm(world: World, ben: Hand, karrio: Karrio, clock: Clock) -> None:
    karrio.answers["manifest"] = said("this operation is not supported.", NOT_SUPPORTED)
    manifest_id = gone(world, ben)
    assert clock.works()

    assert request().state == "done"
    assert "Swift wants no list of what its driver takes." in page(world, manifest_id)


def test_two_processes_that_look_at_once_tell_it_once(world: World, ben: Hand, karrio: Karrio, clock: Clock) -> None:
    karrio.answers["manifest"] = TAKES
    gone(world, ben)
    request_id = request().id
    ask(request_id)
    ask(request_id)

    assert len(told(karrio)) == 1


def test_a_manifests_request_is_no_cartons(world: World, ben: Hand, karrio: Karrio, clock: Clock) -> None:
    gone(world, ben)
    cleo = visitor(world, "Cleo")

    assert cleo.send(f"/shipping/requests/{request().id}/tries").status_code == 404
    assert cleo.send("/manifests/999/telling/tries").status_code == 404
