"""HTTPS as a device meets it: believed by who has the authority, refused by who has not; and handshakes that end."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.tls import serving
from app.tls.keeping import authority_file, keep_certificate
from app.tls.serving import Certificate
from tests.tls.conftest import DAY, HOST, NOW

Ask = Callable[..., ssl.SSLSocket]


@pytest.fixture
def certificate(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    monkeypatch.setattr(serving, "names_of_this_host", lambda more: HOST)
    kept = Certificate(folder, ())
    kept.keep()
    return kept


@pytest.fixture
def port(certificate: Certificate) -> Iterator[int]:
    """A server that shakes hands as gunicorn's does, one connection after the other, and says what it was told."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _address = listener.accept()
            except OSError:
                return
            with suppress(OSError), certificate.context().wrap_socket(line, server_side=True) as talk:
                talk.sendall(talk.recv(100))

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def ask(port: int, folder: Path | None, name: str = "hall-7.local") -> bytes:
    """What a strict client hears that trusts the authority in `folder`, or none but the world's."""
    trusting = ssl.create_default_context(cafile=str(authority_file(folder)) if folder else None)
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    with trusting.wrap_socket(line, server_hostname=name) as talk:
        talk.sendall(b"mug")
        return talk.recv(100)


@pytest.mark.parametrize("name", sorted(HOST))
def test_who_has_the_authority_believes_each_name_and_address(port: int, folder: Path, name: str) -> None:
    assert ask(port, folder, name) == b"mug"


def test_who_has_it_not_hangs_up_and_nobody_else_is_disturbed(port: int, folder: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        ask(port, None)
    with pytest.raises(ssl.SSLCertVerificationError):
        ask(port, folder, "hall-8.local")

    assert ask(port, folder) == b"mug"


def test_a_handshake_that_never_ends_lets_go_of_its_thread(
    port: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.2)
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port)) as stuck:
        stuck.sendall(b"\x16")

        assert ask(port, folder) == b"mug"
        assert time.monotonic() - began < 5
        assert stuck.recv(100) == b""


def test_who_typed_no_https_is_led_there(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as plain:
        plain.sendall(b"GET /work?x=1 HTTP/1.1\r\nAccept: */*\r\nHost: 192.168.4.20:8000\r\n\r\n")
        answer = plain.recv(4096).decode()

    assert answer.startswith("HTTP/1.1 307 ")
    assert "\r\nLocation: https://192.168.4.20:8000/work?x=1\r\n" in answer


@pytest.mark.parametrize(
    "said",
    [
        b"POST /sign-in HTTP/1.1\r\nHost: 192.168.4.20\r\n\r\nbadge=x",
        b"GET /\x01 HTTP/1.1\r\nHost: hall\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: hall/evil\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
def test_whatever_else_comes_in_the_clear_gets_no_answer(port: int, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as plain:
        plain.sendall(said)
        with suppress(ConnectionResetError):
            assert plain.recv(4096) == b""


def test_a_renewed_certificate_is_shown_without_a_new_start(certificate: Certificate, folder: Path) -> None:
    first = certificate.context()
    assert certificate.context() is first  # one context: a handheld resumes its session

    keep_certificate(folder, HOST, NOW + 400 * DAY)

    assert certificate.context() is not first


def test_once_an_hour_it_looks_whether_there_is_a_new_address(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate.context()
    looked = []
    monkeypatch.setattr(certificate, "keep", lambda: looked.append(1))
    certificate.context()
    assert looked == []

    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 3601)
    certificate.context()
    certificate.context()
    assert looked == [1]


def test_a_disk_that_is_full_turns_nobody_away(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(certificate, "keep", full)

    certificate.context()
    assert "No space left" in capsys.readouterr().err
