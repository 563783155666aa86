"""Alerts of low stock: raised once, told, put off with a reason, over by themselves."""

from sqlalchemy import select

from app.clock import now
from app.db import db
from app.inventory.commands import lot_of, receive
from app.inventory.models import Stock
from app.orders.models import CANCELLED, OPEN, Order
from app.reordering import background
from app.reordering.background import alerts_to_look_for, look_for_alerts, make_figures
from app.reordering.commands import raise_alerts
from app.reordering.models import Vendor, VendorItem
from app.reordering.queries import DEAD, Search, all_rows
from app.stockkeeping.commands.block_lot import block_lot
from app.warehouse.models import DOCK, QUARANTINE, Location, Warehouse
from app.warehouse.queries import locations_of_kind
from tests.reordering.conftest import days_ago, placed
from tests.reordering.lows import alerts, bring, changes, listed, nudges
from tests.world import SYSTEM, World


def test_what_is_low_is_raised_once_told_and_sorted_by_how_long_it_lasts(low: World) -> None:
    assert listed(low) == ["MUG", "CARD"], "7 days of mugs, some 19 of cards"
    assert changes(low) == ["raised", "raised"]
    assert set(nudges(low)) == {f"desk:{low.warehouse_id}", f"stock:{low.warehouse_id}"}
    told = len(nudges(low))

    look_for_alerts(low.warehouse_id)

    assert changes(low) == ["raised", "raised"]
    assert len(nudges(low)) == told, "nothing changed, so nothing is told"


def test_what_lasts_shortest_comes_first_however_fast_it_goes(low: World) -> None:
    bring(low, "MUG", 12)
    low.order({"CARD": 18})

    assert listed(low) == ["CARD", "MUG"], "2 days of cards, 13 of mugs"


def test_two_who_look_at_once_raise_one_alert_and_tell_it_once(low: World) -> None:
    told = len(nudges(low))

    low.do(lambda: raise_alerts(low.warehouse_id, [low.item("MUG").id], SYSTEM))

    assert changes(low) == ["raised", "raised"]
    assert len(nudges(low)) == told


def test_an_order_of_today_lowers_what_there_is_and_a_cancelled_one_does_not(low: World) -> None:
    bring(low, "MUG", 20)
    look_for_alerts(low.warehouse_id)
    assert listed(low) == ["CARD"], "34 mugs, and 28 are the point"

    order_id = low.order({"MUG": 6})
    look_for_alerts(low.warehouse_id)
    assert listed(low) == ["MUG", "CARD"], "6 of them are promised"

    def cancel() -> None:
        db.session.get_one(Order, order_id).state = CANCELLED

    low.do(cancel)
    look_for_alerts(low.warehouse_id)
    assert listed(low) == ["CARD"]


def test_stock_in_quarantine_and_in_doubt_is_nothing_to_sell_and_at_the_dock_it_is(low: World) -> None:
    def put(kind: str) -> None:
        place = locations_of_kind(low.warehouse_id, kind)
        location = place[0] if place else Location(warehouse_id=low.warehouse_id, kind=kind, address=kind, barcode=kind)
        db.session.add(location)
        db.session.flush()
        item = low.item("MUG")
        receive(item, lot_of(item), 100, location, SYSTEM)

    low.do(lambda: put(QUARANTINE))
    look_for_alerts(low.warehouse_id)
    assert "MUG" in alerts(low)

    low.do(lambda: put(DOCK))
    look_for_alerts(low.warehouse_id)
    assert "MUG" not in alerts(low)


def test_stock_in_doubt_is_not_counted_on(low: World) -> None:
    bring(low, "MUG", 100, "A-01-1")
    look_for_alerts(low.warehouse_id)
    assert "MUG" not in alerts(low)

    def doubt() -> None:
        low.stock("A-01-1", "MUG").doubted_at = now()

    low.do(doubt)
    look_for_alerts(low.warehouse_id)
    assert "MUG" in alerts(low)


def test_a_lot_that_is_blocked_is_not_counted_on(low: World) -> None:
    warehouse = db.session.get_one(Warehouse, low.warehouse_id)

    def available() -> int:
        db.session.rollback()
        (row,) = [row for row in all_rows(warehouse, Search("all")) if row.demand.item.sku == "TEA"]
        return row.available

    assert available() == 10
    low.do(lambda: block_lot(low.warehouse_id, low.lot("TEA", "L1"), "recall", "", SYSTEM))
    assert available() == 5


def test_an_alert_is_over_when_there_is_enough_and_comes_again_as_a_new_one(low: World) -> None:
    first = alerts(low)["MUG"].id
    bring(low, "MUG", 100)
    look_for_alerts(low.warehouse_id)
    assert "MUG" not in alerts(low)
    assert changes(low)[-1] == "over"

    low.order({"MUG": 100})
    look_for_alerts(low.warehouse_id)
    assert alerts(low)["MUG"].id != first


def test_what_nobody_wants_is_dead_and_what_just_came_in_is_not(low: World) -> None:
    assert listed(low, Search(DEAD)) == [], "tea was wanted 100 days ago, but came in today"

    def age() -> None:
        for stock in db.session.scalars(select(Stock)):
            stock.received_at = days_ago(200)

    low.do(age)
    make_figures(low.warehouse_id)

    assert listed(low, Search(DEAD)) == ["TEA"]
    low.sets(days_to_dead_stock=101)
    assert listed(low, Search(DEAD)) == []


def test_the_list_is_narrowed_by_vendor_and_by_class(low: World) -> None:
    def hire() -> int:
        vendor = Vendor(warehouse_id=low.warehouse_id, name="Potter")
        db.session.add(vendor)
        db.session.flush()
        db.session.add(VendorItem(vendor_id=vendor.id, item_id=low.item("MUG").id, lead_days=14))
        return vendor.id

    vendor_id = low.do(hire)
    make_figures(low.warehouse_id)

    assert listed(low, Search(vendor_id=vendor_id)) == ["MUG"]
    assert listed(low, Search(vendor_id=0)) == ["CARD"]
    assert listed(low, Search(abc="A")) == ["MUG"]
    assert listed(low, Search(xyz="Z")) == ["CARD"]
    assert listed(low, Search(abc="B")) == []


def test_each_warehouse_is_looked_at_now_and_then(low: World) -> None:
    jobs = alerts_to_look_for()
    assert len(jobs) == 2
    assert alerts_to_look_for() == {}

    low.order({"TEA": 20})
    background._looked.clear()
    for job in alerts_to_look_for().values():
        job()
    assert set(alerts(low)) == {"MUG", "CARD", "TEA"}, "customers wait for ten more than there are"


def test_units_that_are_kept_for_an_order_are_not_lacking_twice(low: World) -> None:
    """An order that has its units allocated waits for nothing; what is kept for it is not available."""
    bring(low, "MUG", 20)

    def allocate() -> None:
        stock = low.stock("A-01-1", "MUG")
        stock.reserved = 5
        placed(low, {"MUG": 5}, now(), OPEN).lines[0].allocated = 5

    low.do(allocate)
    warehouse = db.session.get_one(Warehouse, low.warehouse_id)
    (row,) = [row for row in all_rows(warehouse, Search("all")) if row.demand.item.sku == "MUG"]
    assert (row.available, row.waited_for, row.position) == (29, 0, 29)
