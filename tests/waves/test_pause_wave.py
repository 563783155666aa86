"""A wave is paused: nobody begins its tasks, who walks goes on; and it goes on."""

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import db
from app.picking.models import PickTask
from app.waves.models import Wave
from app.waves.release import work_off
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.picking.moves import Cleo, cleo, told_to
from tests.visitor import words
from tests.waves.conftest import Lead
from tests.world import World


@pytest.fixture
def three(world: World) -> list[int]:
    for sku in ("MUG", "CARD", "TEA"):
        world.order({sku: 1})
    return release(world.warehouse_id, mode="single")


@pytest.fixture
def desk(world: World) -> Cleo:
    return cleo(world)


def wave_of(task_id: int) -> int:
    return int(fresh(PickTask, task_id).wave_id)


def asks(desk: Cleo, wave_id: int, kind: str, **form: object) -> TestResponse:
    return desk.desk.send(f"/waves/{wave_id}/{kind}", headers={"HX-Request": "true"}, **form)


def test_its_free_tasks_are_not_given_out_and_who_walks_goes_on_to_the_end(
    world: World, three: list[int], desk: Cleo
) -> None:
    ana, ben = Handheld(world, "Ana"), Handheld(world, "Ben")
    under_way = int(ana.claim().headers["HX-Redirect"].rsplit("/", 1)[1])
    desk.gives(next(task_id for task_id in three if task_id != under_way), "Ben")

    answer = asks(desk, wave_of(under_way), "pauses")

    assert "is paused: nobody begins its tasks. Who walks goes on." in answer.text
    assert ben.claim().status_code == 409, "neither the free one nor the one that was his"
    ana.bind_all(under_way)
    ana.pick_all(under_way)
    assert ana.post(f"/picking/tasks/{under_way}/stagings", lane="LOC-LANE-1").status_code == 200
    assert ana.claim().status_code == 409
    assert "Paused" in words(desk.desk.get("/waves/board").text)
    assert wrong_books() == []


def test_another_wave_is_given_out_meanwhile(world: World, three: list[int], desk: Cleo) -> None:
    asks(desk, wave_of(three[0]), "pauses")
    world.order({"CARD": 1})
    (other,) = release(world.warehouse_id)

    assert Handheld(world, "Ana").claim().headers["HX-Redirect"].endswith(f"/{other}")


def test_when_it_goes_on_all_is_given_out_but_what_the_lead_kept_back_by_itself(
    world: World, three: list[int], desk: Cleo
) -> None:
    desk.moves(three[0], "holds")
    asks(desk, wave_of(three[0]), "pauses")
    assert [fresh(PickTask, task_id).kept_back for task_id in three] == ["lead", "wave", "wave"]

    asks(desk, wave_of(three[0]), "resumptions")

    assert [fresh(PickTask, task_id).kept_back for task_id in three] == ["lead", "", ""]
    assert "work-free" in told_to(f"pickers:{world.warehouse_id}")
    assert Handheld(world, "Ana").claim().headers["HX-Redirect"].endswith(f"/{three[1]}")
    assert "Paused" not in words(desk.desk.get("/waves/board").text)


def test_tasks_that_its_release_puts_up_meanwhile_wait_too(world: World, desk: Cleo) -> None:
    world.order({"CARD": 1})
    lead = Lead(world)
    wave_id = lead.plans()
    lead.sends_out(wave_id)
    asks(desk, wave_id, "pauses")
    work_off(wave_id)

    assert db.session.scalars(select(PickTask.kept_back)).all() == ["wave"]
    assert Handheld(world, "Ana").claim().status_code == 409
    asks(desk, wave_id, "resumptions")
    assert Handheld(world, "Ben").claim().status_code == 200


def test_undone_it_was_never_paused(world: World, three: list[int], desk: Cleo) -> None:
    assert desk.undoes(asks(desk, wave_of(three[0]), "pauses")).status_code == 200

    assert fresh(Wave, wave_of(three[0])).paused_at is None
    assert Handheld(world, "Ana").claim().status_code == 200


def test_a_wave_that_is_not_out_is_not_paused(world: World, desk: Cleo) -> None:
    world.order({"CARD": 1})
    wave_id = Lead(world).plans()

    refused = asks(desk, wave_id, "pauses")

    assert refused.status_code == 409
    assert "is not on the floor" in refused.text
    assert fresh(Wave, wave_id).paused_at is None


def test_its_tasks_are_given_out_next_or_last_also_those_to_come(world: World, three: list[int], desk: Cleo) -> None:
    world.order({"CARD": 1}, priority=5)
    (urgent,) = release(world.warehouse_id)
    move = asks(desk, wave_of(three[0]), "ranks", rank="first")

    assert Handheld(world, "Ana").claim().headers["HX-Redirect"].endswith(f"/{three[0]}")
    assert desk.undoes(move).status_code == 200
    assert [fresh(PickTask, task_id).priority for task_id in (*three[1:], urgent)] == [0, 0, 5]

    asks(desk, wave_of(urgent), "ranks", rank="last")
    assert Handheld(world, "Ben").claim().headers["HX-Redirect"].endswith(f"/{three[1]}")
    assert asks(desk, wave_of(urgent), "ranks", rank="whenever").status_code == 422


def test_only_a_lead_pauses(world: World, three: list[int]) -> None:
    ana = Handheld(world, "Ana")

    assert ana.post(f"/waves/{wave_of(three[0])}/pauses").status_code == 403
    assert fresh(Wave, wave_of(three[0])).paused_at is None
