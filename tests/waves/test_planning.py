"""The planning of a release: its progress on the lead's page, the wish to take what there is, what it saves."""

from collections.abc import Callable

import pytest

from app.db import db
from app.planning.carts import CartPlan, Progress, Wanted, plan_carts
from app.waves.models import RELEASED, RELEASING, Wave
from app.waves.release import work_off
from app.waves.tasks import put_up
from tests.floor import fresh
from tests.visitor import alert_of, visitor, words
from tests.waves.conftest import Lead, row, state_of, tasks_of
from tests.world import World


def computing(monkeypatch: pytest.MonkeyPatch, on_the_way: Callable[[Callable[[], bool]], None]) -> list[float]:
    """Planning that tells once how far it is and what the lead sees then; the seconds that it was given."""
    given: list[float] = []

    def compute(
        what: object, wanted: Wanted, seconds: float, enough: Callable[[], bool], heard: Callable[[Progress], None]
    ) -> CartPlan:
        given.append(seconds)
        heard(Progress(0.25, 77.0))
        on_the_way(enough)
        return plan_carts(wanted, lambda: True, lambda said: None)

    monkeypatch.setattr("app.waves.planning.compute", compute)
    return given


def sent_out(world: World, cleo: Lead, orders: int = 1) -> int:
    for _ in range(orders):
        world.order({"MUG": 1, "CARD": 1})
    wave_id = cleo.plans()
    cleo.sends_out(wave_id)
    return wave_id


def test_the_lead_sees_how_far_the_planning_is_and_takes_what_there_is(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave_id = sent_out(world, cleo)
    lead = visitor(world, "Cleo")
    seen: list[str] = []

    def look_and_take(enough: Callable[[], bool]) -> None:
        assert not enough()
        seen.append(row(lead.get("/waves/board").text, wave_id))
        assert lead.send(f"/waves/{wave_id}/plan-ends").status_code == 303
        assert enough()
        seen.append(row(lead.get("/waves/board").text, wave_id))

    computing(monkeypatch, look_and_take)
    work_off(wave_id)

    before, after = seen
    assert "best so far 77 m" in words(before)
    assert "Use what it has now" in before
    assert "Use what it has now" not in after
    assert state_of(Wave, wave_id) == RELEASED
    assert len(tasks_of(wave_id)) == 1


def test_what_was_ended_once_is_not_looked_for_again_after_the_power_was_gone(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave_id = sent_out(world, cleo)
    visitor(world, "Cleo").send(f"/waves/{wave_id}/plan-ends")
    said: list[bool] = []

    computing(monkeypatch, lambda enough: said.append(enough()))
    work_off(wave_id)

    assert said == [True]


def test_only_a_lead_ends_the_planning_and_only_of_a_wave_that_is_on_its_way_out(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.plans()

    refused = visitor(world, "Cleo").send(f"/waves/{wave_id}/plan-ends")

    assert refused.status_code == 409
    assert "is out already" in alert_of(refused)
    assert visitor(world, "Ana").send(f"/waves/{wave_id}/plan-ends").status_code == 403
    assert visitor(world, "Olga").send(f"/waves/{wave_id}/plan-ends").status_code == 404
    assert fresh(Wave, wave_id).enough_at is None


def test_the_wave_keeps_what_its_plan_saves_and_says_it_in_metres_and_percent(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1, "CARD": 1})
    wave_id = cleo.releases()
    wave: Wave = fresh(Wave, wave_id)
    assert wave.planned_metres == pytest.approx(sum(task.metres for task in tasks_of(wave_id)))
    assert wave.planned_share == 1.0

    def worse() -> None:
        db.session.get_one(Wave, wave_id).first_come_metres = 2 * (wave.planned_metres or 0)

    world.do(worse)
    told = words(row(visitor(world, "Cleo").get("/waves").text, wave_id))

    metres = round(wave.planned_metres or 0)
    assert f"{metres} m to walk: {metres} m or 50 % less than first come, first served" in told


def test_a_release_that_goes_on_compares_all_of_the_wave_with_what_was_first_come_first_served(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleo.world.sets(cart_places=1)
    wave_id = sent_out(world, cleo, orders=2)
    carts: list[object] = []

    def then_the_power_is_gone(*given: object) -> list[int]:
        if carts:
            raise KeyboardInterrupt
        carts.append(given[0])
        return put_up(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("app.waves.release.put_up", then_the_power_is_gone)
    with pytest.raises(KeyboardInterrupt):
        work_off(wave_id)
    first_come = fresh(Wave, wave_id).first_come_metres
    monkeypatch.setattr("app.waves.release.put_up", put_up)
    assert (state_of(Wave, wave_id), len(tasks_of(wave_id))) == (RELEASING, 1)

    work_off(wave_id)

    wave: Wave = fresh(Wave, wave_id)
    assert wave.first_come_metres == first_come
    assert wave.planned_metres == pytest.approx(sum(task.metres for task in tasks_of(wave_id)))


def test_a_small_wave_is_given_less_time_than_the_warehouse_allows(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = computing(monkeypatch, lambda enough: None)
    work_off(sent_out(world, cleo, orders=2))

    assert 0 < given[0] < 1

    cleo.world.sets(planning_seconds=0)
    work_off(sent_out(world, cleo))
    assert given[1] == 0


def test_what_is_told_of_a_plan_is_short_of_all_until_the_plan_is_there(
    world: World, cleo: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave_id = sent_out(world, cleo)
    shares: list[float | None] = []

    computing(monkeypatch, lambda enough: shares.append(fresh(Wave, wave_id).planned_share))
    work_off(wave_id)

    assert shares[0] is not None
    assert 0.25 <= shares[0] < 1
    assert fresh(Wave, wave_id).planned_share == 1
