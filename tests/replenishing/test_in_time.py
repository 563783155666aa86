"""Refills are raised before they are needed: when a wave is planned, and now and then for all bins."""

from datetime import timedelta

from sqlalchemy import select

from app.clock import now
from app.db import db
from app.replenishing.background import refill_low_bins
from app.replenishing.models import RefillTask, RefillWait
from app.waves.foresight import refill_in_time
from tests.floor import fresh, wrong_books
from tests.replenishing.conftest import FORWARD, RESERVE, refills, rule, store
from tests.waves.conftest import Lead, line_counts
from tests.world import World


def test_a_planned_wave_that_needs_more_has_it_brought_before_it_goes_out(reserve: World) -> None:
    due = now() + timedelta(hours=3)
    first, second = reserve.order({"MUG": 12}, ship_by=due), reserve.order({"MUG": 8, "CARD": 3})
    cleo = Lead(reserve)
    wave_id = cleo.plans()

    assert refill_in_time(reserve.warehouse_id) == 6

    (refill,) = refills()
    assert (refill.quantity, refill.reason, refill.wave_id) == (6, "wave", wave_id)
    assert fresh(RefillTask, refill.task_id).due_at == due
    assert refill_in_time(reserve.warehouse_id) == 0, "it is on its way already"
    assert wrong_books() == []

    cleo.sends_out(wave_id)
    from app.waves.release import work_off

    work_off(wave_id)
    assert len(refills()) == 1
    assert line_counts(first)[0][2] + line_counts(second)[0][2] == 6
    db.session.rollback()
    assert [wait.units for wait in db.session.scalars(select(RefillWait))] == [6]
    assert wrong_books() == []


def test_a_wave_that_finds_enough_raises_nothing(reserve: World) -> None:
    reserve.order({"MUG": 14})
    Lead(reserve).plans()

    assert refill_in_time(reserve.warehouse_id) == 0
    assert refills() == []


def test_a_bin_whose_reserve_came_later_is_filled_at_the_next_look(world: World) -> None:
    rule(world, "MUG", FORWARD, 12, 25)
    store(world, "MUG", RESERVE, 40)
    assert refills() == [], "nothing left the bin since"

    assert refill_low_bins(world.warehouse_id) == 15
    assert refill_low_bins(world.warehouse_id) == 0

    assert [refill.quantity for refill in refills()] == [15]
    assert world.stock(RESERVE, "MUG").reserved == 15
    assert wrong_books() == []
