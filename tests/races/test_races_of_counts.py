"""Several processes count, move and decide in the same moment: each difference is in the book once."""

from collections import Counter as Tally

import pytest
from sqlalchemy import func, select

from app.counting.models import CountEntry, CountLine, Variance
from app.db import db
from app.inventory.models import StockMovement
from tests.counting.conftest import MUG, enlist_finn, have_counted
from tests.floor import Hand, fresh, wrong_books
from tests.races import counting
from tests.races.processes import PROCESSES, Processes
from tests.world import World

pytestmark = pytest.mark.slow


def hand(world: World, name: str) -> Hand:
    world.client(name)
    return Hand(world.actor(name))


def on_a_walk(world: World, one: Hand) -> int:
    """The stop that the worker has to count now."""
    task_id = one.claims()
    line_id = db.session.scalars(select(CountLine.id).where(CountLine.walk_id == task_id)).one()
    db.session.rollback()
    return line_id


def test_four_devices_of_one_holder_count_the_same_bin_and_one_count_stands(world: World, processes: Processes) -> None:
    world.sets(count_tolerance_units=9)
    have_counted(world, "A-01-1", sku="MUG")
    eli = hand(world, "Eli")
    line_id = on_a_walk(world, eli)

    told = processes.at_once(counting.count, [(eli, line_id, MUG, units) for units in (8, 8, 7, 7)])

    assert Tally(told) == {"done": 1, "counted_already": PROCESSES - 1}
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(CountEntry)) == 1
    (variance,) = db.session.scalars(select(Variance))
    assert world.on_hand("A-01-1", "MUG") == 10 + variance.units
    assert wrong_books() == []


@pytest.mark.parametrize("turn", range(3))
def test_units_that_leave_while_a_count_arrives_are_in_the_count_or_make_it_a_recount(
    turn: int, world: World, processes: Processes
) -> None:
    world.sets(count_tolerance_units=9)
    have_counted(world, "A-01-1", sku="MUG")
    eli, ana = hand(world, "Eli"), hand(world, "Ana")
    line_id = on_a_walk(world, eli)
    ends = world.location("A-01-1").id, world.location("A-02-1").id
    lot_id = world.lot("MUG").id
    db.session.rollback()

    moving = (ana, 0, MUG, 0, lot_id, ends)
    told = processes.at_once(counting.count_or_move, [moving, (eli, line_id, MUG, 10, lot_id, ends), moving, moving])

    assert set(told) == {"done"}
    db.session.rollback()
    line = fresh(CountLine, line_id)
    posted = db.session.scalar(select(func.sum(Variance.units)).where(Variance.state == "posted")) or 0
    assert world.on_hand("A-01-1", "MUG") == 7 + posted
    if line.outcome == "moved":
        assert posted == 0
    else:
        assert fresh(CountLine, line_id).entries[0].booked == 10 - posted
    assert wrong_books() == []


def test_four_leads_post_the_same_variance_and_it_is_in_the_ledger_once(world: World, processes: Processes) -> None:
    enlist_finn(world)
    have_counted(world, "A-01-1", sku="MUG")
    for name in ("Eli", "Finn"):
        one = hand(world, name)
        assert counting.count(one, on_a_walk(world, one), MUG, 1) == "done"
    db.session.rollback()
    variance_id = db.session.scalars(select(Variance.id)).one()
    cleo = hand(world, "Cleo")

    told = processes.at_once(counting.post, [(cleo, variance_id)] * PROCESSES)

    assert Tally(told) == {"done": 1, "variance_decided": PROCESSES - 1}
    db.session.rollback()
    moved = select(func.count()).select_from(StockMovement).where(StockMovement.reason == "count")
    assert db.session.scalar(moved) == 1
    assert world.on_hand("A-01-1", "MUG") == 1
    assert wrong_books() == []
