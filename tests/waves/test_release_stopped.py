"""An order is stopped while its release is still under way: its other carts go out without it."""

import pytest
from sqlalchemy import select

from app.db import db
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.putting_back.models import PutBackTask
from app.waves.models import Wave
from app.waves.release import work_off
from tests.floor import Hand, fresh, wrong_books
from tests.waves.conftest import Lead, line_counts, missing_of, picked_for, state_of, tasks_of
from tests.waves.test_release_meanwhile import PowerCut, between_plan_and_writing, cut_after
from tests.world import World


@pytest.fixture
def half_out(world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """The first of an order's two carts is out, and Ana has picked it; the ids of the order and its wave."""
    cleo.world.sets(cart_units=8)
    order_id = world.order({"CARD": 16})
    wave_id = cleo.plans()
    cleo.sends_out(wave_id)
    with monkeypatch.context() as patch:
        cut_after(patch, 1)
        with pytest.raises(PowerCut):
            work_off(wave_id)
    ana = Hand(world.actor("Ana"))
    task_id = ana.claims() or 0
    ana.binds_all(task_id)
    ana.picks_all(task_id)
    assert [task.id for task in tasks_of(wave_id)] == [task_id]
    return order_id, wave_id


def cancel(world: World, order_id: int) -> None:
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))


@pytest.mark.parametrize("planned", [False, True])
def test_a_cancelled_order_gets_no_second_cart(
    world: World, half_out: tuple[int, int], monkeypatch: pytest.MonkeyPatch, planned: bool
) -> None:
    order_id, wave_id = half_out
    if planned:
        between_plan_and_writing(monkeypatch, lambda: cancel(world, order_id))
    else:
        cancel(world, order_id)

    work_off(wave_id)

    assert [picked_for(task) for task in tasks_of(wave_id)] == [{order_id}], "the first cart only"
    assert line_counts(order_id) == [(8, 0, 8)]
    assert missing_of(order_id) == [], "nothing is missing of what nobody wants"
    assert world.stock("B-03-1", "CARD").reserved == 0
    assert fresh(Order, order_id).stopped_at is not None
    assert db.session.scalars(select(PutBackTask.order_id)).all() == [order_id]
    assert state_of(Wave, wave_id) == "released"
    assert wrong_books() == []
