"""What a lead should know before work is taken out of somebody's hands."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.floor.keeping import SILENCE
from app.floor.presence import Presence, presence_words, presences_of
from app.picking.models import PickTask, ToteUse
from app.picking.takeover import last_bin_of, totes_on_cart
from app.walks.models import ACTIVE


@dataclass(frozen=True)
class Doubt:
    """The picker of the walk cannot be asked: `words` are how that is, `totes` what somebody else takes over, which
    were last known at `last_bin`."""

    holder: str
    words: str
    totes: Sequence[ToteUse]
    last_bin: str


def doubt_of(task: PickTask) -> Doubt | None:
    """None where the picker hears of it at once, or nobody is on the walk."""
    if task.state != ACTIVE or task.holder is None:
        return None
    known = presences_of(task.holder.id)
    left = [one for one in known[:-1] if _is_left_behind(one, task)]
    if not known or not (left or _is_behind(known[-1])):
        return None
    return Doubt(task.holder.name, _words(known[-1], left), totes_on_cart(task), last_bin_of(task))


def _is_left_behind(other: Presence, task: PickTask) -> bool:
    """A device that died under the picker's hands: what waits on it may be of this walk."""
    heard = task.started_at is None or other.seen_at > task.started_at - SILENCE
    return heard and not other.online and bool(other.waiting)


def _is_behind(presence: Presence) -> bool:
    """The handheld does not hear of it now, or has something to say that was not heard."""
    return not presence.online or bool(presence.waiting)


def _words(presence: Presence, left: Sequence[Presence]) -> str:
    """How the picker is, then each device that they left behind, by its name."""
    words = presence_words(presence)
    for other in left:
        there = presence_words(other)
        words = str(gettext("%(words)s; %(device)s is %(there)s", words=words, device=other.device, there=there))
    return words
