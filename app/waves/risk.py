"""How long the waves on the floor take yet: by what is left of their walks and the speed of those who walk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.planning.finish import Work, finishes
from app.planning.layout import Layout
from app.walks.models import ACTIVE
from app.warehouse.layout import layout_of
from app.warehouse.models import Warehouse
from app.waves.forecast import WINDOW
from app.waves.left import OpenWalk, open_walks
from app.waves.speeds import Speeds, speeds_of


@dataclass(frozen=True)
class Floor:
    """The warehouse's walks that are not over, who is quick, and in how many `seconds` each wave is done."""

    layout: Layout | None
    speeds: Speeds
    walks: Sequence[OpenWalk]
    seconds: Mapping[int, float]
    at_work: int

    def seconds_of(self, wave_id: int, to_come: int = 0) -> float | None:
        """Until the wave is done with `to_come` lines more, which have no walk yet; None where nobody can tell."""
        seconds = self.seconds.get(wave_id)
        if seconds is None or not to_come:
            return seconds
        return seconds + self.speeds.floor.seconds(self._metres_a_line * to_come, to_come) / max(1, self.at_work)

    def stands_still(self, wave_id: int, now: datetime) -> bool:
        """Whether for a while nobody picked for the wave, nor took a walk of it up."""
        taken_up = [walk.taken_up_at for walk in self.walks if walk.wave_id == wave_id]
        last = _newest(self.speeds.legs.in_wave.get(wave_id), *taken_up)
        return last is None or now - last >= WINDOW

    @property
    def _metres_a_line(self) -> float:
        """As on the walks that are on the floor."""
        lines = sum(len(walk.stops) for walk in self.walks)
        return sum(walk.metres(self.layout, self.speeds) for walk in self.walks) / lines if lines else 0.0


def floor_of(warehouse: Warehouse, now: datetime) -> Floor:
    """As it is now."""
    layout = layout_of(warehouse)
    speeds, walks = speeds_of(warehouse, layout, now), open_walks(warehouse.id)
    at_work = _at_work(walks, speeds, now)
    seconds = finishes([_work(walk, layout, speeds) for walk in walks], at_work)
    return Floor(layout, speeds, walks, seconds, len(at_work))


def _work(walk: OpenWalk, layout: Layout | None, speeds: Speeds) -> Work:
    speed = speeds.of(walk.holder_id)
    seconds = speed.seconds(walk.metres(layout, speeds), len(walk.stops), walk.reaching(layout))
    if walk.stops and speeds.on_walk(walk.id) is None:
        seconds += speeds.seconds_to_begin
    return Work(walk.id, walk.wave_id, seconds, walk.holder_id, walk.waits_for_id, walk.kept_back)


def _at_work(walks: Sequence[OpenWalk], speeds: Speeds, now: datetime) -> set[int]:
    """Who can be counted on for free walks: who picked lately, began or came back, or rests and will come back."""
    found = set()
    for walk in walks:
        if walk.holder_id is None or walk.state != ACTIVE:
            continue
        here = speeds.on_walk(walk.id)
        last = _newest(here.at if here else None, walk.taken_up_at)
        if walk.paused or (last and now - last < WINDOW):
            found.add(walk.holder_id)
    return found


def _newest(*times: datetime | None) -> datetime | None:
    return max((at for at in times if at), default=None)
