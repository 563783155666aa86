"""Carriers are asked what became of their parcels: at growing pauses, and never again after the end."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.shipping.carriers import ADAPTERS, CarrierAway, Happened
from app.shipping.tracking import asking
from app.shipping.tracking.asking import PAUSES, WHEN_NEAR, ask_carriers, questions_to_do
from app.shipping.tracking.models import TrackingAsk
from tests.shipping.shipped import heard_of, shipped, waybill
from tests.world import World


class Clock:
    """The server's time, as the test has it."""

    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return self.at


class Carrier:
    """An adapter that answers what the test says, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[], Sequence[Happened]] = list

    def events(self, made: Any, service: str, account: Any) -> Sequence[Happened]:
        assert not db.session().in_transaction()  # nobody waits for a carrier with a connection in hand
        self.asked.append(made.number)
        return self.answer()


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Carrier:
    fake = Carrier()
    monkeypatch.setattr(type(ADAPTERS["kuaidi100"]), "events", lambda _, *told: fake.events(*told))
    return fake


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    fake = Clock()
    monkeypatch.setattr(asking, "now", fake)
    return fake


def look() -> bool:
    """One look for work, and what was found is done; whether there was anything."""
    found = questions_to_do()
    for job in found.values():
        job()
    return bool(found)


def ask_of(waybill_id: int) -> TrackingAsk:
    db.session.rollback()
    return db.session.scalars(select(TrackingAsk).where(TrackingAsk.waybill_id == waybill_id)).one()


def test_pauses_grow_while_nothing_is_new_and_begin_anew_with_news(
    world: World, carrier: Carrier, clock: Clock
) -> None:
    parcel = shipped(world, "K1", "kuaidi100")
    pauses = []
    for _ in range(len(PAUSES) + 1):
        assert look()
        pauses.append(ask_of(parcel).next_at - clock.at)  # type: ignore[operator]
        clock.at += pauses[-1] - timedelta(seconds=1)
        assert not look()
        clock.at += timedelta(seconds=1)

    assert pauses == [*PAUSES[1:], PAUSES[-1], PAUSES[-1]]
    carrier.answer = lambda: [Happened(now() - timedelta(minutes=1), "in_transit")]
    look()
    assert ask_of(parcel).next_at == clock.at + PAUSES[0]


def test_after_the_end_nobody_asks_any_more(world: World, carrier: Carrier, clock: Clock) -> None:
    parcel = shipped(world, "K1", "kuaidi100")
    carrier.answer = lambda: [Happened(now(), "delivered")]
    look()
    clock.at += timedelta(days=30)

    assert not look()
    assert (carrier.asked, heard_of(parcel), waybill(parcel).state) == (["K1"], ["delivered"], "delivered")


def test_a_parcel_that_is_near_is_asked_about_often(world: World, carrier: Carrier, clock: Clock) -> None:
    parcel = shipped(world, "K1", "kuaidi100")
    carrier.answer = lambda: [Happened(clock.at - timedelta(hours=1), "out_for_delivery")]
    for _ in range(3):
        look()
        assert ask_of(parcel).next_at == clock.at + WHEN_NEAR
        clock.at += WHEN_NEAR


def test_a_carrier_that_does_not_answer_is_asked_again_and_its_words_are_kept(
    world: World, carrier: Carrier, clock: Clock
) -> None:
    def away() -> Sequence[Happened]:
        raise CarrierAway("nobody\r\nthere")

    parcel = shipped(world, "K1", "kuaidi100")
    carrier.answer = away
    look()

    assert (ask_of(parcel).problem, ask_of(parcel).next_at) == ("nobody there", clock.at + PAUSES[1])
    carrier.answer = lambda: [Happened(now(), "in_transit")]
    clock.at += PAUSES[1]
    look()
    assert (ask_of(parcel).problem, heard_of(parcel)) == ("", ["in_transit"])


def test_who_was_cut_off_while_asking_leaves_the_question_to_another(
    world: World, carrier: Carrier, clock: Clock
) -> None:
    def cut_off() -> Sequence[Happened]:
        raise KeyboardInterrupt

    parcel = shipped(world, "K1", "kuaidi100")
    carrier.answer = cut_off
    with pytest.raises(KeyboardInterrupt):
        look()
    carrier.answer = lambda: [Happened(now(), "in_transit")]

    assert not look()
    clock.at += asking.LEASE
    assert look()
    assert heard_of(parcel) == ["in_transit"]


def test_void_old_and_unasked_parcels_are_not_asked_about(world: World, carrier: Carrier, clock: Clock) -> None:
    shipped(world, "G1", "generic")
    shipped(world, "OLD", "kuaidi100", left_at=now() - timedelta(days=90))
    voided = shipped(world, "VOID", "kuaidi100")
    look()
    with transaction():
        waybill_row = waybill(voided)
        db.session.add(waybill_row)
        waybill_row.voided_at = now()
    carrier.asked.clear()
    clock.at += timedelta(days=1)
    look()

    assert carrier.asked == []
    assert not look()


def test_many_parcels_are_asked_about_some_at_a_time(world: World, carrier: Carrier, clock: Clock) -> None:
    for number in range(asking.BATCH + 5):
        shipped(world, f"K{number}", "kuaidi100")
    ask_carriers()
    assert len(carrier.asked) == asking.BATCH

    assert look()
    assert sorted(carrier.asked) == sorted(f"K{number}" for number in range(asking.BATCH + 5))
