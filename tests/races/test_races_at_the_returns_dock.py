"""Several processes take in, grade, undo and close in the same moment: nothing comes back twice, nothing is lost."""

from collections import Counter
from uuid import uuid4

import pytest

from app.picking.models import PickTask
from tests.floor import Hand, fresh, release, wrong_books
from tests.packing.orders import hand
from tests.races import at_returns
from tests.races.processes import PROCESSES, Processes
from tests.returns.shipped import MUG, line_of, parcels, rma, sent, serials_sent, tote_of, units
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def hands(world: World) -> tuple[Hand, Hand]:
    return hand(world, "Dana"), hand(world, "Cleo")


def arrived(hands: tuple[Hand, Hand], code: str) -> int:
    at_returns.arrive(hands[0], code, 1)
    return parcels()[-1].id


def test_a_parcel_that_all_scan_at_once_arrives_once(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    number = rma(world, sent(world, {"MUG": 1}).order_id, {"MUG": 1})

    told = processes.at_once(at_returns.arrive, [(hands[i % 2], number, 3) for i in range(PROCESSES)])

    assert Counter(again for each in told for _, again in each) == {False: 1, True: 11}
    assert len(parcels()) == 1


def test_clerks_who_grade_the_same_units_at_once_take_in_what_was_shipped_and_no_more(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    order_id = sent(world, {"MUG": 5}).order_id
    first = arrived(hands, rma(world, order_id, {"MUG": 5}))
    second = arrived(hands, rma(world, order_id, {"MUG": 5}))

    calls = [(hands[i % 2], (first, second)[i % 2], MUG, f"TOTE-{9 + i:03}", 3) for i in range(PROCESSES)]
    told = processes.at_once(at_returns.grade, calls)

    assert Counter(code for each in told for code in each) == {"done": 5, "more_than_shipped": 7}
    assert line_of(order_id, "MUG").returned == 5
    assert sum(unit.quantity for unit in units()) == 5
    assert wrong_books() == []


def test_a_unit_with_a_number_is_graded_once_whoever_scans_it(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    order_id = sent(world, {"CARD": 2}).order_id
    parcel_id = arrived(hands, rma(world, order_id, {"CARD": 2}))
    number = serials_sent(order_id)[0]

    told = processes.at_once(
        at_returns.grade, [(hands[i % 2], parcel_id, number, "TOTE-012", 1) for i in range(PROCESSES)]
    )

    assert Counter(code for [code] in told) == {"done": 1, "serial_came_back": 3}
    assert line_of(order_id, "CARD").returned == 1
    assert wrong_books() == []


def test_one_confirmation_that_is_sent_from_everywhere_acts_once(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    order_id = sent(world, {"MUG": 3}).order_id
    parcel_id = arrived(hands, rma(world, order_id, {"MUG": 3}))

    told = processes.at_once(at_returns.grade, [(hands[0], parcel_id, MUG, "TOTE-012", 2, str(uuid4()))] * PROCESSES)

    assert {code for each in told for code in each} == {"done"}
    assert line_of(order_id, "MUG").returned == 1
    assert len(units()) == 1
    assert wrong_books() == []


def test_gradings_and_undos_of_the_same_tote_do_not_stand_in_each_others_way(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    order_id = sent(world, {"MUG": 8}).order_id
    made = [arrived(hands, rma(world, order_id, {"MUG": 2})) for _ in range(PROCESSES)]

    calls = [(hands[i % 2], made[i], MUG, "TOTE-012", 3) for i in range(PROCESSES)]
    told = processes.at_once(at_returns.grade_or_undo, calls)

    assert {code for each in told for code in each} == {"done"}
    assert line_of(order_id, "MUG").returned == 0
    assert units() == []
    assert wrong_books() == []


def test_what_is_laid_into_a_tote_while_it_is_closed_is_in_it_or_is_told(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    order_id = sent(world, {"MUG": 4}).order_id
    parcel_id = arrived(hands, rma(world, order_id, {"MUG": 4}))
    assert at_returns.grade(hands[0], parcel_id, MUG, "TOTE-012", 1) == ["done"]
    tote = tote_of("TOTE-012")
    assert tote

    grading = [(hands[0], parcel_id, MUG, "TOTE-012", 0)] * (PROCESSES - 1)
    told = processes.at_once(at_returns.grade_or_fill, [(hands[1], parcel_id, "", "", tote.id), *grading])

    assert told[0] == "done"
    assert set(told[1:]) <= {"done", "return_tote_holds", "return_tote_left"}
    laid = 1 + told[1:].count("done")
    assert line_of(order_id, "MUG").returned == laid
    assert world.on_hand("T-012", "MUG") == laid
    assert wrong_books() == []


def test_what_is_graded_while_the_parcel_is_finished_counts_or_is_refused(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    order_id = sent(world, {"MUG": 4}).order_id
    parcel_id = arrived(hands, rma(world, order_id, {"MUG": 4}))

    calls = [(hands[1], parcel_id, "", ""), *[(hands[0], parcel_id, MUG, "TOTE-012")] * (PROCESSES - 1)]
    told = processes.at_once(at_returns.grade_or_finish, calls)

    assert told[0] == "done"
    assert set(told[1:]) <= {"done", "parcel_done"}
    assert line_of(order_id, "MUG").returned == told[1:].count("done")
    assert wrong_books() == []


def test_a_tote_goes_onto_a_cart_or_to_the_returns(
    world: World, processes: Processes, hands: tuple[Hand, Hand]
) -> None:
    order_id = sent(world, {"MUG": 2}).order_id
    parcel_id = arrived(hands, rma(world, order_id, {"MUG": 2}))
    world.order({"CARD": 1})
    task_id = release(world.warehouse_id)[0]
    ana = hand(world, "Ana")
    assert ana.claims() == task_id
    place_id = fresh(PickTask, task_id).places[0].id

    calls = [(ana, place_id, 0, "", "TOTE-008"), *[(hands[0], 0, parcel_id, MUG, "TOTE-008")] * (PROCESSES - 1)]
    told = processes.at_once(at_returns.bind_or_grade, calls)

    if told[0] == "done":
        assert set(told[1:]) == {"return_tote_busy"}
        assert units() == []
    else:
        assert told[0] in ("tote_of_returns", "tote_not_empty")
        assert "done" in told[1:]
    assert wrong_books() == []
