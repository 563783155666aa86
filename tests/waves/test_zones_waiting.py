"""Zones one after the other: the later task is nobody's before its turn, and everybody can see why."""

import pytest
from sqlalchemy import func, select

from app.db import db
from app.outbox.models import OutboxEntry
from app.picking.models import PickTask
from app.walks.queries import walks_waiting
from app.waves.models import Wave
from tests.floor import fresh, wrong_books
from tests.handheld import Handheld
from tests.visitor import visitor, words
from tests.waves.conftest import Lead, tasks_of
from tests.waves.passing import brings, ids_of, stage
from tests.world import World


def test_the_lead_sees_what_a_task_waits_for_and_cannot_give_it_out(world: World, passing: Lead, ana: Handheld) -> None:
    world.sets(cart_places=1)
    world.order({"MUG": 2, "TEA": 1})
    world.order({"TEA": 1})
    wave_id = passing.releases()
    first, second, _ = ids_of(wave_id)
    lead = visitor(world, "Cleo")

    refused = lead.send(f"/tasks/{second}/assignments", worker_id=world.workers["Ben"])
    page = lead.get(f"/waves/{wave_id}").text

    assert f"Task {first} comes first: its totes are passed on to this one." in refused.text
    assert (fresh(PickTask, second).state, fresh(PickTask, second).holder_id) == ("free", None)
    assert f"waits for task {first}" in page
    assert "Free 2 Waiting for the zone before 1" in words(page)
    assert "Free 2 Waiting for the zone before 1" in words(lead.get("/waves").text)
    assert f"/tasks/{first}/assignments" in page
    assert f"/tasks/{second}/assignments" not in page

    brings(ana, first)
    lead.send(f"/tasks/{second}/assignments", worker_id=world.workers["Ben"])
    assert fresh(PickTask, second).state == "assigned"
    assert "waits for task" not in lead.get(f"/waves/{wave_id}").text
    assert "Waiting for the zone before" not in lead.get(f"/waves/{wave_id}").text


def test_the_lead_reads_what_the_plan_saves_also_where_carts_are_passed_on(world: World, passing: Lead) -> None:
    passing.world.sets(zone_mode="pass", cart_places=2)
    for _ in range(2):
        world.order({"MUG": 1, "CARD": 1})
        world.order({"TEA": 1})
    wave_id = passing.releases()
    wave: Wave = fresh(Wave, wave_id)

    assert wave.planned_metres == pytest.approx(sum(task.metres for task in tasks_of(wave_id)))
    assert 0 < wave.saved_metres < (wave.first_come_metres or 0)
    assert "less than first come, first served" in visitor(world, "Cleo").get(f"/waves/{wave_id}").text


def test_pickers_without_work_hear_when_the_second_zone_may_begin_and_not_while_it_waits(
    world: World, passing: Lead, ana: Handheld
) -> None:
    world.order({"MUG": 2, "TEA": 1})
    first, _ = ids_of(passing.releases())
    told = select(func.count()).where(OutboxEntry.name == "work-free")
    when_put_up = db.session.scalar(told)
    ana.claim()
    ana.bind_all(first)
    ana.pick_all(first)
    before = db.session.scalar(told) or 0

    stage(ana, first)
    db.session.rollback()

    assert before == when_put_up
    assert db.session.scalar(told) == before + 1


def test_the_second_zones_task_is_nobodys_before_the_first_is_staged(
    world: World, passing: Lead, ana: Handheld, ben: Handheld
) -> None:
    world.order({"MUG": 2, "TEA": 1})
    first, second = ids_of(passing.releases())
    ana.claim()
    ana.bind_all(first)
    ana.pick_all(first)

    refused = ben.claim()
    assert (refused.status_code, "There is no work for you now" in refused.text) == (409, True)
    assert fresh(PickTask, second).holder_id is None
    assert walks_waiting(world.workers["Ben"], world.warehouse_id, {"picker"}) == (0, 0)
    assert wrong_books() == []

    stage(ana, first)
    assert walks_waiting(world.workers["Ben"], world.warehouse_id, {"picker"}) == (0, 1)
    assert ben.claim().status_code == 200
    assert fresh(PickTask, second).holder_id == world.workers["Ben"]
