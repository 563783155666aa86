"""People of the demo warehouse on devices of their own, and what their sockets hear."""

import http.client
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import simple_websocket
from flask import Flask
from sqlalchemy import select

from app.db import db, transaction
from app.operations import program
from app.outbox.commands import Nudge, tell
from app.outbox.topics import worker as topic_of
from app.warehouse.models import Warehouse
from app.workers.commands import enlist_worker
from app.workers.devices import enrol_by_itself
from app.workers.secrets import new_token
from app.workers.sessions import begin_session
from tools.scaled.floor import Scaled

SYSTEM = program("test")
_numbers = count(1)


@dataclass(frozen=True)
class Heard:
    name: str
    sequence: int
    at: float


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    took: float

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Ear:
    """A socket that listens until it is closed, by whomever."""

    def __init__(self, port: int, cookie: str) -> None:
        headers = {"Cookie": cookie, "Origin": "http://127.0.0.1"}  # this client names its host without a port
        url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
        self._line = simple_websocket.Client(url, headers=headers)
        self.heard: list[Heard] = []
        self.closed = threading.Event()
        self._line.receive(timeout=10)
        self._line.send("40")
        self.welcome = str(self._line.receive(timeout=10)).startswith("40")
        threading.Thread(target=self._listen, daemon=True).start()

    def names(self) -> list[str]:
        return [one.name for one in self.heard]

    def close(self) -> None:
        if not self.closed.is_set():
            self._line.close()

    def _listen(self) -> None:
        try:
            while (said := self._line.receive()) != "41":  # the server bids farewell
                if said == "2":
                    self._line.send("3")
                elif said and said.startswith("42"):
                    name, about = json.loads(said[2:])
                    self.heard.append(Heard(name, about["sequence"], time.monotonic()))
        except simple_websocket.ConnectionClosed:
            pass
        self.closed.set()


class Person:
    """A picker of the demo, signed in on a device of their own."""

    def __init__(self, floor: "Floor", roles: tuple[str, ...]) -> None:
        self._floor = floor
        device_token, shift_token = new_token(), new_token()
        with transaction() as session:
            number = next(_numbers)
            who, _badge = enlist_worker(f"Tester {number}", "en", {floor.warehouse_id: roles}, SYSTEM)
            device = enrol_by_itself(f"Tester's {number}", floor.warehouse_id, device_token, SYSTEM)
            session.flush()
            shift = begin_session(who, device, shift_token, SYSTEM)
            session.flush()
            self.id, self.device_id, self.session_id = who.id, device.id, shift.id
        client = floor.app.test_client()
        with client.session_transaction() as cookie:
            cookie["shift"] = shift_token
        kept = client.get_cookie("session")
        assert kept
        self.cookie = f"device={device_token}; session={kept.value}"
        self._csrf = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, {}, None)

    def post(self, path: str, operation_id: str | None = None, **fields: str) -> Answer:
        if not self._csrf:
            page = self.get("/work").text
            found = re.search(r'name="csrf-token" content="([^"]+)"', page)
            assert found, page
            self._csrf = found[1]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Operation-Id": operation_id or str(uuid4()),
            "X-CSRFToken": self._csrf,
            "Origin": f"http://127.0.0.1:{self._floor.scaled.port}",
        }
        return self._ask("POST", path, headers, urlencode(fields))

    def listen(self) -> Ear:
        """Once the socket is welcome."""
        ear = Ear(self._floor.scaled.port, self.cookie)
        self._floor.ears.append(ear)
        return ear

    def tell(self, name: Nudge = "work-changed") -> float:
        """Commit something that this person is to hear, in a process of its own; when it was committed."""
        with transaction():
            tell(self._floor.warehouse_id, topic_of(self.id), name)
        return time.monotonic()

    def _ask(self, method: str, path: str, headers: dict[str, str], body: str | None) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self._floor.scaled.port, timeout=20)
        began = time.monotonic()
        line.request(method, path, body, {"Cookie": self.cookie, "Accept": "text/html,application/json", **headers})
        response = line.getresponse()
        text = response.read().decode()
        line.close()
        return Answer(response.status, text, time.monotonic() - began)


class Floor:
    def __init__(self, scaled: Scaled, app: Flask) -> None:
        self.scaled = scaled
        self.app = app
        self.ears: list[Ear] = []
        self.warehouse_id: int = db.session.scalars(select(Warehouse.id).order_by(Warehouse.id)).first() or 0
        db.session.rollback()

    def person(self, *roles: str) -> Person:
        return Person(self, roles or ("picker",))

    def close(self) -> None:
        for ear in self.ears:
            ear.close()


def waits_for(what: Callable[[], object], seconds: float = 10.0) -> float:
    """How long it took until it was so; fails when it does not come about."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not come about"
        time.sleep(0.01)
    return time.monotonic() - began
