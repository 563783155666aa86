"""What a handheld had kept and the server refused is on the lead's page until a person has seen to it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.db import db
from app.picking.models import PickTask
from app.walks.commands import assign
from app.walks.refused import RefusedScan
from tests.floor import wrong_books
from tests.picking.conftest import Walk
from tests.visitor import visitor


def handed_to_ben(walk: Walk) -> int:
    """Ben has the walk; the wave's id."""
    world = walk.world
    world.do(lambda: assign(db.session.get_one(PickTask, walk.task_id), world.worker("Ben"), world.actor("Cleo")))
    return db.session.get_one(PickTask, walk.task_id).wave_id


def test_a_scan_made_after_the_walk_was_given_away_is_on_the_leads_page_until_it_is_settled(walk: Walk) -> None:
    stop = walk.stop("MUG")
    wave_id = handed_to_ben(walk)
    assert walk.ana.pick(walk.task_id, stop).status_code == 409

    cleo = visitor(walk.world, "Cleo")
    page = " ".join(cleo.get(f"/waves/{wave_id}").text.split())
    assert "<b>Ana</b>" in page
    assert "3 × Red mug" in page
    assert "Ben has this walk now. Ask for other work." in page
    assert "If the units were taken, they belong back into A-01-1." in page
    scan_id = db.session.scalars(select(RefusedScan.id)).one()
    assert cleo.send(f"/refused-scans/{scan_id}/settlements").status_code == 303

    assert "Refused scans" not in cleo.get(f"/waves/{wave_id}").text
    assert walk.world.on_hand("A-01-1", "MUG") == 10
    assert wrong_books() == []


def test_a_scan_made_before_the_walk_was_given_away_counts_and_is_nobodys_trouble(walk: Walk) -> None:
    stop, before = walk.stop("MUG"), datetime.now(UTC)
    wave_id = handed_to_ben(walk)
    scan: dict[str, Any] = {"bin": stop.bin_barcode, "item": stop.codes[0][0], "tote": "TOTE-001", "quantity": 3}
    assert walk.ana.post(f"/picking/lines/{stop.line_id}/picks", at=before, **scan).status_code == 200

    assert walk.world.on_hand("A-01-1", "MUG") == 7
    assert db.session.scalars(select(RefusedScan)).all() == []
    assert "Refused scans" not in visitor(walk.world, "Cleo").get(f"/waves/{wave_id}").text


def test_a_tote_that_is_refused_while_the_picker_waits_is_told_to_the_picker_alone(walk: Walk) -> None:
    place = walk.document.places[0].id
    late = datetime.now(UTC) - timedelta(minutes=5)
    assert walk.ana.post(f"/picking/places/{place}/totes", tote="TOTE-009").status_code == 409
    assert db.session.scalars(select(RefusedScan)).all() == []

    assert walk.ana.post(f"/picking/places/{place}/totes", tote="TOTE-009", at=late).status_code == 409
    assert [scan.scanned for scan in db.session.scalars(select(RefusedScan))] == ["TOTE-009"]


def test_a_stranger_settles_nothing(walk: Walk) -> None:
    stop = walk.stop("MUG")
    handed_to_ben(walk)
    walk.ana.pick(walk.task_id, stop)
    scan_id = db.session.scalars(select(RefusedScan.id)).one()

    assert visitor(walk.world, "Olga").send(f"/refused-scans/{scan_id}/settlements").status_code == 404
    assert visitor(walk.world, "Ben").send(f"/refused-scans/{scan_id}/settlements").status_code == 403
    assert db.session.scalars(select(RefusedScan.settled_at)).one() is None
