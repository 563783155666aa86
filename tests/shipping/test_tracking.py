"""What carriers say of parcels: kept once, in whatever order it comes, told in one timeline."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from app.clock import now
from app.db import db, transaction
from app.shipping.models import TrackingEvent, Waybill
from app.shipping.tracking.commands import note_events
from app.shipping.tracking.heard import Heard
from app.shipping.tracking.states import STATES
from tests.shipping.shipped import carton_of, hear, heard_of, order_of, shipped, waybill
from tests.visitor import visitor, words
from tests.world import World

BEGAN = datetime(2026, 11, 2, 8, tzinfo=UTC)


def test_news_is_kept_once_however_often_it_comes(world: World) -> None:
    parcel, at = shipped(world), now() - timedelta(hours=1)

    assert [hear(parcel, "in_transit", at, "Sorted", "Hub") for _ in range(3)] == [1, 0, 0]
    assert heard_of(parcel) == ["in_transit"]


def test_the_newest_news_says_how_the_parcel_is_and_old_news_changes_nothing(world: World) -> None:
    parcel = shipped(world)
    hear(parcel, "delivered", now() - timedelta(minutes=5))

    assert hear(parcel, "in_transit", now() - timedelta(minutes=50)) == 1
    assert waybill(parcel).state == "delivered"
    assert heard_of(parcel) == ["in_transit", "delivered"]


def test_what_a_carrier_says_of_the_day_after_tomorrow_is_no_news(world: World) -> None:
    parcel = shipped(world)

    assert hear(parcel, "delivered", now() + timedelta(days=2)) == 0
    assert waybill(parcel).state == ""


def test_a_carriers_words_come_on_one_line_and_within_bounds(world: World) -> None:
    parcel = shipped(world)
    hear(parcel, "in_transit", words="a\r\nBcc: x\x00\x1b[31m" + "y" * 900, place="p" * 900)

    (event,) = waybill(parcel).events
    assert event.words.startswith("a Bcc: x [31my")
    assert (len(event.words), len(event.place)) == (300, 120)


def test_a_state_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="teleported"):
        Heard(now(), "teleported")


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    news=st.lists(st.tuples(st.integers(0, 6), st.sampled_from(STATES)), min_size=1, max_size=7),
    draw=st.randoms(use_true_random=False),
)
def test_in_whatever_order_and_however_often_news_comes_the_end_is_the_same(
    world: World, news: list[tuple[int, str]], draw: object
) -> None:
    parcel = db.session.query(Waybill.id).filter_by(number="PROP").scalar() or shipped(world, "PROP")
    heard = [Heard(BEGAN + timedelta(hours=hours), code) for hours, code in news]
    shuffled = heard * 2
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    with transaction() as session:
        session.execute(delete(TrackingEvent).where(TrackingEvent.waybill_id == parcel))
        row = session.get_one(Waybill, parcel)
        row.state, row.state_at = "", None
    with transaction() as session:
        added = sum(note_events(session.get_one(Waybill, parcel), [one], "test") for one in shuffled)

    last = max(heard, key=lambda one: (one.at, STATES.index(one.code)))
    assert added == len(set(heard)) == len(heard_of(parcel))
    assert (waybill(parcel).state, waybill(parcel).state_at) == (last.code, last.at)


def test_the_order_shows_its_parcels_in_one_timeline_the_last_first(world: World) -> None:
    parcel = shipped(world, "QP1")
    other = carton_of(world, order_of(parcel), "QP2")
    hear(parcel, "out_for_delivery", now() - timedelta(minutes=20), place="Depot 7")
    hear(other, "in_transit", now() - timedelta(minutes=40))

    page = words(visitor(world, "Fay").get(f"/orders/{order_of(parcel)}").text)
    said = ["out for delivery", "Depot 7", "The parcel is on its way.", "The carrier has the parcel.", "QP2"]
    assert [page.index(one) for one in said[:4]] == sorted(page.index(one) for one in said[:4])
    assert all(one in page for one in said)


def test_the_desk_lists_parcels_by_state_and_finds_one_by_its_number(world: World) -> None:
    hear(shipped(world, "AAA1"), "lost")
    hear(shipped(world, "BBB2"), "delivered")
    fay = visitor(world, "Fay")

    assert "AAA1" in (lost := fay.get("/tracking?state=lost").text)
    assert "BBB2" not in lost
    assert "BBB2" in (found := fay.get("/tracking?number=bb2").text)
    assert "AAA1" not in found


def test_another_warehouse_sees_no_parcel_of_this_one(world: World) -> None:
    parcel = shipped(world, "AAA1")
    hear(parcel, "lost")
    olga = visitor(world, "Olga")

    assert "AAA1" not in olga.get("/tracking").text
    assert olga.get(f"/tracking/orders/{order_of(parcel)}").status_code == 404
