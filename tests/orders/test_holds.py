"""Holds: they keep an order back until a person lets it go."""

import pytest
from sqlalchemy import select

from app.catalog.models import Item
from app.db import db
from app.operations.models import AuditEntry
from app.orders.commands import TooLateToCancel, cancel_order
from app.orders.holds import WORDS, HoldGone, ItemsStillUnknown, hold_order, hold_words, open_holds, release_hold
from app.orders.models import CANCELLED, SHIPPED, Order, OrderLine
from app.orders.queries import ready_orders
from tests.world import World


def ready(world: World) -> list[int]:
    db.session.expire_all()
    return [order.id for order in ready_orders(world.warehouse_id)]


def order_of(order_id: int) -> Order:
    return db.session.get_one(Order, order_id)


def hold(world: World, order_id: int, reason: str, **params: object) -> int:
    return world.do(lambda: _held(order_id, reason, params, world))


def _held(order_id: int, reason: str, params: dict[str, object], world: World) -> int:
    row = hold_order(order_of(order_id), reason, params, world.actor("Fay"))
    db.session.flush()
    return row.id


def release(world: World, order_id: int) -> None:
    def let_go() -> None:
        for one in open_holds(order_of(order_id)):
            release_hold(one, world.actor("Fay"))

    world.do(let_go)


def test_a_held_order_is_not_ready_until_it_is_released(world: World) -> None:
    order_id = world.order({"MUG": 2})
    assert ready(world) == [order_id]

    hold(world, order_id, "unpaid")
    assert ready(world) == []

    release(world, order_id)
    assert ready(world) == [order_id]


def test_the_same_hold_twice_is_one_and_another_reason_is_another(world: World) -> None:
    order_id = world.order({"MUG": 2})

    first, again = hold(world, order_id, "unpaid"), hold(world, order_id, "unpaid")
    other = hold(world, order_id, "short", sku="MUG", quantity=1)

    assert first == again != other
    release(world, order_id)
    assert ready(world) == [order_id]


def test_a_hold_is_released_once_and_who_did_it_is_kept(world: World) -> None:
    order_id = world.order({"MUG": 2})
    hold(world, order_id, "unpaid")
    row = order_of(order_id).holds[0]
    release(world, order_id)

    with pytest.raises(HoldGone):
        world.do(lambda: release_hold(order_of(order_id).holds[0], world.actor("Cleo")))
    db.session.expire_all()
    assert row.released_by_id == world.workers["Fay"]
    entries = select(AuditEntry.change).where(AuditEntry.entity == "orders", AuditEntry.entity_id == order_id)
    changes = db.session.scalars(entries.order_by(AuditEntry.id)).all()
    assert changes == ["held", "hold released"]


def test_an_unknown_item_holds_until_the_catalogue_knows_it(world: World) -> None:
    order_id = world.order({"MUG": 2})

    def lose_the_item() -> None:
        line = order_of(order_id).lines[0]
        line.item_id, line.sku = None, "NEW"

    world.do(lose_the_item)
    hold(world, order_id, "unknown_item", skus=["NEW"])
    with pytest.raises(ItemsStillUnknown, match="NEW"):
        release(world, order_id)
    assert ready(world) == []

    world.do(lambda: db.session.add(Item(sku="NEW", names={"en": "New"})))
    release(world, order_id)
    assert ready(world) == [order_id]
    assert order_of(order_id).lines[0].item_id == world.item("NEW").id


def test_releasing_an_unconfirmed_cash_on_delivery_confirms_it(world: World) -> None:
    order_id = world.order({"MUG": 2}, payment_state="cod")
    hold(world, order_id, "cod_not_confirmed")

    release(world, order_id)

    assert order_of(order_id).payment_state == "cod_confirmed"
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.change == "hold released")).one()
    assert (noted.before["payment_state"], noted.after["payment_state"]) == ("cod", "cod_confirmed")


def test_an_open_order_is_cancelled_with_all_its_lines_and_once_is_enough(world: World) -> None:
    order_id = world.order({"MUG": 2, "CARD": 3})

    for _ in range(2):
        world.do(lambda: cancel_order(order_of(order_id), world.actor("Fay")))

    assert ready(world) == []
    assert order_of(order_id).state == CANCELLED
    assert [(line.cancelled, line.to_allocate) for line in order_of(order_id).lines] == [(2, 0), (3, 0)]


def test_an_order_that_has_left_is_not_cancelled_from_the_desk(world: World) -> None:
    order_id = world.order({"MUG": 2}, state=SHIPPED)

    with pytest.raises(TooLateToCancel):
        world.do(lambda: cancel_order(order_of(order_id), world.actor("Fay")))

    db.session.expire_all()
    assert order_of(order_id).state == SHIPPED
    assert db.session.get_one(OrderLine, order_of(order_id).lines[0].id).cancelled == 0


def test_every_reason_has_words_that_a_person_can_read(world: World) -> None:
    params = {"skus": ["A", "B"], "parts": ["street", "city"], "count": 2, "amount": "1", "sum": "2", "date": "d"}
    params |= {"quantity": 1, "sku": "A", "note": "n", "of": "1001", "tote": "T-001", "lot": "L1"}

    for reason in WORDS:
        words = hold_words(reason, params)
        assert "%" not in words
        assert "[" not in words
    assert "street, city" in hold_words("address_missing", params)
