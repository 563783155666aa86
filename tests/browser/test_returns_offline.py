"""The returns' dock without network: what was asked, inspected and taken in is kept, and judged as it was."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.clerk import answers, rae, signs_in
from tests.browser.conftest import SIZES, handheld
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker
from tests.floor import wrong_books
from tests.returns.shipped import CARD, MUG, Sent, line_of, parcels, rma, sent, units
from tests.returns.test_inspection_admin import SMELL, sets, usual_form, ways
from tests.world import World


@pytest.fixture
def order(world: World) -> Sent:
    return sent(world, {"MUG": 2, "CARD": 1}, number="W1")


@pytest.fixture
def number(world: World, order: Sent) -> str:
    """Of a return of two mugs."""
    return rma(world, order.order_id, {"MUG": 2})


@pytest.fixture
def small_clerk(chromium: Browser, address: str, world: World) -> Iterator[Picker]:
    rae(world)
    for shown in handheld(chromium, address, world, SIZES["320x533"]):
        signs_in(shown)
        yield shown


def test_what_was_asked_without_network_is_judged_by_what_was_asked(
    small_clerk: Picker, world: World, order: Sent, number: str
) -> None:
    page = small_clerk.page
    assert sets(world, ways() | SMELL).status_code == 303
    small_clerk.scan(number)
    page.wait_for_url("**/returns/dock/parcels/*")
    small_clerk.says("Scan item")
    page.context.set_offline(True)
    small_clerk.scan(MUG)
    answers(small_clerk, "A little")
    expect(page.locator(".inspect__way")).to_have_text("Refurbish")
    assert sets(world, usual_form() | {"way_used_changed_mind": "scrap"}).status_code == 303
    small_clerk.scan("TOTE-012")
    expect(page.locator("#count")).to_have_text("1/2")
    assert units() == []

    page.context.set_offline(False)
    small_clerk.is_sent()

    assert [(unit.version, unit.grade, unit.disposition) for unit in units()] == [(1, "used", "refurbish")]
    assert wrong_books() == []


def test_an_inspection_goes_on_without_network_through_a_reload(
    device: Handset, world: World, order: Sent, number: str
) -> None:
    rae(world)
    clerk = device.open("/sign-in")
    signs_in(clerk)
    page = clerk.page
    clerk.scan(number)
    page.wait_for_url("**/returns/dock/parcels/*")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.goto(page.url)
    is_kept(clerk)

    device.cut()
    clerk.scan(MUG)
    answers(clerk, "Yes", "No")
    page.reload()
    answers(clerk, "Yes")  # what was answered before outlives it
    clerk.scan("TOTE-012")
    clerk.says("1 × Red mug: Back into stock", "done")
    clerk.scan(CARD)
    answers(clerk, "Yes", "No", "Yes")
    clerk.scan("TOTE-011")  # one tote for one disposition: the server refuses the second
    page.reload()
    expect(page.locator("#count")).to_have_text("2/3")
    waits(clerk, 2)
    assert units() == []

    device.mend()

    clerk.is_sent()
    expect(page.locator(".inspect__unit[data-unit]")).to_have_count(2)
    assert [unit.quantity for unit in units()] == [1, 1]
    assert line_of(order.order_id, "MUG").returned == line_of(order.order_id, "CARD").returned == 1
    assert wrong_books() == []


def test_an_arrival_without_network_is_kept_and_what_is_not_sure_waits_for_a_person(
    device: Handset, world: World, order: Sent, number: str
) -> None:
    rae(world)
    clerk = device.open("/sign-in")
    signs_in(clerk)
    device.cut()
    clerk.scan(number)
    expect(clerk.strip).to_contain_text("is saved on this device as arrived.")
    clerk.scan("FOREIGN-1")
    waits(clerk, 2)

    device.mend()

    clerk.is_sent()
    expect(clerk.page.locator(".returns__parcel")).to_have_count(2)
    assert [parcel.kind for parcel in parcels()] == ["announced", "unidentified"]
