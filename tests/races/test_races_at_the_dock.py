"""Several processes load, hold, close and book out in the same moment: a carton leaves once, and no held one does."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from app.db import db
from app.inventory.models import StockMovement
from app.orders.models import Order
from app.shipping.models import Loading, Manifest
from tests.floor import Hand, fresh, wrong_books
from tests.packing.orders import hand
from tests.races import at_dock
from tests.races.processes import PROCESSES, Processes
from tests.shipping.loads import carrier, carton_row, closes, loads, opens, packed, takes_off
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def hands(world: World) -> tuple[Hand, Hand]:
    return hand(world, "Ben"), hand(world, "Cleo")


def on_manifests() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Loading.taken_off_at.is_(None))) or 0


def test_four_devices_load_the_same_cartons_and_each_is_loaded_once(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    codes = [packed(world, {"CARD": 1}).carton for _ in range(3)]
    manifest_id = opens(hands[0], carrier(world))

    calls = [(hands[index % 2], manifest_id, codes) for index in range(PROCESSES)]
    told = processes.at_once(at_dock.load, calls)

    assert Counter(again for each in told for _, again in each) == {False: 3, True: 9}
    assert {code for each in told for code, _ in each} == {"done"}
    assert on_manifests() == 3
    assert wrong_books() == []


def test_a_carton_goes_onto_one_of_two_manifests(world: World, processes: Processes, hands: tuple[Hand, Hand]) -> None:
    code = packed(world, {"CARD": 1}).carton
    manifests = [opens(hands[0], carrier(world)) for _ in range(2)]

    told = processes.at_once(at_dock.load, [(hands[i % 2], manifests[i % 2], [code]) for i in range(PROCESSES)])

    assert sorted(code for [(code, _)] in told) == ["dock_other_manifest"] * 2 + ["done"] * 2
    assert on_manifests() == 1


def test_what_is_loaded_while_it_closes_is_on_it_or_stays_here(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    first, *others = [packed(world, {"CARD": 1}).carton for _ in range(PROCESSES)]
    manifest_id = opens(hands[0], carrier(world))
    assert loads(hands[0], manifest_id, first).ok

    closing = (hands[1], manifest_id, "")
    told = processes.at_once(at_dock.load_or_close, [closing, *((hands[0], manifest_id, code) for code in others)])

    assert told[0] == "done"
    at_dock.depart(manifest_id)
    for code, outcome in zip(others, told[1:], strict=True):
        assert carton_row(code).state == ("shipped" if outcome == "done" else "closed")
        assert outcome in ("done", "dock_closed")
    assert wrong_books() == []


def test_one_of_four_closes_it(world: World, processes: Processes, hands: tuple[Hand, Hand]) -> None:
    code = packed(world, {"CARD": 1}).carton
    manifest_id = opens(hands[0], carrier(world))
    assert loads(hands[0], manifest_id, code).ok

    told = processes.at_once(at_dock.load_or_close, [(hands[i % 2], manifest_id, "") for i in range(PROCESSES)])

    assert sorted(told) == ["dock_closed_already"] * 3 + ["done"]


def test_a_hold_in_the_moment_of_loading_stops_the_carton_or_marks_it(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    mine = packed(world, {"CARD": 1})
    manifest_id = opens(hands[0], carrier(world))

    calls = [(hands[i % 2], manifest_id, mine.carton if i % 2 else "", mine.order_id) for i in range(PROCESSES)]
    told = processes.at_once(at_dock.load_or_hold, calls)

    assert told[0] == told[2] == "done"
    assert closes(hands[0], manifest_id).code == (
        "dock_cartons_held" if "done" in told[1::2] else "dock_nothing_loaded"
    )
    assert carton_row(mine.carton).state == "closed"


def test_a_hold_in_the_moment_of_closing_comes_before_it_or_is_refused(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    mine = packed(world, {"CARD": 1})
    manifest_id = opens(hands[0], carrier(world))
    assert loads(hands[0], manifest_id, mine.carton).ok

    calls = [(hands[i % 2], manifest_id, mine.order_id if i % 2 else 0) for i in range(PROCESSES)]
    told = processes.at_once(at_dock.close_or_hold, calls)

    held = bool([one for one in fresh(Order, mine.order_id).holds if one.released_at is None])
    assert fresh(Manifest, manifest_id).state == ("open" if held else "closing")
    assert set(told[1::2]) == ({"done"} if held else {"dock_order_has_left"})
    if held:
        assert takes_off(hands[0], manifest_id, mine.carton).ok


def test_four_work_one_departure_off_and_nothing_leaves_twice(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    orders = [packed(world, {"CARD": 2}, cartons=2) for _ in range(3)]
    manifest_id = opens(hands[0], carrier(world))
    for code in [code for one in orders for code in one.cartons]:
        assert loads(hands[0], manifest_id, code).ok
    assert closes(hands[0], manifest_id).ok

    assert set(processes.at_once(at_dock.depart, [(manifest_id,)] * PROCESSES)) == {"done"}

    assert fresh(Manifest, manifest_id).state == "closed"
    assert world.on_hand("CUSTOMER", "CARD") == 6
    assert db.session.scalar(select(func.sum(StockMovement.quantity)).where(StockMovement.reason == "ship")) == 6
    assert {fresh(Order, one.order_id).state for one in orders} == {"shipped"}
    assert wrong_books() == []
