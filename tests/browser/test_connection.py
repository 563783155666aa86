"""The connection of a page: what it says of itself, and that nothing told meanwhile is missed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, WebSocketRoute, expect

from app.db import transaction
from app.workers.devices import revoke_device
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker
from tests.floor import release
from tests.world import SYSTEM, World

SIGN = "[data-connection]"


@pytest.fixture
def desk(context: BrowserContext, publish: Callable[[], None]) -> Page:
    publish()
    page = context.new_page()
    page.goto("/waves")
    return page


def says(page: Page, state: str, words: str) -> None:
    expect(page.locator(SIGN)).to_have_attribute("data-connection", state, timeout=20_000)
    expect(page.locator(f"{SIGN} [data-when='{state}']")).to_be_visible()
    expect(page.locator(SIGN)).to_contain_text(words)


def a_wave_changes(world: World, publish: Callable[[], None]) -> None:
    world.order({"MUG": 1})
    release(world.warehouse_id)
    publish()


def asks_again(page: Page, what: Callable[[], None]) -> None:
    """The part of the page that shows waves asks for itself while `what` goes on."""
    with page.expect_response("**/waves/board*", timeout=20_000):
        what()


def test_a_page_says_that_it_is_live_and_shows_what_is_told_without_reload(
    desk: Page, world: World, publish: Callable[[], None]
) -> None:
    says(desk, "live", "Live")
    desk.evaluate("window.same = true")

    asks_again(desk, lambda: a_wave_changes(world, publish))

    assert desk.evaluate("window.same")


def test_where_sockets_are_blocked_the_page_asks_and_says_so(
    context: BrowserContext, world: World, publish: Callable[[], None]
) -> None:
    context.route_web_socket("**/socket.io/**", lambda line: line.close())
    page = context.new_page()
    publish()
    page.goto("/waves")
    says(page, "asking", "Asks every 12 seconds")

    asks_again(page, lambda: a_wave_changes(world, publish))

    says(page, "asking", "Asks every 12 seconds")


def test_a_busy_server_is_no_missing_network_and_is_asked_again(
    desk: Page, world: World, publish: Callable[[], None]
) -> None:
    says(desk, "live", "Live")
    desk.route("**/nudges*", lambda route: route.fulfill(status=503), times=1)

    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    says(desk, "asking", "Asks every 12 seconds")
    says(desk, "live", "Live")


def test_without_network_the_page_says_so_and_catches_up_when_it_is_back(
    desk: Page, context: BrowserContext, world: World, publish: Callable[[], None]
) -> None:
    says(desk, "live", "Live")

    context.set_offline(True)
    says(desk, "offline", "No network")
    a_wave_changes(world, publish)
    asks_again(desk, lambda: context.set_offline(False))

    says(desk, "live", "Live")


def test_what_was_told_while_the_socket_was_away_is_asked_for_by_its_number(
    context: BrowserContext, world: World, publish: Callable[[], None]
) -> None:
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    context.route_web_socket("**/socket.io/**", through)
    publish()
    page = context.new_page()
    page.goto("/waves")
    says(page, "live", "Live")
    seen = page.locator("meta[name=nudges]").get_attribute("content")

    with page.expect_request("**/nudges?*") as asked, page.expect_response("**/waves/board*", timeout=20_000):
        a_wave_changes_unheard(world, publish, lines)

    assert f"after={seen}&" in asked.value.url
    says(page, "live", "Live")


def a_wave_changes_unheard(world: World, publish: Callable[[], None], lines: list[WebSocketRoute]) -> None:
    lines[-1].close()
    a_wave_changes(world, publish)


def test_a_shift_that_ended_leads_to_the_sign_in_at_once(desk: Page, world: World, publish: Callable[[], None]) -> None:
    says(desk, "live", "Live")

    with transaction():
        revoke_device(world.device("Cleo"), SYSTEM)
    publish()

    desk.wait_for_url("**/sign-in", timeout=20_000)


def test_a_handheld_whose_socket_is_blocked_shows_another_sign(small_picker: Picker) -> None:
    page = small_picker.page
    page.context.route_web_socket("**/socket.io/**", lambda line: line.close())
    small_picker.sign_in(BADGE, PIN)

    sign = page.locator(".link")
    expect(sign).to_have_attribute("data-connection", "asking", timeout=20_000)
    expect(sign.locator(".link__asking")).to_be_visible()
    expect(sign.locator(".link__on")).to_be_hidden()
    expect(sign.locator(".link__asking")).to_contain_text("asks every 12 seconds")
