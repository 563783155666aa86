"""A real Chromium of a handheld's size in front of the running server."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from werkzeug.serving import make_server

from app.db import db
from app.realtime.relay import Relay
from app.warehouse.models import Warehouse
from app.workers.commands import enlist_worker
from tests.browser.handset import Handset
from tests.browser.packer import Packer, enlist_packer
from tests.browser.picker import Picker
from tests.floor import release
from tests.packing.orders import sized
from tests.world import SYSTEM, World

BADGE, PIN = "BDG-TEST-PIA", "1212"
DESK = (1280, 800)
SIZES = {"360x640": (360, 640), "320x533": (320, 533)}
PLACES = SIZES | {"desk": DESK}
"""Where a packer works."""


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


@pytest.fixture(params=PLACES)
def packer(request: pytest.FixtureRequest, chromium: Browser, address: str, world: World) -> Iterator[Packer]:
    """Pat on the sign-in page, on a handheld of each size and at a desk."""
    yield from at_bench(chromium, address, world, PLACES[request.param])


@pytest.fixture
def small_packer(chromium: Browser, address: str, world: World) -> Iterator[Packer]:
    yield from at_bench(chromium, address, world, SIZES["320x533"])


@pytest.fixture
def publish(world: World) -> Callable[[], None]:
    """What the relay does by itself in a server."""
    relay: Relay = world.app.extensions["relay"]
    relay.open()
    clock = count(1.0)

    def run() -> None:
        db.session.remove()
        relay.publish(next(clock))

    return run


@pytest.fixture
def context(chromium: Browser, address: str, world: World) -> Iterator[BrowserContext]:
    """Cleo's browser at the desk, signed in."""
    with at_desk(chromium, address, world) as made:
        yield made


@pytest.fixture
def at_stop(small_picker: Picker, world: World) -> Picker:
    """At the bin of the first of two stops."""
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    small_picker.begin()
    return small_picker


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


def at_bench(chromium: Browser, address: str, world: World, size: tuple[int, int]) -> Iterator[Packer]:
    """Pat's handheld, or desk, of that size; items and cartons have their sides."""
    sized(world)
    enlist_packer(world)
    for picker in handheld(chromium, address, world, size):
        yield Packer(picker.page, picker.world, picker.devtools)


@contextmanager
def at_desk(
    chromium: Browser, address: str, world: World, size: tuple[int, int] = DESK, name: str = "Cleo"
) -> Iterator[BrowserContext]:
    made = chromium.new_context(base_url=address, viewport={"width": size[0], "height": size[1]})
    made.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies(world.client(name))])
    try:
        yield made
    finally:
        made.close()


@contextmanager
def lasting_page(context: BrowserContext, path: str) -> Iterator[Page]:
    """The page at `path`; one that stumbles or is loaded again fails the test."""
    page = context.new_page()
    stumbles: list[str] = []
    page.on("pageerror", lambda problem: stumbles.append(str(problem)))
    page.on("console", lambda said: stumbles.append(said.text) if "Content Security" in said.text else None)
    page.goto(path)
    page.evaluate("window.sameDocument = true")
    yield page
    assert page.evaluate("window.sameDocument") is True, "the page was loaded again"
    assert stumbles == []


def cookies(client: FlaskClient) -> Iterator[tuple[str, str]]:
    for name in ("device", "session"):
        cookie = client.get_cookie(name)
        assert cookie
        yield name, cookie.value
