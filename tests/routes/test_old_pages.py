"""A page that was kept on a device since an older version: what it sends is understood, or kept for a person."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.operations.models import Operation
from app.walks.refused import RefusedScan
from tests.floor import wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk, ana, walk  # noqa: F401 - its fixtures
from tests.world import World


def test_a_pick_without_the_fields_that_came_later_counts(walk: Walk) -> None:  # noqa: F811
    stop = walk.stop("MUG")
    first: dict[str, Any] = {"bin": stop.bin_barcode, "item": stop.codes[0][0], "tote": "TOTE-001", "quantity": 3}

    answer = walk.ana.post(f"/picking/lines/{stop.line_id}/picks", **first)

    assert answer.status_code == 200, answer.text
    assert answer.headers["Operation-Outcome"] == "done"
    assert walk.world.on_hand("A-01-1", "MUG") == 7
    assert wrong_books() == []


def test_fields_that_nobody_knows_any_more_harm_nothing(walk: Walk) -> None:  # noqa: F811
    stop = walk.stop("MUG")
    assert walk.ana.pick(walk.task_id, stop, weight="12", page="old").status_code == 200
    assert walk.world.on_hand("A-01-1", "MUG") == 7


def test_a_pick_that_is_not_understood_is_kept_for_a_person_and_named(walk: Walk) -> None:  # noqa: F811
    stop = walk.stop("MUG")

    answer = walk.ana.post(f"/picking/lines/{stop.line_id}/picks", code=stop.codes[0][0])

    named = db.session.scalars(select(Operation).where(Operation.name == "picking.create_pick")).one()
    assert answer.headers["Operation-Id"] == named.id  # the device may let it go
    assert named.code != "done"
    assert [scan.operation_id for scan in db.session.scalars(select(RefusedScan))] == [named.id]
    assert walk.world.on_hand("A-01-1", "MUG") == 10


def test_the_app_stands_on_the_home_screen_with_icons_of_both_kinds_and_ways_in(world: World) -> None:
    ana_ = Handheld(world, "Ana").client
    said = ana_.get("/manifest.webmanifest").get_json(force=True)

    assert (said["id"], said["start_url"], said["display"]) == ("/", "/", "standalone")
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    assert [way["url"] for way in said["shortcuts"]] == ["/work", "/setup"]
    for icon in said["icons"]:
        assert ana_.get(icon["src"]).mimetype == icon["type"]


def test_the_service_worker_is_asked_for_anew_each_time_and_keeps_files_that_are_there(world: World) -> None:
    ana_ = Handheld(world, "Ana").client
    answer = ana_.get("/sw.js")

    assert answer.cache_control.no_cache
    assert answer.mimetype == "text/javascript"
    files = [part for part in answer.text.split('"') if part.startswith("/static/")]
    assert len(files) > 5
    assert {ana_.get(name).status_code for name in files if name != "/static/"} == {200}


def test_a_badge_opens_the_lock_over_plain_http_and_another_does_not(world: World) -> None:
    ana_ = Handheld(world, "Ana")
    mine = ana_.post("/unlocks", badge="BDG-NOT-HERS")

    assert mine.status_code == 403
    assert "This is not the badge that opens it." in mine.text
