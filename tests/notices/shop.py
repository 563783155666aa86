"""A shop that tells its customers, a mail server that listens here, and a webhook that does."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from sqlalchemy import select

from app.clock import now
from app.config import MailServer
from app.db import db, transaction
from app.notices.choosing import Chosen, choose_notices
from app.notices.links import link_of
from app.notices.models import Notice
from app.notices.steps import STEPS
from app.orders.models import Order
from app.warehouse.models import Warehouse
from tests.shipping.shipped import hear, order_of, shipped
from tests.world import SYSTEM, World


def chooses(world: World, *ways: str, steps: tuple[str, ...] = STEPS, url: str = "", **changed: Any) -> None:
    """The shop tells those steps on those ways."""
    values = {"shop": "Harbour Mugs", "contact": "", "returns": {}, "language": "en", "reply_to": ""} | changed
    chosen = Chosen(steps={step: list(ways) for step in steps}, webhook_url=url, **values)
    with transaction() as session:
        choose_notices(session.get_one(Warehouse, world.warehouse_id), chosen, SYSTEM)


def notices() -> list[Notice]:
    db.session.rollback()
    return list(db.session.scalars(select(Notice).order_by(Notice.id).execution_options(populate_existing=True)))


def told() -> list[tuple[str, str, str]]:
    return [(one.step, one.way, one.state) for one in notices()]


def delivered(world: World, **columns: Any) -> int:
    """The order of a parcel that was just delivered."""
    parcel = shipped(world, **columns)
    hear(parcel, "delivered")
    return order_of(parcel)


class Clock:
    """A moment after all that the test writes."""

    def __init__(self) -> None:
        self.at = now() + timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Post:
    """The mail server's side: what it took, what it answers at each step, and what happens while it is asked."""

    taken: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    meanwhile: dict[str, Callable[[], None]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    senders: list[str] = field(default_factory=list)
    talks: int = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, name: str, lines: list[str]) -> list[str]:  # noqa: N802 - so the library calls it
        self.talks += 1
        session.host_name = name
        return lines

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - so the library calls it
        self.senders.append(address)
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - so the library calls it
        self.meanwhile.get("RCPT", _nothing)()
        if address in self.unknown:
            return "550 no such user"
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - so the library calls it
        said = self.answers.get("DATA", "250 OK")
        if said.startswith("250"):
            message = message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default)
            message["X-Rcpt"] = ",".join(envelope.rcpt_tos)
            self.taken.append(message)
        self.meanwhile.get("DATA", _nothing)()
        if "cut" in said:
            server.transport.abort()
        return said

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - so the library calls it
        self.meanwhile.get("QUIT", _nothing)()
        return self.answers.get("QUIT", "221 Bye")


def _nothing() -> None:
    """Goes on."""


@contextmanager
def post_office(security: str = "none", user: str = "", **library: Any) -> Iterator[tuple[Post, MailServer]]:
    """A mail server and how it is reached; `library` is what aiosmtpd is told beside that."""
    post = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port, **library)
    controller.start()
    try:
        yield post, MailServer("127.0.0.1", port, security, user, "secret", "notices@harbour-mugs.example")
    finally:
        controller.stop()


@dataclass
class Hook:
    """The webhook's side."""

    url: str = ""
    status: int = 200
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    meanwhile: Callable[[], None] = _nothing


@contextmanager
def webhook() -> Iterator[Hook]:
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.heard.append((dict(self.headers), body))
            hook.meanwhile()
            self.send_response(hook.status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()
            self.wfile.write(b"as you say\x1b[31m")

        def log_message(self, *_: Any) -> None:
            """Nothing: the test looks at what was heard."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    hook.url = f"http://127.0.0.1:{server.server_port}/notices?from=shelfway"
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def link(order_id: int) -> str:
    """The way to the customer's page of that order."""
    with transaction() as session:
        return f"/t/{link_of(session.get_one(Order, order_id)).token}"
