"""An upgrade while a picker works: stop, migrate, start; what the old page sends afterwards acts once."""

import os
import re
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener
from uuid import uuid4

import pytest

from benchmarks.server import serving

BIN = Path(sys.executable).parent


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"SHELFWAY_VAR": str(tmp_path), "SHELFWAY_DEMO": "1"}


def flask(environ: dict[str, str], *arguments: str) -> None:
    command = [str(BIN / "flask"), "--app", "wsgi", *arguments]
    done = subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


class Browser:
    """It keeps its page while the server is away."""

    def __init__(self) -> None:
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def load(self, port: int, path: str) -> str:
        """Load the page that later sends what was done on it."""
        self.page = str(self._opener.open(f"http://127.0.0.1:{port}{path}").read().decode())
        return self.page

    def send(self, port: int, path: str, operation_id: str, **fields: str) -> tuple[str, str]:
        """The operation that the answer names, and the address that it led to."""
        headers = {"X-CSRFToken": self._meta("csrf-token"), "Origin": f"http://127.0.0.1:{port}"}
        headers |= {
            "Operation-Id": operation_id,
            "Operation-Counter": "1",
            "Operation-Shift": self._meta("shift-token"),
        }
        request = Request(f"http://127.0.0.1:{port}{path}", urlencode(fields).encode(), headers)
        with self._opener.open(request) as answer:
            return answer.headers.get("Operation-Id", ""), answer.headers.get("Operation-Outcome", "")

    def _meta(self, name: str) -> str:
        found = re.search(rf'<meta name="{name}" content="([^"]*)"', self.page)
        return found[1] if found else ""

    def sign_in(self, port: int) -> None:
        page = self.load(port, "/sign-in")
        operation = re.search(r'name="operation_id" value="([^"]+)"', page)
        assert operation
        given = {"csrf_token": self._meta("csrf-token"), "operation_id": operation[1]}
        fields = {**given, "badge": "BDG-DEMO-ANA", "secret": "1212"}
        headers = {"Origin": f"http://127.0.0.1:{port}"}
        self._opener.open(Request(f"http://127.0.0.1:{port}/sign-in", urlencode(fields).encode(), headers))


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.timeout(400)
def test_what_was_done_on_an_old_page_acts_once_after_the_upgrade(environ: dict[str, str]) -> None:
    flask(environ, "db", "upgrade")
    flask(environ, "demo", "load")
    browser, mine = Browser(), str(uuid4())
    with serving(environ) as port:
        browser.sign_in(port)
        browser.load(port, "/work")

    flask(environ, "db", "downgrade")  # as the version before had it
    flask(environ, "db", "upgrade")

    with serving(environ) as port:
        first = browser.send(port, "/picking/claims", mine)
        again = browser.send(port, "/picking/claims", mine)

    assert first == again
    assert first[0] == mine
    flask(environ, "check-books")
