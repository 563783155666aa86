"""`flask demo load` and `flask demo clear`, with a shop of a tenth of the size."""

import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.books.queries import broken_rules
from app.cases.models import Case
from app.catalog.models import Item
from app.clock import now
from app.db import db, transaction
from app.demo import load, past
from app.demo.items import demo_items, ean13
from app.demo.orders import HELD, demand_for
from app.demo.people import PEOPLE, DemoOnly, demo_people
from app.inventory.models import ItemClass, Stock
from app.orders.models import DELIVERY_MODES, Order, OrderHold, OrderLine
from app.packing.models import Carton
from app.picking.models import PickLine, PickTask
from app.reordering.models import ItemDemand, StockAlert
from app.shipping.models import Manifest, Waybill
from app.walks.models import FREE
from app.warehouse.models import Location, Warehouse
from app.warehouse.queries import warehouse_named
from app.waves.models import Wave
from app.workers.models import Worker

PAST_DAYS = 4
PARCELS = 6 + PAST_DAYS * past.ORDERS_A_DAY
"""Orders of earlier days: of which cartons are known, and history."""


@pytest.fixture
def demo(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The demo as `make run` loads it, but with fewer items and orders."""
    monkeypatch.setattr(load, "ITEMS", 150)
    monkeypatch.setattr(load, "ORDERS_A_DAY", 30)
    monkeypatch.setattr(past, "DAYS", PAST_DAYS)
    return app


def run(app: Flask, *args: str) -> str:
    answer = app.test_cli_runner().invoke(args=["demo", *args])
    db.session.remove()
    return answer.output


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.slow
def test_the_demo_is_a_whole_warehouse_whose_books_are_right(demo: Flask) -> None:
    run(demo, "load")

    assert db.session.scalars(select(Warehouse.code).order_by(Warehouse.code)).all() == ["MAIN", "SHOP"]
    assert all(db.session.scalars(select(Warehouse.is_demo)))
    assert (count(Item), count(Order)) == (150, 90 + PARCELS)
    assert set(db.session.scalars(select(Worker.name))) == {person.name for person in PEOPLE}
    totes = select(func.count()).select_from(Location).where(Location.kind == "tote")
    assert (db.session.scalar(totes) or 0) >= 60
    assert set(db.session.scalars(select(Order.delivery_mode).distinct())) == set(DELIVERY_MODES)
    assert broken_rules() == []


@pytest.mark.slow
def test_short_walks_wait_for_the_first_picker(demo: Flask) -> None:
    run(demo, "load")

    released = select(Wave.id).where(Wave.state == "released").scalar_subquery()
    tasks = select(PickTask.id).where(PickTask.wave_id == released)
    lines = select(func.count(PickLine.id)).where(PickLine.walk_id.in_(tasks)).group_by(PickLine.walk_id)
    assert 0 < max(db.session.scalars(lines)) <= 6
    assert set(db.session.scalars(select(PickTask.state).where(PickTask.id.in_(tasks)))) == {FREE}


@pytest.mark.slow
def test_parcels_are_on_their_way_in_several_states_by_the_same_commands_as_real_work(demo: Flask) -> None:
    run(demo, "load")

    states = dict(
        db.session.execute(
            select(Order.number, Waybill.state).select_from(Waybill).join(Waybill.carton).join(Carton.order)
        ).all()
    )
    assert states == {
        "D00001": "in_transit", "D00002": "delivered", "D00003": "out_for_delivery",
        "D00004": "in_transit", "D00005": "at_store", "D00006": "",
    }  # fmt: skip
    left = (
        select(Order.number).join(Carton, Carton.order_id == Order.id).where(Carton.left_at < now() - timedelta(days=1))
    )
    assert set(db.session.scalars(left)) == states.keys() - {"D00006"}
    late = db.session.scalars(select(Case)).one()
    assert (late.reason, late.closed_at, db.session.get_one(Waybill, late.entity_id).carton.order.number) == (
        "late", None, "D00001",
    )  # fmt: skip
    assert set(db.session.scalars(select(Manifest.state))) == {"closed"}
    assert broken_rules() == []


@pytest.mark.slow
def test_whoever_starts_the_demo_is_led_to_a_customers_page(demo: Flask) -> None:
    run(demo, "load")
    said = demo.test_cli_runner().invoke(args=["welcome"]).output
    db.session.remove()

    page = demo.test_client().get(re.search(r"/t/\S+", said)[0])  # type: ignore[index]
    assert page.status_code == 200
    assert "out for delivery" in page.text
    assert "The Gift Shop" in page.text


@pytest.mark.slow
def test_its_past_says_what_is_low_and_what_matters(demo: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "DAYS", 120)
    monkeypatch.setattr(past, "ORDERS_A_DAY", 1)
    monkeypatch.setattr(load, "ORDERS_A_DAY", 10)

    run(demo, "load")

    classes = Counter(db.session.scalars(select(ItemClass.abc)))
    assert set(classes) == {"A", "B", "C"}
    assert classes["A"] < classes["C"]
    warehouse_id = warehouse_named("MAIN").id
    assert count(StockAlert) > 0
    history = db.session.scalars(select(Order).where(Order.number.like("H%"))).all()
    assert len(history) == 120
    assert {order.state for order in history} == {"shipped"}
    assert all(hold.order.state != "shipped" for hold in db.session.scalars(select(OrderHold)))
    assert db.session.scalars(select(ItemDemand.lead_days).where(ItemDemand.warehouse_id == warehouse_id)).first()
    assert broken_rules() == []


@pytest.mark.slow
def test_each_day_has_one_order_held_for_each_reason_and_the_others_are_ready(demo: Flask) -> None:
    run(demo, "load")

    held = Counter(db.session.scalars(select(OrderHold.reason)))
    assert set(held) == {
        "address_missing", "telephone_missing", "amount_differs", "unpaid", "cod_not_confirmed", "unknown_item",
        "date_passed", "unreadable_line",
    }  # fmt: skip
    orders_held = db.session.scalar(select(func.count(OrderHold.order_id.distinct())))
    assert orders_held == 3 * len(HELD)


@pytest.mark.slow
def test_popular_items_lie_in_several_bins_and_each_item_lies_somewhere(demo: Flask) -> None:
    run(demo, "load")

    bins = Counter(
        db.session.scalars(
            select(Stock.item_id).join(Location, Location.id == Stock.location_id).where(Location.purpose == "forward")
        )
    )
    assert len(bins) == 150
    lines = select(OrderLine.item_id).group_by(OrderLine.item_id).order_by(func.count().desc()).limit(5)
    assert all(bins[item_id] > 1 for item_id in db.session.scalars(lines) if item_id)


@pytest.mark.slow
def test_loading_again_only_if_empty_keeps_the_data_and_without_it_refuses(demo: Flask) -> None:
    run(demo, "load")
    before = count(OrderLine)

    assert run(demo, "load", "--if-empty") == ""
    assert "There is a warehouse already." in run(demo, "load")
    assert count(OrderLine) == before


@pytest.mark.slow
def test_a_loading_that_was_cut_off_begins_anew(demo: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(load, "_orders", lambda warehouse_id, orders: 1 / 0)
        run(demo, "load", "--if-empty")
    assert (count(Item), count(Order)) == (150, PARCELS)

    run(demo, "load", "--if-empty")

    assert (count(Item), count(Order)) == (150, 90 + PARCELS)


@pytest.mark.slow
def test_clearing_the_demo_leaves_nothing_and_asks_before(demo: Flask) -> None:
    run(demo, "load")

    run(demo, "clear")
    assert count(Order) == 90 + PARCELS

    assert "The demo is gone." in run(demo, "clear", "--yes")
    assert [
        table.name for table in db.metadata.sorted_tables if db.session.execute(select(table).limit(1)).first()
    ] == []


@pytest.mark.slow
def test_a_real_warehouse_is_never_cleared(demo: Flask) -> None:
    run(demo, "load")
    with transaction():
        warehouse_named("SHOP").is_demo = False

    assert "Warehouse SHOP is not a demo." in run(demo, "clear", "--yes")
    assert count(Order) == 90 + PARCELS


def test_outside_the_demo_its_people_and_its_loading_are_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "DEMO", False)

    assert "SHELFWAY_DEMO=1" in run(app, "load")
    with pytest.raises(DemoOnly):
        demo_people()
    assert count(Warehouse) == 0


def test_the_same_seed_makes_the_same_shop_and_another_seed_another() -> None:
    assert demo_items(200, 1) == demo_items(200, 1)
    assert demo_items(200, 1) != demo_items(200, 2)


def test_items_have_three_languages_and_right_check_digits_within_the_range_for_shops() -> None:
    items = demo_items(1500, 1)
    codes = [code for item in items for code, _, _ in item.codes]

    assert len({item.sku for item in items}) == 1500
    assert len({str(item.row["names"]) for item in items}) == 1500
    assert len(set(codes)) == len(codes)
    for code in codes:
        assert 20 <= int(code[:2]) <= 29
        assert code == ean13(code[:12])
    assert ean13("400638133393") == "4006381333931"
    assert {unit for item in items for _, unit, _ in item.codes} == {"each", "inner", "case"}
    assert {item.track for item in items} == {"", "lot", "expiry", "serial"}


def test_demand_is_skewed_as_in_the_real_data() -> None:
    demand = demand_for(demo_items(1500, 1))
    shares = [demand.share(index) for index in range(1500)]

    assert all(more >= less for more, less in pairwise(shares))
    assert sum(shares[:150]) == pytest.approx(0.45, abs=0.02)
    assert sum(shares[:300]) == pytest.approx(0.65, abs=0.02)
    assert sum(shares[:750]) == pytest.approx(0.90, abs=0.02)
