"""A browser as the tests use it at a desk or a sign-in page: it reads a page's tokens and sends its forms."""

import re
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import db, transaction
from app.workers.commands import set_password, set_pin
from app.workers.models import Session
from app.workers.secrets import hash_badge, hash_password, hash_pin
from tests.world import SYSTEM, World

PAGE = {"Accept": "text/html"}


class Visitor:
    """Sends what a person's browser sends; `headers` replace or, as None, take away what it would say by itself."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, url: str, **headers: str) -> TestResponse:
        answer = self.client.get(url, headers=PAGE | headers)
        db.session.remove()
        return answer

    def token(self) -> str:
        found = re.search(r'<meta name="csrf-token" content="([^"]+)"', self.get("/sign-in").text)
        assert found
        return found[1]

    def send(self, url: str, headers: dict[str, str] | None = None, **form: object) -> TestResponse:
        """Post a form that was just loaded; fields given as None are left out."""
        fields = {"csrf_token": self.token(), "operation_id": str(uuid4())} | form
        answer = self.client.post(
            url,
            data={name: value for name, value in fields.items() if value is not None},
            headers=PAGE | (headers or {}),
        )
        db.session.remove()
        return answer

    def sign_in(self, badge: str, secret: str) -> TestResponse:
        return self.send("/sign-in", badge=badge, secret=secret)


def stranger_to(world: World) -> Visitor:
    """A browser that was never here before; in the demo it becomes a device by itself."""
    return Visitor(world.app.test_client())


def visitor(world: World, name: str) -> Visitor:
    """The worker's own browser, signed in."""
    return Visitor(world.client(name))


def give_pin(world: World, name: str, pin: str) -> str:
    """Let the worker sign in with `pin`; gives the badge's code."""
    kept, badge = hash_pin(pin), f"BDG-{name.upper()}"
    with transaction():
        worker = world.worker(name)
        worker.badge_hash = hash_badge(badge)
        set_pin(worker, kept, SYSTEM)
    return badge


def give_password(world: World, name: str, password: str) -> str:
    """Let the worker sign in with `password`; gives the badge's code."""
    kept, badge = hash_password(password), f"BDG-{name.upper()}"
    with transaction():
        worker = world.worker(name)
        worker.badge_hash = hash_badge(badge)
        set_password(worker, kept, SYSTEM)
    return badge


def alert_of(answer: TestResponse) -> str:
    """The words of the alert on the page or in the fragment."""
    found = re.search(r'role="alert"[^>]*>([^<]+)<', answer.text)
    assert found, answer.text
    return found[1]


def signed_in_as(visitor: Visitor) -> int | None:
    """Whose open shift this browser has."""
    with visitor.client.session_transaction() as cookie:
        token = cookie.get("shift")
    if token is None or visitor.get("/warehouse").headers.get("Location") != "/":
        return None
    return db.session.scalars(select(Session.worker_id).where(Session.ended_at.is_(None))).one()


def words(html: str) -> str:
    """The page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
