"""A release: who gets the stock, from which bins, on which walks; and what is said about what is missing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.catalog.models import ItemPolicy
from app.db import db
from app.inventory.commands import doubt, lot_of, receive, reserve
from app.operations.models import AuditEntry
from app.orders.holds import hold_order, open_holds
from app.orders.models import Order, OrderLine
from app.picking.queries import lines_of_task
from app.planning.carts import plan_carts
from app.planning.layout import Cell, Crossing
from app.planning.paths import walk_metres
from app.warehouse.layout import layout_of
from app.warehouse.models import Warehouse, Zone
from app.waves.models import Wave, WaveOrder
from app.waves.release import work_off
from app.waves.tasks import put_up
from tests.floor import Hand, fresh, wrong_books
from tests.waves.conftest import Lead, line_counts, orders_in, picked_for, state_of, tasks_of, walk_of
from tests.waves.test_plan_wave import side_by_side
from tests.world import SYSTEM, World

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def missing_of(order_id: int) -> list[tuple[str, int]]:
    holds = open_holds(fresh(Order, order_id))
    return [(hold.params["sku"], hold.params["quantity"]) for hold in holds if hold.reason == "short"]


def test_a_wave_becomes_a_walk_in_path_order_with_one_order_to_a_place(world: World, cleo: Lead) -> None:
    first = world.order({"TEA": 1, "MUG": 2}, ship_by=NOON, priority=3)
    second = world.order({"CARD": 3, "MUG": 1})

    wave_id = cleo.releases()

    [task] = tasks_of(wave_id)
    assert (task.state, task.mode, task.priority, task.due_at, task.holder_id) == ("free", "cart", 3, NOON, None)
    assert [(place.position, place.order_id) for place in task.places] == [(1, first), (2, second)]
    assert [(position, address) for position, address, _ in walk_of(task)] == [
        (1, "A-01-1"),
        (2, "A-01-1"),
        (3, "B-03-1"),
        (4, "D-05-1"),
    ]
    assert state_of(Wave, wave_id) == "released"
    assert [state_of(Order, order) for order in (first, second)] == ["waved", "waved"]
    assert line_counts(first) == [(1, 0, 0), (2, 0, 0)]
    assert world.stock("A-01-1", "MUG").reserved == 3
    assert missing_of(first) == []
    assert wrong_books() == []


def test_the_walk_is_as_long_as_it_says_from_the_depot_to_the_lane(world: World, cleo: Lead) -> None:
    world.order({"TEA": 1, "MUG": 2, "CARD": 1})

    [task] = tasks_of(cleo.releases())

    layout = layout_of(db.session.get_one(Warehouse, world.warehouse_id))
    assert layout
    assert task.end
    assert task.end.address in layout.lanes
    cells = [Cell(line.location.aisle or 0, line.location.cell or 0) for line in lines_of_task(task)]
    assert task.metres == pytest.approx(walk_metres(layout, [Crossing(0, 0), *cells, layout.lanes[task.end.address]]))


def test_what_was_received_first_is_taken_first(world: World, cleo: Lead) -> None:
    def age() -> None:
        world.stock("A-01-1", "MUG").received_at = NOON
        world.stock("C-02-1", "MUG").received_at = NOON - timedelta(days=2)

    world.do(age)
    world.order({"MUG": 5})

    [task] = tasks_of(cleo.releases())

    assert {address: units for _, address, units in walk_of(task)} == {"C-02-1": 4, "A-01-1": 1}


def test_an_item_has_its_own_strategy(world: World, cleo: Lead) -> None:
    """The older lot of tea expires later; by fefo the other one goes first."""

    def choose() -> None:
        db.session.add(ItemPolicy(warehouse_id=world.warehouse_id, item_id=world.item("TEA").id, strategy="fefo"))
        world.stock("D-05-1", "TEA", "L1").received_at = NOON - timedelta(days=9)

    world.do(choose)
    world.order({"TEA": 6})

    [task] = tasks_of(cleo.releases())

    assert {line.lot.code: line.quantity for line in lines_of_task(task)} == {"L2": 5, "L1": 1}


def test_expired_doubted_blocked_and_reserve_stock_is_left_alone(world: World, cleo: Lead) -> None:
    def spoil() -> None:
        tea = world.item("TEA")
        receive(tea, lot_of(tea, "OLD", date(2020, 1, 1)), 9, world.location("A-02-1"), SYSTEM)
        receive(world.item("CARD"), world.lot("CARD"), 9, world.location("A-02-2"), SYSTEM)
        db.session.flush()
        doubt(world.stock("A-01-1", "MUG"))
        world.location("B-03-1").blocked = True

    world.do(spoil)
    order = world.order({"TEA": 12, "MUG": 6, "CARD": 2})

    cleo.releases()

    assert line_counts(order) == [(10, 2, 0), (4, 2, 0), (0, 2, 0)]
    assert missing_of(order) == [("TEA", 2), ("MUG", 2), ("CARD", 2)]
    assert wrong_books() == []


def test_an_order_that_gets_nothing_leaves_the_wave_and_says_what_it_lacks(world: World, cleo: Lead) -> None:
    unlucky, lucky = world.order({"CARD": 1, "MUG": 50}, priority=0), world.order({"CARD": 20, "MUG": 14}, priority=9)

    wave_id = cleo.releases()

    assert orders_in(wave_id) == [lucky]
    assert state_of(Order, unlucky) == "open"
    assert line_counts(unlucky) == [(0, 0, 1), (0, 0, 50)]
    assert missing_of(unlucky) == [("CARD", 1), ("MUG", 50)]
    assert {order for task in tasks_of(wave_id) for order in picked_for(task)} == {lucky}
    assert wrong_books() == []


def test_an_order_that_can_be_filled_whole_gets_the_last_units(world: World, cleo: Lead) -> None:
    greedy, modest = world.order({"CARD": 25}, priority=9), world.order({"CARD": 18})

    cleo.releases()

    assert line_counts(modest) == [(18, 0, 0)]
    assert line_counts(greedy) == [(2, 23, 0)]
    assert missing_of(greedy) == [("CARD", 23)]


def test_where_whole_orders_do_not_go_first_the_most_urgent_gets_the_last_units(world: World, cleo: Lead) -> None:
    cleo.sets(whole_orders_first=False)
    greedy, modest = world.order({"CARD": 25}, priority=9), world.order({"CARD": 18})

    cleo.releases()

    assert line_counts(greedy) == [(20, 5, 0)]
    assert line_counts(modest) == [(0, 0, 18)]


def test_a_wave_for_which_there_is_nothing_ends_without_a_task(world: World, cleo: Lead) -> None:
    first, second = world.order({"CARD": 20}), world.order({"CARD": 1})
    cleo.releases(limit=1)

    wave_id = cleo.releases()

    assert tasks_of(wave_id) == []
    assert state_of(Wave, wave_id) == "done"
    assert missing_of(second) == [("CARD", 1)]
    assert missing_of(first) == []
    assert wrong_books() == []


def test_single_gives_each_order_a_walk_of_its_own(world: World, cleo: Lead) -> None:
    orders = [world.order({"CARD": 1}) for _ in range(3)]

    tasks = tasks_of(cleo.releases(mode="single"))

    assert [[place.order_id for place in task.places] for task in tasks] == [[order] for order in orders]


def test_a_cart_takes_no_more_orders_than_it_has_places(world: World, cleo: Lead) -> None:
    cleo.sets(cart_places=2)
    orders = [world.order({"CARD": 1}) for _ in range(5)]

    tasks = tasks_of(cleo.releases())

    assert [len(task.places) for task in tasks] == [2, 2, 1]
    assert sorted(order for task in tasks for order in picked_for(task)) == orders


def test_bulk_picks_for_all_orders_at_one_stop_into_common_totes(world: World, cleo: Lead) -> None:
    orders = {world.order({"CARD": 2}) for _ in range(8)}

    [task] = tasks_of(cleo.releases(mode="bulk"))

    assert [(place.position, place.order_id) for place in task.places] == [(1, None)]
    assert {position for position, _, _ in walk_of(task)} == {1}
    assert picked_for(task) == orders
    assert wrong_books() == []


def test_an_order_that_is_more_than_a_cart_carries_gets_several_walks(world: World, cleo: Lead) -> None:
    cleo.sets(cart_units=8)
    order = world.order({"CARD": 19, "MUG": 3})

    wave_id = cleo.releases()

    loads = [sum(units for _, _, units in walk_of(task)) for task in tasks_of(wave_id)]
    assert sum(loads) == 22
    assert max(loads) <= 8
    assert line_counts(order) == [(19, 0, 0), (3, 0, 0)]
    assert wrong_books() == []


def test_a_zone_wave_takes_from_its_zone_first(world: World, cleo: Lead) -> None:
    def open_zone() -> None:
        zone = Zone(warehouse_id=world.warehouse_id, code="C", name="Back")
        db.session.add(zone)
        db.session.flush()
        world.location("C-02-1").zone_id = zone.id

    world.do(open_zone)
    world.order({"MUG": 5})

    [task] = tasks_of(cleo.releases(zone="C"))

    assert {address: units for _, address, units in walk_of(task)} == {"C-02-1": 4, "A-01-1": 1}


def test_a_warehouse_without_a_layout_walks_by_address(world: World, cleo: Lead) -> None:
    def forget() -> None:
        db.session.get_one(Warehouse, world.warehouse_id).layout = None

    world.do(forget)
    world.order({"TEA": 1, "CARD": 1, "MUG": 1})

    [task] = tasks_of(cleo.releases())

    assert [address for _, address, _ in walk_of(task)] == ["A-01-1", "B-03-1", "D-05-1"]
    assert task.metres == 0


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


def test_every_change_of_a_release_is_in_the_audit(world: World, cleo: Lead) -> None:
    order = world.order({"CARD": 1})

    wave_id = cleo.releases()

    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.entity.in_(("waves", "orders", "pick_tasks")))
    ).all()
    told = [(entry.entity, entry.entity_id, entry.change, entry.worker_id) for entry in entries]
    lead = world.workers["Cleo"]
    [task] = tasks_of(wave_id)
    for expected in (
        ("waves", wave_id, "planned", lead),
        ("waves", wave_id, "releasing", lead),
        ("orders", order, "waved", None),
        ("pick_tasks", task.id, "put up", None),
        ("waves", wave_id, "released", None),
    ):
        assert told.count(expected) == 1


def test_a_wave_is_done_when_its_last_task_is_staged(world: World, cleo: Lead) -> None:
    for _ in range(2):
        world.order({"CARD": 1})
    wave_id = cleo.releases(mode="single")
    ana = Hand(world.actor("Ana"))

    for left in (1, 0):
        task_id = ana.claims()
        assert task_id
        ana.walks(task_id)
        assert state_of(Wave, wave_id) == ("released" if left else "done")

    assert fresh(Wave, wave_id).done_at is not None
    assert wrong_books() == []


def between_plan_and_writing(monkeypatch: pytest.MonkeyPatch, command: Callable[[], None]) -> None:
    """Somebody else acts once, when the release has planned and not yet written."""
    waiting = [command]

    def plan_then(*given: object) -> object:
        carts = plan_carts(*given)  # type: ignore[arg-type]
        while waiting:
            waiting.pop()()
        return carts

    monkeypatch.setattr("app.waves.release.plan_carts", plan_then)


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

    def put_up_or_end(*given: object) -> None:
        put_up(*given)  # type: ignore[arg-type]
        done.append(1)
        if len(done) > writes:
            raise PowerCut

    monkeypatch.setattr("app.waves.release.put_up", put_up_or_end)


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_release_that_was_cut_off_goes_on_and_nothing_is_doubled(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    cleo.sets(cart_units=8)
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
