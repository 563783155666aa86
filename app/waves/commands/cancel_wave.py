"""Cancel a wave that is not released."""

from app.db import guarded_update
from app.events import record
from app.operations import Actor, audit
from app.waves.errors import WaveOver
from app.waves.events import WaveCancelled
from app.waves.models import CANCELLED, PLANNED, Wave


def cancel_wave(wave: Wave, actor: Actor) -> None:
    """Let the orders of a wave that is not released go, for other waves to take. Raises WaveOver."""
    if not guarded_update(wave, Wave.state == PLANNED, state=CANCELLED):
        raise WaveOver(number=wave.number)
    audit(wave, "cancelled", actor, {"state": PLANNED}, {"state": CANCELLED})
    record(WaveCancelled(wave.id, wave.warehouse_id))
