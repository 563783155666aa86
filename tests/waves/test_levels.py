"""How high the bins of a wave's lines lie counts in the time that it takes."""

from collections import Counter

from app.db import db
from app.warehouse.models import Location
from app.waves import counts
from app.waves.board import wave_view
from app.waves.models import Wave
from tests.floor import fresh
from tests.handheld import Handheld
from tests.waves.conftest import Lead, tasks_of
from tests.world import World


def test_lines_are_counted_by_the_level_of_their_bins(world: World, cleo: Lead) -> None:
    ana = Handheld(world, "Ana")
    world.do(lambda: _lift(world, "B-03-1", 4))
    world.order({"MUG": 1, "CARD": 1})
    wave_id = cleo.releases()
    (task,) = tasks_of(wave_id)
    ana.claim()
    ana.bind_all(task.id)
    ana.pick(task.id, next(stop for stop in ana.walk(task.id).stops if stop.bin_address == "A-01-1"))

    db.session.rollback()
    levels = counts.levels([wave_id])[wave_id]

    assert (levels.done, levels.left) == (Counter({1: 1}), Counter({4: 1}))
    assert wave_view(fresh(Wave, wave_id)).lines.left == 1


def _lift(world: World, address: str, level: int) -> None:
    bin_: Location = world.location(address)
    bin_.level = level
