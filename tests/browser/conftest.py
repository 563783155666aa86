"""A real Chromium of a handheld's size in front of the running server."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from werkzeug.serving import make_server

from app.db import db
from app.warehouse.models import Warehouse
from app.workers.commands import enlist_worker
from tests.browser.handset import Handset
from tests.browser.picker import Picker
from tests.world import SYSTEM, World

BADGE, PIN = "BDG-TEST-PIA", "1212"
SIZES = {"360x640": (360, 640), "320x533": (320, 533)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """Where the world's warehouse is served; Pia is its picker with badge and PIN."""
    world.do(lambda: patient(world))
    roles = {world.warehouse_id: ["picker"]}
    world.do(lambda: enlist_worker("Pia", "en", roles, SYSTEM, badge=BADGE, pin=PIN))
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def patient(world: World) -> None:
    """A busy machine may pause between two keys; only the test of a burst without an end key waits for it."""
    db.session.get_one(Warehouse, world.warehouse_id).settings = {"scan_settle_ms": 1500}


@pytest.fixture(params=SIZES)
def picker(request: pytest.FixtureRequest, chromium: Browser, address: str, world: World) -> Iterator[Picker]:
    """Pia's handheld on the sign-in page, at each size; a page that stumbles fails the test."""
    yield from handheld(chromium, address, world, SIZES[request.param])


@pytest.fixture
def small_picker(chromium: Browser, address: str, world: World) -> Iterator[Picker]:
    """The same at the smallest size, for what does not depend on it."""
    yield from handheld(chromium, address, world, SIZES["320x533"])


@pytest.fixture
def device(driver: Playwright, address: str, world: World, tmp_path: Path) -> Iterator[Handset]:
    """A handheld that may lose its network and its battery; a page that stumbles fails the test."""
    handset = Handset(driver, world, address, tmp_path / "device")
    yield handset
    handset.close()
    assert handset.stumbles == []


def handheld(chromium: Browser, address: str, world: World, size: tuple[int, int]) -> Iterator[Picker]:
    context = chromium.new_context(
        base_url=address,
        viewport={"width": size[0], "height": size[1]},
        has_touch=True,
        is_mobile=True,
        service_workers="block",  # the tests that lose answers stand between the page and the server; see test_offline
    )
    page = context.new_page()
    stumbles: list[str] = []
    page.on("pageerror", lambda problem: stumbles.append(str(problem)))
    page.on("console", lambda said: stumbles.append(said.text) if "Content Security" in said.text else None)
    page.goto("/sign-in")
    yield Picker(page, world, context.new_cdp_session(page))
    context.close()
    assert stumbles == []
