"""Waves of the small world's orders."""

from collections.abc import Callable

import pytest

from app.db import db
from app.warehouse.models import Warehouse
from app.waves.commands import Choice, plan_wave, release_wave
from app.waves.models import Wave
from app.waves.release import work_off
from tests.world import World

Release = Callable[..., int]


@pytest.fixture
def planned(world: World) -> Callable[..., int]:
    """Cleo plans a wave of what she chooses; its id."""

    def plan(**choice: object) -> int:
        def command() -> int:
            warehouse = db.session.get_one(Warehouse, world.warehouse_id)
            return plan_wave(warehouse, Choice(**choice), world.actor("Cleo")).id  # type: ignore[arg-type]

        return world.do(command)

    return plan


@pytest.fixture
def released(world: World, planned: Callable[..., int]) -> Callable[..., int]:
    """Cleo plans a wave and releases it; all its tasks are up."""

    def release(**choice: object) -> int:
        wave_id = planned(**choice)
        world.do(lambda: release_wave(db.session.get_one(Wave, wave_id), world.actor("Cleo")))
        work_off(wave_id)
        return wave_id

    return release
