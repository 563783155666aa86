"""The customer's page says that a parcel is late while it is, and what is expected now."""

from datetime import date, timedelta
from typing import Any

import pytest
from babel.dates import format_date
from flask.testing import FlaskClient
from sqlalchemy import select

from app.cases.models import Case
from app.clock import now
from app.db import transaction
from app.orders.models import Order
from app.shipping.tracking.watching import watch_parcels
from tests.notices.shop import link
from tests.shipping.shipped import hear, order_of, shipped
from tests.visitor import words
from tests.world import World


def late(world: World, **columns: Any) -> int:
    """A parcel that was asked for by the day before yesterday, and that the desk knows to be late."""
    parcel = shipped(world, requested_on=day(-2), left_at=now() - timedelta(days=5), **columns)
    watch_parcels(world.warehouse_id)
    return parcel


def day(days: int) -> date:
    return (now() + timedelta(days=days)).date()


def said(anybody: FlaskClient, parcel: int, language: str = "en") -> str:
    return words(anybody.get(f"{link(order_of(parcel))}?lang={language}").text)


def test_a_late_parcel_is_told_in_plain_words_while_the_shop_finds_out(world: World, anybody: FlaskClient) -> None:
    page = said(anybody, late(world))

    asked_for = format_date(day(-2), "EEE d MMM", locale="en")
    assert f"It is late: it should have been there by {asked_for}. The shop is finding out where it is." in page
    assert "It is now expected" not in page


def test_a_promise_that_was_moved_is_the_new_expectation(world: World, anybody: FlaskClient) -> None:
    parcel = late(world)
    with transaction() as session:
        session.get_one(Order, order_of(parcel)).requested_on = day(3)

    expected = format_date(day(3), "EEE d MMM", locale="en")
    assert f"It is now expected by {expected}." in said(anybody, parcel)


@pytest.mark.parametrize("state", ["delivered", "returned", "at_store", "lost"])
def test_what_arrived_or_has_words_of_its_own_is_not_called_late(
    world: World, anybody: FlaskClient, state: str
) -> None:
    parcel = late(world)
    hear(parcel, state)

    assert "late" not in said(anybody, parcel)


def test_a_parcel_in_time_is_not_called_late(world: World, anybody: FlaskClient) -> None:
    parcel = shipped(world, requested_on=day(2))
    watch_parcels(world.warehouse_id)

    assert "late" not in said(anybody, parcel)


def test_what_the_desk_has_found_out_is_no_longer_said_to_be_sought(world: World, anybody: FlaskClient) -> None:
    parcel = late(world)
    with transaction() as session:
        for case in session.scalars(select(Case)):
            case.closed_at = now()

    page = said(anybody, parcel)
    assert "It is late: it should have been there by" in page
    assert "finding out" not in page
