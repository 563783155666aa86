"""Release a wave; what a release sets going is in app/waves/release.py."""

from app.clock import now
from app.db import guarded_update
from app.events import record
from app.operations import Actor, audit
from app.waves.errors import WaveOver
from app.waves.events import WaveReleasing
from app.waves.models import PLANNED, RELEASING, Wave


def release_wave(wave: Wave, actor: Actor) -> None:
    """Send the wave to the floor; the work itself follows the commit. Asked again, it goes on. Raises WaveOver."""
    if guarded_update(wave, Wave.state == PLANNED, state=RELEASING):
        audit(wave, "releasing", actor, {"state": PLANNED}, {"state": RELEASING})
    elif wave.state != RELEASING:
        raise WaveOver(number=wave.number)
    record(WaveReleasing(wave.id, wave.warehouse_id))


def end_planning(wave: Wave, actor: Actor) -> None:
    """Take the best plan that there is: its tasks are put up without looking further. Raises WaveOver."""
    if guarded_update(wave, Wave.state == RELEASING, Wave.enough_at.is_(None), enough_at=now()):
        audit(wave, "planning ended", actor, {}, {"share": wave.planned_share})
    elif wave.state != RELEASING:
        raise WaveOver(number=wave.number)
