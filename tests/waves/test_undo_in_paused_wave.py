"""Tasks of a paused wave are let go, split off and taken back: none is begun by mistake, and none is left behind."""

import pytest
from werkzeug.test import TestResponse

from app.picking.models import PickTask
from tests.floor import fresh, release
from tests.handheld import Handheld
from tests.picking.moves import Cleo, cleo, tasks_of
from tests.waves.test_pause_wave import asks, wave_of
from tests.world import World


@pytest.fixture
def desk(world: World) -> Cleo:
    return cleo(world)


@pytest.fixture
def task_id(world: World) -> int:
    world.order({"MUG": 1, "CARD": 1})
    (task_id,) = release(world.warehouse_id)
    return task_id


def kept(task_id: int) -> str:
    return str(fresh(PickTask, task_id).kept_back)


def of_wave(desk: Cleo, task_id: int, kind: str) -> TestResponse:
    answer = asks(desk, wave_of(task_id), kind)
    assert answer.status_code == 200, answer.text
    return answer


def test_what_was_given_out_again_and_taken_back_goes_on_with_its_wave(world: World, task_id: int, desk: Cleo) -> None:
    of_wave(desk, task_id, "pauses")
    move = desk.moves(task_id, "hold-ends")
    assert kept(task_id) == ""

    assert desk.undoes(move).status_code == 200

    assert kept(task_id) == "wave"
    of_wave(desk, task_id, "resumptions")
    assert kept(task_id) == ""
    assert Handheld(world, "Ana").claim().status_code == 200


def test_taken_back_after_the_wave_went_on_it_does_not_wait_for_a_wave_that_waits_no_more(
    task_id: int, desk: Cleo
) -> None:
    of_wave(desk, task_id, "pauses")
    move = desk.moves(task_id, "hold-ends")
    of_wave(desk, task_id, "resumptions")

    assert desk.undoes(move).status_code == 200
    assert kept(task_id) == ""


def test_kept_back_before_the_pause_and_taken_back_in_it_the_task_waits_with_its_wave(task_id: int, desk: Cleo) -> None:
    move = desk.moves(task_id, "holds")
    of_wave(desk, task_id, "pauses")
    assert kept(task_id) == "lead"

    assert desk.undoes(move).status_code == 200
    assert kept(task_id) == "wave"


def test_what_was_let_go_in_the_pause_is_so_again_when_keeping_it_back_is_undone(task_id: int, desk: Cleo) -> None:
    of_wave(desk, task_id, "pauses")
    desk.moves(task_id, "hold-ends")

    assert desk.undoes(desk.moves(task_id, "holds")).status_code == 200
    assert kept(task_id) == ""


def test_keeping_back_is_not_undone_once_the_task_is_given_by_name(world: World, task_id: int, desk: Cleo) -> None:
    move = desk.moves(task_id, "hold-ends")
    desk.gives(task_id, "Ben")

    refused = desk.undoes(move)

    assert refused.status_code == 409
    assert f"Task {task_id} changed meanwhile: Ben has it now." in refused.text
    assert fresh(PickTask, task_id).holder_id == world.workers["Ben"]


def test_what_is_split_off_a_walk_under_way_waits_with_the_wave(world: World, task_id: int, desk: Cleo) -> None:
    Handheld(world, "Ana").claim()
    ben = Handheld(world, "Ben")
    of_wave(desk, task_id, "pauses")

    assert desk.splits(task_id, stops=1).status_code == 200

    new = max(tasks_of(world))
    assert (kept(task_id), kept(new)) == ("", "wave")
    assert ben.claim().status_code == 409
    of_wave(desk, task_id, "resumptions")
    assert ben.claim().headers["HX-Redirect"].endswith(f"/{new}")


def test_who_is_given_it_by_name_may_begin_it(world: World, task_id: int, desk: Cleo) -> None:
    Handheld(world, "Ana").claim()
    of_wave(desk, task_id, "pauses")

    desk.splits(task_id, stops=1, to="Ben")

    assert Handheld(world, "Ben").claim().status_code == 200


def test_a_rank_of_a_wave_is_not_undone_over_a_later_one(task_id: int, desk: Cleo) -> None:
    move = asks(desk, wave_of(task_id), "ranks", rank="first")
    asks(desk, wave_of(task_id), "ranks", rank="last")
    after = fresh(PickTask, task_id).priority

    assert desk.undoes(move).status_code == 409
    assert fresh(PickTask, task_id).priority == after
