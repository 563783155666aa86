"""Figures of demand: measured from the orders each night or when somebody asks, kept for all who read them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.inventory.classes import class_of
from app.orders.commands import ship_short, split_order
from app.orders.holds import hold_order
from app.orders.missing import missing_lines
from app.orders.models import CANCELLED, OPEN, Order, OrderLine
from app.reordering.background import make_figures
from app.reordering.models import ItemDemand, Vendor, VendorItem
from app.warehouse.models import Warehouse
from tests.reordering.conftest import DAYS, days_ago, placed, today
from tests.reordering.measured import figures
from tests.world import SYSTEM, World


def test_even_demand_gives_the_lead_time_s_units_as_the_point(sold: World) -> None:
    make_figures(sold.warehouse_id)

    mug = figures(sold, "MUG")
    assert (mug.method, mug.days, mug.lead_days) == ("windows", DAYS, 14)
    assert mug.a_day == pytest.approx(2)
    assert (mug.reorder_point, round(mug.safety, 6)) == (28, 0)
    assert mug.weeks == [14] * 17
    assert mug.vendor_id is None
    assert sold.on_hand("A-01-1", "MUG") == 10, "figures move nothing"


def test_lumps_are_kept_for_whole(sold: World) -> None:
    make_figures(sold.warehouse_id)

    card = figures(sold, "CARD")
    assert card.reorder_point == 30
    assert card.expected < 20 < card.expected + card.safety


def test_today_s_orders_and_cancelled_ones_are_not_measured(sold: World) -> None:
    sold.order({"MUG": 500})
    sold.do(lambda: placed(sold, {"MUG": 500}, days_ago(3), CANCELLED))
    make_figures(sold.warehouse_id)

    assert figures(sold, "MUG").a_day == pytest.approx(2)


def test_today_s_lines_make_no_class(sold: World) -> None:
    sold.do(lambda: [placed(sold, {"TEA": 1}, now()) for _ in range(200)])
    make_figures(sold.warehouse_id)

    tea = sold.item("TEA").id
    assert class_of([tea], sold.warehouse_id)[tea].abc == "C"


def test_a_day_is_one_of_the_warehouse_s_calendar(world: World) -> None:
    def move_to_taipei() -> None:
        db.session.get_one(Warehouse, world.warehouse_id).time_zone = "Asia/Taipei"

    world.do(move_to_taipei)
    late = days_ago(10).replace(hour=20)  # the next day's early morning there
    world.do(lambda: placed(world, {"MUG": 5}, late))
    make_figures(world.warehouse_id)

    mug = figures(world, "MUG")
    assert mug.quiet_since is not None
    taipei = timedelta(hours=8)
    assert mug.days == ((now() + taipei).date() - (late + taipei).date()).days


def test_a_back_order_asks_for_nothing_new(sold: World) -> None:
    order_id = sold.do(lambda: placed(sold, {"MUG": 40, "CARD": 1}, days_ago(2), OPEN).id)

    def split() -> None:
        order = db.session.get_one(Order, order_id)
        order.lines[0].short = 40
        hold_order(order, "short", {}, SYSTEM)
        db.session.flush()
        assert missing_lines(order)
        split_order(order, SYSTEM)

    sold.do(split)
    later = db.session.scalars(select(Order).where(Order.back_order_of_id == order_id)).one()
    later_id = later.id

    def place() -> None:
        db.session.get_one(Order, later_id).placed_at = days_ago(1)

    sold.do(place)
    make_figures(sold.warehouse_id)
    assert sum(figures(sold, "MUG").weeks[-1:]) == 14 + 40


def test_what_was_missing_and_left_out_was_wanted_all_the_same(sold: World) -> None:
    order_id = sold.do(lambda: placed(sold, {"MUG": 40, "CARD": 1}, days_ago(2), OPEN).id)

    def leave_out() -> None:
        line = db.session.get_one(Order, order_id).lines[0]
        line.short = 40
        hold_order(line.order, "short", {}, SYSTEM)
        db.session.flush()
        ship_short(line, "Mira, by telephone", SYSTEM)

    sold.do(leave_out)
    line = db.session.scalars(select(OrderLine).where(OrderLine.order_id == order_id, OrderLine.sku == "MUG")).one()
    assert line.cancelled == 40
    make_figures(sold.warehouse_id)

    assert figures(sold, "MUG").weeks[-1] == 14 + 40


def test_the_preferred_vendor_s_terms_count_and_a_given_up_one_s_do_not(sold: World) -> None:
    def hire() -> None:
        mug = sold.item("MUG").id
        for name, rank, lead, ended in (("Slow", 2, 30, None), ("First", 1, 7, None), ("Gone", 1, 3, now())):
            vendor = Vendor(warehouse_id=sold.warehouse_id, name=name, ended_at=ended)
            db.session.add(vendor)
            db.session.flush()
            db.session.add(
                VendorItem(vendor_id=vendor.id, item_id=mug, lead_days=lead, rank=rank, minimum=24, multiple=6)
            )
        there = Vendor(warehouse_id=sold.other_warehouse_id, name="Theirs")
        db.session.add(there)
        db.session.flush()
        db.session.add(VendorItem(vendor_id=there.id, item_id=mug, lead_days=1, rank=1))

    sold.do(hire)
    make_figures(sold.warehouse_id)

    mug = figures(sold, "MUG")
    assert mug.vendor is not None
    assert (mug.vendor.name, mug.lead_days, mug.reorder_point) == ("First", 7, 14)
    assert (mug.minimum, mug.multiple) == (24, 6)
    assert figures(sold, "CARD").vendor_id is None


def test_classes_are_kept_where_counting_can_read_them(sold: World) -> None:
    make_figures(sold.warehouse_id)

    ids = {sku: sold.item(sku).id for sku in ("MUG", "CARD", "TEA")}
    classes = class_of(ids.values(), sold.warehouse_id)
    assert {sku: classes[ids[sku]].abc for sku in ids} == {"MUG": "A", "CARD": "C", "TEA": "C"}
    assert classes[ids["MUG"]].xyz == "X"
    assert classes[ids["CARD"]].xyz == "Z"
    assert class_of(ids.values(), sold.other_warehouse_id) == {}


def test_new_figures_replace_the_old_and_what_is_forgotten_goes(sold: World) -> None:
    make_figures(sold.warehouse_id)
    make_figures(sold.warehouse_id, today() + timedelta(days=400))

    db.session.rollback()
    rows = db.session.scalars(select(ItemDemand).where(ItemDemand.warehouse_id == sold.warehouse_id)).all()
    assert {row.item.sku for row in rows} == {"MUG", "CARD", "TEA"}, "what lies here is looked at, ordered or not"
    assert all((row.a_day, row.reorder_point) == (0, 0) for row in rows)
