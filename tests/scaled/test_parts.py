"""Each process does its part, and what one asks for another does."""

import http.client

from sqlalchemy import select

from app.db import db, transaction
from app.operations import program
from app.warehouse.models import Warehouse
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.models import RELEASED, Wave
from tests.scaled.people import Floor, waits_for
from tools.scaled.floor import Scaled

ACTOR = program("test")


def asked(port: int, path: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", path)
    status = line.getresponse().status
    line.close()
    return status


def port_of(scaled: Scaled, name: str) -> int:
    return int(scaled.parts[name].environ["PORT"])


def test_each_process_says_that_it_is_there_and_serves_only_what_is_its_part(scaled: Scaled) -> None:
    for name in ("web1", "web2", "push", "jobs"):
        assert asked(port_of(scaled, name), "/healthz") == 200
    for name in ("push", "jobs"):
        assert asked(port_of(scaled, name), "/sign-in") == 404
    for name in ("web1", "web2", "jobs"):
        assert asked(port_of(scaled, name), "/socket.io/?EIO=4&transport=websocket") == 404


def test_a_release_that_was_asked_for_elsewhere_is_worked_off_by_the_job_worker(floor: Floor) -> None:
    with transaction():
        warehouse = db.session.get_one(Warehouse, floor.warehouse_id)
        wave_id = plan_wave(warehouse, Choice(limit=10), ACTOR).id
    with transaction():
        release_wave(db.session.get_one(Wave, wave_id), ACTOR)

    def state() -> str | None:
        db.session.rollback()
        return db.session.scalar(select(Wave.state).where(Wave.id == wave_id))

    waits_for(lambda: state() == RELEASED, 30)


def test_a_release_goes_on_when_the_job_worker_was_killed(floor: Floor, scaled: Scaled) -> None:
    with transaction():
        warehouse = db.session.get_one(Warehouse, floor.warehouse_id)
        wave_id = plan_wave(warehouse, Choice(limit=10), ACTOR).id
        release_wave(db.session.get_one(Wave, wave_id), ACTOR)
    scaled.parts["jobs"].kill()
    scaled.parts["jobs"].start()

    def state() -> str | None:
        db.session.rollback()
        return db.session.scalar(select(Wave.state).where(Wave.id == wave_id))

    waits_for(lambda: state() == RELEASED, 60)


def test_a_web_process_that_dies_costs_no_request(floor: Floor, scaled: Scaled) -> None:
    picker = floor.person()
    picker.get("/work")
    scaled.parts["web1"].kill()

    assert [picker.get("/work").status for _ in range(6)] == [200] * 6
    assert [picker.post("/picking/claims").status < 500 for _ in range(6)] == [True] * 6


def test_a_database_that_is_restarted_is_waited_for_and_pushes_go_on(floor: Floor, scaled: Scaled) -> None:
    picker = floor.person()
    ear = picker.listen()
    before = picker.post("/picking/claims").status
    database = scaled.parts["postgresql"]
    database.stop()

    answer = picker.post("/picking/claims")
    assert answer.status == 503, "the handheld keeps it and sends it again"

    database.start()
    waits_for(lambda: picker.post("/picking/claims").status == before, 30)
    picker.tell()
    waits_for(lambda: "work-changed" in ear.names(), 30)
    for name in ("push", "jobs"):
        assert "Traceback" not in scaled.parts[name].log.read_text()
