"""A lead's message on two handhelds: it rings and stands there until it is touched, and stops no scan."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from app.db import db
from app.messages.commands import Words, send_message
from app.messages.models import MessageReceipt
from app.workers.models import Worker
from tests.browser.conftest import handheld
from tests.browser.handset import Handset
from tests.browser.picker import Picker
from tests.floor import release
from tests.visitor import give_pin
from tests.world import World

Publish = Callable[[], None]
ASKED = "path => performance.getEntriesByType('resource').some(({ name }) => name.includes(path))"
LONG = (
    "Come to the desk at the north gate with everything that you have on the cart, also the totes that are full. " * 2
)


def ids(world: World, *names: str) -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(Worker.id).where(Worker.name.in_(names))))


def say(world: World, words: Words, *names: str) -> None:
    """Cleo says it, from wherever she is."""
    to = ids(world, *names)
    world.do(lambda: send_message(world.warehouse_id, words, to, world.actor("Cleo")))


def heard(name: str) -> tuple[bool, bool, bool]:
    """Whether it was delivered to the worker, read, acknowledged."""
    db.session.rollback()
    of = select(MessageReceipt).join(Worker, Worker.id == MessageReceipt.worker_id).where(Worker.name == name)
    one = db.session.scalars(of.execution_options(populate_existing=True)).one()
    return one.delivered_at is not None, one.read_at is not None, one.acknowledged_at is not None


@pytest.fixture
def ready(small_picker: Picker, world: World, publish: Publish) -> Picker:
    """Pia stands at a bin, and what listens for messages is loaded."""
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    publish()
    small_picker.begin()
    listens(small_picker)
    return small_picker


def listens(picker: Picker) -> None:
    """Messages were asked for, and what is told comes over the socket from now on."""
    live(picker.page)
    asked_for(picker.page, "/messages/mine")


@pytest.fixture
def cleo(context: BrowserContext) -> Page:
    """Cleo at her desk."""
    page = context.new_page()
    page.goto("/messages")
    live(page)
    return page


def live(page: Page) -> None:
    asked_for(page, "/nudges?")
    page.wait_for_timeout(500)


def asked_for(page: Page, path: str) -> None:
    end = time.time() + 15
    while not page.evaluate(ASKED, path):
        assert time.time() < end, f"{path} was not asked for"
        page.wait_for_timeout(50)


def test_a_lead_tells_one_of_two_pickers_and_sees_that_it_was_read(
    ready: Picker, cleo: Page, chromium: Browser, address: str, world: World, publish: Publish
) -> None:
    ben_badge = give_pin(world, "Ben", "2323")
    others = handheld(chromium, address, world, (360, 640))
    ben = next(others)
    ben.sign_in(ben_badge, "2323")
    listens(ben)
    cleo.get_by_label("Pia").check()
    expect(cleo.get_by_label("Everybody at work")).not_to_be_checked()
    cleo.get_by_role("button", name="Come to the packing desk.").click()
    expect(cleo.locator(".messages__done")).to_have_text("Sent to 1 picker.")
    expect(cleo.locator("#sent")).to_contain_text("not there yet")

    publish()

    expect(ready.page.locator(".message b")).to_have_text("Come to the packing desk.")
    ready.is_sent()
    assert heard("Pia") == (True, True, False)
    expect(ben.page.locator(".message")).to_have_count(0)
    publish()
    expect(cleo.locator("#sent")).to_contain_text("read")

    ready.page.locator("[data-heard]").click()
    expect(ready.page.locator(".message")).to_have_count(0)
    ready.is_sent()
    assert heard("Pia") == (True, True, True)
    publish()
    expect(cleo.locator("#sent")).to_contain_text("acknowledged")
    for _ in others:
        pass


def test_a_message_whose_answer_was_lost_is_asked_for_again(ready: Picker, world: World, publish: Publish) -> None:
    ready.page.route("**/messages/mine", lambda route: route.fulfill(status=502), times=1)
    say(world, Words("leave_building"), "Pia")
    with ready.page.expect_response("**/messages/mine"):
        publish()
    expect(ready.page.locator(".message")).to_have_count(0)

    ready.page.evaluate("document.dispatchEvent(new CustomEvent('link', { detail: { on: true } }))")

    expect(ready.page.locator(".message")).to_contain_text("Leave the building now.")


def test_a_message_takes_no_scan_and_no_focus(ready: Picker, world: World, publish: Publish) -> None:
    stop = ready.stop
    ready.scan(stop.bin_barcode)
    ready.says("Scan item")
    say(world, Words(text=LONG[:200]), "Pia")
    publish()
    expect(ready.page.locator(".message")).to_be_visible()

    assert ready.page.evaluate("document.activeElement.id") == "capture"
    expect(ready.strip).to_have_text("Scan item")
    ready.scan(stop.codes[0][0])
    ready.says(f"Scan tote {stop.place.position}")
    ready.page.locator("[data-heard]").click()
    expect(ready.page.locator("#capture")).to_be_focused()  # the next trigger is a scan again
    ready.scan(stop.place.tote_barcode or "")
    expect(ready.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-picked", "2")
    ready.is_sent()
    assert ready.picks == 1


def test_a_long_message_leaves_the_stop_and_the_strip_in_sight(ready: Picker, world: World, publish: Publish) -> None:
    say(world, Words(text=LONG[:200]), "Pia")
    publish()
    expect(ready.page.locator(".message")).to_be_visible()

    ready.fits(".message [data-heard]", "#strip", ".is-here .stop__address")
    ready.page.locator("[data-whole]").click()
    tall = ready.page.locator(".message").bounding_box()
    assert tall
    assert tall["height"] > 120, "a touch shows all of it"
    ready.scan(ready.stop.bin_barcode)
    ready.says("Scan item")
    ready.fits(".message [data-heard]", "#strip")


def test_two_messages_come_one_after_the_other_and_a_reload_keeps_them(
    ready: Picker, world: World, publish: Publish
) -> None:
    say(world, Words(phrase="break"), "Pia")
    say(world, Words(phrase="thanks"), "Pia")
    publish()
    expect(ready.page.locator(".message")).to_contain_text("Break in 5 minutes.")
    ready.page.reload()
    expect(ready.page.locator(".message")).to_contain_text("Break in 5 minutes.")

    ready.page.locator("[data-heard]").click()
    expect(ready.page.locator(".message")).to_contain_text("Well done. Thank you!")
    ready.page.locator("[data-heard]").click()
    expect(ready.page.locator(".message")).to_have_count(0)
    ready.is_sent()
    ready.page.reload()
    listens(ready)
    expect(ready.page.locator(".message")).to_have_count(0)


def test_what_a_person_wrote_is_text_on_the_handheld(ready: Picker, world: World, publish: Publish) -> None:
    say(world, Words(text='<img src=x onerror="document.title=1"> & "so"'), "Pia")
    publish()

    expect(ready.page.locator(".message b")).to_have_text('<img src=x onerror="document.title=1"> & "so"')
    expect(ready.page.locator(".message img")).to_have_count(0)


def test_without_network_it_comes_later_and_a_touch_is_sent_later_once(
    device: Handset, world: World, publish: Publish
) -> None:
    world.order({"MUG": 1})
    release(world.warehouse_id)
    picker = device.open("/sign-in")
    picker.begin()
    listens(picker)
    device.cut()
    say(world, Words(phrase="come_to_desk"), "Pia")
    publish()
    expect(picker.page.locator(".message")).to_have_count(0)

    device.mend()
    publish()
    expect(picker.page.locator(".message")).to_be_visible()
    picker.is_sent()
    device.cut()
    picker.page.locator("[data-heard]").click()
    expect(picker.page.locator(".message")).to_have_count(0)
    picker.page.reload()
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()
    expect(picker.page.locator(".message")).to_have_count(0)
    assert heard("Pia") == (True, True, False)

    device.mend()
    picker.is_sent()
    assert heard("Pia") == (True, True, True)


def test_what_was_not_heard_is_there_after_a_reload_without_network(device: Handset, world: World) -> None:
    world.order({"MUG": 1})
    release(world.warehouse_id)
    picker = device.open("/sign-in")
    picker.begin()
    say(world, Words(phrase="break"), "Pia")
    picker.page.reload()
    expect(picker.page.locator(".message")).to_be_visible()
    picker.is_sent()
    device.cut()
    picker.page.reload()

    expect(picker.page.locator(".message")).to_contain_text("Break in 5 minutes.")
