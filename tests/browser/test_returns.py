"""The returns' dock on a handheld: found by a scan, inspected by scans and touches, with and without network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.attachments.models import Attachment
from app.db import db
from app.workers.commands import enlist_worker
from tests.attachments.pictures import png
from tests.browser.conftest import SIZES, handheld
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker
from tests.floor import wrong_books
from tests.returns.shipped import CARD, MUG, Sent, line_of, parcels, rma, sent, units
from tests.returns.test_inspection_admin import SMELL, sets, usual_form, ways
from tests.world import SYSTEM, World

BADGE, PIN = "BDG-TEST-RAE", "5656"


@pytest.fixture
def order(world: World) -> Sent:
    return sent(world, {"MUG": 2, "CARD": 1}, number="W1")


@pytest.fixture
def number(world: World, order: Sent) -> str:
    """Of a return of two mugs."""
    return rma(world, order.order_id, {"MUG": 2})


@pytest.fixture(params=SIZES)
def clerk(request: pytest.FixtureRequest, chromium: Browser, address: str, world: World) -> Iterator[Picker]:
    rae(world)
    for shown in handheld(chromium, address, world, SIZES[request.param]):
        signs_in(shown)
        yield shown


@pytest.fixture
def small_clerk(chromium: Browser, address: str, world: World) -> Iterator[Picker]:
    rae(world)
    for shown in handheld(chromium, address, world, SIZES["320x533"]):
        signs_in(shown)
        yield shown


def rae(world: World) -> None:
    world.do(lambda: enlist_worker("Rae", "en", {world.warehouse_id: ["returns"]}, SYSTEM, badge=BADGE, pin=PIN))


def signs_in(clerk: Picker) -> None:
    page = clerk.page
    expect(page.locator("body.live")).to_be_attached()
    clerk.scan(BADGE)
    page.fill("input[name=secret]", PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/returns/dock")


def fits(page: Page) -> None:
    """Nothing is wider than the screen, and what a glove taps is large enough."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = (
        "buttons => buttons.filter((one) => one.offsetParent && one.offsetHeight < 44).map((one) => one.textContent)"
    )
    assert page.locator(".acts button, .acts a, .inspect__answers button").evaluate_all(small) == []


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


def answers(clerk: Picker, *said: str) -> None:
    for words in said:
        clerk.says("Look at it, and answer")
        clerk.page.locator(".inspect__answers").get_by_role("button", name=words, exact=True).click()


def test_a_parcel_is_found_inspected_and_finished(clerk: Picker, world: World, order: Sent, number: str) -> None:
    page = clerk.page
    clerk.says("Scan what is on the parcel")
    fits(page)
    clerk.scan(number)
    page.wait_for_url("**/returns/dock/parcels/*")
    clerk.says("Scan item")
    fits(page)

    clerk.scan(MUG)
    answers(clerk, "Yes", "No", "Yes")
    expect(page.locator(".inspect__way")).to_have_text("Back into stock")
    clerk.says("Scan an empty tote")
    fits(page)
    clerk.scan("TOTE-012")
    clerk.says("1 × Red mug: Back into stock", "done")
    expect(page.locator("#count")).to_have_text("1/2")
    clerk.is_sent()

    clerk.scan(MUG)
    answers(clerk, "No")
    fits(page)
    answers(clerk, "No", "Yes")
    expect(page.locator(".inspect__way")).to_have_text("Repackage")
    clerk.scan("TOTE-012")
    clerk.says("Tote T-012 is for: Back into stock. This one: Repackage.", "wrong")
    clerk.scan("TOTE-011")
    clerk.is_sent()
    clerk.says("All there. Tap here: finish it")
    page.click("#strip-said")
    clerk.says("This parcel is finished. Scan the next one at the dock.", "done")
    clerk.is_sent()

    assert [(unit.disposition, unit.location.address) for unit in units()] == [
        ("restock", "T-012"),
        ("repackage", "T-011"),
    ]
    assert parcels()[0].done_at
    assert line_of(order.order_id, "MUG").returned == 2
    assert wrong_books() == []


def test_what_was_not_sent_says_so_at_once_and_comes_in_as_a_stranger_by_a_touch(
    clerk: Picker, world: World, order: Sent, number: str
) -> None:
    clerk.scan(number)
    clerk.page.wait_for_url("**/returns/dock/parcels/*")
    clerk.scan("4012345678901")
    expect(clerk.strip).to_contain_text("is not of order W1.")
    assert units() == []

    clerk.page.click("#strip-said")
    answers(clerk, "Yes", "No", "Yes")
    expect(clerk.page.locator(".inspect__way")).to_have_text("Quarantine")
    clerk.scan("TOTE-012")
    expect(clerk.page.locator(".inspect__unit")).to_have_count(1)
    clerk.is_sent()

    assert [(unit.line_id, unit.disposition) for unit in units()] == [(None, "quarantine")]
    assert line_of(order.order_id, "MUG").returned == 0
    assert wrong_books() == []


def test_the_worst_answer_says_where_it_goes_on_the_page_as_on_the_server(
    small_clerk: Picker, world: World, order: Sent, number: str
) -> None:
    clerk = small_clerk
    clerk.scan(number)
    clerk.page.wait_for_url("**/returns/dock/parcels/*")
    clerk.scan(MUG)
    answers(clerk, "No", "Yes", "Not quite")  # opened, used, damaged: no order by the alphabet
    expect(clerk.page.locator(".inspect__way")).to_have_text("Scrap")
    clerk.scan("TOTE-012")
    expect(clerk.page.locator("#count")).to_have_text("1/2")
    clerk.is_sent()

    assert [(unit.grade, unit.disposition) for unit in units()] == [("damaged", "scrap")]
    assert wrong_books() == []


def test_an_undo_puts_the_last_one_back(small_clerk: Picker, world: World, order: Sent, number: str) -> None:
    clerk = small_clerk
    clerk.scan(number)
    clerk.page.wait_for_url("**/returns/dock/parcels/*")
    clerk.scan(MUG)
    answers(clerk, "Yes", "No", "Yes")
    clerk.scan("TOTE-012")
    expect(clerk.page.locator("#count")).to_have_text("1/2")

    clerk.page.get_by_role("button", name="Undo").click()

    clerk.says("Put it back into the parcel.", "asking")
    expect(clerk.page.locator("#count")).to_have_text("0/2")
    clerk.is_sent()
    assert units() == []
    assert line_of(order.order_id, "MUG").returned == 0


def test_a_parcel_that_nobody_knows_gets_a_place_and_a_photograph_and_is_matched_by_a_scan(
    small_clerk: Picker, world: World, order: Sent, number: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(world.app.config, "VAR", tmp_path)
    clerk, page = small_clerk, small_clerk.page
    clerk.scan("FOREIGN-1")
    page.wait_for_url("**/returns/dock/arriving*")
    fits(page)
    page.get_by_role("button", name="Take it in as unidentified").click()
    page.wait_for_url("**/returns/dock/parcels/*")
    clerk.says("Scan where you put it")
    fits(page)
    clerk.scan("LOC-AREA-ARRIVALS")
    expect(page.locator(".returns__place")).to_have_text("It waits at AREA-ARRIVALS.")
    picture = {"name": "p.png", "mimeType": "image/png", "buffer": png(300, 200)}
    page.locator("#photograph-file").set_input_files(picture)  # type: ignore[arg-type]
    expect(page.locator("#photographs")).to_have_text("Photographs in the book: 1.", timeout=30_000)
    clerk.says("Scan what tells whose it is")

    clerk.scan(number)

    clerk.says("Scan item")
    db.session.rollback()
    assert [one.entity for one in db.session.scalars(select(Attachment))] == ["return_parcels"]
    assert [parcel.rma.number for parcel in parcels() if parcel.rma] == [number]


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
