"""Several processes put the same things back in the same moment: each unit goes back once."""

from collections import Counter

import pytest
from sqlalchemy import select

from app.db import db
from app.operations import Actor
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.picking.models import Pick, PickTask
from app.picking.queries import lines_of_task
from app.putting_back.models import PutBackTask
from app.putting_back.queries import lines_of_task as lines_to_put_back
from app.walks.scans import StopScan
from tests.floor import Hand, fresh, release, right_scan, wrong_books
from tests.races import work
from tests.races.processes import PROCESSES, Processes
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def hands(world: World) -> tuple[Hand, Hand]:
    """Ana picks, Ben puts back."""
    for name in ("Ana", "Ben"):
        world.client(name)
    return Hand(world.actor("Ana")), Hand(world.actor("Ben"))


def cancelled(world: World, order_id: int) -> int:
    """The task that puts the order back."""
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))
    return db.session.scalars(select(PutBackTask.id).where(PutBackTask.order_id == order_id)).one()


def scans_of(task_id: int) -> list[tuple[int, StopScan]]:
    return [
        (
            line.id,
            StopScan(bin=line.location.barcode, item=line.pick.line.lot.item.barcodes[0].code, quantity=line.quantity),
        )
        for line in lines_to_put_back(fresh(PutBackTask, task_id))
    ]


def test_four_devices_of_one_holder_put_the_same_units_back_and_each_goes_back_once(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    ana, ben = hands
    order_id = world.order({"MUG": 3, "CARD": 2})
    release(world.warehouse_id)
    ana.walks(ana.claims() or 0)
    task_id = cancelled(world, order_id)
    assert ben.claims() == task_id
    scans = scans_of(task_id)

    told = processes.at_once(work.put_back, [(ben, scans)] * PROCESSES)

    for line_id, _ in scans:
        assert Counter(codes[line_id] for codes in told) == {"done": 1, "put_back_done": PROCESSES - 1}
    db.session.rollback()
    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-03-1", "CARD")) == (10, 20)
    assert wrong_books() == []


def test_what_its_picker_undoes_while_another_wants_to_put_it_back_goes_back_once(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    ana, ben = hands
    order_id = world.order({"MUG": 3})
    (pick_task_id,) = release(world.warehouse_id)
    ana.claims()
    ana.binds_all(pick_task_id)
    (line,) = lines_of_task(fresh(PickTask, pick_task_id))
    line_id, scan = line.id, right_scan(line)
    assert ana.picks(line_id, scan).ok
    task_id = cancelled(world, order_id)
    scans = scans_of(task_id)

    calls = [(ana, pick_task_id, []), (ben, task_id, scans), (ana, pick_task_id, []), (ben, task_id, scans)]
    told = processes.at_once(work.undo_pick_or_put_back, calls)

    assert Counter((told[0], told[2])) == {"done": 1, "nothing_to_undo": 1}
    assert "done" not in (told[1], told[3])
    db.session.rollback()
    pick = db.session.scalars(select(Pick)).one()
    assert (pick.put_back, pick.undone_at is None) == (0, False)
    assert world.on_hand("A-01-1", "MUG") == 10
    assert fresh(Order, order_id).state == "cancelled"
    assert wrong_books() == []


@pytest.mark.parametrize("turn", range(3))
def test_orders_are_cancelled_while_their_picker_confirms_and_both_are_told_what_is_so(
    turn: int, world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    ana, _ = hands
    cleo = Hand(Actor(worker_id=world.workers["Cleo"], warehouse_id=world.warehouse_id))
    orders = [world.order({"CARD": 1, "MUG": 1}) for _ in range(6)]
    release(world.warehouse_id)
    task_id = ana.claims() or 0
    ana.binds_all(task_id)
    lines = lines_of_task(fresh(PickTask, task_id))
    scans = [(line.id, right_scan(line)) for line in lines]

    calls = [(ana, scans, []), (cleo, [], orders[turn:]), (ana, scans[turn:], []), (ana, [], [])]
    told = processes.at_once(work.pick_or_cancel, calls)

    assert set(told[1].values()) == {"done"}
    assert {code for codes in told[::2] for code in codes.values()} <= {"done", "line_closed", "line_stopped"}
    for order_id in orders[turn:]:
        order = fresh(Order, order_id)
        assert order.state == "cancelled" or order.stopped_at is not None
    assert wrong_books() == []
