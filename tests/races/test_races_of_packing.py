"""Several processes pack, close and stop the same order in the same moment: each unit is packed once."""

from collections import Counter

import pytest

from app.orders.models import Order
from app.packing.models import CLOSED, Carton
from app.packing.queries import cartons_of, units_in
from app.walks.scans import StopScan
from tests.floor import fresh, wrong_books
from tests.packing.orders import begin_carton, hand, pack_all, picked_order
from tests.races import work
from tests.races.processes import PROCESSES, Processes
from tests.world import World

pytestmark = pytest.mark.slow

TAKEN = {"one_too_many", "packed_by_other"}
"""What whoever comes too late for a unit is told: the other's name, where it is known."""
MUG, CARD = StopScan(item="4006381333931"), StopScan(item="5012345678900")


def test_four_packers_pack_one_order_and_each_unit_is_packed_once(world: World, processes: Processes) -> None:
    order_id = picked_order(world, {"MUG": 5, "CARD": 4})
    packers = [hand(world, name) for name in ("Ben", "Cleo", "Ana", "Gus")]

    told = processes.at_once(work.pack, [(packer, order_id, [MUG, CARD] * 4) for packer in packers])

    codes = Counter(code for one in told for code in one)
    assert codes.total() == PROCESSES * 8
    assert codes.pop("done") == 9
    assert set(codes) <= TAKEN
    order = fresh(Order, order_id)
    assert [line.packed for line in order.lines] == [5, 4]
    assert sum(units_in(carton) for carton in cartons_of(order)) == 9
    assert wrong_books() == []


def test_an_order_is_cancelled_while_it_is_packed_and_nothing_is_packed_after_that(
    world: World, processes: Processes
) -> None:
    order_id = picked_order(world, {"MUG": 6, "CARD": 6})
    ben, gus, cleo = (hand(world, name) for name in ("Ben", "Gus", "Cleo"))
    scans = [MUG, CARD] * 6

    told = processes.at_once(
        work.pack_or_cancel,
        [(ben, order_id, scans), (gus, order_id, scans), (cleo, order_id, []), (ben, order_id, scans)],
    )

    codes = Counter(code for one in told for code in one)
    assert set(codes) <= TAKEN | {"done", "order_to_empty"}
    order = fresh(Order, order_id)
    assert sum(line.packed for line in order.lines) == codes["done"] - 1  # one of them is the cancelling
    assert order.stopped_at is not None
    assert wrong_books() == []


def test_a_carton_is_closed_while_others_pack_into_it(world: World, processes: Processes) -> None:
    order_id = picked_order(world, {"MUG": 6, "CARD": 6})
    carton_id = begin_carton(world, order_id)
    assert work.pack(hand(world, "Ben"), order_id, [MUG]) == ["done"]
    ben, gus, cleo = (hand(world, name) for name in ("Ben", "Gus", "Cleo"))
    scans = [MUG, CARD] * 3

    told = processes.at_once(
        work.pack_or_close,
        [(who, order_id, said, carton_id) for who, said in ((ben, scans), (gus, scans), (cleo, []), (ben, scans))],
    )

    packed = sum(code == "done" for number, one in enumerate(told) for code in one if number != 2)
    assert {code for one in told for code in one} <= TAKEN | {"done", "carton_not_open"}
    carton = fresh(Carton, carton_id)
    assert carton.state == CLOSED
    assert units_in(carton) == packed + 1
    assert wrong_books() == []
    pack_all(world, order_id)
    assert wrong_books() == []
