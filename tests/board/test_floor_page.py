"""The live floor over HTTP: what Cleo sees, what changes, and who sees nothing of it."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from app.clock import now
from app.db import db, transaction
from app.picking.models import Pick
from app.walks.commands import assign
from app.walks.models import Holding, Walk
from app.warehouse.models import Warehouse
from tests.board.conftest import SOON, heard, part, picks_one, rows, seen, wave
from tests.floor import release
from tests.handheld import Handheld
from tests.visitor import Visitor, visitor, words
from tests.world import World

LISTS = ("waves", "pickers", "tasks")


def test_a_lead_lands_on_the_floor_and_sees_who_is_where(world: World, ana: Handheld, cleo: Visitor) -> None:
    assert cleo.get("/").headers["Location"] == "/floor"
    page = cleo.get("/floor").text

    first, row = part(page, wave(1)), part(page, f"picker-{world.workers['Ana']}")
    assert "1 of 3 lines" in first
    assert "in hand" in first
    assert "A (Ana)" in first
    assert "stop 2 of 3" in row
    assert "to B-03-1" in row
    assert "A-01-1" in row, "where she scanned last"


def test_who_is_offline_on_a_walk_stands_out_with_what_waits_as_last_known(
    world: World, ana: Handheld, cleo: Visitor
) -> None:
    heard(world, "Ana", online=False, waiting=3, battery=9)

    row = part(cleo.get("/floor").text, f"picker-{world.workers['Ana']}")

    assert "offline since" in row
    assert "with about 3 operations waiting" in row
    assert "9 % battery" in row
    assert "Ana handheld" in row


@pytest.mark.parametrize(("waiting", "stands_out"), [(1, False), (4, False), (5, True)])
def test_a_scan_that_is_on_its_way_is_no_trouble_and_a_queue_of_an_online_device_is(
    world: World, ana: Handheld, cleo: Visitor, waiting: int, stands_out: bool
) -> None:
    heard(world, "Ana", online=True, waiting=waiting)

    page = cleo.get("/floor").text

    assert ("line--trouble" in page) == stands_out


def test_a_list_is_sent_once_and_then_only_the_rows_that_changed(
    world: World, ana: Handheld, cleo: Visitor, task_id: int
) -> None:
    world.order({"CARD": 1}, ship_by=now() + 2 * SOON)
    release(world.warehouse_id)
    heard(world, "Ana", online=True)
    known = {name: seen(cleo.get("/floor").text, name) for name in LISTS}
    unchanged = cleo.get(f"/floor/changes?{urlencode(known)}").status_code

    ana.pick(task_id, ana.walk(task_id).stops[1])
    changed = cleo.get(f"/floor/changes?{urlencode(known)}").text
    known |= {name: seen(changed, name) for name in ("waves", "pickers")}

    assert unchanged == 204
    assert sorted(rows(changed)) == sorted([f"picker-{world.workers['Ana']}", *rows(changed, "wave-")])
    assert "2 of 3 lines" in part(changed, wave(1))
    assert f'data-order="{wave(1)} {wave(2)}"' in changed
    assert 'data-list="tasks"' not in changed
    assert cleo.get(f"/floor/changes?{urlencode(known)}").status_code == 204


def test_the_same_list_in_another_language_is_another_list(world: World, ana: Handheld, cleo: Visitor) -> None:
    known = {name: seen(cleo.get("/floor").text, name) for name in LISTS}
    with transaction():
        world.worker("Cleo").language = "zh_Hant"

    assert cleo.get(f"/floor/changes?{urlencode(known)}").status_code == 200


def test_the_wave_in_danger_comes_first_and_is_told_late_by_measured_speed(
    world: World, ana: Handheld, cleo: Visitor
) -> None:
    world.order({"CARD": 1}, ship_by=now() + timedelta(seconds=70))
    release(world.warehouse_id)

    waves = cleo.get("/floor/changes").text

    assert waves.index(wave(2)) < waves.index(wave(1))
    assert "late at this pace" in part(waves, wave(2)), "it comes after Ana's walk, in over a minute"
    assert "late" not in part(waves, wave(1))


def test_a_task_to_be_begun_is_listed_until_somebody_begins_it(world: World, cleo: Visitor, task_id: int) -> None:
    before = cleo.get("/floor/changes").text
    Handheld(world, "Ana").claim()

    assert "3 stops" in part(before, f"task-{task_id}")
    assert f'data-task="{task_id}"' in before
    assert f'id="task-{task_id}"' not in cleo.get("/floor/changes").text


def test_the_map_has_a_dot_where_somebody_scanned_last_and_a_square_for_who_is_away(
    world: World, ana: Handheld, cleo: Visitor
) -> None:
    heard(world, "Ana", online=True)
    there = cleo.get("/floor/map").text
    heard(world, "Ana", online=False)
    away = cleo.get("/floor/map").text

    assert f'live__person--there" data-person="{world.workers["Ana"]}"' in there
    assert f'live__person--away" data-person="{world.workers["Ana"]}"' in away
    assert "1 person by their last scan" in there
    assert "floor__heat" not in there
    assert "floor__heat" in cleo.get("/floor/map?heat=1").text


def test_two_in_one_aisle_are_told_in_words_and_one_is_not(world: World, ana: Handheld, cleo: Visitor) -> None:
    alone = cleo.get("/floor/map").text
    picks_one(world, "Ben")

    assert "crowds__one" not in alone
    assert "Aisle A: 2 pickers now" in words(cleo.get("/floor/map").text)


def test_a_warehouse_without_a_layout_has_a_floor_without_a_map(world: World, ana: Handheld, cleo: Visitor) -> None:
    world.do(lambda: setattr(db.session.get_one(Warehouse, world.warehouse_id), "layout", None))

    assert cleo.get("/floor").status_code == 200
    assert "<svg" not in cleo.get("/floor/map").text


def test_who_has_not_scanned_for_long_stands_out_and_who_rests_does_not(
    world: World, ana: Handheld, cleo: Visitor, task_id: int
) -> None:
    heard(world, "Ana", online=True)
    fine = cleo.get("/floor/changes").text
    with transaction() as session:
        session.execute(update(Pick).values(at=now() - timedelta(minutes=12)))
        long_ago = now() - timedelta(minutes=30)
        session.execute(update(Walk).values(started_at=long_ago))
        session.execute(update(Holding).values(began_at=long_ago))
    still = cleo.get("/floor/changes").text
    ana.post(f"/picking/tasks/{task_id}/pauses")
    resting = cleo.get("/floor/changes").text

    assert "line--trouble" not in fine
    assert "line--trouble" in still
    assert "rests since" in words(resting)
    assert "line--trouble" not in resting
    ana.post(f"/picking/tasks/{task_id}/resumptions")
    assert "line--trouble" not in cleo.get("/floor/changes").text, "nor does who is just back from a rest"


def test_who_has_just_taken_a_walk_over_does_not_stand_out_as_who_had_it_before(
    world: World, ana: Handheld, cleo: Visitor, task_id: int
) -> None:
    with transaction() as session:
        session.execute(update(Pick).values(at=now() - timedelta(minutes=25)))
        session.execute(update(Walk).values(started_at=now() - timedelta(minutes=30)))
        session.execute(update(Holding).values(began_at=now() - timedelta(minutes=30)))
    before = cleo.get("/floor/changes").text
    with transaction() as session:
        assign(session.get_one(Walk, task_id), world.worker("Ben"), world.actor("Cleo"))
    Handheld(world, "Ben").claim()
    heard(world, "Ben", online=True)
    after = cleo.get("/floor/changes").text

    assert "it stands still" in part(before, wave(1))
    assert "it stands still" not in part(after, wave(1))
    assert "line--trouble" in before
    assert "line--trouble" not in after


@pytest.mark.parametrize("path", ["", "/changes", "/map"])
def test_who_does_not_lead_sees_nothing_of_the_floor(world: World, ana: Handheld, path: str) -> None:
    for name in ("Ben", "Dana", "Eli", "Fay", "Gus"):
        assert visitor(world, name).get(f"/floor{path}").status_code == 403


def test_a_lead_of_another_warehouse_sees_their_own_floor_only(world: World, ana: Handheld) -> None:
    olga = visitor(world, "Olga")

    for path in ("", "/changes", "/map"):
        answer = olga.get(f"/floor{path}")
        assert answer.status_code == 200
        assert "Ana" not in answer.text
        assert wave(1) not in answer.text
