"""Counting on a real browser: bin, then what lies there, by scans and by a number, with network and without."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.counting.document import count_document
from app.counting.models import CountEntry, CountTask
from app.db import db
from app.inventory.commands import move
from app.walks.document import StopView
from app.workers.commands import enlist_worker
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker, plain
from tests.counting.conftest import CARD, MUG, TEA, counts, have_counted, variances
from tests.floor import wrong_books
from tests.world import SYSTEM, World

BADGE, PIN = "BDG-TEST-SAM", "3434"


@pytest.fixture
def sam(world: World) -> None:
    """Sam keeps the stock: mugs, cards, and all that lies in A-03-1 are to be counted; the book has nothing there."""
    roles = {world.warehouse_id: ["stock"]}
    world.do(lambda: enlist_worker("Sam", "en", roles, SYSTEM, badge=BADGE, pin=PIN))
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "A-03-1")
    have_counted(world, "B-03-1", sku="CARD")


def begin(picker: Picker) -> None:
    picker.page.get_by_role("button", name="Give me work").click()
    picker.page.wait_for_url("**/counting/tasks/*")
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()


def stops(world: World) -> dict[str, StopView]:
    db.session.rollback()
    task = db.session.scalars(select(CountTask).order_by(CountTask.id)).first()
    assert task
    return {stop.bin_address: stop for stop in count_document(task, "en").stops}


def at(picker: Picker, world: World, address: str) -> StopView:
    """Go to the bin, whichever stop comes first, and scan it."""
    stop = stops(world)[address]
    while (here := picker.here.get_attribute("data-address")) != address:
        picker.tap("Skip")
        expect(picker.here).not_to_have_attribute("data-address", here or "")
    picker.scan(stop.bin_barcode)
    return stop


def is_done(picker: Picker, stop: StopView) -> None:
    expect(picker.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")


def test_a_whole_walk_by_scans_a_number_and_one_touch(picker: Picker, world: World, sam: None) -> None:
    picker.sign_in(BADGE, PIN)
    begin(picker)
    assert "in the book" not in picker.page.content().split('id="words"')[0]
    first = stops(world)["A-01-1"]

    picker.scan("47110815")
    expect(picker.strip).to_contain_text(re.compile("Scan bin|Go to"))
    mugs = at(picker, world, "A-01-1")
    picker.says("Scan the item")
    for _ in range(3):
        picker.scan(MUG)
    expect(picker.here.locator("[data-part=units]")).to_have_text("3")
    picker.fits(".stop__address", ".tally__now b", "[data-do=counted]", "#strip-said")
    picker.here.locator("[data-do=number]").click()
    picker.page.locator("#typed").fill("10")
    picker.page.get_by_role("button", name="OK").click()
    expect(picker.here.locator("[data-part=units]")).to_have_text("10")
    picker.here.locator("[data-do=counted]").click()
    is_done(picker, mugs)

    nothing = at(picker, world, "A-03-1")
    picker.says("Scan what lies here")
    picker.here.locator("[data-do=none]").click()
    is_done(picker, nothing)

    cards = at(picker, world, "B-03-1")
    picker.scan(CARD)
    picker.scan(MUG)
    expect(picker.here.locator(".tally__rows li")).to_have_text("1 · Greeting card")
    picker.here.locator("[data-do=anew]").click()
    picker.scan(CARD)
    picker.here.locator("[data-do=number]").click()
    picker.page.locator("#typed").fill("20")
    picker.page.get_by_role("button", name="OK").click()
    picker.here.locator("[data-do=counted]").click()
    is_done(picker, cards)

    picker.says("Tap Done")
    picker.fits("#staging .ending__title", "[data-do=finish]")
    picker.page.locator("[data-do=finish]").click()
    picker.says("All is counted", "done")
    picker.is_sent()
    assert all(count.counted_at for count in counts())
    assert variances() == []
    assert (first.quantity, world.on_hand("A-01-1", "MUG")) == (1, 10)
    assert wrong_books() == []


def test_a_stranger_and_its_lot_are_counted_and_the_last_count_is_undone(
    small_picker: Picker, world: World, sam: None
) -> None:
    picker = small_picker
    picker.sign_in(BADGE, PIN)
    begin(picker)
    stop = at(picker, world, "A-03-1")

    picker.scan(TEA)
    picker.says("Scan its lot")
    picker.scan("L1")
    picker.scan(TEA)
    expect(picker.here.locator("[data-part=units]")).to_have_text("2")
    expect(picker.here.locator("[data-part=what]")).to_have_text("Green tea · lot L1")
    picker.fits(".stop__address", ".tally__now b", "[data-do=lot]", "[data-do=counted]", "#strip-said")
    picker.scan("99999999999")
    expect(picker.strip).to_contain_text("Nobody knows code 99999999999.")
    expect(picker.here.locator("[data-part=units]")).to_have_text("2")
    picker.scan(TEA)
    expect(picker.here.locator("[data-part=units]")).to_have_text("3")
    picker.here.locator("[data-do=counted]").click()
    is_done(picker, stop)
    picker.is_sent()
    db.session.rollback()
    assert [(one.lot.code, one.counted, one.booked) for one in db.session.scalars(select(CountEntry))] == [("L1", 3, 0)]

    picker.open_more("Undo")
    expect(picker.strip).to_have_text(plain("Undone. Count A-03-1 again."))
    picker.is_sent()
    expect(picker.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "todo")
    assert world.on_hand("D-05-1", "TEA", "L1") == 5


def test_counts_go_on_without_network_and_what_moved_meanwhile_is_counted_again(
    device: Handset, world: World, sam: None
) -> None:
    picker = device.open("/sign-in")
    picker.sign_in(BADGE, PIN)
    begin(picker)
    device.close()
    picker = device.open("/work")
    picker.page.get_by_role("link", name="Go on").click()
    is_kept(picker)
    found = stops(world)
    device.cut()

    mugs = at(picker, world, "A-01-1")
    picker.scan(MUG)
    picker.here.locator("[data-do=number]").click()
    picker.page.locator("#typed").fill("10")
    picker.page.get_by_role("button", name="OK").click()
    picker.here.locator("[data-do=counted]").click()
    is_done(picker, mugs)
    picker.scan(found["A-03-1"].bin_barcode)
    waits(picker, 1)
    device.kill()
    picker = device.open("/")
    expect(picker.page.locator(f"#stop-{mugs.line_id}")).to_have_attribute("data-state", "done")
    ends = {"source": world.location("A-01-1"), "destination": world.location("A-02-1")}
    world.do(lambda: move(world.lot("MUG"), 4, **ends, reason="move", actor=SYSTEM))

    device.mend()
    picker.is_sent()
    expect(picker.strip).to_contain_text(plain("Something moved in A-01-1 while it was counted. Count it again."))
    assert variances() == []
    assert world.on_hand("A-01-1", "MUG") == 6
    again = picker.page.locator('[data-stop][data-address="A-01-1"][data-state="todo"]')
    expect(again).to_have_count(1)
    assert wrong_books() == []
