"""Pushes through several processes: nothing is lost, and a Redis that is away costs a moment."""

import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.db import db, transaction
from app.outbox.commands import tell
from app.outbox.models import OutboxEntry
from app.outbox.queries import anything_waits
from app.outbox.topics import leads
from app.workers.devices import revoke_device
from app.workers.models import Device
from tests.scaled.people import SYSTEM, Floor, waits_for
from tools.scaled.floor import Scaled

SOON = 2.0
"""Seconds from the commit to the handheld, with patience for a busy machine: how long it is, the benchmarks measure."""


def delays(floor: Floor, people: int, rounds: int) -> list[float]:
    """From each commit to each ear; fails where one does not hear."""
    pickers = [floor.person() for _ in range(people)]
    ears = [picker.listen() for picker in pickers]
    found = []
    for number in range(1, rounds + 1):
        committed = [picker.tell() for picker in pickers]
        for ear in ears:
            waits_for(lambda ear=ear, number=number: len(ear.heard) >= number)  # type: ignore[misc]
        found += [ear.heard[-1].at - at for ear, at in zip(ears, committed, strict=True)]
        time.sleep(0.55)  # each is the first of its topic again
    return found


def test_every_nudge_comes_to_its_handheld_soon_and_to_no_other(floor: Floor) -> None:
    stranger = floor.person().listen()

    found = sorted(delays(floor, people=20, rounds=5))

    assert found[len(found) * 95 // 100] < SOON
    assert stranger.heard == []


@pytest.mark.parametrize("fault", ["dead", "frozen"])
def test_a_redis_that_is_away_costs_only_a_moment_and_no_request_waits_for_it(
    floor: Floor, scaled: Scaled, fault: str
) -> None:
    redis = scaled.parts["redis"]
    lead = floor.person("lead", "picker")
    lead.get("/work")
    faults: dict[str, Callable[[], None]] = {"dead": redis.kill, "frozen": redis.freeze}
    faults[fault]()

    took = [lead.post("/picking/claims").took for _ in range(5)]
    found = delays(floor, people=5, rounds=3)

    assert max(took) < 5.0, "an emit to a Redis that hangs would wait for ten"
    assert max(found) < SOON
    redis.thaw()
    if not redis.runs:
        redis.start()
    assert max(delays(floor, people=5, rounds=3)) < SOON


def test_a_burst_is_said_at_once_and_then_twice_a_second_with_the_last_one_heard(floor: Floor) -> None:
    picker = floor.person()
    ear = picker.listen()
    began = time.monotonic()
    while time.monotonic() - began < 2.0:
        last = picker.tell()
        time.sleep(0.02)

    waits_for(lambda: ear.heard and ear.heard[-1].at > last)
    time.sleep(0.7)
    assert ear.heard[0].at - began < SOON
    assert 3 <= len(ear.heard) <= 7


def test_what_was_told_while_the_push_process_was_dead_is_asked_for_afterwards(floor: Floor, scaled: Scaled) -> None:
    picker = floor.person()
    ear = picker.listen()
    picker.tell()
    waits_for(lambda: ear.heard)
    seen = ear.heard[-1].sequence

    scaled.parts["push"].kill()
    assert ear.closed.wait(5)
    picker.tell("call-answered")
    waits_for(lambda: not waiting(), 5)
    assert picker.get(f"/nudges?after={seen}").json["names"] == ["call-answered"], "while it is dead"

    scaled.parts["push"].start()
    again = picker.listen()
    picker.tell()
    waits_for(lambda: again.heard)


def test_relays_that_are_killed_and_several_at_once_lose_nothing_and_count_on(floor: Floor, scaled: Scaled) -> None:
    """Each nudge has its number once, whichever process gives it, and whatever it was doing when it died."""
    pickers = [floor.person() for _ in range(10)]
    seen = pickers[0].get("/nudges").json["sequence"]
    over = threading.Event()

    def kill_and_start() -> None:
        while not over.is_set():
            for name in ("jobs", "push"):
                scaled.parts[name].kill()
                scaled.parts[name].start()

    killing = threading.Thread(target=kill_and_start)
    killing.start()
    for _ in range(100):
        for picker in pickers:
            picker.tell()
        time.sleep(0.05)
    over.set()
    killing.join()

    waits_for(lambda: not waiting())
    for picker in pickers:
        assert picker.get(f"/nudges?after={seen}").json["names"] == ["work-changed"]
    doubled = select(func.count() - func.count(OutboxEntry.sequence.distinct())).select_from(OutboxEntry)
    assert db.session.scalar(doubled) == 0
    for name in ("jobs", "push"):
        assert "stumbled" not in scaled.parts[name].log.read_text()


def test_a_device_that_is_revoked_in_one_process_loses_its_socket_in_another(floor: Floor) -> None:
    thief, other = floor.person(), floor.person()
    ear, kept = thief.listen(), other.listen()

    with transaction():
        revoke_device(db.session.get_one(Device, thief.device_id), SYSTEM)

    assert ear.closed.wait(2)
    assert not kept.closed.is_set()
    assert not thief.listen().welcome
    assert thief.get("/nudges").status in (401, 403)


def test_a_picker_hears_nothing_of_what_leads_hear_by_socket_or_by_asking(floor: Floor) -> None:
    picker, lead = floor.person(), floor.person("lead")
    ears = picker.listen(), lead.listen()
    seen = lead.get("/nudges").json["sequence"]

    with transaction():
        tell(floor.warehouse_id, leads(floor.warehouse_id), "wave-changed")

    waits_for(lambda: "wave-changed" in ears[1].names())
    assert ears[0].names() == []
    assert picker.get(f"/nudges?after={seen}").json["names"] == []


def waiting() -> bool:
    db.session.rollback()
    found = anything_waits()
    db.session.rollback()
    return found
