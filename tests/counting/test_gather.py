"""Raised counts are gathered onto walks of a zone, as many stops as one walk has, what orders wait for first."""

import pytest
from sqlalchemy import select

from app.counting.gathering import counts_to_gather, gather
from app.counting.models import CountTask
from app.db import db
from app.inventory.commands import doubt
from app.operations import Actor
from app.walks.commands import assign
from app.walks.errors import LooksAgain, MayNotHold
from app.walks.queries import walks_waiting
from app.warehouse.blocking import block_aisle
from app.warehouse.models import Warehouse
from tests.counting.conftest import MUG, Counter, have_counted, have_places_counted, typed
from tests.world import SYSTEM, World


def tasks() -> list[CountTask]:
    db.session.rollback()
    return list(db.session.scalars(select(CountTask).order_by(CountTask.id)))


def test_counts_are_along_the_path_and_cut_into_walks(world: World) -> None:
    world.sets(count_stops=4)
    have_places_counted(world, "A\nB-01-1")
    gather(world.warehouse_id)

    made = tasks()

    assert {len(task.lines) for task in made[:-1]} == {4}
    assert len({line.location_id for task in made for line in task.lines}) == sum(len(task.lines) for task in made)
    bays = [line.location.cell for line in made[0].lines]
    assert bays in (sorted(bays, key=lambda cell: cell or 0), sorted(bays, key=lambda cell: -(cell or 0)))
    assert not counts_to_gather()


def test_what_is_raised_later_comes_onto_a_walk_that_nobody_has_begun(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "B-03-1", sku="CARD")
    assert len(tasks()) == 1
    eli.claim()

    have_counted(world, "C-02-1", sku="MUG")

    assert [len(task.lines) for task in tasks()] == [2, 1]


def test_stock_in_doubt_that_orders_wait_for_is_counted_first(world: World, eli: Counter) -> None:
    have_counted(world, "B-03-1", sku="CARD")
    world.do(lambda: doubt(world.stock("A-01-1", "MUG")))
    world.order({"MUG": 9})
    have_counted(world, "A-01-1", sku="MUG")

    eli.claim()

    assert [stop.bin_address for stop in eli.document.stops] == ["A-01-1"]


def test_what_nobody_reaches_waits_until_its_aisle_is_open(world: World) -> None:
    warehouse = world.warehouse_id
    world.do(lambda: block_aisle(db.session.get_one(Warehouse, warehouse), "A", None, "", SYSTEM))
    have_counted(world, "A-01-1", sku="MUG")

    assert tasks() == []
    assert not counts_to_gather()


def test_the_walk_of_a_second_count_is_neither_offered_nor_given_to_who_counted_first(
    world: World, eli: Counter, finn: Counter
) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 8))
    eli.end()
    second = tasks()[-1].id
    assert walks_waiting(world.workers["Eli"], world.warehouse_id, {"stock"}) == (0, 0)
    assert walks_waiting(world.workers["Finn"], world.warehouse_id, {"stock"}) == (0, 1)

    def give(name: str) -> None:
        lead = Actor(worker_id=world.workers["Cleo"], warehouse_id=world.warehouse_id)
        assign(db.session.get_one(CountTask, second), world.worker(name), lead)

    with pytest.raises(LooksAgain):
        world.do(lambda: give("Eli"))
    with pytest.raises(MayNotHold):
        world.do(lambda: give("Ana"))
    world.do(lambda: give("Finn"))
    assert tasks()[-1].holder_id == world.workers["Finn"]


def test_a_picker_is_given_no_walk_of_counting(world: World) -> None:
    have_counted(world, "A-01-1", sku="MUG")

    assert walks_waiting(world.workers["Ana"], world.warehouse_id, {"picker"}) == (0, 0)
