"""Leads and pickers reach for the same task in the same moment."""

from collections import Counter

import pytest
from sqlalchemy import select, update

from app.db import db, transaction
from app.operations import Actor
from app.picking.models import LineMove, Pick, PickLine, PickTask
from app.walks.models import Holding, Walk
from app.warehouse.models import Warehouse
from tests.floor import Hand, fresh, release, wrong_books
from tests.races import work
from tests.races.processes import PROCESSES, Processes
from tests.races.test_races import count, pickers, scans_of
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def lead(world: World) -> Hand:
    return Hand(Actor(worker_id=world.workers["Cleo"], warehouse_id=world.warehouse_id))


def set_places(count: int) -> None:
    with transaction() as session:
        session.execute(update(Warehouse).values(settings={"cart_places": count}))


def test_of_four_leads_who_give_one_task_away_one_does_and_the_others_are_told_who_has_it(
    world: World, processes: Processes, lead: Hand
) -> None:
    world.order({"CARD": 1})
    (task_id,) = release(world.warehouse_id)
    hands = pickers(world, PROCESSES)

    told = processes.at_once(work.give, [(lead, task_id, hand.actor.worker_id) for hand in hands])

    holder = fresh(PickTask, task_id).holder
    assert holder.id in {hand.actor.worker_id for hand in hands}
    assert told[[hand.actor.worker_id for hand in hands].index(holder.id)][0] == "done"
    for code, words in told:
        assert code == "done" or (code == "walk_moved" and "has it now" in words)
    assert wrong_books() == []


@pytest.mark.parametrize("turn", range(3))
def test_a_lead_splits_while_the_picker_confirms_and_each_line_is_picked_once_on_one_walk(
    turn: int, world: World, processes: Processes, lead: Hand
) -> None:
    for _ in range(5):
        world.order({"CARD": 1, "MUG": 1})
    release(world.warehouse_id)
    (ana,) = pickers(world, 1)
    task_id = ana.claims()
    assert task_id
    ana.binds_all(task_id)
    scans = scans_of(task_id)

    told = processes.at_once(
        work.pick_or_split, [(ana, scans, turn), (lead, task_id, None), (ana, scans[:3], turn), (ana, scans[-3:], turn)]
    )

    assert told[1][0] in ("done", "nothing_to_split")
    done = Counter(code for one in (told[0], told[2], told[3]) for code in one.values())
    assert done["done"] == count(Pick) > 0
    for line_id, _ in scans:
        line = fresh(PickLine, line_id)
        assert line.picked + line.to_pick == 1
        assert fresh(PickTask, line.walk_id).state != "cancelled" or line.to_pick == 0
    assert wrong_books() == []


def test_a_task_is_merged_or_begun_never_both(world: World, processes: Processes, lead: Hand) -> None:
    for sku in ("TEA", "CARD"):
        world.order({sku: 1})
    set_places(1)
    one, other = release(world.warehouse_id)
    set_places(6)
    hands = pickers(world, 2)

    told = processes.at_once(
        work.claim_or_merge, [([hands[0]], 0, 0), (lead, one, other), ([hands[1]], 0, 0), (lead, other, one)]
    )

    merges = sum(code == "done" for code in (told[1], told[3]))
    open_lines = select(PickLine.id).join(PickTask, PickTask.id == PickLine.walk_id)
    assert db.session.scalars(open_lines.where(PickTask.state == "cancelled")).all() == []
    assert count(Walk, Walk.state == "active") == count(Holding)
    assert count(LineMove) == merges <= 1
    assert wrong_books() == []
