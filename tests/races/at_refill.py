"""What the processes of the races do on refills."""

from collections.abc import Sequence

from app.db import db, transaction
from app.inventory.models import ForwardBin
from app.replenishing.commands import confirm_put, confirm_take, undo_last
from app.replenishing.commands.watching import refill_if_low
from app.replenishing.models import RefillLine, RefillTask
from app.replenishing.queries import line_of_stop
from app.walks.scans import StopScan
from app.waves.models import Wave
from app.waves.release import work_off
from tests.floor import Hand
from tests.world import SYSTEM


def refill(hand: Hand, scans: Sequence[tuple[int, StopScan]]) -> dict[int, str]:
    """What became of each scan."""
    return {line_id: _scan(hand, line_id, scan) for line_id, scan in scans}


def raise_one(rule_id: int) -> int:
    """Units that this process has brought."""
    with transaction():
        return refill_if_low(db.session.get_one(ForwardBin, rule_id), SYSTEM)


def refill_release_or_undo(hand: Hand, scans: Sequence[tuple[int, StopScan]], wave_id: int, task_id: int) -> str:
    """Scan on the refill, work a release off, or undo on the refill."""
    if wave_id:
        work_off(wave_id)
        return db.session.get_one(Wave, wave_id).state
    if task_id:
        return hand.does("undo", lambda actor: undo_last(db.session.get_one(RefillTask, task_id), actor)).code
    return ",".join(refill(hand, scans).values())


def _scan(hand: Hand, line_id: int, scan: StopScan) -> str:
    takes = db.session.get_one(RefillLine, line_id).takes
    command = confirm_take if takes else confirm_put
    db.session.rollback()

    def act(actor: object) -> dict[str, int]:
        line = line_of_stop(line_id)
        assert line
        return command(line, scan, actor)  # type: ignore[arg-type]

    return hand.does("refill", act, line_id=line_id, **vars(scan)).code
