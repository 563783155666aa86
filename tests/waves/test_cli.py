"""`flask waves …`: the same from the shell."""

from datetime import timedelta

import pytest
from click.testing import Result

from app.clock import now
from app.db import db
from app.waves.models import Wave
from app.waves.queries import wave_numbered
from tests.floor import wrong_books
from tests.waves.conftest import Lead, orders_in, state_of, tasks_of
from tests.world import World


def shell(world: World, *words: str) -> Result:
    db.session.rollback()
    result: Result = world.app.test_cli_runner().invoke(args=["waves", *words])
    return result


def test_a_wave_is_planned_released_and_listed_from_the_shell(world: World) -> None:
    order = world.order({"CARD": 2, "MUG": 1})

    planned = shell(world, "plan", "--warehouse", "RIVER")
    released = shell(world, "release", "--warehouse", "RIVER", "1")
    listed = shell(world, "list", "--warehouse", "RIVER")

    assert (planned.exit_code, planned.output) == (0, "Wave 1: 1 orders.\n")
    told = "Wave 1 (released): 1 orders, 1 tasks, 0 of 2 lines done, 0 orders held.\n"
    assert (released.exit_code, released.output) == (0, told)
    assert listed.output == told
    assert orders_in(wave_numbered(world.warehouse_id, 1).id) == [order]
    assert wrong_books() == []


def test_a_choice_can_be_made_in_the_shell(world: World) -> None:
    fits = world.order({"CARD": 1}, ship_by=now(), carrier="Fleet", priority=2)
    world.order({"CARD": 1, "MUG": 1}, ship_by=now() + timedelta(days=3))
    until = (now() + timedelta(days=1)).strftime("%Y-%m-%d")

    which = ["--mode", "bulk", "--carrier", "Fleet", "--delivery-mode", "home", "--cut-off", until]
    words = [*which, "--priority", "2", "--single-line", "--limit", "5"]
    planned = shell(world, "plan", "--warehouse", "RIVER", *words)

    assert planned.exit_code == 0
    wave = wave_numbered(world.warehouse_id, 1)
    assert wave.mode == "bulk"
    assert orders_in(wave.id) == [fits]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("plan", "--warehouse", "RIVER"), "No ready order fits this choice."),
        (("release", "--warehouse", "RIVER", "9"), "This is no longer here."),
        (("plan", "--warehouse", "MOON"), "There is no warehouse MOON."),
    ],
    ids=str,
)
def test_a_refusal_is_a_sentence_and_an_exit_code(world: World, words: tuple[str, ...], told: str) -> None:
    refused = shell(world, *words)

    assert refused.exit_code == 1
    assert told in refused.output
    assert "Traceback" not in refused.output


def test_resume_goes_on_with_what_was_cut_off(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.plans()
    cleo.sends_out(wave_id)
    assert state_of(Wave, wave_id) == "releasing"

    resumed = shell(world, "resume")

    assert resumed.exit_code == 0
    assert state_of(Wave, wave_id) == "released"
    assert len(tasks_of(wave_id)) == 1
    assert shell(world, "resume").output == ""
