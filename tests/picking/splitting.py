"""What tests of a split walk look at."""

from typing import Any

from app.walks.document import StopView
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.picking.moves import tasks_of


def the_new_one(walk: Walk) -> int:
    (new,) = [task_id for task_id in tasks_of(walk.world) if task_id != walk.task_id]
    return new


def scan_of(stop: StopView, tote: str) -> dict[str, Any]:
    return {
        "bin": stop.bin_barcode,
        "item": stop.codes[0][0],
        "lot": stop.lot_code,
        "tote": tote,
        "quantity": stop.left,
    }


def tea_left(walk: Walk) -> int:
    return sum(walk.world.on_hand("D-05-1", "TEA", lot) for lot in ("L1", "L2"))


def stage(hand: Handheld, task_id: int) -> None:
    answer = hand.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1")
    assert answer.status_code == 200, answer.text
