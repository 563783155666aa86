"""An operation over HTTP: named, done once, credited to the one who scanned, kept when it must be refused."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import func, select

from app.clock import now
from app.db import db, transaction
from app.operations.models import Operation
from app.routes import shift
from app.workers.commands import give_roles
from app.workers.devices import revoke_device
from app.workers.models import Session, Worker
from app.workers.sessions import begin_session
from tests.handheld import ORIGIN, Handheld
from tests.visitor import alert_of, visitor
from tests.world import SYSTEM, World

NEW: dict[str, Any] = {"name": "Hana", "language": "en"}


def count_named(name: str) -> int:
    return db.session.scalar(select(func.count()).select_from(Worker).where(Worker.name == name)) or 0


def stored(operation_id: str) -> Operation:
    db.session.remove()
    return db.session.get_one(Operation, operation_id)


def kept_rows(world: World) -> list[str]:
    """What the admin's page of devices shows of operations that nobody did."""
    _, _, kept = visitor(world, "Gus").get("/admin/devices").text.partition("Kept for a person")
    return re.findall(r"<tr>\s*<td class=\"when\">.*?</tr>", kept, re.DOTALL)


def switch(world: World, handheld: Handheld, name: str) -> None:
    """Another worker signs in on the handheld; its queue is still there."""
    with transaction():
        begin_session(world.worker(name), world.device(handheld.name), f"token of {name}", SYSTEM)
    with handheld.client.session_transaction() as cookie:
        cookie["shift"] = f"token of {name}"


@pytest.mark.parametrize("named", [None, "", "1", "not-a-uuid", "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}"])
def test_a_change_that_names_no_operation_is_refused(world: World, named: str | None) -> None:
    refused = visitor(world, "Gus").send("/admin/workers", operation_id=named, **NEW)

    assert refused.status_code == 428
    assert count_named("Hana") == 0


def test_a_form_sent_twice_acts_once(world: World) -> None:
    gus, named = visitor(world, "Gus"), str(uuid4())

    first = gus.send("/admin/workers", operation_id=named, **NEW)
    again = gus.send("/admin/workers", operation_id=named, **NEW)

    assert first.headers["Location"] == again.headers["Location"]
    assert again.headers["Operation-Id"] == named
    assert again.headers["Operation-Outcome"] == "done"
    assert count_named("Hana") == 1


def test_the_same_operation_with_another_content_is_refused(world: World) -> None:
    gus, named = visitor(world, "Gus"), str(uuid4())
    gus.send("/admin/workers", operation_id=named, **NEW)

    refused = gus.send("/admin/workers", operation_id=named, name="Ivo", language="en")

    assert refused.status_code == 422
    assert refused.headers["Operation-Id"] == named
    assert refused.headers["Operation-Outcome"] == "operation_changed", "what was asked first was done, not this"
    assert count_named("Ivo") == 0


def test_a_refusal_names_its_operation_and_a_new_form_can_be_sent(world: World) -> None:
    named = str(uuid4())

    refused = visitor(world, "Gus").send(
        "/admin/workers", headers={"HX-Request": "true"}, operation_id=named, name=" ", language="en"
    )

    assert refused.headers["Operation-Id"] == named
    assert refused.headers["Operation-Outcome"] == "worker_name_missing"
    assert 'name="operation_id"' in refused.text
    assert named not in refused.text


def test_a_queue_sent_in_the_next_workers_shift_is_credited_to_who_scanned(world: World) -> None:
    handheld, named = Handheld(world, "Ana"), str(uuid4())
    switch(world, handheld, "Ben")
    handheld.csrf = _csrf(handheld)

    answer = handheld.post("/picking/claims", operation_id=named)

    assert answer.headers["Operation-Id"] == named
    assert stored(named).worker_id == world.workers["Ana"]


def test_who_scanned_needs_the_role_and_not_who_is_signed_in_now(world: World) -> None:
    handheld, named = Handheld(world, "Ana"), str(uuid4())
    switch(world, handheld, "Dana")  # takes returns, and may not pick
    handheld.csrf = _csrf(handheld)

    assert handheld.post("/picking/claims", operation_id=named).headers["Operation-Outcome"] != "not_allowed"
    handheld.shift = ""
    assert handheld.post("/picking/claims").headers["Operation-Outcome"] == "not_allowed"


@pytest.mark.parametrize("hours", [-1, 13])
def test_a_scan_at_a_time_outside_the_shift_is_kept_for_a_person(world: World, hours: int) -> None:
    handheld, named = Handheld(world, "Ana"), str(uuid4())
    switch(world, handheld, "Ben")
    handheld.csrf = _csrf(handheld)

    answer = handheld.post(
        "/picking/lines/1/shorts",
        operation_id=named,
        at=datetime.now(UTC) + timedelta(hours=hours),
        reason="too_few",
    )

    assert answer.headers["Operation-Outcome"] == "shift_not_plausible"
    assert stored(named).worker_id == world.workers["Ana"]
    assert "lead" in alert_of(answer)
    (row,) = kept_rows(world)
    for said in (
        "<td>Ana</td>",
        f"<td>{world.device('Ana').name}</td>",
        "Short pick",
        "Too few in it",
        "Somebody else",
    ):
        assert said in row
    assert "too_few" not in row


def test_a_wrong_clock_does_not_matter_to_who_is_still_signed_in(world: World) -> None:
    handheld = Handheld(world, "Ana")

    answer = handheld.post("/picking/claims", at=datetime.now(UTC) - timedelta(days=400))

    assert answer.headers["Operation-Outcome"] != "shift_not_plausible"


def test_a_forged_shift_counts_for_nothing(world: World) -> None:
    handheld, named = Handheld(world, "Ben"), str(uuid4())
    with world.app.test_request_context():
        real = shift.read(handheld.shift)
    assert real is not None
    claim = {**real.__dict__, "worker_id": world.workers["Cleo"], "began_at": real.began_at.isoformat()}
    handheld.shift = str(URLSafeSerializer("another key", salt="shift").dumps(claim))

    handheld.post("/picking/claims", operation_id=named)

    assert stored(named).worker_id == world.workers["Ben"]


def test_the_shift_of_another_device_counts_for_nothing(world: World) -> None:
    cleo, ben, named = Handheld(world, "Cleo"), Handheld(world, "Ben"), str(uuid4())
    ben.shift = cleo.shift

    ben.post("/picking/claims", operation_id=named)

    assert stored(named).worker_id == world.workers["Ben"]


def test_what_a_revoked_device_sends_is_kept_for_a_person_and_not_done(world: World) -> None:
    handheld, named = Handheld(world, "Ana"), str(uuid4())
    with transaction():
        revoke_device(world.device("Ana"), SYSTEM)

    answer = handheld.post("/picking/claims", operation_id=named, bin="LOC-A-01-1")

    assert answer.status_code == 403
    assert answer.headers["Operation-Id"] == named
    kept = stored(named)
    assert kept.code == "device_revoked"
    assert kept.worker_id == world.workers["Ana"]
    assert kept.result["content"] == {"bin": "LOC-A-01-1"}
    (row,) = kept_rows(world)
    assert "Ask for work" in row
    assert "LOC-A-01-1" in row


def test_a_shift_that_is_over_is_told_and_the_operation_stays_with_the_device(world: World) -> None:
    handheld, named = Handheld(world, "Ana"), str(uuid4())
    with transaction() as session:
        for row in session.scalars(select(Session)):
            row.expires_at = now()

    answer = handheld.post("/picking/claims", operation_id=named)

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"
    assert "Operation-Id" not in answer.headers
    assert db.session.get(Operation, named) is None


def test_an_operation_beyond_the_role_is_an_outcome_kept_for_a_person(world: World) -> None:
    handheld, named = Handheld(world, "Ana"), str(uuid4())
    with transaction():
        give_roles(world.worker("Ana"), world.warehouse_id, ["packer"], SYSTEM)

    answer = handheld.post("/picking/claims", operation_id=named)

    assert answer.status_code == 403
    assert answer.headers["Operation-Id"] == named
    assert stored(named).code == "not_allowed"
    assert "had not the role" in kept_rows(world)[0]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "yesterday", "2026-11-22T10:00:00", "\t", "9" * 500])
def test_a_senseless_time_or_counter_is_left_out(world: World, at: str) -> None:
    gus, named = visitor(world, "Gus"), str(uuid4())

    answer = gus.send("/admin/workers", operation_id=named, operation_at=at, operation_counter="9" * 40, **NEW)

    assert answer.status_code == 303
    assert stored(named).device_at is None
    assert stored(named).counter is None


def _csrf(handheld: Handheld) -> str:
    return (
        handheld.client.get("/sign-in", headers={"Origin": ORIGIN})
        .text.partition('name="csrf-token" content="')[2]
        .partition('"')[0]
    )
