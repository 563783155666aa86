"""One wave from near: its tasks, who walks them, what keeps its orders back."""

import re

from app.db import db
from app.orders.desk import hold_by_hand
from app.orders.models import Order, OrderHold
from app.picking.commands import short_pick
from app.picking.models import PickLine, PickTask
from app.picking.queries import lines_of_stop, lines_of_task
from app.walks.commands import assign
from tests.floor import Hand, fresh, right_scan, wrong_books
from tests.visitor import alert_of, visitor, words
from tests.waves.conftest import Lead, tasks_of
from tests.world import SYSTEM, World


def task_row(html: str, task_id: int) -> str:
    found = re.search(rf'<tr[^>]* id="task-{task_id}"[^>]*>.*?</tr>', html, re.DOTALL)
    assert found, html
    return words(re.sub(r"<select.*?</select>", "", found[0], flags=re.DOTALL))


def test_a_task_says_who_walks_it_how_far_and_where(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1, "CARD": 2, "TEA": 1})
    wave_id = cleo.releases()
    ana = Hand(world.actor("Ana"))
    task_id = ana.claims()
    assert task_id
    ana.binds_all(task_id)
    first, second, _ = lines_of_task(fresh(PickTask, task_id))
    second_bin = second.location.address
    assert ana.picks(first.id, right_scan(first)).ok

    told = task_row(visitor(world, "Cleo").get(f"/waves/{wave_id}").text, task_id)

    assert "Ana Walking" in told
    assert "1 of 3" in told
    assert f"to {second_bin}" in told
    assert "T-001" in told


def test_a_staged_task_says_in_which_lane_its_totes_stand(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1})
    wave_id = cleo.releases()
    ana = Hand(world.actor("Ana"))
    task_id = ana.claims()
    assert task_id
    ana.walks(task_id)

    told = task_row(visitor(world, "Cleo").get(f"/waves/{wave_id}").text, task_id)

    assert "Staged" in told
    assert "LANE-1" in told
    assert "Give" not in told


def test_the_lead_gives_a_free_task_to_a_picker_and_to_nobody_again(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1})
    wave_id = cleo.releases()
    task_id = tasks_of(wave_id)[0].id
    lead = visitor(world, "Cleo")

    given = lead.send(f"/tasks/{task_id}/assignments", worker_id=world.workers["Ben"])
    assert (given.status_code, given.location) == (303, f"/waves/{wave_id}")
    assert (fresh(PickTask, task_id).state, fresh(PickTask, task_id).holder_id) == ("assigned", world.workers["Ben"])
    assert Hand(world.actor("Ana")).claims() is None

    lead.send(f"/tasks/{task_id}/assignments", worker_id="")
    assert (fresh(PickTask, task_id).state, fresh(PickTask, task_id).holder_id) == ("free", None)


def test_a_task_under_way_changes_hands_and_keeps_what_is_picked(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1, "CARD": 2})
    cleo.releases()
    ana = Hand(world.actor("Ana"))
    task_id = ana.claims()
    assert task_id
    ana.binds_all(task_id)
    line_id = lines_of_task(fresh(PickTask, task_id))[0].id
    assert ana.picks(line_id, right_scan(fresh(PickLine, line_id))).ok

    visitor(world, "Cleo").send(f"/tasks/{task_id}/assignments", worker_id=world.workers["Ben"])

    assert fresh(PickTask, task_id).holder_id == world.workers["Ben"]
    assert fresh(PickLine, line_id).to_pick == 0
    assert Hand(world.actor("Ben")).claims() == task_id


def test_who_does_not_pick_here_gets_no_task(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1})
    wave_id = cleo.releases()
    task_id = tasks_of(wave_id)[0].id
    lead = visitor(world, "Cleo")

    refused = lead.send(f"/tasks/{task_id}/assignments", worker_id=world.workers["Dana"])
    stranger = lead.send(f"/tasks/{task_id}/assignments", worker_id=world.workers["Olga"])
    page = lead.get(f"/waves/{wave_id}").text

    assert "Dana has no role for such work in this warehouse." in alert_of(refused)
    assert stranger.status_code == 404
    assert fresh(PickTask, task_id).holder_id is None
    assert "Dana" not in page
    assert "Olga" not in page


def test_a_worker_that_cannot_be_read_is_not_nobody(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1})
    task_id = tasks_of(cleo.releases())[0].id
    lead = visitor(world, "Cleo")
    lead.send(f"/tasks/{task_id}/assignments", worker_id=world.workers["Ben"])

    for nonsense in ("Ben", "-1", "9" * 20):
        assert lead.send(f"/tasks/{task_id}/assignments", worker_id=nonsense).status_code == 404

    assert fresh(PickTask, task_id).holder_id == world.workers["Ben"]


def test_what_was_not_found_is_shown_with_the_bins_to_count(world: World, cleo: Lead) -> None:
    order_id = world.order({"CARD": 2})
    wave_id = cleo.releases()
    ana = Hand(world.actor("Ana"))
    task_id = ana.claims()
    assert task_id
    ana.binds_all(task_id)
    line_id = lines_of_task(fresh(PickTask, task_id))[0].id
    assert ana.does("short", lambda actor: short_pick(lines_of_stop(line_id), "empty", actor)).ok

    told = words(visitor(world, "Cleo").get(f"/waves/{wave_id}").text)

    assert "2 of 2 missing" in told
    assert "None is free anywhere" in told
    assert "1 bin waits to be counted : B-03-1" in told
    assert fresh(Order, order_id).holds[0].released_at is None, "looking releases nothing"


def test_a_hold_is_released_from_the_wave_and_leads_back_to_it(world: World, cleo: Lead) -> None:
    order_id = world.order({"CARD": 2})
    wave_id = cleo.releases()
    world.do(lambda: hold_by_hand(db.session.get_one(Order, order_id), "ask Mira", SYSTEM))
    hold_id = fresh(Order, order_id).holds[0].id
    lead = visitor(world, "Cleo")
    assert "Held by a person: ask Mira" in words(lead.get(f"/waves/{wave_id}").text)

    answer = lead.send(f"/exceptions/holds/{hold_id}/releases", wave=wave_id)

    assert (answer.status_code, answer.location) == (303, f"/waves/{wave_id}")
    assert fresh(OrderHold, hold_id).released_by_id == world.workers["Cleo"]
    assert "ask Mira" not in words(lead.get(f"/waves/{wave_id}").text)
    assert wrong_books() == []


def test_a_fragment_is_the_part_of_the_page_alone(world: World, cleo: Lead) -> None:
    world.order({"MUG": 1})
    wave_id = cleo.releases()
    lead = visitor(world, "Cleo")

    fragment = lead.get(f"/waves/{wave_id}/progress").text

    assert "<html" not in fragment
    assert fragment.lstrip().startswith('<div id="wave"')
    assert "wave-changed from:body" in fragment


def test_the_walks_of_a_wave_are_on_its_map_each_with_a_stroke_and_its_task_in_words(world: World, cleo: Lead) -> None:
    cleo.world.sets(cart_places=1)
    world.order({"MUG": 1, "TEA": 1})
    world.order({"CARD": 1})
    wave_id = cleo.releases()
    first, second = (task.id for task in tasks_of(wave_id))
    lead = visitor(world, "Cleo")

    page = lead.get(f"/waves/{wave_id}").text
    alone = lead.get(f"/waves/{wave_id}/map").text

    for html in (page, alone):
        drawn = html[html.index('id="walk-map"') :]
        assert 'class="floor__walk floor__walk--1"' in drawn
        assert 'class="floor__walk floor__walk--2"' in drawn
        assert f"Task {first}" in words(drawn)
        assert f"Task {second}" in words(drawn)
    assert visitor(world, "Ana").get(f"/waves/{wave_id}/map").status_code == 403
    assert visitor(world, "Olga").get(f"/waves/{wave_id}/map").status_code == 404


def test_a_wave_of_many_walks_draws_those_under_way_first_and_says_that_there_are_more(
    world: World, cleo: Lead
) -> None:
    cleo.world.sets(cart_places=1)
    for _ in range(9):
        world.order({"CARD": 1})
    wave_id = cleo.releases()
    last = tasks_of(wave_id)[-1].id
    world.do(lambda: assign(db.session.get_one(PickTask, last), world.worker("Ana"), SYSTEM))

    told = words(visitor(world, "Cleo").get(f"/waves/{wave_id}/map").text)

    assert "8 of 9 walks, those under way first." in told
    assert told.index(f"Task {last}") < told.index(f"Task {tasks_of(wave_id)[0].id} ")


def test_a_wave_that_is_not_released_has_no_map(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1})
    wave_id = cleo.plans()

    assert "<svg" not in visitor(world, "Cleo").get(f"/waves/{wave_id}/map").text
