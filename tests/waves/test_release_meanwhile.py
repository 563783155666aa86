"""A release is not alone: others take stock, stop orders, release too, or the power goes."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.commands import doubt, reserve
from app.orders.holds import hold_order
from app.orders.models import Order, OrderLine
from app.waves.models import Wave, WaveOrder
from app.waves.planning import planned
from app.waves.release import work_off
from app.waves.tasks import put_up
from tests.floor import Hand, wrong_books
from tests.waves.conftest import Lead, line_counts, missing_of, orders_in, picked_for, state_of, tasks_of, walk_of
from tests.waves.test_plan_wave import side_by_side
from tests.world import SYSTEM, World


def between_plan_and_writing(monkeypatch: pytest.MonkeyPatch, command: Callable[[], None]) -> None:
    """Somebody else acts once, when the release has planned and not yet written."""
    waiting = [command]

    def plan_then(*given: object) -> object:
        carts = planned(*given)  # type: ignore[arg-type]
        while waiting:
            waiting.pop()()
        return carts

    monkeypatch.setattr("app.waves.release.planned", plan_then)


def test_where_somebody_was_first_the_units_come_from_another_bin(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = world.order({"MUG": 8})
    order = world.order({"MUG": 4, "CARD": 1}, priority=9)

    def take() -> None:
        line = db.session.scalars(select(OrderLine).where(OrderLine.order_id == other)).one()
        assert reserve(world.stock("A-01-1", "MUG"), 8, line.id)
        line.allocated = 8

    between_plan_and_writing(monkeypatch, lambda: world.do(take))
    wave_id = cleo.releases(limit=1)

    [task] = tasks_of(wave_id)
    assert {address: units for _, address, units in walk_of(task)} == {"A-01-1": 2, "C-02-1": 2, "B-03-1": 1}
    assert line_counts(order) == [(4, 0, 0), (1, 0, 0)]
    assert world.stock("A-01-1", "MUG").reserved == 10


def test_where_somebody_took_the_last_units_the_order_is_short_and_nothing_is_reserved_twice(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = world.order({"CARD": 19})
    order = world.order({"CARD": 2, "MUG": 1}, priority=9)

    def take() -> None:
        line = db.session.scalars(select(OrderLine).where(OrderLine.order_id == other)).one()
        assert reserve(world.stock("B-03-1", "CARD"), 19, line.id)
        line.allocated = 19

    between_plan_and_writing(monkeypatch, lambda: world.do(take))
    cleo.releases(limit=1)

    assert line_counts(order) == [(1, 1, 0), (1, 0, 0)]
    assert missing_of(order) == [("CARD", 1)]
    assert world.stock("B-03-1", "CARD").reserved == 20


def cancel(order: Order) -> None:
    order.state, order.lines[0].cancelled = "cancelled", 3


def hold(order: Order) -> None:
    hold_order(order, "by_hand", {"note": "ask Mira"}, SYSTEM)


@pytest.mark.parametrize("stop", [cancel, hold])
def test_an_order_stopped_while_the_release_plans_is_left_out_of_its_cart(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch, stop: Callable[[Order], None]
) -> None:
    stopped, stays = world.order({"CARD": 3}), world.order({"CARD": 4})
    between_plan_and_writing(monkeypatch, lambda: world.do(lambda: stop(db.session.get_one(Order, stopped))))

    wave_id = cleo.releases()

    assert [picked_for(task) for task in tasks_of(wave_id)] == [{stays}]
    assert orders_in(wave_id) == [stays]
    assert missing_of(stopped) == []
    assert world.stock("B-03-1", "CARD").reserved == 4
    assert wrong_books() == []


def test_an_order_that_is_held_or_cancelled_before_the_release_leaves_the_wave(world: World, cleo: Lead) -> None:
    held, cancelled, stays = (world.order({"CARD": 1}) for _ in range(3))
    wave_id = cleo.plans()

    def change_minds() -> None:
        hold_order(db.session.get_one(Order, held), "by_hand", {"note": "ask Mira"}, SYSTEM)
        order = db.session.get_one(Order, cancelled)
        order.state, order.lines[0].cancelled = "cancelled", 1

    world.do(change_minds)
    cleo.sends_out(wave_id)
    work_off(wave_id)

    assert orders_in(wave_id) == [stays]
    assert missing_of(held) == []
    assert line_counts(held) == [(0, 0, 1)]
    assert world.stock("B-03-1", "CARD").reserved == 1


def test_two_waves_that_are_released_at_once_never_give_out_more_than_there_is(world: World, cleo: Lead) -> None:
    orders = [world.order({"CARD": 3, "MUG": 2}) for _ in range(12)]
    waves = [cleo.plans(limit=6), cleo.plans(limit=6)]
    for wave_id in waves:
        cleo.sends_out(wave_id)

    def work(wave_id: int) -> Callable[[], None]:
        def release() -> None:
            with world.app.app_context():
                work_off(wave_id)

        return release

    side_by_side(*(work(wave_id) for wave_id in waves))

    allocated = [sum(line_counts(order)[line][0] for order in orders) for line in (0, 1)]
    assert allocated == [20, 14]
    assert world.stock("B-03-1", "CARD").reserved == 20
    assert wrong_books() == []


class PowerCut(BaseException):
    pass


def cut_after(monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    """The process ends in the middle of the transaction after so many tasks."""
    done: list[int] = []

    def put_up_or_end(*given: object) -> list[int]:
        made = put_up(*given)  # type: ignore[arg-type]
        done.append(1)
        if len(done) > writes:
            raise PowerCut
        return made

    monkeypatch.setattr("app.waves.release.put_up", put_up_or_end)


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_release_that_was_cut_off_goes_on_and_nothing_is_doubled(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    cleo.world.sets(cart_units=8)
    orders = [world.order({"CARD": 3, "MUG": 2}) for _ in range(3)] + [world.order({"CARD": 10})]
    wave_id = cleo.plans()
    cleo.sends_out(wave_id)
    with monkeypatch.context() as patch:
        cut_after(patch, writes)
        with pytest.raises(PowerCut):
            work_off(wave_id)
    assert len(tasks_of(wave_id)) == writes
    assert state_of(Wave, wave_id) == "releasing"
    assert wrong_books() == []

    work_off(wave_id)
    tasks = [task.id for task in tasks_of(wave_id)]
    work_off(wave_id)

    assert [task.id for task in tasks_of(wave_id)] == tasks
    assert state_of(Wave, wave_id) == "released"
    assert sum(line_counts(order)[0][0] for order in orders) == 19
    assert world.stock("B-03-1", "CARD").reserved == 19
    assert all(row.tasked_at for row in db.session.scalars(select(WaveOrder)))
    assert wrong_books() == []


def test_two_workers_on_one_release_do_its_work_once(world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = [world.order({"CARD": 2}) for _ in range(9)]
    wave_id = cleo.plans()
    cleo.sends_out(wave_id)
    between_plan_and_writing(monkeypatch, lambda: work_off(wave_id))

    work_off(wave_id)

    assert sorted(order for task in tasks_of(wave_id) for order in picked_for(task)) == orders
    assert world.stock("B-03-1", "CARD").reserved == 18
    assert wrong_books() == []


def test_an_order_on_several_carts_is_picked_after_the_last_though_the_first_was_staged_in_the_middle(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleo.world.sets(cart_units=8)
    order = world.order({"CARD": 16})
    wave_id = cleo.plans()
    cleo.sends_out(wave_id)
    with monkeypatch.context() as patch:
        cut_after(patch, 1)
        with pytest.raises(PowerCut):
            work_off(wave_id)
    ana = Hand(world.actor("Ana"))

    ana.walks(ana.claims() or 0)
    assert state_of(Order, order) == "picking"
    assert wrong_books() == []
    work_off(wave_id)
    ana.walks(ana.claims() or 0)

    assert state_of(Order, order) == "picked"
    assert state_of(Wave, wave_id) == "done"
    assert line_counts(order) == [(16, 0, 0)]
    assert wrong_books() == []


def test_an_order_whose_rest_was_lost_in_the_middle_is_picked_as_far_as_it_goes(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleo.world.sets(cart_units=8)
    order = world.order({"CARD": 16})
    wave_id = cleo.plans()
    cleo.sends_out(wave_id)
    with monkeypatch.context() as patch:
        cut_after(patch, 1)
        with pytest.raises(PowerCut):
            work_off(wave_id)
    ana = Hand(world.actor("Ana"))
    ana.walks(ana.claims() or 0)
    world.do(lambda: doubt(world.stock("B-03-1", "CARD")))

    work_off(wave_id)

    assert state_of(Order, order) == "picked"
    assert line_counts(order) == [(8, 8, 0)]
    assert missing_of(order) == [("CARD", 8)]
    assert state_of(Wave, wave_id) == "done"
    assert wrong_books() == []
