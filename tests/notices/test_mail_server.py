"""The mail server: spoken to under TLS or not at all, bounded in time, and never blamed on a letter."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from flask import Flask

from app.clock import now
from app.config import MailServer
from app.notices.sending import mail
from app.notices.sending.job import send_notices
from app.tls.keeping import authority_file, keep_certificate, server_file
from app.tls.names import Names
from tests.notices.shop import Post, chooses, delivered, notices, post_office, told
from tests.world import World


@pytest.fixture(autouse=True)
def one_mail(world: World) -> None:
    """That waits to be sent."""
    chooses(world, "email", steps=("delivered",))
    delivered(world)


def certified(folder: Path, *hosts: str) -> ssl.SSLContext:
    """A server's side of TLS for those names, by an authority that is made for it."""
    addresses = {ip_address(host) for host in hosts if host[0].isdigit()}
    names = Names(frozenset(host for host in hosts if not host[0].isdigit()), frozenset(addresses))
    keep_certificate(folder, names, now())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(server_file(folder))
    return context


def talks(security: str, context: ssl.SSLContext) -> dict[str, Any]:
    """What aiosmtpd is told for it."""
    return {"ssl_context": context} if security == "ssl" else {"tls_context": context, "require_starttls": True}


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_a_mail_goes_under_tls_where_the_certificate_is_right(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, security: str
) -> None:
    context = certified(tmp_path, "127.0.0.1")
    with post_office(security, **talks(security, context)) as (post, server):
        monkeypatch.setenv("SSL_CERT_FILE", str(authority_file(tmp_path)))
        monkeypatch.setitem(app.config, "MAIL", server)
        send_notices()

    assert (told(), len(post.taken)) == ([("delivered", "email", "sent")], 1)


@pytest.mark.parametrize("security", ["starttls", "ssl"])
@pytest.mark.parametrize("wrong", ["unknown authority", "another host"])
def test_to_a_server_whose_certificate_is_not_right_nothing_is_said(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, security: str, wrong: str
) -> None:
    context = certified(tmp_path, "mail.internal" if wrong == "another host" else "127.0.0.1")
    with post_office(security, "shop", **talks(security, context)) as (post, server):
        if wrong == "another host":
            monkeypatch.setenv("SSL_CERT_FILE", str(authority_file(tmp_path)))
        monkeypatch.setitem(app.config, "MAIL", server)
        send_notices()

    assert (told(), post.taken, post.senders) == ([("delivered", "email", "waiting")], [], [])
    assert "certificate verify failed" in notices()[0].problem


def test_a_server_that_offers_no_tls_is_told_neither_the_password_nor_the_mail(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with post_office("starttls", "shop") as (post, server):
        monkeypatch.setitem(app.config, "MAIL", server)
        send_notices()

    assert (told(), post.taken, post.senders) == ([("delivered", "email", "waiting")], [], [])
    assert "STARTTLS" in notices()[0].problem


@pytest.mark.parametrize(("password", "state"), [("secret", "sent"), ("mistyped", "waiting")])
def test_the_program_signs_in_and_a_wrong_password_costs_no_mail(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, password: str, state: str
) -> None:
    def signs_in(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=given.password == b"secret", handled=False)

    library = talks("starttls", certified(tmp_path, "127.0.0.1"))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority_file(tmp_path)))
    with post_office("starttls", "shop", authenticator=signs_in, auth_required=True, **library) as (post, to):
        monkeypatch.setitem(app.config, "MAIL", replace(to, password=password))
        send_notices()

    assert (told(), len(post.taken)) == ([("delivered", "email", state)], int(state == "sent"))
    assert ("535" in notices()[0].problem) == (state == "waiting")


def test_a_sender_that_the_server_does_not_know_costs_no_mail(post: Post) -> None:
    post.answers["MAIL"] = "550 who are you"
    send_notices()

    assert told() == [("delivered", "email", "waiting")]
    assert notices()[0].problem == "550 who are you"


def test_a_server_that_is_away_is_asked_for_one_mail_not_for_each(world: World, post: Post) -> None:
    delivered(world, number="QP2")
    post.answers["MAIL"] = "421 closing"
    send_notices()

    assert sorted(one.tries for one in notices()) == [0, 1]
    assert post.talks == 1


def test_one_address_that_is_refused_keeps_back_no_other(world: World, post: Post) -> None:
    delivered(world, number="QP2", email="other@example.com")
    post.unknown.add("mira@example.com")
    send_notices()

    assert told() == [("delivered", "email", "given_up"), ("delivered", "email", "sent")]
    assert [one["To"] for one in post.taken] == ["other@example.com"]


def test_a_server_that_does_not_listen_is_tried_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL", MailServer("127.0.0.1", 1, "none", "", "", "a@example.com"))
    send_notices()

    assert told() == [("delivered", "email", "waiting")]
    assert "refused" in notices()[0].problem.lower()


def test_a_server_that_greets_with_a_refusal_is_tried_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(lambda line: line.sendall(b"554 not today\r\n")) as server:
        monkeypatch.setitem(app.config, "MAIL", server)
        send_notices()

    assert told() == [("delivered", "email", "waiting")]
    assert notices()[0].problem == "554 not today"


def _says_nothing(line: socket.socket) -> None:
    time.sleep(3)


def _greets_for_ever(line: socket.socket) -> None:
    for _ in range(30):
        line.sendall(b"220-still here\r\n")
        time.sleep(0.1)


def _greets_and_listens_no_more(line: socket.socket) -> None:
    line.sendall(b"220 here\r\n")
    _says_nothing(line)


def _never_ends_its_list(line: socket.socket) -> None:
    line.sendall(b"220 here\r\n")
    for _ in range(30):
        line.sendall(b"250-AND\r\n")
        time.sleep(0.1)


@pytest.mark.parametrize("security", ["none", "ssl"])
@pytest.mark.parametrize(
    "behaves", [_says_nothing, _greets_for_ever, _greets_and_listens_no_more, _never_ends_its_list]
)
def test_a_server_that_hangs_is_waited_for_only_so_long(
    app: Flask, monkeypatch: pytest.MonkeyPatch, behaves: Callable[[socket.socket], None], security: str
) -> None:
    monkeypatch.setattr(mail, "SILENCE", 0.4)
    monkeypatch.setattr(mail, "LONGEST", 0.8)
    with listening(behaves) as server:
        monkeypatch.setitem(app.config, "MAIL", replace(server, security=security))
        began = time.monotonic()
        send_notices()
        took = time.monotonic() - began

    assert took < 2.5  # the server would go on for three seconds
    assert told() == [("delivered", "email", "waiting")]
    assert notices()[0].problem


@contextmanager
def listening(behaves: Callable[[socket.socket], None]) -> Iterator[MailServer]:
    """A server that behaves like that to each who comes, and ends with its last one."""
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            with line:
                try:
                    behaves(line)
                except OSError:
                    continue  # the other side has hung up

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield MailServer("127.0.0.1", door.getsockname()[1], "none", "", "", "a@example.com")
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()
