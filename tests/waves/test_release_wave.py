"""A release: which walks a wave becomes, and what is told of it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.picking.queries import lines_of_task
from app.planning.layout import Cell, Crossing
from app.planning.paths import walk_metres
from app.warehouse.layout import layout_of
from app.warehouse.models import Warehouse
from app.waves.models import Wave
from tests.floor import Hand, fresh, wrong_books
from tests.waves.conftest import Lead, line_counts, missing_of, picked_for, state_of, tasks_of, walk_of
from tests.world import World

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


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


def test_single_gives_each_order_a_walk_of_its_own(world: World, cleo: Lead) -> None:
    orders = [world.order({"CARD": 1}) for _ in range(3)]

    tasks = tasks_of(cleo.releases(mode="single"))

    assert [[place.order_id for place in task.places] for task in tasks] == [[order] for order in orders]


def test_a_cart_takes_no_more_orders_than_it_has_places(world: World, cleo: Lead) -> None:
    cleo.world.sets(cart_places=2)
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


def test_a_cart_without_limits_carries_all(world: World, cleo: Lead) -> None:
    cleo.world.sets(cart_units=0, cart_volume_l=0, cart_weight_kg=0)
    world.order({"CARD": 20, "MUG": 14})

    assert len(tasks_of(cleo.releases())) == 1


def test_an_order_that_is_more_than_a_cart_carries_gets_several_walks(world: World, cleo: Lead) -> None:
    cleo.world.sets(cart_units=8)
    order = world.order({"CARD": 19, "MUG": 3})

    wave_id = cleo.releases()

    loads = [sum(units for _, _, units in walk_of(task)) for task in tasks_of(wave_id)]
    assert sum(loads) == 22
    assert max(loads) <= 8
    assert line_counts(order) == [(19, 0, 0), (3, 0, 0)]
    assert wrong_books() == []


def test_a_warehouse_without_a_layout_walks_by_address(world: World, cleo: Lead) -> None:
    def forget() -> None:
        db.session.get_one(Warehouse, world.warehouse_id).layout = None

    world.do(forget)
    world.order({"TEA": 1, "CARD": 1, "MUG": 1})

    [task] = tasks_of(cleo.releases())

    assert [address for _, address, _ in walk_of(task)] == ["A-01-1", "B-03-1", "D-05-1"]
    assert task.metres == 0


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
