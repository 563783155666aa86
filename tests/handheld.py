"""A handheld as the tests use it: signed in, it sends operations as the script on a real one does."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.db import db
from app.picking.document import walk_document
from app.picking.models import PickTask
from app.walks.document import StopView, WalkDocument
from tests.world import World

ORIGIN = "http://localhost"


class Handheld:
    """Posts with a fresh operation id unless one is given; the answers are the server's own."""

    def __init__(self, world: World, name: str, start: str = "/work") -> None:
        self.world = world
        self.name = name
        self.client: FlaskClient = world.client(name)
        page = self.client.get(start).text
        self.csrf = _meta(page, "csrf-token")
        self.shift = _meta(page, "shift-token")
        self.counter = 0

    def post(
        self, url: str, operation_id: str | None = None, at: datetime | None = None, **form: object
    ) -> TestResponse:
        self.counter += 1
        headers = {
            "Origin": ORIGIN,
            "X-CSRFToken": self.csrf,
            "Operation-Id": operation_id or str(uuid4()),
            "Operation-Counter": str(self.counter),
            "Operation-At": (at or datetime.now(UTC)).isoformat(),
            "Operation-Shift": self.shift,
        }
        answer = self.client.post(url, data=form, headers=headers)
        db.session.remove()
        return answer

    def claim(self) -> TestResponse:
        return self.post("/picking/claims")

    def walk(self, task_id: int) -> WalkDocument:
        db.session.remove()
        return walk_document(db.session.get_one(PickTask, task_id), "en")

    def bind_all(self, task_id: int) -> None:
        """Scan empty totes T-001, T-002, … to the cart's places."""
        for number, place in enumerate(self.walk(task_id).places, 1):
            answer = self.post(f"/picking/places/{place.id}/totes", tote=f"TOTE-{number:03}")
            assert answer.status_code == 200, answer.text

    def take_over(self, task_id: int) -> list[str]:
        """Scan the totes that stand elsewhere to the cart, as the places ask for them; their codes."""
        taken = []
        while waiting := [place for place in self.walk(task_id).places if place.passed_on_barcode]:
            code = waiting[0].passed_on_barcode
            answer = self.post(f"/picking/places/{waiting[0].id}/totes", tote=code)
            assert answer.status_code == 200, answer.text
            taken.append(code)
        return taken

    def pick(self, task_id: int, stop: StopView, **changed: Any) -> TestResponse:
        """Scan what the stop asks for; `changed` replaces a part of it."""
        place = next(place for place in self.walk(task_id).places if place.id == stop.place.id)
        scan: dict[str, Any] = {
            "bin": stop.bin_barcode,
            "item": stop.codes[0][0],
            "lot": stop.lot_code,
            "tote": place.tote_barcode or "",
            "quantity": stop.left,
        }
        return self.post(f"/picking/lines/{stop.line_id}/picks", **(scan | changed))

    def pick_all(self, task_id: int) -> None:
        while stops := [stop for stop in self.walk(task_id).stops if stop.left]:
            answer = self.pick(task_id, stops[0])
            assert answer.status_code == 200, answer.text


def _meta(page: str, name: str) -> str:
    found = re.search(rf'<meta name="{name}" content="([^"]*)"', page)
    assert found, f"the page has no {name}"
    return found[1]
