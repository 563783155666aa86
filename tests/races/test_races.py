"""Several processes reach for the same thing in the same moment: one gets it, the others are told."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from app.db import db, transaction
from app.inventory.models import Allocation, Stock, StockMovement
from app.operations import Actor
from app.orders.models import Order, OrderLine
from app.picking.models import Pick, PickLine, PickTask
from app.picking.queries import lines_of_task
from app.walks.models import Holding, Walk
from app.walks.scans import StopScan
from app.warehouse.models import STAGING, Warehouse
from app.warehouse.queries import locations_of_kind
from app.waves.choice import Choice
from app.waves.commands import plan_wave
from app.workers.commands import enlist_worker
from tests.floor import Hand, fresh, release, right_scan, wrong_books
from tests.races import work
from tests.races.processes import PROCESSES, Processes
from tests.world import SYSTEM, World

pytestmark = pytest.mark.slow

FOUR = range(PROCESSES)


@pytest.fixture
def ana(world: World) -> Hand:
    world.client("Ana")
    return Hand(world.actor("Ana"))


@pytest.fixture
def walk(world: World, ana: Hand) -> list[tuple[int, StopScan]]:
    """Ana's walk with totes on the cart: eight orders of a card each, and what to scan at each line."""
    for _ in range(6):
        world.order({"CARD": 1, "MUG": 1})
    release(world.warehouse_id)
    task_id = ana.claims()
    assert task_id
    ana.binds_all(task_id)
    return scans_of(task_id)


def scans_of(task_id: int) -> list[tuple[int, StopScan]]:
    return [(line.id, right_scan(line)) for line in lines_of_task(fresh(PickTask, task_id))]


def pickers(world: World, count: int) -> list[Hand]:
    with transaction():
        roles = {world.warehouse_id: ["picker"]}
        workers = [enlist_worker(f"Picker {number}", "en", roles, SYSTEM)[0] for number in range(count)]
        db.session.flush()
        return [Hand(Actor(worker_id=one.id, warehouse_id=world.warehouse_id)) for one in workers]


def count(model: type[object], *conditions: object) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0  # type: ignore[arg-type]


def split_orders(world: World, orders: int) -> list[int]:
    """Orders of two units for carts that hold one: each is on two walks. The ids of the walks."""
    with transaction() as session:
        session.execute(update(Warehouse).values(settings={"cart_units": 1}))
    for _ in range(orders):
        world.order({"CARD": 1, "MUG": 1})
    release(world.warehouse_id)
    return list(db.session.scalars(select(PickTask.id).order_by(PickTask.id)))


def test_four_processes_claim_the_same_free_tasks_and_no_two_get_the_same(world: World, processes: Processes) -> None:
    for _ in range(14):
        world.order({"CARD": 1})
    release(world.warehouse_id, mode="single")
    hands = pickers(world, 20)

    given = processes.at_once(work.claim, [(hands[start::PROCESSES],) for start in FOUR])

    got = [task_id for claimed in given for task_id in claimed if task_id]
    assert len(got) == len(set(got)) == 14
    assert count(Holding) == 14
    assert wrong_books() == []


def test_a_worker_who_asks_on_four_devices_at_once_gets_one_walk(world: World, processes: Processes, ana: Hand) -> None:
    for _ in range(4):
        world.order({"CARD": 1})
    release(world.warehouse_id, mode="single")

    given = processes.at_once(work.claim, [([ana],)] * PROCESSES)

    assert len({task_id for claimed in given for task_id in claimed}) == 1
    assert count(Walk, Walk.state == "active") == 1
    assert wrong_books() == []


def test_four_devices_of_one_holder_confirm_the_same_lines_and_each_is_picked_once(
    walk: list[tuple[int, StopScan]], processes: Processes, ana: Hand, world: World
) -> None:
    told = processes.at_once(work.pick, [(ana, walk, seed) for seed in FOUR])

    for line_id, _ in walk:
        assert Counter(codes[line_id] for codes in told) == {"done": 1, "line_closed": PROCESSES - 1}
    assert count(Pick) == len(walk)
    assert world.on_hand("B-03-1", "CARD") == 14
    assert wrong_books() == []


def test_threads_of_one_process_wait_their_turn_and_pick_each_line_once(
    walk: list[tuple[int, StopScan]], ana: Hand, world: World
) -> None:
    told: list[dict[int, str]] = []
    start = Barrier(8)

    def device(seed: int) -> None:
        with world.app.app_context():
            start.wait()
            told.append(work.pick(ana, walk, seed))

    run_threads(device, 8)

    for line_id, _ in walk:
        assert Counter(codes[line_id] for codes in told) == {"done": 1, "line_closed": 7}
    assert wrong_books() == []


def run_threads(target: Callable[[int], None], number: int) -> None:
    threads = [Thread(target=target, args=(seed,)) for seed in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_four_waves_allocate_the_last_units_and_never_beyond_what_is_there(world: World, processes: Processes) -> None:
    for _ in range(24):
        world.order({"MUG": 1, "CARD": 1})  # there are 14 mugs and 20 cards
    with transaction() as session:
        warehouse = session.get_one(Warehouse, world.warehouse_id)
        waves = [plan_wave(warehouse, Choice(mode="single", limit=6), SYSTEM).id for _ in FOUR]
    hand = Hand(Actor(warehouse_id=world.warehouse_id))

    assert processes.at_once(work.put_up, [(hand, wave_id) for wave_id in waves]) == ["done"] * PROCESSES

    db.session.rollback()
    by_sku = (
        select(OrderLine.sku, func.sum(Allocation.quantity))
        .join(Allocation, Allocation.order_line_id == OrderLine.id)
        .group_by(OrderLine.sku)
    )
    assert {tuple(kept) for kept in db.session.execute(by_sku)} == {("MUG", 14), ("CARD", 20)}
    assert count(Stock, Stock.guarded, Stock.reserved > Stock.on_hand) == 0
    assert wrong_books() == []


def test_four_workers_on_one_release_do_it_once(world: World, processes: Processes) -> None:
    for _ in range(9):
        world.order({"MUG": 1, "CARD": 1})
    with transaction() as session:
        wave_id = plan_wave(session.get_one(Warehouse, world.warehouse_id), Choice(mode="single"), SYSTEM).id
    hand = Hand(Actor(warehouse_id=world.warehouse_id))

    codes = processes.at_once(work.put_up, [(hand, wave_id)] * PROCESSES)

    assert "done" in codes
    assert count(PickTask) == 9
    assert db.session.scalar(select(func.sum(OrderLine.allocated))) == 18
    assert wrong_books() == []


def test_one_operation_from_four_processes_at_once_has_one_effect_and_one_answer(
    walk: list[tuple[int, StopScan]], processes: Processes, ana: Hand
) -> None:
    for line_id, scan in walk[:5]:
        named = str(uuid4())
        told = processes.at_once(work.pick_as, [(ana, line_id, scan, named)] * PROCESSES)

        assert [answer[:3] for answer in told] == [("done", 200, told[0][2])] * PROCESSES
        assert sorted(answer[3] for answer in told) == [False, True, True, True]
        assert fresh(PickLine, line_id).picked == 1
        assert count(StockMovement, StockMovement.operation_id == named) == 1
    assert wrong_books() == []


def test_two_pickers_who_begin_one_order_at_once_note_its_beginning_once(world: World, processes: Processes) -> None:
    tasks = split_orders(world, 3)
    hands = pickers(world, len(tasks))
    calls = []
    for hand in hands:
        task_id = hand.claims()
        assert task_id
        hand.binds_all(task_id)
        calls.append((hand, scans_of(task_id), 0))

    for first in range(0, len(calls), 2):
        told = processes.at_once(work.pick, [*calls[first : first + 2], *[(calls[0][0], [], 0)] * 2])
        assert [code for codes in told for code in codes.values()] == ["done", "done"]

    assert count(Order, Order.state == "picking") == 3
    assert wrong_books() == []


def test_an_order_whose_last_two_walks_end_at_once_is_picked(world: World, processes: Processes) -> None:
    tasks = split_orders(world, 3)
    hands = pickers(world, len(tasks))
    lane = locations_of_kind(world.warehouse_id, STAGING)[0].barcode
    calls = []
    for hand in hands:
        task_id = hand.claims()
        assert task_id
        hand.binds_all(task_id)
        assert {hand.picks(line_id, scan).code for line_id, scan in scans_of(task_id)} == {"done"}
        calls.append((hand, task_id, lane))

    for first in range(0, len(calls), 2):
        told = processes.at_once(work.stage, [*calls[first : first + 2], *[calls[first]] * 2])
        assert Counter(told)["done"] >= 2

    assert count(Order, Order.state == "picked") == 3
    assert wrong_books() == []
