"""Devices: enrolled once by a code, revoked at once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.clock import now
from app.db import db, transaction
from app.events import Event, subscribe
from app.workers.events import DeviceRevoked, SessionChanged
from app.workers.models import Device, Enrolment, Session
from tests.handheld import Handheld
from tests.visitor import Visitor, alert_of, stranger_to, visitor
from tests.world import World


def offered(world: World, gus: Visitor, name: str = "Handheld 7") -> str:
    """The path that the code on the admin's screen leads to."""
    page = gus.send("/admin/devices", name=name).text
    found = re.search(r"http://localhost(/enrol/[\w-]+)", page)
    assert found
    return found[1]


def named(name: str) -> Device:
    return db.session.scalars(select(Device).where(Device.name == name)).one()


def test_the_device_that_opens_the_code_is_enrolled(world: World) -> None:
    path, handheld = offered(world, visitor(world, "Gus")), stranger_to(world)

    assert "Handheld 7" in handheld.get(path).text
    assert named("Handheld 7").enrolled_at is None  # a preview takes nothing
    assert handheld.send(path).headers["Location"] == "/sign-in"

    cookie = handheld.client.get_cookie("device")
    assert cookie
    assert cookie.value not in str(named("Handheld 7").token_hash)
    assert named("Handheld 7").enrolled_at is not None


def test_a_code_works_once(world: World) -> None:
    path = offered(world, visitor(world, "Gus"))
    stranger_to(world).send(path)
    kept = named("Handheld 7").token_hash

    second = stranger_to(world)

    assert second.get(path).status_code == 403
    assert "new one" in alert_of(second.send(path))
    assert named("Handheld 7").token_hash == kept


def test_a_code_lasts_ten_minutes(world: World) -> None:
    path = offered(world, visitor(world, "Gus"))
    lasts = db.session.scalars(select(Enrolment.expires_at)).one() - now()
    assert timedelta(minutes=9) < lasts <= timedelta(minutes=10)
    with transaction() as session:
        session.execute(update(Enrolment).values(expires_at=now()))

    assert stranger_to(world).send(path).status_code == 403
    assert named("Handheld 7").enrolled_at is None


def test_a_newer_code_voids_the_one_before(world: World) -> None:
    gus = visitor(world, "Gus")
    old = offered(world, gus)

    gus.send(f"/admin/devices/{named('Handheld 7').id}/enrolments")

    assert stranger_to(world).send(old).status_code == 403


def test_a_code_is_shown_once(world: World) -> None:
    gus, operation = visitor(world, "Gus"), str(uuid4())
    gus.send("/admin/devices", operation_id=operation, name="Handheld 7")

    again = gus.send("/admin/devices", operation_id=operation, name="Handheld 7")

    assert again.status_code == 409
    assert "/enrol/" not in again.text
    assert len(db.session.scalars(select(Device).where(Device.name == "Handheld 7")).all()) == 1


def test_revoking_ends_the_shift_and_the_sockets_of_the_device_at_once(world: World) -> None:
    gus, ana, ben = visitor(world, "Gus"), visitor(world, "Ana"), visitor(world, "Ben")
    told: list[Event] = []
    subscribe(world.app, told.extend)
    assert ana.get("/work").status_code == 200

    gus.send(f"/admin/devices/{world.devices['Ana']}/revocations")
    world.app.extensions["events"].subscribers.remove(told.extend)

    refused = ana.get("/work")
    assert refused.status_code == 403
    assert "taken out of use" in alert_of(refused)
    assert ben.get("/work").status_code == 200
    ended = db.session.scalars(select(Session).where(Session.ended_at.is_not(None))).one()
    assert DeviceRevoked(world.devices["Ana"]) in told
    assert SessionChanged(ended.id, world.warehouse_id) in told


def test_nobody_signs_in_on_a_revoked_device(world: World) -> None:
    gus, ana = visitor(world, "Gus"), visitor(world, "Ana")
    gus.send(f"/admin/devices/{world.devices['Ana']}/revocations")

    assert ana.client.get("/sign-in").status_code == 403
    assert ana.client.post("/sign-in", data={"badge": "BDG-X", "secret": "1234"}).status_code == 403


def test_revoking_twice_is_one_change(world: World) -> None:
    gus, url = visitor(world, "Gus"), ""
    visitor(world, "Ana")
    url = f"/admin/devices/{world.devices['Ana']}/revocations"
    gus.send(url)
    first = world.device("Ana").revoked_at

    assert gus.send(url).status_code == 303
    assert world.device("Ana").revoked_at == first


@pytest.mark.parametrize("code", ["x", "../admin", "%00", "'--", "é" * 50])
def test_a_code_of_nobodys_enrols_nothing(world: World, code: str) -> None:
    browser = stranger_to(world)
    browser.get("/sign-in")
    before = len(db.session.scalars(select(Device)).all())

    assert browser.send(f"/enrol/{code}").status_code in {400, 403, 404}
    assert len(db.session.scalars(select(Device)).all()) == before


def test_a_device_is_enrolled_from_the_shell(world: World, app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["device", "enrol", "Desk 9", "--warehouse", "RIVER"]).output
    found = re.search(r"/enrol/\S+", said)
    assert found

    assert stranger_to(world).send(found[0]).status_code == 303
    assert named("Desk 9").enrolled_at is not None


def test_the_list_says_when_a_device_was_last_at_work(world: World) -> None:
    handheld = Handheld(world, "Ana")
    before = now() - timedelta(hours=3)
    with transaction():
        world.device("Ana").seen_at = before

    handheld.client.get("/work")
    assert world.device("Ana").seen_at == before  # reading writes nothing
    handheld.post("/picking/claims")

    seen = world.device("Ana").seen_at
    assert seen is not None
    assert now() - seen < timedelta(minutes=1)
