"""Where a release is worked off: in the background, as soon as the lead's wish is committed."""

from collections.abc import Mapping, Sequence
from functools import partial

from app.events import Event
from app.jobs import Job, enqueue, warm
from app.waves.events import WavePlanned, WaveReleasing
from app.waves.release import releasing_waves, work_off


def work_off_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: a release that was asked for begins; when a wave is planned, what will plan its walks gets ready."""
    for event in recorded:
        if isinstance(event, WavePlanned):
            enqueue("warming up", warm)
        if isinstance(event, WaveReleasing):
            enqueue(_name(event.wave_id), partial(work_off, event.wave_id))


def releases_to_do() -> Mapping[str, Job]:
    """Those that were asked for in any process, or that an earlier one left unfinished."""
    return {_name(wave_id): partial(work_off, wave_id) for wave_id in releasing_waves()}


def _name(wave_id: int) -> str:
    return f"the release of wave {wave_id}"
