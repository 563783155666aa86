"""What is printed, on which printer, how often: over HTTP and by the worker of jobs."""

import socket
from collections.abc import Iterator
from threading import Thread

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.printing.models import PRINTED, SENDING, WAITING, PrintJob
from app.printing.printers import PrinterSettings, add_printer
from app.printing.sending import Doubtful, NoAnswer, work_off
from tests.visitor import visitor, words
from tests.world import SYSTEM, World


class Tray:
    """A label printer: what came to its port, one connection after the other."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        if self._server.fileno() < 0:
            return
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as came:
                self.labels.append(came.read().decode())


@pytest.fixture
def tray() -> Iterator[Tray]:
    tray = Tray()
    yield tray
    tray.close()


def printer_at(world: World, port: int) -> int:
    settings = PrinterSettings("Bench 1", "network", "60x40", "127.0.0.1", port)
    with transaction():
        return add_printer(world.warehouse_id, settings, SYSTEM)["printer_id"]


def jobs() -> list[PrintJob]:
    db.session.expire_all()
    return list(db.session.scalars(select(PrintJob).order_by(PrintJob.id)))


def ask_for_bins(world: World, **form: object) -> None:
    answer = visitor(world, "Eli").send(
        "/prints/labels", None, kind="bins", **({"from": "A-01-1", "to": "A-01-1"} | form)
    )
    assert answer.status_code == 303, answer.text


def test_a_label_reaches_its_printer_once(world: World, tray: Tray) -> None:
    printer_id = printer_at(world, tray.port)
    ask_for_bins(world)
    work_off(printer_id)
    work_off(printer_id)
    tray.close()

    assert len(tray.labels) == len(jobs()) > 0
    assert all("A-01-1" in label and label.startswith("^XA") for label in tray.labels)
    assert {job.state for job in jobs()} == {PRINTED}


def test_a_printer_that_does_not_answer_keeps_the_job_for_later(world: World) -> None:
    printer_id = printer_at(world, 9)
    ask_for_bins(world)

    def refuse(host: str, port: int, content: bytes) -> None:
        raise NoAnswer

    work_off(printer_id, refuse)
    first = jobs()[0]
    assert (first.state, first.problem, first.tries) == (WAITING, "no_answer", 1)
    assert first.next_at is not None
    work_off(printer_id, refuse)
    assert jobs()[0].tries == 1, "it was tried again before its pause was over"


def test_what_may_have_reached_the_printer_is_never_sent_again_by_itself(world: World) -> None:
    printer_id, sent = printer_at(world, 9), []
    ask_for_bins(world)

    def break_off(host: str, port: int, content: bytes) -> None:
        sent.append(content)
        raise Doubtful

    work_off(printer_id, break_off)
    first = jobs()[0]
    assert (first.state, first.problem) == (SENDING, "maybe")
    url = f"/prints/{first.id}/printed"
    visitor(world, "Eli").send(url)
    assert jobs()[0].state == PRINTED
    assert len(sent) == 1


def test_without_a_printer_labels_are_one_pdf(world: World) -> None:
    eli = visitor(world, "Eli")
    answer = eli.send("/prints/labels", None, kind="items", **{"from": "MUG", "to": "MUG", "printer": "download"})
    page = eli.get(answer.headers["Location"])
    assert page.mimetype == "application/pdf"
    assert len(jobs()) == 2, "the mug has a code for the unit and one for the case"


def test_nothing_between_two_addresses_is_refused(world: World) -> None:
    answer = visitor(world, "Eli").send("/prints/labels", None, kind="bins", **{"from": "Z", "to": "Z"})
    assert answer.status_code == 422
    assert jobs() == []


def test_the_list_of_prints_names_what_waits_once(world: World) -> None:
    printer_id = printer_at(world, 9)
    ask_for_bins(world)
    url = f"/prints/{jobs()[0].id}"
    eli = visitor(world, "Eli")

    waits = words(eli.get("/prints").text)
    assert waits.count("Bin label") == len(jobs()) == 1
    assert "Nothing was printed yet." in waits

    work_off(printer_id, lambda host, port, content: None)
    done = eli.get("/prints").text
    assert words(done).count("Bin label") == 1
    assert f'action="{url}/reprints"' in done
    assert f'action="{url}/cancellations"' not in done
