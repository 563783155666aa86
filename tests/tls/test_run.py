"""The program as it is started with TLS=1: gunicorn with its settings, and the plain page beside it."""

import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent.parent

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """An empty demo behind HTTPS; the plain page is on the next port."""
    port = free_pair()
    environ = {
        **os.environ,
        "TLS": "1",
        "TLS_NAMES": "wms.lan",
        "PORT": str(port),
        "SHELFWAY_DEMO": "1",
        "SHELFWAY_VAR": str(tmp_path),
        "FLASK_APP": "wsgi",
    }
    environ.pop("DATABASE_URL", None)
    subprocess.run([str(BIN / "flask"), "db", "upgrade"], env=environ, cwd=ROOT, check=True, capture_output=True)
    with subprocess.Popen([str(BIN / "gunicorn"), "wsgi:app"], env=environ, cwd=ROOT) as server:
        wait_for(port, server)
        wait_for(port + 1, server)
        yield port
        server.terminate()
        server.wait(20)


def test_the_app_is_served_by_https_and_its_authority_by_a_plain_page(port: int, tmp_path: Path) -> None:
    trusting = ssl.create_default_context(cafile=str(tmp_path / "tls" / "authority.crt"))

    with opened(f"https://localhost:{port}/sign-in", trusting) as answer:
        cookies = answer.headers.get_all("Set-Cookie")
        assert "wss://localhost" in answer.headers["Content-Security-Policy"]
        assert "Strict-Transport-Security" not in answer.headers  # it would shut off the plain page's port too
    assert cookies
    assert all(cookie.startswith("__Host-") and "Secure" in cookie for cookie in cookies)
    with opened(f"http://127.0.0.1:{port}/healthz", trusting) as answer:
        assert answer.url == f"https://127.0.0.1:{port}/healthz"

    with opened(f"http://127.0.0.1:{port + 1}/") as answer:
        assert f"https://127.0.0.1:{port}/" in answer.read().decode()
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"), opened(f"https://localhost:{port}/healthz"):
        pass
    for path in ("authority.pem", "server.pem", "sign-in", "healthz"):
        with pytest.raises(OSError, match="404"), opened(f"http://127.0.0.1:{port + 1}/{path}"):
            pass
        if path.endswith(".pem"):
            with pytest.raises(OSError, match="404"), opened(f"https://localhost:{port}/{path}", trusting):
                pass


def opened(place: str, trusting: ssl.SSLContext | None = None) -> HTTPResponse:
    answer: HTTPResponse = urllib.request.urlopen(place, context=trusting, timeout=20)
    return answer


def free_pair() -> int:
    """A port with a free one after it."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as one:
            port: int = one.getsockname()[1]
            try:
                socket.create_server(("127.0.0.1", port + 1)).close()
            except OSError:
                continue
        return port


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the server did not start")
