"""Late orders join a wave that is on the floor."""

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import db
from app.orders.models import Order
from app.picking.models import PickTask
from app.waves.models import Wave, WaveOrder
from app.waves.release import work_off
from tests.floor import fresh, wrong_books
from tests.handheld import Handheld
from tests.picking.moves import Cleo, cleo, skus_of
from tests.visitor import words
from tests.waves.conftest import Lead, orders_in, tasks_of
from tests.waves.passing import ids_of
from tests.world import World


@pytest.fixture
def desk(world: World) -> Cleo:
    return cleo(world)


def adds(desk: Cleo, wave_id: int, **form: object) -> TestResponse:
    answer = desk.desk.send(f"/waves/{wave_id}/additions", headers={"HX-Request": "true"}, **form)
    work_off(wave_id)
    db.session.remove()
    return answer


def test_they_are_planned_onto_tasks_of_the_wave_while_walks_go_on(world: World, cleo: Lead, desk: Cleo) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.releases()
    (first,) = ids_of(wave_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    late = world.order({"TEA": 2})
    assert "Add 1 late order" in words(desk.desk.get(f"/waves/{wave_id}").text)

    answer = adds(desk, wave_id)

    assert "1 order joins wave 1." in words(answer.text)
    assert late in orders_in(wave_id)
    assert fresh(Wave, wave_id).state == "released"
    assert fresh(Order, late).state == "waved"
    new = next(task_id for task_id in ids_of(wave_id) if task_id != first)
    assert skus_of(new) == ["TEA"]
    ana.bind_all(first)
    ana.pick_all(first)
    assert ana.post(f"/picking/tasks/{first}/stagings", lane="LOC-LANE-1").status_code == 200
    assert fresh(Wave, wave_id).state == "released", "the late ones are to be picked yet"
    assert wrong_books() == []


def test_one_on_the_way_of_a_walk_that_nobody_has_begun_goes_along(world: World, cleo: Lead, desk: Cleo) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.releases()
    (first,) = ids_of(wave_id)
    world.order({"CARD": 2})

    adds(desk, wave_id)

    db.session.rollback()
    open_ones = select(PickTask.id).where(PickTask.wave_id == wave_id, PickTask.state == "free")
    assert db.session.scalars(open_ones).all() == [first]
    assert skus_of(first) == ["CARD", "CARD"]
    assert len(fresh(PickTask, first).places) == 2
    assert wrong_books() == []


def test_one_that_is_far_from_it_is_a_walk_of_its_own(world: World, cleo: Lead, desk: Cleo) -> None:
    world.order({"MUG": 1})
    wave_id = cleo.releases()
    (first,) = ids_of(wave_id)
    world.order({"TEA": 1})

    adds(desk, wave_id)

    assert skus_of(first) == ["MUG"]
    assert [task.state for task in tasks_of(wave_id)] == ["free", "free"]


def test_only_those_that_the_wave_was_planned_for_join(world: World, cleo: Lead, desk: Cleo) -> None:
    world.order({"CARD": 1}, carrier="FAST")
    wave_id = cleo.releases(carrier="FAST")
    other = world.order({"CARD": 1}, carrier="SLOW")

    refused = adds(desk, wave_id)

    assert refused.status_code == 409
    assert "No ready order fits this choice" in refused.text
    assert other not in orders_in(wave_id)
    assert fresh(Wave, wave_id).state == "released"
    assert "late order" not in words(desk.desk.get(f"/waves/{wave_id}").text)


def test_a_wave_that_is_planned_or_done_takes_none(world: World, cleo: Lead, desk: Cleo) -> None:
    world.order({"CARD": 1})
    planned = cleo.plans()
    world.order({"CARD": 1})

    assert "is not on the floor" in adds(desk, planned).text
    assert db.session.scalars(select(WaveOrder.wave_id)).all() == [planned]


def test_an_order_joins_one_wave_only(world: World, cleo: Lead, desk: Cleo) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.releases()
    world.order({"TEA": 1})
    elsewhere = cleo.plans()

    assert adds(desk, wave_id).status_code == 409
    assert len(orders_in(elsewhere)) == 1


def test_what_the_plan_saved_is_not_told_of_orders_that_it_never_saw(world: World, cleo: Lead, desk: Cleo) -> None:
    for _ in range(3):
        world.order({"CARD": 1, "TEA": 1})
    wave_id = cleo.releases()
    world.order({"MUG": 1})

    adds(desk, wave_id)

    assert fresh(Wave, wave_id).saved_metres == 0
    assert fresh(Wave, wave_id).planned_share == 1


def test_what_the_lead_split_off_and_gave_to_somebody_stays_theirs(world: World, cleo: Lead, desk: Cleo) -> None:
    world.order({"CARD": 1})
    world.order({"CARD": 1})
    wave_id = cleo.releases()
    (first,) = ids_of(wave_id)
    desk.splits(first, stops=1, to="Ben")
    given = next(task_id for task_id in ids_of(wave_id) if task_id != first)
    world.order({"CARD": 1})

    adds(desk, wave_id)

    kept = fresh(PickTask, given)
    assert (kept.state, kept.holder_id) == ("assigned", world.workers["Ben"])
    assert "CARD" in skus_of(given)
    assert len(skus_of(first)) + len(skus_of(given)) == 3, "the late one went along on one of the two"
    assert wrong_books() == []


def test_a_walk_that_the_lead_keeps_back_takes_none_along(world: World, cleo: Lead, desk: Cleo) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.releases()
    (first,) = ids_of(wave_id)
    desk.moves(first, "holds")
    world.order({"CARD": 2})

    adds(desk, wave_id)

    assert len(skus_of(first)) == 1
    (late,) = [task_id for task_id in ids_of(wave_id) if task_id != first]
    assert Handheld(world, "Ana").claim().headers["HX-Redirect"].endswith(f"/{late}")


def test_in_a_paused_wave_it_goes_along_on_a_walk_that_waits_too(world: World, cleo: Lead, desk: Cleo) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.releases()
    (first,) = ids_of(wave_id)
    desk.desk.send(f"/waves/{wave_id}/pauses")
    world.order({"CARD": 2})

    adds(desk, wave_id)

    assert len(skus_of(first)) == 2
    assert {task.kept_back for task in tasks_of(wave_id) if task.is_open} == {"wave"}
