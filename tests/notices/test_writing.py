"""Notices are written with what they tell of, once, at the steps that the shop chose."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.events import record
from app.notices.links import keep_quiet, link_of
from app.notices.models import OrderLink
from app.orders.events import OrdersArrived
from app.orders.holds import hold_order
from app.orders.importing import import_orders, open_desk
from app.orders.mapping import order_mapping
from app.orders.models import Order
from app.shipping.events import OrderShipped
from app.shipping.tracking.models import TrackingAsk
from app.shipping.tracking.watching import watch_parcels
from app.tables.reading import Source
from app.warehouse.models import Warehouse
from tests.notices.shop import chooses, notices, told
from tests.shipping.shipped import hear, order_of, shipped
from tests.world import SYSTEM, World

ORDERS = "order_number,placed_at,customer,email,telephone,street,city,postcode,country,sku,quantity,payment_state\n"


def imports(world: World, tmp_path: Path, *rows: str) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS + "\n".join(rows) + "\n")
    warehouse = db.session.get_one(Warehouse, world.warehouse_id)
    desk = open_desk(warehouse, order_mapping("plain"), SYSTEM)
    _, report = import_orders(Source(path), order_mapping("plain"), desk, tmp_path / "report.csv")
    assert report.count == 0, report.path.read_text()


def _order(order_id: int) -> Order:
    return db.session.get_one(Order, order_id)


def ship(order_id: int, world: World) -> None:
    """What the dock tells when the last carton has left."""
    world.do(lambda: record(OrderShipped(world.warehouse_id, order_id, SYSTEM)))


def test_a_shop_that_chose_nothing_tells_nothing(world: World, tmp_path: Path) -> None:
    imports(world, tmp_path, f"A1,{now().isoformat()},Mira,m@example.com,0123456,Quay 1,Harbour,1000,GB,MUG,1,unpaid")
    hear(shipped(world), "delivered")

    assert told() == []


def test_an_order_that_arrives_is_told_once_and_its_hold_where_the_customer_can_help(
    world: World, tmp_path: Path
) -> None:
    chooses(world, "email")
    row = f"A1,{now().isoformat()},Mira,m@example.com,0123456,Quay 1,Harbour,1000,GB,MUG,1,unpaid"
    imports(world, tmp_path, row)
    imports(world, tmp_path, row)

    assert [(one.step, one.occasion, one.content.get("reasons")) for one in notices()] == [
        ("received", "", None),
        ("held", "unpaid", ["unpaid"]),
    ]


def test_an_order_that_arrives_with_several_holds_is_one_message_that_names_them_all(
    world: World, tmp_path: Path
) -> None:
    chooses(world, "email", "webhook", steps=("held",), url="https://shop.example.com/x")
    imports(world, tmp_path, f"A1,{now().isoformat()},Mira,m@example.com,,,Harbour,1000,GB,MUG,1,unpaid")

    assert told() == [("held", "email", "waiting"), ("held", "webhook", "waiting")]
    for notice in notices():
        assert set(notice.content["reasons"]) == {"address_missing", "telephone_missing", "unpaid"}


def test_a_hold_that_comes_later_is_told_without_telling_the_others_again(world: World) -> None:
    chooses(world, "email", steps=("held",))
    order_id = world.order({"MUG": 1}, email="m@example.com")
    for reason in ("unpaid", "date_passed", "unpaid"):
        params = {"date": "2026-11-01"} if reason == "date_passed" else {}
        world.do(lambda reason=reason, params=params: hold_order(_order(order_id), reason, params, SYSTEM))  # type: ignore[misc]

    assert [one.content["reasons"] for one in notices()] == [["unpaid"], ["date_passed"]]


def test_history_is_told_to_nobody(world: World) -> None:
    chooses(world, "email")
    past, new = (world.order({"MUG": 1}, email="m@example.com", state=state) for state in ("shipped", "open"))
    world.do(lambda: record(OrdersArrived(world.warehouse_id, 2, (past, new))))

    assert [(one.step, one.order_id) for one in notices()] == [("received", new)]


def test_a_hold_that_is_the_houses_own_business_is_not_told(world: World) -> None:
    chooses(world, "email")
    order_id = world.order({"MUG": 1}, email="m@example.com")
    with transaction() as session:
        order = session.get_one(Order, order_id)
        hold_order(order, "by_hand", {"note": "ask the boss"}, SYSTEM)
        hold_order(order, "amount_differs", {"amount": "1", "sum": "2"}, SYSTEM)
        hold_order(order, "address_missing", {"parts": ["street"]}, SYSTEM)

    assert [(one.step, one.occasion) for one in notices()] == [("held", "address_missing")]


def test_shipped_is_told_once_on_each_way(world: World) -> None:
    chooses(world, "email", "webhook", url="https://shop.example.com/x")
    order_id = order_of(shipped(world))
    ship(order_id, world)
    ship(order_id, world)

    assert told() == [("shipped", "email", "waiting"), ("shipped", "webhook", "waiting")]


@pytest.mark.parametrize("code", ["at_store", "out_for_delivery", "delivered", "delayed"])
def test_what_a_carrier_says_is_told_once(world: World, code: str) -> None:
    chooses(world, "email")
    parcel, at = shipped(world), now() - timedelta(minutes=1)
    for _ in range(3):
        hear(parcel, code, at)
    hear(parcel, code, at + timedelta(seconds=9), words="again")

    assert told() == [(code, "email", "waiting")]


def test_out_for_delivery_on_another_day_is_told_again(world: World) -> None:
    chooses(world, "email")
    parcel = shipped(world)
    hear(parcel, "out_for_delivery", now() - timedelta(days=1))
    hear(parcel, "out_for_delivery", now())

    assert [step for step, _, _ in told()] == ["out_for_delivery"] * 2


def test_news_of_long_ago_and_news_that_came_late_are_told_to_nobody(world: World) -> None:
    chooses(world, "email")
    old, late = shipped(world, "OLD"), shipped(world, "LATE")
    hear(old, "delivered", now() - timedelta(days=5))
    hear(late, "in_transit", now())
    hear(late, "out_for_delivery", now() - timedelta(hours=3))

    assert told() == []


def test_a_parcel_that_is_late_by_our_own_count_is_told_once_whatever_the_carrier_says_later(world: World) -> None:
    chooses(world, "email", steps=("delayed",))
    parcel = shipped(world, left_at=now() - timedelta(days=12))
    assert watch_parcels(world.warehouse_id) == 2  # late, and no news
    watch_parcels(world.warehouse_id)
    hear(parcel, "delayed")
    hear(parcel, "in_transit", now() + timedelta(seconds=1))
    watch_parcels(world.warehouse_id)

    assert told() == [("delayed", "email", "waiting")]
    assert notices()[0].content == {"waybill_id": parcel}


def test_a_customer_whose_parcel_waits_at_the_store_is_not_told_that_it_is_late(world: World) -> None:
    chooses(world, "email", steps=("delayed",))
    parcel = shipped(world, left_at=now() - timedelta(days=12))
    hear(parcel, "at_store", now() - timedelta(days=11))

    assert watch_parcels(world.warehouse_id) == 1  # the desk looks for it
    assert told() == []


def test_nobody_is_told_that_a_parcel_is_late_before_its_carrier_was_asked(world: World) -> None:
    chooses(world, "email", steps=("delayed",))
    parcel = shipped(world, adapter="kuaidi100", left_at=now() - timedelta(days=12))

    assert watch_parcels(world.warehouse_id) == 0
    with transaction() as session:
        ask = TrackingAsk(waybill_id=parcel, next_at=now() - timedelta(minutes=1))
        session.add(ask)
    assert watch_parcels(world.warehouse_id) == 0
    with transaction() as session:
        session.scalars(select(TrackingAsk)).one().next_at = now() + timedelta(hours=1)
    assert watch_parcels(world.warehouse_id) == 2
    assert told() == [("delayed", "email", "waiting")]


def test_a_shop_that_did_not_choose_the_step_tells_nobody_that_a_parcel_is_late(world: World) -> None:
    chooses(world, "email", steps=("delivered",))
    shipped(world, left_at=now() - timedelta(days=12))

    assert watch_parcels(world.warehouse_id) == 2
    assert told() == []


def test_who_has_no_address_or_wants_no_mails_gets_none_and_the_webhook_still_hears(world: World) -> None:
    chooses(world, "email", "webhook", url="https://shop.example.com/x")
    quiet, nameless = shipped(world, "Q"), shipped(world, "N", email="")
    quiet_id = order_of(quiet)
    with transaction() as session:
        keep_quiet(link_of(session.get_one(Order, quiet_id)), SYSTEM)
    for parcel in (quiet, nameless):
        hear(parcel, "delivered")

    assert told() == [("delivered", "webhook", "waiting")] * 2


def test_what_is_rolled_back_is_told_to_nobody(world: World) -> None:
    chooses(world, "email")
    order_id = world.order({"MUG": 1}, email="m@example.com")

    def held_and_broken() -> None:
        hold_order(db.session.get_one(Order, order_id), "unpaid", {}, SYSTEM)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        world.do(held_and_broken)
    assert told() == []


def test_an_orders_link_is_made_once_and_is_long_enough(world: World) -> None:
    ids = [world.order({"MUG": 1}) for _ in range(20)]
    for order_id in ids * 2:
        with transaction() as session:
            link_of(session.get_one(Order, order_id))

    tokens = list(db.session.scalars(select(OrderLink.token)))
    assert len(tokens) == len(set(tokens)) == 20
    assert all(len(token) == 22 for token in tokens)  # 128 bits in base64
