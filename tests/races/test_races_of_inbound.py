"""Several processes receive, finish and put away the same things in the same moment: each unit comes in once."""

from collections import Counter

import pytest
from sqlalchemy import select

from app.db import db
from app.putting_away.models import PutAwayTask
from app.receiving.commands import ReceivingScan, make_plates
from app.receiving.models import Delivery, DeliveryLine, Plate
from app.walks.scans import StopScan
from app.warehouse.models import Warehouse
from app.workers.commands import give_roles
from tests.floor import Hand, fresh, wrong_books
from tests.putting_away.conftest import lay, raised
from tests.races import work
from tests.races.processes import PROCESSES, Processes
from tests.receiving.conftest import MUG, announced
from tests.world import SYSTEM, World

pytestmark = pytest.mark.slow


def keeper(world: World, name: str) -> Hand:
    world.do(lambda: give_roles(world.worker(name), world.warehouse_id, ["stock"], SYSTEM))
    world.client(name)
    return Hand(world.actor(name))


def test_four_workers_want_the_same_tote_and_one_has_it(world: World, processes: Processes) -> None:
    lay(world, "T-001", {"MUG": 4})
    task_id = raised(world, "T-001")
    hands = [keeper(world, name) for name in ("Ana", "Ben", "Dana", "Eli")]

    told = processes.at_once(work.claim_kind, [(hand, "put_away") for hand in hands])

    assert sorted(told, key=str) == sorted([task_id, None, None, None], key=str)
    assert fresh(PutAwayTask, task_id or 0).state == "active"
    assert wrong_books() == []


def test_four_devices_of_one_holder_put_the_same_units_away_and_each_goes_once(
    world: World, processes: Processes
) -> None:
    lay(world, "T-001", {"MUG": 4, "CARD": 2})
    task_id = raised(world, "T-001") or 0
    eli = keeper(world, "Eli")
    assert work.claim_kind(eli, "put_away") == task_id
    lines = fresh(PutAwayTask, task_id).lines
    scans = [
        (one.id, StopScan(bin=one.location.barcode, item=one.lot.item.barcodes[0].code, quantity=one.quantity))
        for one in lines
    ]

    told = processes.at_once(work.put_away, [(eli, scans)] * PROCESSES)

    for line_id, _ in scans:
        assert Counter(codes[line_id] for codes in told) == {"done": 1, "put_away_done": PROCESSES - 1}
    db.session.rollback()
    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-03-1", "CARD")) == (14, 22)
    assert wrong_books() == []


def test_four_workers_receive_the_same_line_and_no_more_comes_than_was_announced(
    world: World, processes: Processes
) -> None:
    delivery_id = announced(world)
    hands = [keeper(world, name) for name in ("Ana", "Ben", "Dana", "Eli")]
    scans = [ReceivingScan(item=MUG, quantity=5, to="LOC-DOCK-1")]

    told = processes.at_once(work.receive_and_finish, [(hand, delivery_id, scans, 0) for hand in hands])

    assert Counter(code for codes in told for code in codes) == {"done": 2, "more_than_announced": 2}
    db.session.rollback()
    mug = world.item("MUG").id
    line = select(DeliveryLine.received).where(DeliveryLine.delivery_id == delivery_id, DeliveryLine.item_id == mug)
    assert db.session.scalars(line).one() == 10
    assert world.on_hand("DOCK-1", "MUG") == 10
    assert fresh(Delivery, delivery_id).state == "receiving"
    assert wrong_books() == []


def test_a_plate_that_several_fill_and_finish_at_once_is_put_up_once_with_all_that_is_on_it(
    world: World, processes: Processes
) -> None:
    delivery_id = announced(world)

    def make() -> int:
        warehouse = db.session.get_one(Warehouse, world.warehouse_id)
        make_plates(warehouse, db.session.get_one(Delivery, delivery_id), 1, SYSTEM)
        return db.session.scalars(select(Plate.id)).one()

    plate_id = world.do(make)
    plate = fresh(Plate, plate_id).location
    address, code = plate.address, plate.barcode
    hands = [keeper(world, name) for name in ("Ana", "Ben", "Dana", "Eli")]
    scans = [ReceivingScan(item=MUG, quantity=3, to=code)]

    told = processes.at_once(work.receive_and_finish, [(hand, delivery_id, scans, plate_id) for hand in hands])

    came = [codes[0] for codes in told]
    assert [codes[1] for codes in told].count("done") == 1
    assert set(came) <= {"done", "plate_done"}
    units = 3 * came.count("done")
    assert world.on_hand(address, "MUG") == units
    assert sum(task.units for task in db.session.scalars(select(PutAwayTask))) == units
    assert wrong_books() == []
