"""What a picker's pages say, and to whom; who scans comes in tests/browser."""

import pytest
from flask.testing import FlaskClient

from app.db import db
from app.picking.models import PickTask
from tests.floor import release
from tests.handheld import Handheld
from tests.visitor import visitor
from tests.world import World


@pytest.fixture
def ana(world: World) -> FlaskClient:
    return world.client("Ana")


def test_the_start_says_what_waits(world: World, ana: FlaskClient) -> None:
    assert "No walk is free" in ana.get("/work").text

    world.order({"MUG": 1})
    release(world.warehouse_id)
    page = ana.get("/work").text
    assert "1 walk is free" in page
    assert "No walk" not in page


def test_a_walk_under_way_is_offered_before_any_other(world: World) -> None:
    world.order({"MUG": 1, "CARD": 1})
    release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()

    page = ana.client.get("/work").text
    assert "Your walk waits" in page
    assert "0 of 2 stops done" in page


def test_asking_for_work_leads_to_the_walk(world: World) -> None:
    world.order({"MUG": 1})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    page = ana.client.get("/work").text

    answer = ana.client.post(
        "/picking/claims",
        data={"csrf_token": ana.csrf, "operation_id": page.split('name="operation_id" value="')[1][:36]},
        headers={"Origin": "http://localhost", "Accept": "text/html"},
    )
    assert (answer.status_code, answer.location) == (303, f"/picking/tasks/{task_id}")


def test_no_work_is_told_in_words(world: World) -> None:
    answer = Handheld(world, "Ana").claim()
    assert answer.status_code == 409
    assert "There is no work for you now" in answer.text
    assert answer.headers["Operation-Outcome"] == "no_work"


def test_who_asks_in_vain_waits_at_the_start_which_says_so_and_can_ask_again(world: World) -> None:
    ana = visitor(world, "Ana")

    answer = ana.send("/picking/claims")
    page = ana.get(answer.location).text

    assert (answer.status_code, answer.headers["Operation-Outcome"]) == (303, "no_work")
    assert "No work for you now" in page
    assert "Ask again" in page
    assert 'data-work="none"' in page
    assert 'role="alert"' not in page
    assert "No work for you now" not in ana.get("/work").text


def test_work_that_came_since_it_was_asked_for_in_vain_is_offered(world: World) -> None:
    ana = visitor(world, "Ana")
    waits_at = ana.send("/picking/claims").location
    world.order({"MUG": 1})
    release(world.warehouse_id)

    page = ana.get(waits_at).text

    assert "1 walk is free" in page
    assert "No work" not in page


def test_the_walk_holds_every_stop_and_reads_without_a_script(world: World) -> None:
    world.order({"MUG": 2, "CARD": 3})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()

    page = ana.client.get(f"/picking/tasks/{task_id}").text
    assert page.count("data-stop ") == 2
    assert "Red mug" in page
    assert "Greeting card" in page
    assert "A-01-1" in page
    assert "style=" not in page


def test_the_answer_to_a_scan_is_the_stop_as_the_page_draws_it(world: World) -> None:
    world.order({"MUG": 2, "CARD": 3})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    stop = ana.walk(task_id).stops[0]

    answer = ana.pick(task_id, stop)
    page = ana.client.get(f"/picking/tasks/{task_id}/stops").text
    lines = [line.strip() for line in answer.text.splitlines() if line.strip() and "data-metres" not in line]
    drawn = {line.strip() for line in page.splitlines()}
    assert [line for line in lines if line not in drawn] == []
    assert f'id="stop-{stop.line_id}"' in answer.text
    assert 'data-state="done"' in answer.text
    assert answer.headers["Walk-Version"] == str(db.session.get_one(PickTask, task_id).version)


def test_a_walk_of_another_is_not_shown_and_its_holder_is_named(world: World) -> None:
    world.order({"MUG": 1})
    (task_id,) = release(world.warehouse_id)
    Handheld(world, "Ana").claim()
    ben = world.client("Ben")

    for address in (f"/picking/tasks/{task_id}", f"/picking/tasks/{task_id}/stops"):
        answer = ben.get(address)
        assert answer.status_code == 409
        assert "Ana has this walk now" in answer.text
        assert "A-01-1" not in answer.text


def test_a_stop_of_another_warehouse_is_no_stop(world: World) -> None:
    world.order({"MUG": 1})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    stop = ana.walk(task_id).stops[0]
    ana.client = world.client("Olga")

    answer = ana.client.get(f"/picking/tasks/{task_id}")
    assert answer.status_code in (403, 404)
    assert stop.bin_address not in answer.text


@pytest.mark.parametrize(
    ("code", "kind", "name"), [("LOC-A-01-1", "bin", "A-01-1"), ("4006381333931", "item", "Red mug")]
)
def test_a_code_is_named(ana: FlaskClient, code: str, kind: str, name: str) -> None:
    assert ana.get(f"/scanning/meanings?code={code}").json == {"meanings": [{"kind": kind, "name": name}]}


@pytest.mark.parametrize("code", ["", "47110815", "%00", "<script>alert(1)</script>", "x" * 600])
def test_a_code_that_nobody_knows_has_no_meaning(ana: FlaskClient, code: str) -> None:
    answer = ana.get("/scanning/meanings", query_string={"code": code})
    assert answer.status_code == 404
    assert answer.is_json


def test_a_picker_prints_no_labels(ana: FlaskClient) -> None:
    assert ana.get("/labels").status_code == 403


def test_an_item_has_a_picture_that_the_device_keeps(world: World, ana: FlaskClient) -> None:
    answer = ana.get(f"/items/{world.item('MUG').id}.svg")
    assert answer.mimetype == "image/svg+xml"
    assert "max-age=604800" in answer.headers["Cache-Control"]


def test_the_sheet_of_codes_shows_the_demo_badges(ana: FlaskClient) -> None:
    page = ana.get("/demo/sheet").text
    assert "BDG-DEMO-ANA" in page
    assert "T-001" in page


def test_the_app_can_stand_on_the_home_screen(ana: FlaskClient) -> None:
    with ana.get("/manifest.webmanifest") as manifest:
        assert manifest.get_json(force=True)["name"] == "Shelfway"
