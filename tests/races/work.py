"""What a process does in a race; it gets what it needs as plain values, and tells codes and ids."""

import random
from collections.abc import Sequence
from typing import Any

from app.db import db
from app.errors import Busy
from app.operations import Outcome
from app.picking.commands import PickScan
from app.waves.commands import release_wave
from app.waves.models import Wave
from app.waves.release import work_off
from tests.floor import Hand


def claim(hands: Sequence[Hand]) -> list[int | None]:
    """The task that each hand got."""
    return [hand.claims() for hand in hands]


def pick(hand: Hand, scans: Sequence[tuple[int, PickScan]], seed: int) -> dict[int, str]:
    """What came of confirming each line, in an order of its own."""
    shuffled = random.Random(seed).sample(scans, len(scans))
    return {line_id: hand.picks(line_id, scan).code for line_id, scan in shuffled}


def pick_as(hand: Hand, line_id: int, scan: PickScan, operation_id: str) -> tuple[str, int, dict[str, Any], bool]:
    """The whole answer, and whether it was the stored one."""
    outcome: Outcome = hand.picks(line_id, scan, operation_id)
    return outcome.code, outcome.status, dict(outcome.result), outcome.replayed


def stage(hand: Hand, task_id: int, lane: str) -> str:
    return hand.stages(task_id, lane).code


def put_up(hand: Hand, wave_id: int) -> str:
    """Release the wave and work the release off."""
    outcome = hand.does("release", lambda actor: release_wave(db.session.get_one(Wave, wave_id), actor))
    for _ in range(5):
        try:
            work_off(wave_id)
            break
        except Busy:
            continue
    return outcome.code
