"""Several processes at once: a notice is sent once, a report is taken in once, a case is opened once."""

from datetime import timedelta
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import func, select

from app.cases.models import Case
from app.clock import now
from app.config import MailServer
from app.db import db
from app.notices.models import Notice
from app.notices.sending import job
from app.notices.sending.mail import Letter
from app.shipping.models import TrackingEvent, Waybill
from app.shipping.tracking.importing import Sent, import_tracking
from app.shipping.tracking.mapping import tracking_mapping
from app.shipping.tracking.watching import watch_parcels
from app.tables.reading import Source
from tests.notices.shop import chooses, notices
from tests.races.processes import PROCESSES, Processes
from tests.shipping.shipped import hear, shipped, waybill
from tests.world import SYSTEM, World

PARCELS = 12


def send(folder: str) -> int:
    """Send what waits, to a server that only notes what it takes; how many this process sent."""
    sent: list[str] = []

    def take(letter: Letter, server: MailServer) -> None:
        (Path(folder) / f"{letter.name}-{len(sent)}-{id(sent)}").touch()
        sent.append(letter.name)

    current_app.config["MAIL"] = MailServer("nowhere", 25, "none", "", "", "a@example.com")
    setattr(job, "send_letter", take)  # noqa: B010 - this process ends with the races
    for _ in range(3):
        job.send_notices()
    return len(sent)


def take_in(path: str, warehouse_id: int, report: str) -> tuple[int, int]:
    done, _ = import_tracking(Source(Path(path)), tracking_mapping("plain"), Sent(warehouse_id, SYSTEM), Path(report))
    return done.new, done.known


def watch(warehouse_id: int) -> int:
    return watch_parcels(warehouse_id)


def test_of_several_processes_one_sends_each_notice(world: World, processes: Processes, tmp_path: Path) -> None:
    chooses(world, "email", steps=("delivered",))
    for number in range(PARCELS):
        hear(shipped(world, f"QP{number}"), "delivered")
    sent = processes.at_once(send, [(str(tmp_path),)] * PROCESSES)

    assert sum(sent) == PARCELS
    assert len(list(tmp_path.iterdir())) == PARCELS
    assert [one.state for one in notices()] == ["sent"] * PARCELS
    assert {one.tries for one in db.session.scalars(select(Notice))} == {1}


def test_the_same_report_at_once_is_taken_in_once(
    world: World, app: Flask, processes: Processes, tmp_path: Path
) -> None:
    chooses(world, "email", steps=("delivered",))
    parcels = [shipped(world, f"QP{number}") for number in range(PARCELS)]
    at = (now() - timedelta(minutes=9)).isoformat()
    path = tmp_path / "report.csv"
    rows = [f"QP{n},{at},{code}" for n in range(PARCELS) for code in ("in_transit", "lost", "delivered")]
    path.write_text("number,at,state\n" + "\n".join(rows))
    calls = [(str(path), world.warehouse_id, str(tmp_path / f"{n}.csv")) for n in range(PROCESSES)]
    taken = processes.at_once(take_in, calls)

    assert sum(new for new, _ in taken) == 3 * PARCELS == count(TrackingEvent)
    assert sum(known for _, known in taken) == 3 * PARCELS * (PROCESSES - 1)
    assert {waybill(one).state for one in parcels} == {"lost"}  # of one moment, what is further on its way
    assert count(Case) == PARCELS


def test_several_watchers_open_each_case_once(world: World, processes: Processes) -> None:
    for number in range(PARCELS):
        shipped(world, f"QP{number}", left_at=now() - timedelta(days=15))
    opened = processes.at_once(watch, [(world.warehouse_id,)] * PROCESSES)

    assert sum(opened) == 2 * PARCELS == count(Case)
    assert count(Waybill) == PARCELS


def count(kind: type[object]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(kind)) or 0
