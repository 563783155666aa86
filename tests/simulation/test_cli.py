"""Where `flask simulate` does nothing: without a server, outside the demo, in a warehouse that is none."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db, transaction
from app.operations import program
from app.orders.models import Order
from app.warehouse.commands import open_warehouse
from app.workers.models import Worker
from tests.simulation.shops import apart


@pytest.fixture
def answering() -> Iterator[str]:
    """An address at which somebody answers: no more than that is asked before the cast is brought."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - named so there

    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def said(app: Flask, *arguments: str) -> tuple[int, str]:
    result = apart(lambda: app.test_cli_runner().invoke(args=["simulate", *arguments]))
    return result.exit_code, result.output


def test_without_a_server_it_says_how_to_start_one(app: Flask) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    code, words = said(app, "--server", f"http://127.0.0.1:{port}")

    assert code == 1
    assert "make run" in words


def test_outside_the_demo_it_brings_nobody(app: Flask, answering: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "DEMO", False)

    code, words = said(app, "--server", answering)

    assert code == 1
    assert "SHELFWAY_DEMO=1" in words
    assert db.session.scalar(select(func.count()).select_from(Worker)) == 0


def test_a_warehouse_that_is_not_a_demo_is_left_alone(app: Flask, answering: str) -> None:
    with transaction():
        open_warehouse("REAL", "A real one", "Europe/London", "GBP", program("test"))

    code, words = said(app, "--server", answering)

    assert code == 1
    assert "no demo warehouse" in words
    assert db.session.scalar(select(func.count()).select_from(Order)) == 0
    assert db.session.scalar(select(func.count()).select_from(Worker)) == 0
