"""Confirm a pick: bin, item and tote are right, and the units go into the tote, once."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.db import db
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.picking.models import Pick
from tests.handheld import Handheld
from tests.picking.conftest import Walk


def picks() -> int:
    return db.session.scalar(select(func.count()).select_from(Pick)) or 0


def test_the_right_scans_move_the_units_from_the_bin_into_the_tote(walk: Walk) -> None:
    mug = walk.stop("MUG")

    answer = walk.ana.pick(walk.task_id, mug)

    assert answer.status_code == 200
    assert answer.headers["Operation-Outcome"] == "done"
    assert walk.world.on_hand("A-01-1", "MUG") == 7
    assert walk.world.stock("A-01-1", "MUG").reserved == 0
    assert walk.world.on_hand(mug.place.tote_address or "", "MUG") == 3
    assert walk.stop("MUG").state == "done"
    assert walk.stop("CARD").state == "todo"


def test_the_first_pick_says_that_the_order_is_being_picked(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))

    assert db.session.get_one(Order, walk.orders[0]).state == "picking"
    assert db.session.get_one(Order, walk.orders[1]).state == "waved"


def test_a_replayed_scan_picks_nothing_more_and_gets_the_first_answer(walk: Walk) -> None:
    mug, operation_id = walk.stop("MUG"), str(uuid4())

    first = walk.ana.pick(walk.task_id, mug, operation_id=operation_id)
    again = walk.ana.pick(walk.task_id, mug, operation_id=operation_id)

    assert (again.status_code, again.text) == (first.status_code, first.text)
    assert picks() == 1
    assert walk.world.on_hand("A-01-1", "MUG") == 7


def test_the_same_id_with_another_quantity_is_refused(walk: Walk) -> None:
    mug, operation_id = walk.stop("MUG"), str(uuid4())
    walk.ana.pick(walk.task_id, mug, operation_id=operation_id, quantity=1)

    answer = walk.ana.pick(walk.task_id, mug, operation_id=operation_id, quantity=2)

    assert answer.status_code == 422
    assert walk.stop("MUG").picked == 1


def test_a_scan_without_an_id_is_refused(walk: Walk) -> None:
    headers = {"Origin": "http://localhost", "X-CSRFToken": walk.ana.csrf}

    answer = walk.ana.client.post(f"/picking/lines/{walk.stop('MUG').line_id}/picks", headers=headers)

    assert answer.status_code == 428
    assert picks() == 0


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"bin": "LOC-C-02-1"}, "This is C-02-1. Go to A-01-1."),
        ({"bin": "TOTE-009"}, "This is T-009. Go to A-01-1."),
        ({"bin": "NOBODYS"}, "Nobody knows code NOBODYS."),
        ({"bin": ""}, "Scan the A-01-1 first."),
        ({"item": "5012345678900"}, "This is Greeting card. Take MUG."),
        ({"item": "LOC-A-01-1"}, "This is A-01-1. Take MUG."),
        ({"item": "47110815"}, "Nobody knows code 47110815."),
        ({"item": ""}, "Scan the MUG first."),
        ({"tote": "TOTE-012"}, "This is T-012. It goes into T-001."),
        ({"tote": "LOC-LANE-1"}, "This is LANE-1. It goes into T-001."),
        ({"tote": ""}, "Scan the T-001 first."),
        ({"quantity": 4}, "Only 3 are left to pick here."),
        ({"quantity": -1}, "Only 3 are left to pick here."),
        ({"item": "<script>alert(1)</script>"}, "Nobody knows code &lt;script&gt;"),
        ({"item": "X\x1bY"}, "That was no code"),
        ({"item": "9" * 513}, "That was no code"),
    ],
)
def test_a_wrong_scan_says_what_it_is_and_changes_nothing(walk: Walk, changed: dict[str, object], told: str) -> None:
    answer = walk.ana.pick(walk.task_id, walk.stop("MUG"), **changed)

    assert answer.status_code == 422
    assert told in answer.text
    assert 'role="alert"' in answer.text
    assert walk.stop("MUG").picked == 0
    assert picks() == 0
    assert walk.world.on_hand("A-01-1", "MUG") == 10


def test_a_nul_is_no_text_at_all(walk: Walk) -> None:
    answer = walk.ana.pick(walk.task_id, walk.stop("MUG"), item="X\x00Y")

    assert answer.status_code == 400
    assert picks() == 0


def test_check_digits_stand_for_a_damaged_bin_label(walk: Walk) -> None:
    mug = walk.stop("MUG")

    assert walk.ana.pick(walk.task_id, mug, bin=mug.check_digits).status_code == 200


def test_less_than_asked_keeps_the_rest_to_pick(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=1)

    assert (walk.stop("MUG").left, walk.stop("MUG").state) == (2, "todo")
    assert walk.world.stock("A-01-1", "MUG").reserved == 2


def test_a_case_counts_its_units_and_no_more_than_are_left(walk: Walk) -> None:
    refused = walk.ana.pick(walk.task_id, walk.stop("MUG"), item="14006381333938", quantity="")

    assert refused.status_code == 422
    assert "Only 3 are left" in refused.text
    assert walk.stop("MUG").picked == 0


def test_what_the_warehouse_does_not_ask_for_need_not_be_scanned(walk: Walk) -> None:
    walk.world.sets(scan_bin=False, scan_tote=False)

    assert walk.ana.pick(walk.task_id, walk.stop("MUG"), bin="", tote="").status_code == 200


def test_a_line_that_is_done_is_not_picked_again(walk: Walk) -> None:
    mug = walk.stop("MUG")
    walk.ana.pick(walk.task_id, mug)

    answer = walk.ana.pick(walk.task_id, mug, quantity=1)

    assert answer.status_code == 409
    assert "A-01-1 is done already" in answer.text
    assert walk.world.on_hand("A-01-1", "MUG") == 7


def test_a_bin_with_several_lots_asks_for_the_lot(walk: Walk) -> None:
    tea = walk.stop("TEA")

    missing = walk.ana.pick(walk.task_id, tea, lot="")
    wrong = walk.ana.pick(walk.task_id, tea, lot="L2" if tea.lot_code == "L1" else "L1")
    right = walk.ana.pick(walk.task_id, tea, lot=tea.lot_code)

    assert "Scan the lot" in missing.text
    assert f"Take lot {tea.lot_code}" in wrong.text
    assert right.status_code == 200


def test_a_pick_leaves_its_name_time_and_device(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))

    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.change == "picked", AuditEntry.entity == "pick_lines")
    ).one()
    assert entry.worker_id == walk.world.workers["Ana"]
    assert entry.device_id == walk.world.devices["Ana"]
    assert entry.device_at is not None
    assert entry.before == {"picked": 0, "state": "todo"}
    assert entry.after == {"picked": 3, "state": "done"}


def test_a_line_of_another_warehouse_is_not_there(walk: Walk) -> None:
    mug, olga = walk.stop("MUG"), Handheld(walk.world, "Olga")

    answer = olga.post(f"/picking/lines/{mug.line_id}/picks", bin=mug.bin_barcode, item=mug.codes[0][0], quantity=1)

    assert answer.status_code == 404
    assert picks() == 0
