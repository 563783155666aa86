"""Where a release is worked off: in the background of the web process, as soon as the lead's wish is committed."""

from collections.abc import Sequence
from functools import partial

from app.events import Event
from app.jobs import enqueue, warm
from app.waves.events import WavePlanned, WaveReleasing
from app.waves.release import releasing_waves, work_off


def work_off_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: a release that was asked for begins; when a wave is planned, what will plan its walks gets ready."""
    for event in recorded:
        if isinstance(event, WavePlanned):
            enqueue(warm)
        if isinstance(event, WaveReleasing):
            enqueue(partial(work_off, event.wave_id))


def resume_releases() -> None:
    """Go on with the releases that an earlier process left unfinished."""
    for wave_id in releasing_waves():
        enqueue(partial(work_off, wave_id))
