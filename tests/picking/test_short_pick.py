"""Short: what was picked stays; the rest comes from elsewhere, else the order is held for the lead."""

from datetime import date

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.inventory.commands import lot_of, receive
from app.orders.models import Order, OrderLine
from app.picking.models import PickLine
from tests.floor import release
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.world import SYSTEM, World


def short(walk: Walk, sku: str, reason: str = "empty") -> int:
    return walk.ana.post(f"/picking/lines/{walk.stop(sku).line_id}/shorts", reason=reason).status_code


def order_line(order_id: int, sku: str) -> OrderLine:
    db.session.expire_all()
    return db.session.scalars(select(OrderLine).where(OrderLine.order_id == order_id, OrderLine.sku == sku)).one()


def test_the_rest_is_taken_from_another_bin(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=1)

    assert short(walk, "MUG") == 200

    stops = [stop for stop in walk.document.stops if stop.sku == "MUG"]
    assert [(stop.bin_address, stop.state, stop.left) for stop in stops] == [
        ("A-01-1", "short", 0),
        ("C-02-1", "todo", 2),
    ]
    line = order_line(walk.orders[0], "MUG")
    assert (line.allocated, line.picked, line.short) == (3, 1, 0)
    assert db.session.get_one(Order, walk.orders[0]).holds == []


def test_the_new_stop_is_picked_like_any_other(walk: Walk) -> None:
    short(walk, "MUG")

    walk.ana.pick_all(walk.task_id)

    assert walk.world.on_hand("C-02-1", "MUG") == 1
    assert order_line(walk.orders[0], "MUG").picked == 3


def test_what_lies_nowhere_else_holds_the_order_for_the_lead(walk: Walk) -> None:
    assert short(walk, "CARD") == 200

    line = order_line(walk.orders[0], "CARD")
    assert (line.allocated, line.short) == (0, 2)
    (hold,) = db.session.get_one(Order, walk.orders[0]).holds
    assert (hold.reason, hold.params) == ("short", {"sku": "CARD", "quantity": 2})
    assert walk.stop("MUG").state == "todo", "the flow goes on"


def test_the_bin_is_doubted_and_keeps_what_the_book_says(walk: Walk) -> None:
    short(walk, "CARD")

    stock = walk.world.stock("B-03-1", "CARD")
    assert stock.doubted_at is not None
    assert (stock.on_hand, stock.reserved) == (20, 0)


def test_a_short_on_one_lot_leaves_the_other_lot_alone(walk: Walk) -> None:
    lot = walk.stop("TEA").lot_code
    other = "L2" if lot == "L1" else "L1"

    short(walk, "TEA")

    assert walk.world.stock("D-05-1", "TEA", lot).doubted_at is not None
    assert walk.world.stock("D-05-1", "TEA", other).doubted_at is None


def test_another_orders_reservation_stays_theirs(world: World) -> None:
    ana, ben = Handheld(world, "Ana"), Handheld(world, "Ben")
    world.order({"MUG": 10})
    (first,) = release(world.warehouse_id)
    world.order({"MUG": 4})
    (second,) = release(world.warehouse_id)
    ana.claim()
    ben.claim()
    ana.bind_all(first)

    ana.post(f"/picking/lines/{ana.walk(first).stops[0].line_id}/shorts", reason="too_few")

    assert [stop.bin_address for stop in ana.walk(first).stops] == ["A-01-1"]
    assert (world.stock("C-02-1", "MUG").reserved, ben.walk(second).stops[0].left) == (4, 4)


def test_a_short_wants_a_reason(walk: Walk) -> None:
    assert short(walk, "MUG", reason="lunch") == 422
    assert walk.stop("MUG").state == "todo"


def test_a_closed_stop_is_not_shorted(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))

    assert short(walk, "MUG") == 409
    assert walk.world.stock("A-01-1", "MUG").doubted_at is None


@pytest.mark.parametrize("reason", ["empty", "too_few", "damaged", "wrong_item"])
def test_the_reason_is_kept(walk: Walk, reason: str) -> None:
    line_id = walk.stop("CARD").line_id
    short(walk, "CARD", reason)

    assert db.session.get_one(PickLine, line_id).short_reason == reason


def test_nobody_is_sent_to_a_reserve_bin_or_to_what_has_expired(walk: Walk) -> None:
    world = walk.world
    with transaction():
        receive(world.item("CARD"), world.lot("CARD"), 9, world.location("B-03-2"), SYSTEM)
        old = lot_of(world.item("CARD"), "OLD", date(2020, 1, 1))
        receive(world.item("CARD"), old, 9, world.location("B-04-1"), SYSTEM)

    short(walk, "CARD")

    assert [stop.bin_address for stop in walk.document.stops if stop.sku == "CARD"] == ["B-03-1"]
    card = order_line(walk.orders[0], "CARD")
    assert (card.short, card.to_allocate) == (0, 2), "they wait until a keeper has brought what lies in reserve"
