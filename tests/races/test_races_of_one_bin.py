"""Several processes reach into one bin in the same moment, each for something else: the bin stays true for all."""

from collections import Counter

import pytest
from sqlalchemy import select

from app.counting.models import CountLine, Variance
from app.db import db
from app.inventory.models import Stock
from app.orders.models import OrderHold, OrderLine
from app.picking.blocked_lots import blocks_to_settle
from app.picking.models import PickLine, PickTask
from app.picking.queries import lines_of_task
from app.putting_away.models import PutAwayLine, PutAwayTask
from app.replenishing.commands import take_tote
from app.replenishing.models import RefillTask
from app.replenishing.queries import lines_of_task as stops_of
from app.walks.scans import StopScan
from tests.counting.conftest import have_counted
from tests.floor import Hand, fresh, release, right_scan, wrong_books
from tests.packing.orders import hand
from tests.putting_away.conftest import lay, raised
from tests.races import at_one_bin, at_refill, work
from tests.races.processes import PROCESSES, Processes
from tests.replenishing.conftest import FORWARD, RESERVE, rule, store
from tests.world import World

pytestmark = pytest.mark.slow


def picks_of(world: World, ana: Hand) -> list[tuple[int, StopScan]]:
    """What Ana has to pick, with her totes on the cart."""
    release(world.warehouse_id)
    task_id = ana.claims()
    assert task_id
    ana.binds_all(task_id)
    return [(line.id, right_scan(line)) for line in lines_of_task(fresh(PickTask, task_id))]


def test_the_last_room_of_a_bin_is_given_to_one_of_those_who_choose_it_at_once(
    world: World, processes: Processes
) -> None:
    for number in range(1, PROCESSES + 1):
        lay(world, f"T-{number:03}", {"MUG": 3})
        raised(world, f"T-{number:03}")
    eli = hand(world, "Eli")

    def large() -> None:
        mug = world.item("MUG")
        mug.length_mm = mug.width_mm = mug.height_mm = 100

    world.do(large)
    world.sets(bin_volume_l=3)
    task_id = work.claim_kind(eli, "put_away")
    lines = sorted(line.id for line in fresh(PutAwayTask, task_id or 0).lines)
    assert len(lines) == PROCESSES

    told = processes.at_once(at_one_bin.choose, [(eli, line_id, "LOC-A-02-1") for line_id in lines])

    assert Counter(told)["done"] == 1, told
    db.session.rollback()
    going = select(PutAwayLine).where(PutAwayLine.location_id == world.location("A-02-1").id)
    assert sum(line.quantity for line in db.session.scalars(going)) == 3
    assert wrong_books() == []


@pytest.mark.parametrize("turn", range(2))
def test_a_refill_puts_into_the_bin_out_of_which_a_picker_takes(turn: int, world: World, processes: Processes) -> None:
    store(world, "MUG", RESERVE, 40)
    rule(world, "MUG", FORWARD, 12, 25)
    eli, ana = hand(world, "Eli"), hand(world, "Ana")
    task_id = work.claim_kind(eli, "refill") or 0
    assert eli.does("tote", lambda actor: take_tote(db.session.get_one(RefillTask, task_id), "TOTE-012", actor)).ok
    stops = [
        (one.id, StopScan(bin=one.location.barcode, item=one.lot.item.barcodes[0].code, quantity=one.quantity))
        for one in stops_of(fresh(RefillTask, task_id))
    ]
    assert at_refill.refill(eli, stops[:1]) == {stops[0][0]: "done"}
    world.order({"MUG": 7})
    (pick,) = picks_of(world, ana)
    put = stops[1]

    calls = [(ana, True, *pick), (eli, False, *put), (ana, True, *pick), (eli, False, *put)]
    told = processes.at_once(at_one_bin.pick_or_put, calls)

    assert sorted(told) == sorted(["done", "done", "line_closed", "refill_stop_done"]), told
    db.session.rollback()
    assert world.on_hand(FORWARD, "MUG") == 10 + (put[1].quantity or 0) - 7
    assert wrong_books() == []


@pytest.mark.parametrize("turn", range(3))
def test_what_is_picked_while_its_bin_is_counted_is_no_variance(turn: int, world: World, processes: Processes) -> None:
    world.sets(count_tolerance_units=9)
    eli, ana = hand(world, "Eli"), hand(world, "Ana")
    for _ in range(PROCESSES - 1):
        world.order({"MUG": 1})
    picks = picks_of(world, ana)
    assert len(picks) == PROCESSES - 1
    have_counted(world, FORWARD, sku="MUG")
    task_id = eli.claims()
    line_id = db.session.scalars(select(CountLine.id).where(CountLine.walk_id == task_id)).one()
    db.session.rollback()

    count = (eli, False, line_id, StopScan(item="4006381333931"), 10)
    told = processes.at_once(at_one_bin.pick_or_count, [(ana, True, *pick, 0) for pick in picks] + [count])

    assert set(told) == {"done"}
    db.session.rollback()
    assert db.session.scalars(select(Variance)).all() == []
    assert world.on_hand(FORWARD, "MUG") == 10 - len(picks)
    assert wrong_books() == []


@pytest.mark.parametrize("turn", range(3))
def test_what_is_picked_while_its_lot_is_blocked_is_refused_or_its_order_is_held(
    turn: int, world: World, processes: Processes
) -> None:
    cleo, ana = hand(world, "Cleo"), hand(world, "Ana")
    orders = [world.order({"TEA": 1}) for _ in range(PROCESSES - 1)]
    picks = picks_of(world, ana)
    lot_id = world.lot("TEA", "L2").id
    db.session.rollback()

    calls = [(ana, line_id, scan, 0) for line_id, scan in picks] + [(cleo, 0, StopScan(), lot_id)]
    told = processes.at_once(at_one_bin.pick_or_block, calls)

    assert told[-1] == "done"
    assert set(told[:-1]) <= {"done", "lot_blocked_here"}
    for job in blocks_to_settle().values():
        job()
    db.session.rollback()
    assert [*db.session.scalars(select(Stock.id).where(Stock.lot_id == lot_id, Stock.reserved > 0))] == []
    with_it = select(OrderLine.order_id).join(PickLine, PickLine.order_line_id == OrderLine.id)
    with_it = with_it.where(PickLine.lot_id == lot_id)
    held = set(db.session.scalars(select(OrderHold.order_id).where(OrderHold.released_at.is_(None))))
    assert set(db.session.scalars(with_it.where(PickLine.picked > 0))) <= held
    assert len(orders) == len(picks)
    assert wrong_books() == []
