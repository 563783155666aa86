"""A carton is closed, opened, loaded and its order cancelled in the same moment: one comes before the other."""

import pytest

from app.orders.models import PACKED, PICKED, Order
from app.packing.commands import pack_units
from app.packing.models import CLOSED, OPEN, Carton
from app.walks.scans import StopScan
from tests.floor import fresh, wrong_books
from tests.packing.bench import order_named
from tests.packing.conftest import document
from tests.packing.orders import begin_carton, close, hand, pack_all, picked_order
from tests.races import at_bench
from tests.races.processes import Processes
from tests.races.test_races_at_the_dock import on_manifests
from tests.shipping.loads import carrier, carton_row, opens, packed
from tests.world import World

pytestmark = pytest.mark.slow


def test_a_carton_is_closed_once_before_its_order_is_cancelled_or_not_at_all(
    world: World, processes: Processes
) -> None:
    order_id = picked_order(world, {"MUG": 1})
    carton_id = pack_all(world, order_id)
    ben, gus, cleo = (hand(world, name) for name in ("Ben", "Gus", "Cleo"))

    told = processes.at_once(
        at_bench.close_or_cancel,
        [(ben, carton_id, 0), (gus, carton_id, 0), (cleo, carton_id, order_id), (ben, carton_id, 0)],
    )

    assert told[2] == "done"
    closings = told[:2] + told[3:]
    assert set(closings) <= {"done", "carton_not_open", "order_to_empty"}
    assert closings.count("done") == (fresh(Carton, carton_id).state == CLOSED)
    assert fresh(Order, order_id).stopped_at is not None
    assert wrong_books() == []


def test_a_carton_is_loaded_or_opened_again_and_never_both(world: World, processes: Processes) -> None:
    code = packed(world, {"CARD": 1}).carton
    ben, cleo = hand(world, "Ben"), hand(world, "Cleo")
    manifest_id, carton_id = opens(ben, carrier(world)), carton_row(code).id

    told = processes.at_once(
        at_bench.load_or_reopen,
        [(who, manifest, code, carton_id) for who in (ben, cleo) for manifest in (manifest_id, 0)],
    )

    is_open = fresh(Carton, carton_id).state == OPEN
    assert on_manifests() == (not is_open)
    assert [told[1], told[3]].count("done") == is_open
    assert ("done" in (told[0], told[2])) is not is_open
    assert wrong_books() == []


def test_what_was_missing_is_found_or_sent_without_and_never_both(world: World, processes: Processes) -> None:
    order_id = picked_order(world, {"MUG": 2})
    begin_carton(world, order_id)
    ben, gus, cleo = (hand(world, name) for name in ("Ben", "Gus", "Cleo"))
    assert ben.does(
        "pack", lambda actor: pack_units(order_named(order_id), StopScan(item="4006381333931"), None, actor)
    ).ok
    close(world, document(order_id).open_carton.id, missing="missing")  # type: ignore[union-attr]
    loss_id, line_id = document(order_id).missing[0].loss_id, fresh(Order, order_id).lines[0].id

    told = processes.at_once(
        at_bench.find_or_ship_short,
        [
            (ben, order_id, loss_id, 0),
            (cleo, order_id, 0, line_id),
            (gus, order_id, loss_id, 0),
            (cleo, order_id, 0, line_id),
        ],
    )

    assert sorted(told).count("done") == 1
    is_found = "done" in (told[0], told[2])
    assert document(order_id).left == is_found
    assert fresh(Order, order_id).state == (PICKED if is_found else PACKED)
    assert wrong_books() == []
