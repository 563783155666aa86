"""A handheld that installed the authority: Chromium trusts it by the system's own store, with no check switched off."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, Playwright, expect
from werkzeug.serving import BaseWSGIServer, ThreadedWSGIServer

from app.tls.keeping import authority_file, keep_certificate
from app.tls.names import names_of_this_host
from app.tls.serving import Certificate
from app.workers.commands import enlist_worker
from tests.browser.conftest import BADGE, PIN, patient
from tests.world import SYSTEM, World

pytestmark = pytest.mark.skipif(not shutil.which("certutil"), reason="libnss3-tools is not installed")


class HttpsServer(ThreadedWSGIServer):
    """Shakes hands in the connection's own thread, with the context that gunicorn gets."""

    def __init__(self, world: World, certificate: Certificate) -> None:
        super().__init__("127.0.0.1", 0, world.app)
        self.certificate = certificate
        self.ssl_context = certificate.context()  # from it werkzeug knows that the address begins with https

    def finish_request(self, request: object, client_address: object) -> None:
        try:
            line = self.certificate.context().wrap_socket(request, server_side=True)  # type: ignore[arg-type]
        except ConnectionError:
            return
        with line:
            super().finish_request(line, client_address)


@pytest.fixture
def server(world: World, tmp_path: Path) -> Iterator[BaseWSGIServer]:
    world.do(lambda: patient(world))
    world.do(lambda: enlist_worker("Pia", "en", {world.warehouse_id: ["picker"]}, SYSTEM, badge=BADGE, pin=PIN))
    keep_certificate(tmp_path / "tls", names_of_this_host(), datetime.now(UTC))
    serving = HttpsServer(world, Certificate(tmp_path / "tls", ()))
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield serving
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.fixture(params=["installed", "not installed"])
def page(
    request: pytest.FixtureRequest, tmp_path: Path, server: BaseWSGIServer, driver: Playwright
) -> Iterator[tuple[Page, bool]]:
    """A browser of its own home, with the authority in its store or without."""
    has_it = request.param == "installed"
    store = tmp_path / "home" / ".pki" / "nssdb"
    store.mkdir(parents=True)
    certutil = ["certutil", "-d", f"sql:{store}"]
    subprocess.run([*certutil, "-N", "--empty-password"], check=True)
    if has_it:
        crt = str(authority_file(tmp_path / "tls"))
        subprocess.run([*certutil, "-A", "-t", "C,,", "-n", "shelfway", "-i", crt], check=True)
    context = driver.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox"],
        env={**os.environ, "HOME": str(tmp_path / "home")},
        viewport={"width": 320, "height": 533},
    )
    yield context.new_page(), has_it
    context.close()


def test_who_has_the_authority_works_and_who_has_not_is_kept_out(
    page: tuple[Page, bool], server: BaseWSGIServer
) -> None:
    browser, has_it = page
    place = f"https://127.0.0.1:{server.server_port}"
    if not has_it:
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            browser.goto(f"{place}/sign-in")
        return
    browser.goto(f"{place}/sign-in")
    browser.fill("input[name=badge]", BADGE)
    browser.keyboard.press("Enter")
    browser.fill("input[name=secret]", PIN)
    with browser.expect_websocket() as socket:
        browser.keyboard.press("Enter")
        browser.wait_for_url("**/work")

    expect(browser.locator("[data-link=on]")).to_be_attached()
    assert browser.evaluate("isSecureContext && 'serviceWorker' in navigator && 'caches' in window")
    assert socket.value.url.startswith(f"wss://127.0.0.1:{server.server_port}/socket.io/")
    assert {cookie["name"] for cookie in browser.context.cookies()} == {"__Host-device", "__Host-session"}
