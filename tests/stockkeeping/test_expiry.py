"""Expiry: short-dated first, and what has expired is said once."""

import csv
import io
from datetime import timedelta

from sqlalchemy import func, select

from app.db import db, transaction
from app.inventory.commands import lot_of, receive
from app.outbox.models import OutboxEntry
from app.stockkeeping.expiry import raise_expired, today_in
from app.stockkeeping.models import ExpiryAlert
from tests.stockkeeping.desk import last, sets_aside
from tests.visitor import visitor, words
from tests.world import SYSTEM, World


def comes(world: World, code: str, days: int, address: str = "B-01-1", units: int = 3) -> None:
    """A lot of tea that keeps so many days from today on the warehouse's wall."""
    with transaction():
        tea = world.item("TEA")
        lot = lot_of(tea, code, today_in(world.warehouse_id) + timedelta(days=days))
        receive(tea, lot, units, world.location(address), SYSTEM)


def alerts() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(ExpiryAlert.id))) or 0


def test_what_expires_first_stands_first_with_the_days_that_are_left(world: World) -> None:
    comes(world, "LATER", 20)
    comes(world, "SOON", 2, "B-02-1")
    comes(world, "TODAY", 0, "C-01-1")
    comes(world, "PAST", -3, "C-03-1")

    page = words(visitor(world, "Eli").get("/stock-desk/expiry").text)

    places = [page.index(f" {code} ") for code in ("PAST", "TODAY", "SOON", "LATER")]
    assert places == sorted(places)
    for told in ("expired 3 days ago", "today is its last day", "2 days left", "20 days left"):
        assert told in page
    assert " L1 " not in page, "it keeps for years"


def test_the_file_has_the_same_and_defuses_what_looks_like_a_formula(world: World) -> None:
    comes(world, "=1+1", 2)

    rows = list(csv.reader(io.StringIO(visitor(world, "Eli").get("/stock-desk/expiry.csv").text)))

    assert rows[1][1:] == ["2", "TEA", "Green tea", "'=1+1", "B-01-1", "3", "0", ""]


def test_what_is_expired_goes_to_quarantine_from_the_page(world: World) -> None:
    comes(world, "PAST", -1)

    sets_aside(visitor(world, "Eli"), place="B-01-1", item="TEA", lot="PAST", quantity=3, reason="expired")

    assert world.on_hand("QUARANTINE", "TEA", "PAST") == 3
    assert "PAST" not in words(visitor(world, "Eli").get("/stock-desk/expiry").text)


def test_what_has_expired_in_the_building_is_said_once_and_only_that(world: World) -> None:
    comes(world, "PAST", -1)
    comes(world, "TODAY", 0)
    comes(world, "GONE", -9, "QUARANTINE")

    said = [raise_expired(world.warehouse_id) for _ in range(2)]

    assert said == [1, 0]
    assert last(ExpiryAlert).lot.code == "PAST"
    assert last(OutboxEntry).name == "stock-changed"
    assert raise_expired(world.other_warehouse_id) == 0
    assert alerts() == 1
    assert "Expired lots: 1" in words(visitor(world, "Eli").get("/stock-desk").text)
