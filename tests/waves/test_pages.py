"""The lead's page: what Cleo sees of the waves, and what she does there."""

from datetime import timedelta

from app.clock import now
from app.db import db
from app.orders.desk import hold_by_hand
from app.orders.models import Order
from app.picking.models import Pick, PickLine, PickTask
from app.picking.queries import lines_of_task
from app.walks.commands import assign
from app.walks.models import Holding
from app.waves.commands import cancel_wave
from app.waves.models import RELEASING, Wave
from app.waves.release import work_off
from tests.floor import Hand, fresh, right_scan
from tests.visitor import alert_of, visitor, words
from tests.waves.conftest import Lead, orders_in, row, state_of, tasks_of
from tests.world import SYSTEM, World

SOON = timedelta(minutes=50)


def test_the_page_says_how_long_it_is_to_the_cut_off_and_that_nobody_picks(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1, "CARD": 2}, ship_by=now() + SOON)
    wave_id = cleo.releases()

    told = words(row(visitor(world, "Cleo").get("/waves").text, wave_id))

    assert "49 min to the cut-off" in told
    assert "0 of 2 lines" in told
    assert "Nobody is picking" in told
    assert "Free 1" in told


def test_the_page_shows_who_picks_and_how_far_it_is(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1, "CARD": 2}, ship_by=now() + SOON)
    wave_id = cleo.releases()
    ana = Hand(world.actor("Ana"))
    task_id = ana.claims()
    assert task_id
    ana.binds_all(task_id)
    line_id = lines_of_task(fresh(PickTask, task_id))[0].id
    assert ana.picks(line_id, right_scan(fresh(PickLine, line_id))).ok

    told = words(row(visitor(world, "Cleo").get("/waves").text, wave_id))

    assert "1 of 2 lines" in told
    assert "A (Ana)" in told
    assert "Walking 1" in told
    assert "Nobody is picking" not in told


def test_a_wave_in_which_nobody_has_picked_for_a_while_is_told_and_comes_first(world: World, cleo: Lead) -> None:
    world.order({"TEA": 1}, ship_by=now() + SOON)
    waits = cleo.releases()
    world.order({"MUG": 1, "CARD": 2}, ship_by=now() + 3 * SOON)
    stands_still = cleo.releases()
    world.do(lambda: assign(db.session.get_one(PickTask, tasks_of(stands_still)[0].id), world.worker("Ana"), SYSTEM))
    ana = Hand(world.actor("Ana"))
    task_id = ana.claims()
    assert task_id == tasks_of(stands_still)[0].id
    ana.binds_all(task_id)
    line_id = lines_of_task(fresh(PickTask, task_id))[0].id
    assert ana.picks(line_id, right_scan(fresh(PickLine, line_id))).ok
    lead = visitor(world, "Cleo")
    assert "it stands still" not in lead.get("/waves").text

    world.do(lambda: setattr(db.session.query(Pick).one(), "at", now() - SOON))
    world.do(lambda: setattr(db.session.query(Holding).one(), "began_at", now() - SOON))
    page = lead.get("/waves").text

    assert "it stands still" in words(row(page, stands_still))
    assert "to the cut-off" in words(row(page, waits))
    assert page.index(f'id="wave-{stands_still}"') < page.index(f'id="wave-{waits}"')


def test_the_wave_that_is_most_in_danger_comes_first(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1}, ship_by=now() + 3 * SOON)
    later = cleo.plans()
    world.order({"CARD": 1}, ship_by=now() + SOON)
    sooner = cleo.plans()
    world.order({"CARD": 1})
    some_day = cleo.plans()
    world.order({"CARD": 1}, ship_by=now() - SOON)
    forgotten = cleo.plans()

    page = visitor(world, "Cleo").get("/waves").text

    places = [page.index(f'id="wave-{wave_id}"') for wave_id in (sooner, later, forgotten, some_day)]
    assert places == sorted(places)


def test_a_done_wave_stays_at_the_end_and_a_cancelled_one_leaves(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1}, ship_by=now() + SOON)
    done = cleo.releases()
    ana = Hand(world.actor("Ana"))
    task_id = ana.claims()
    assert task_id
    ana.walks(task_id)
    world.order({"CARD": 1})
    cancelled = cleo.plans()
    world.do(lambda: cancel_wave(db.session.get_one(Wave, cancelled), SYSTEM))
    world.order({"CARD": 1})
    planned = cleo.plans()

    page = visitor(world, "Cleo").get("/waves").text

    assert page.index(f'id="wave-{planned}"') < page.index(f'id="wave-{done}"')
    assert "Done" in words(row(page, done))
    assert f'id="wave-{cancelled}"' not in page


def test_the_page_does_not_hide_orders_that_no_wave_has(world: World, cleo: Lead) -> None:
    missed = world.order({"CARD": 1}, ship_by=now() - SOON)
    held = world.order({"CARD": 1}, ship_by=(soon := now() + SOON))
    world.order({"CARD": 1}, ship_by=soon)
    world.do(lambda: hold_by_hand(db.session.get_one(Order, held), "ask Mira", SYSTEM))
    lead = visitor(world, "Cleo")
    waved = world.order({"CARD": 1}, ship_by=soon, priority=9)
    assert orders_in(cleo.plans(limit=1)) == [waved]
    world.do(lambda: hold_by_hand(db.session.get_one(Order, waved), "ask Mira", SYSTEM))

    before = words(lead.get("/waves/waiting").text)
    assert orders_in(cleo.plans(limit=1)) == [missed]
    after = words(lead.get("/waves/waiting").text)

    assert "missed 1 – Plan" in before
    assert "in 49 min 1 1 Plan" in before
    assert "missed" not in after
    assert "in 49 min 1 1 Plan" in after


def test_what_fits_is_told_before_the_wave_is_made(world: World) -> None:
    world.order({"CARD": 1}, ship_by=now() + SOON)
    world.order({"CARD": 1, "MUG": 1}, ship_by=now() + SOON)
    cleo = visitor(world, "Cleo")

    assert "2 ready orders fit." in words(cleo.get("/waves/fitting").text)
    assert "1 ready order fits." in words(cleo.get("/waves/fitting?single_line=1").text)
    assert "takes the 1 most urgent" in words(cleo.get("/waves/fitting?limit=1").text)
    assert "No ready order fits." in words(cleo.get("/waves/fitting?carrier=Nobody").text)
    assert db.session.query(Wave).count() == 0


def test_a_planned_wave_takes_what_the_form_chose(world: World) -> None:
    chosen = world.order({"CARD": 1}, ship_by=now() + SOON, carrier="Doorstep")
    world.order({"CARD": 1}, ship_by=now() + SOON, carrier="Skyfreight")
    cleo = visitor(world, "Cleo")

    answer = cleo.send("/waves", mode="single", carrier="Doorstep", limit=60)

    assert (answer.status_code, answer.location) == (303, "/waves")
    wave = db.session.query(Wave).one()
    assert wave.mode == "single"
    assert orders_in(wave.id) == [chosen]


def test_a_choice_that_no_order_fits_makes_no_wave_and_says_what_to_do(world: World) -> None:
    refused = visitor(world, "Cleo").send("/waves", mode="cart", limit=60)

    assert refused.status_code == 409
    assert "Choose a later cut-off or ask for less." in alert_of(refused)
    assert db.session.query(Wave).count() == 0


def test_a_cut_off_that_nobody_offered_is_refused_not_ignored(world: World) -> None:
    world.order({"CARD": 1})
    cleo = visitor(world, "Cleo")

    for nonsense in ("tomorrow", "2026-11-23T12:00:00", "0001-01-01T00:00:00+14:00"):
        assert cleo.send("/waves", mode="cart", cut_off_at=nonsense).status_code == 400
    assert db.session.query(Wave).count() == 0


def test_a_form_that_is_sent_twice_plans_one_wave(world: World) -> None:
    world.order({"CARD": 1})
    world.order({"MUG": 1})
    cleo = visitor(world, "Cleo")
    named = "0a3f8f2e-94c0-4f5e-8c3e-7d1f0f2b9a11"

    first = cleo.send("/waves", operation_id=named, mode="cart", limit=1)
    again = cleo.send("/waves", operation_id=named, mode="cart", limit=1)

    assert first.status_code == again.status_code == 303
    assert db.session.query(Wave).count() == 1


def test_a_released_wave_shows_its_progress_and_asks_again_until_it_is_out(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.plans()
    lead = visitor(world, "Cleo")
    assert "every 2s" not in lead.get("/waves/board").text

    assert lead.send(f"/waves/{wave_id}/releases").status_code == 303
    assert state_of(Wave, wave_id) == RELEASING
    going_out = lead.get("/waves/board").text
    work_off(wave_id)
    out = lead.get("/waves/board").text

    assert "It is planned next" in words(going_out)
    assert "every 2s" in going_out
    assert "every 2s" not in out
    assert "0 of 1 lines" in words(out)


def test_a_wave_that_is_out_is_not_released_again(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.releases()

    refused = visitor(world, "Cleo").send(f"/waves/{wave_id}/releases")

    assert refused.status_code == 409
    assert "is out already" in alert_of(refused)
    assert len(tasks_of(wave_id)) == 1


def test_the_orders_of_a_planned_wave_can_be_let_go(world: World, cleo: Lead) -> None:
    order_id = world.order({"CARD": 1})
    wave_id = cleo.plans()

    assert visitor(world, "Cleo").send(f"/waves/{wave_id}/cancellations").status_code == 303

    assert state_of(Wave, wave_id) == "cancelled"
    assert orders_in(cleo.plans()) == [order_id]


def test_only_a_lead_of_this_warehouse_sees_and_moves_its_waves(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.plans()

    assert visitor(world, "Fay").get("/waves").status_code == 403
    assert visitor(world, "Ana").send(f"/waves/{wave_id}/releases").status_code == 403
    assert state_of(Wave, wave_id) == "planned"
