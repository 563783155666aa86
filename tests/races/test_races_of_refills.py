"""Several processes refill, raise refills and release waves in the same moment: nothing is promised or moved twice."""

from collections import Counter

import pytest
from sqlalchemy import select

from app.db import db
from app.replenishing.commands import take_tote
from app.replenishing.models import RefillTask, RefillWait
from app.replenishing.queries import lines_of_task
from app.walks.commands import claim_next
from app.walks.scans import StopScan
from tests.floor import Hand, fresh, wrong_books
from tests.races import at_refill
from tests.races.processes import PROCESSES, Processes
from tests.replenishing.conftest import FORWARD, RESERVE, refills, rule, store
from tests.waves.conftest import Lead, line_counts
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def eli(world: World) -> Hand:
    world.client("Eli")
    return Hand(world.actor("Eli"))


def begun(hand: Hand) -> int:
    """The refill that Eli walks, with its tote."""
    task_id: int = hand.does("claim", claim_next).result["task_id"]
    taken = hand.does("tote", lambda actor: take_tote(db.session.get_one(RefillTask, task_id), "TOTE-009", actor))
    assert taken.ok
    return task_id


def scans_of(task_id: int) -> list[tuple[int, StopScan]]:
    return [
        (
            line.id,
            StopScan(bin=line.location.barcode, item=line.lot.item.barcodes[0].code, quantity=line.quantity),
        )
        for line in lines_of_task(fresh(RefillTask, task_id))
    ]


def test_four_devices_of_one_keeper_take_and_put_the_same_units_and_each_goes_once(
    world: World, processes: Processes, eli: Hand
) -> None:
    store(world, "MUG", RESERVE, 40)
    rule(world, "MUG", FORWARD, 12, 25)
    scans = scans_of(begun(eli))

    told = processes.at_once(at_refill.refill, [(eli, scans)] * PROCESSES)

    for line_id, _ in scans:
        assert Counter(codes[line_id] for codes in told) == {"done": 1, "refill_stop_done": PROCESSES - 1}
    db.session.rollback()
    assert (world.on_hand(FORWARD, "MUG"), world.on_hand(RESERVE, "MUG")) == (25, 25)
    assert wrong_books() == []


def test_a_need_that_four_processes_see_at_once_is_raised_once(world: World, processes: Processes) -> None:
    rule_id = rule(world, "MUG", FORWARD, 12, 25)
    store(world, "MUG", RESERVE, 40)

    told = processes.at_once(at_refill.raise_one, [(rule_id,)] * PROCESSES)

    assert sorted(told) == [0, 0, 0, 15]
    assert [refill.quantity for refill in refills()] == [15]
    assert world.stock(RESERVE, "MUG").reserved == 15
    assert wrong_books() == []


@pytest.mark.parametrize("turn", range(3))
def test_a_wave_goes_out_and_an_undo_is_asked_for_while_its_items_are_put(
    turn: int, world: World, processes: Processes, eli: Hand
) -> None:
    store(world, "MUG", RESERVE, 40)
    rule(world, "MUG", FORWARD, 12, 25)
    task_id = begun(eli)
    takes, puts = scans_of(task_id)
    assert at_refill.refill(eli, [takes]) == {takes[0]: "done"}
    orders = [world.order({"MUG": 10}) for _ in range(4)]
    cleo = Lead(world)
    wave_id = cleo.plans()
    cleo.sends_out(wave_id)

    calls = [
        (eli, [puts], 0, 0),
        (eli, [], wave_id, 0),
        (eli, [], wave_id, 0),
        (eli, [puts], 0, task_id if turn else 0),
    ]
    told = processes.at_once(at_refill.refill_release_or_undo, calls)

    assert told[1:3] == ["released", "released"]
    counted = [line_counts(order_id)[0] for order_id in orders]
    waiting = sum(one.units for one in db.session.scalars(select(RefillWait)) if one.outcome == "waiting")
    assert sum(allocated for allocated, _, _ in counted) + waiting == 40
    assert [short for _, short, _ in counted] == [0] * 4, "reserve has enough for all"
    assert wrong_books() == []
