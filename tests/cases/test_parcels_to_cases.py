"""What is heard, and not heard, of parcels becomes a case by itself, once for each cause."""

from datetime import UTC, datetime, time, timedelta

import pytest

from app.cases import opening
from app.clock import now
from app.db import db, transaction
from app.shipping.tracking import watching
from app.shipping.tracking.watching import watch_parcels
from app.warehouse.calendar import calendar_of
from app.warehouse.models import CutOff, Holiday, Warehouse
from tests.cases.kept import cases, told
from tests.shipping.shipped import hear, shipped
from tests.visitor import Visitor
from tests.world import World


@pytest.mark.parametrize("code", ["refused", "damaged", "lost", "delayed"])
def test_trouble_that_a_carrier_reports_becomes_a_case_once(world: World, code: str) -> None:
    parcel, at = shipped(world), now()
    for _ in range(3):
        hear(parcel, code, at)
    hear(parcel, code, at + timedelta(minutes=1))

    assert told() == [(code, True)]
    assert cases()[0].due_at > now()


def test_a_case_is_due_after_hours_in_which_the_desk_works(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.sets(day_begins="09:00", day_ends="18:00", hours_for_case=4)
    monkeypatch.setattr(opening, "now", lambda: datetime(2026, 11, 20, 16, tzinfo=UTC))  # a Friday
    hear(shipped(world), "lost")

    assert cases()[0].due_at == datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.mark.parametrize("code", ["made", "handed_over", "in_transit", "at_store", "out_for_delivery", "delivered"])
def test_what_goes_well_is_no_case(world: World, code: str) -> None:
    hear(shipped(world), code)

    assert told() == []


def test_a_parcel_without_news_for_working_days_is_a_case_until_it_moves(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = shipped(world, left_at=datetime(2026, 11, 6, 9, tzinfo=UTC))  # a Friday
    world.sets(days_without_news=2, days_to_deliver=99)
    at = [datetime(2026, 11, 10, 8, 59, tzinfo=UTC)]
    monkeypatch.setattr(watching, "now", lambda: at[0])

    assert watch_parcels(world.warehouse_id) == 0
    at[0] = datetime(2026, 11, 10, 9, 1, tzinfo=UTC)
    assert [watch_parcels(world.warehouse_id) for _ in range(3)] == [1, 0, 0]
    assert told() == [("still", True)]

    hear(parcel, "in_transit", datetime(2026, 11, 10, 10, tzinfo=UTC))
    assert told() == [("still", False)]
    assert cases()[0].result == "moved"
    assert watch_parcels(world.warehouse_id) == 0


def test_a_closed_case_is_not_opened_again_for_the_same_cause(world: World, fay: Visitor) -> None:
    shipped(world, left_at=now() - timedelta(days=12))
    assert watch_parcels(world.warehouse_id) == 2  # late, and no news
    for case in cases():
        fay.send(f"/cases/{case.id}/results", result="nothing")

    assert watch_parcels(world.warehouse_id) == 0
    assert [open_ for _, open_ in told()] == [False, False]


def test_late_against_the_promise_counts_working_days_or_the_day_that_was_asked_for(world: World) -> None:
    world.sets(days_without_news=0, days_to_deliver=1)
    shipped(world, "SOON", requested_on=(now() + timedelta(days=2)).date(), left_at=now() - timedelta(days=20))
    assert watch_parcels(world.warehouse_id) == 0

    shipped(world, "DAY", requested_on=(now() - timedelta(days=2)).date())
    assert watch_parcels(world.warehouse_id) == 1
    shipped(world, "SHIPBY", ship_by=now() - timedelta(days=9))
    assert watch_parcels(world.warehouse_id) == 1
    assert told() == [("late", True), ("late", True)]


def test_what_has_arrived_is_not_late_and_its_waiting_cases_close(world: World) -> None:
    parcel = shipped(world, left_at=now() - timedelta(days=12))
    watch_parcels(world.warehouse_id)
    hear(parcel, "delivered")

    assert {case.result for case in cases()} == {"arrived"}
    assert watch_parcels(world.warehouse_id) == 0


def test_old_news_closes_no_case(world: World) -> None:
    parcel = shipped(world, left_at=now() - timedelta(days=12))
    hear(parcel, "in_transit", now() - timedelta(days=10))
    watch_parcels(world.warehouse_id)
    hear(parcel, "handed_over", now() - timedelta(days=11))

    assert ("still", True) in told()


def test_working_days_leave_out_days_without_cut_off_and_holidays(world: World) -> None:
    with transaction() as session:
        for weekday in (0, 2, 5):  # Monday, Wednesday, Saturday
            session.add(CutOff(warehouse_id=world.warehouse_id, weekday=weekday, at=time(15)))
        session.add(Holiday(warehouse_id=world.warehouse_id, day=datetime(2026, 11, 25, tzinfo=UTC).date(), name="x"))
    calendar = calendar_of(db.session.get_one(Warehouse, world.warehouse_id))
    monday = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

    assert calendar.later(monday, 1) == datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
    assert calendar.later(monday, 2) == datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    assert calendar.later(monday, 0) == monday
