"""A hold is released before anybody put anything back: the order goes on; afterwards it is put back to the end."""

import pytest
from sqlalchemy import select, update

from app.db import db
from app.errors import Busy
from app.orders.models import Order, OrderHold
from app.picking.models import PickTask
from app.putting_back.commands.go_on import go_on
from app.putting_back.models import PutBackTask
from app.walks.models import Walk
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.putting_back.conftest import hold
from tests.visitor import visitor
from tests.world import SYSTEM, World


@pytest.fixture
def held(world: World, ana: Handheld) -> tuple[int, int]:
    """Two mugs of three are picked, two cards not yet, and the order is held; its id and that of Ana's walk."""
    order_id = world.order({"MUG": 3, "CARD": 2})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    mug = next(stop for stop in ana.walk(task_id).stops if stop.sku == "MUG")
    ana.pick(task_id, mug, quantity=2)
    hold(world, order_id)
    return order_id, task_id


def let_go(world: World) -> None:
    hold_id = db.session.scalars(select(OrderHold.id).where(OrderHold.released_at.is_(None))).one()
    assert visitor(world, "Fay").send(f"/orders/holds/{hold_id}/releases").status_code == 303


def test_the_rest_comes_onto_its_walk_again_and_what_is_picked_stays(
    world: World, ana: Handheld, held: tuple[int, int]
) -> None:
    order_id, task_id = held

    let_go(world)

    stops = {stop.sku: stop.left for stop in ana.walk(task_id).stops if stop.left}
    assert stops == {"MUG": 1, "CARD": 2}
    assert world.on_hand("T-001", "MUG") == 2
    assert fresh(Order, order_id).stopped_at is None
    assert db.session.scalars(select(PutBackTask.state)).one() == "cancelled"
    assert wrong_books() == []

    ana.pick_all(task_id)
    ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1")
    assert fresh(Order, order_id).state == "picked"
    assert wrong_books() == []


def test_once_its_walk_is_over_and_something_is_missing_it_is_put_back_and_picked_anew(
    world: World, ana: Handheld, held: tuple[int, int]
) -> None:
    order_id, task_id = held
    ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1")

    let_go(world)

    assert fresh(Order, order_id).stopped_at is not None
    assert db.session.scalars(select(PutBackTask.state)).one() == "free"
    assert wrong_books() == []


def test_an_order_that_is_picked_whole_stays_in_its_lane_for_packing(world: World, ana: Handheld) -> None:
    order_id = world.order({"MUG": 3})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)
    hold(world, order_id)
    ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1")

    let_go(world)

    assert (fresh(Order, order_id).state, fresh(Order, order_id).stopped_at) == ("picked", None)
    assert db.session.scalars(select(PutBackTask.state)).one() == "cancelled"
    assert world.on_hand("T-001", "MUG") == 3
    assert wrong_books() == []


def test_a_put_back_that_was_begun_goes_on_to_its_end(world: World, ana: Handheld, ben: Handheld) -> None:
    order_id = world.order({"MUG": 3})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)
    hold(world, order_id)
    ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1")
    assert ben.claim().status_code == 200

    let_go(world)

    assert db.session.scalars(select(PutBackTask.state)).one() == "active"
    assert fresh(Order, order_id).stopped_at is not None
    assert wrong_books() == []


def test_nothing_comes_onto_a_walk_that_ends_in_this_very_moment(world: World, held: tuple[int, int]) -> None:
    order_id, task_id = held

    def goes_on() -> None:
        order, walk = db.session.get_one(Order, order_id), db.session.get_one(PickTask, task_id)
        assert walk.is_open
        db.session.connection().execute(update(Walk).where(Walk.id == task_id).values(state="done"))
        go_on(order, SYSTEM)

    with pytest.raises(Busy):
        world.do(goes_on)
    assert fresh(Order, order_id).stopped_at is not None
    assert db.session.scalars(select(PutBackTask.state)).one() != "cancelled"
