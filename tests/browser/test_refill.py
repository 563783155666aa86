"""Refilling on a real browser: takes, then puts, with network and without; a picker who waited is told."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.replenishing.document import refill_document
from app.replenishing.models import RefillMove, RefillTask
from app.walks.document import StopView
from app.workers.commands import enlist_worker
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker, plain
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.replenishing.conftest import FORWARD, RESERVE, Keeper, rule, store
from tests.world import SYSTEM, World

BADGE, PIN = "BDG-TEST-STU", "2323"


@pytest.fixture
def low(world: World) -> World:
    """Fifteen mugs and ten cards are to be brought; Stu keeps the stock."""
    store(world, "MUG", RESERVE, 40)
    store(world, "CARD", "D-01-2", 30)
    rule(world, "MUG", FORWARD, 12, 25)
    rule(world, "CARD", "B-03-1", 25, 30)
    roles = {world.warehouse_id: ["stock"]}
    world.do(lambda: enlist_worker("Stu", "en", roles, SYSTEM, badge=BADGE, pin=PIN))
    return world


def begin(picker: Picker) -> None:
    picker.page.get_by_role("button", name="Give me work").click()
    picker.page.wait_for_url("**/replenishing/tasks/*")
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()


def stops(world: World) -> list[StopView]:
    db.session.rollback()
    task = db.session.scalars(select(RefillTask)).one()
    return list(refill_document(task, "en").stops)


def do(picker: Picker, stop: StopView) -> None:
    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    picker.scan(stop.codes[0][0])
    expect(picker.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")


def test_a_whole_refill_by_scans_and_what_is_wrong_is_named(picker: Picker, low: World) -> None:
    picker.sign_in(BADGE, PIN)
    begin(picker)
    expect(picker.page.locator(".place.is-here .place__title")).to_have_text("Empty tote or plate")
    picker.says("Scan an empty tote")
    picker.fits(".place__title", ".place__number .chip", "#strip-said")
    picker.scan("LOC-LANE-1")
    expect(picker.strip).to_contain_text("not a tote.")
    picker.scan("TOTE-004")
    picker.says("Scan bin")
    first, second, *puts = stops(low)
    picker.fits(".stop__address", ".stop__name", ".stop__units", "#strip-said")

    picker.scan(puts[0].bin_barcode)
    expect(picker.strip).to_contain_text(plain(f"Go to {first.bin_address}."))
    picker.scan(first.bin_barcode)
    picker.says("Scan item")
    picker.scan(second.codes[0][0])
    expect(picker.strip).to_contain_text(f"Here it is {first.item_name}.")
    picker.scan(first.codes[0][0])
    expect(picker.page.locator(f"#stop-{first.line_id}")).to_have_attribute("data-state", "done")
    do(picker, second)
    picker.says("Scan bin")
    expect(picker.page.locator("body")).to_have_attribute("data-does", "put")
    picker.scan(puts[0].bin_barcode)
    picker.scan(puts[1].codes[0][0])
    expect(picker.strip).to_contain_text(f"Here it is {puts[0].item_name}.")
    picker.scan(puts[0].codes[0][0])
    expect(picker.page.locator(f"#stop-{puts[0].line_id}")).to_have_attribute("data-state", "done")
    do(picker, puts[1])
    picker.says("Scan the tote")
    picker.fits("#staging .ending__title", "#strip-said")
    picker.scan("TOTE-002")
    expect(picker.strip).to_contain_text("Scan the tote, once it is empty.")
    picker.scan("TOTE-004")
    picker.says("All is refilled", "done")
    picker.is_sent()

    db.session.rollback()
    assert (low.stock(FORWARD, "MUG").available, low.stock("B-03-1", "CARD").available) == (25, 30)
    assert fresh(RefillTask, db.session.scalars(select(RefillTask.id)).one()).state == "done"
    assert wrong_books() == []


def test_a_refill_goes_on_without_network_through_a_killed_browser(device: Handset, low: World) -> None:
    picker = device.open("/sign-in")
    picker.sign_in(BADGE, PIN)
    begin(picker)
    device.close()  # its browser writes its cookies down in peace
    picker = device.open("/work")
    picker.page.get_by_role("link", name="Go on").click()
    is_kept(picker)
    first, second, *puts = stops(low)
    device.cut()

    picker.scan("TOTE-004")
    picker.says("Scan bin")
    do(picker, first)
    waits(picker, 2)
    device.kill()
    picker = device.open("/")
    expect(picker.page.locator(f"#stop-{first.line_id}")).to_have_attribute("data-state", "done")
    do(picker, second)
    for put in puts:
        do(picker, put)
    picker.says("Scan the tote")
    picker.scan("TOTE-004")
    picker.says("All is refilled, saved on this device", "done")
    assert low.on_hand(FORWARD, "MUG") == 10

    device.mend()
    picker.is_sent()
    db.session.rollback()
    assert (low.on_hand(FORWARD, "MUG"), low.on_hand("B-03-1", "CARD")) == (25, 30)
    assert len(db.session.scalars(select(RefillMove)).all()) == 4
    assert db.session.scalars(select(RefillTask.state)).one() == "done"
    assert wrong_books() == []


def test_less_than_asked_a_full_bin_and_undo(small_picker: Picker, low: World) -> None:
    picker = small_picker
    picker.sign_in(BADGE, PIN)
    begin(picker)
    picker.scan("TOTE-004")
    picker.says("Scan bin")
    first, second, *puts = stops(low)
    do(picker, first)
    picker.open_more("Undo")
    expect(picker.strip).to_have_text(
        plain(f"Undone. Bring {first.quantity} of {first.bin_address} back to where they were.")
    )
    do(picker, first)
    picker.page.locator("[data-open=shorts]").click()
    expect(picker.page.get_by_role("button", name="Too few in it")).to_be_visible()
    expect(picker.page.get_by_role("button", name="Full: the rest goes back")).to_be_hidden()
    picker.page.locator("#shorts [data-close]").click()
    do(picker, second)

    picker.page.locator("[data-open=shorts]").click()
    expect(picker.page.get_by_role("button", name="Too few in it")).to_be_hidden()
    picker.tap("Full: the rest goes back")
    picker.is_sent()
    do(picker, puts[1])
    picker.is_sent()
    (back,) = [stop for stop in stops(low) if stop.left]
    expect(picker.here.locator(".stop__address")).to_have_text(back.bin_address)
    do(picker, back)
    picker.says("Scan the tote")
    picker.scan("TOTE-004")
    picker.says("All is refilled", "done")
    picker.is_sent()

    db.session.rollback()
    assert low.on_hand("T-004", "MUG") == 0
    assert low.on_hand("T-004", "CARD") == 0
    assert wrong_books() == []


def test_a_picker_whose_line_waited_is_told_where_it_was_refilled(
    small_picker: Picker, world: World, publish: Callable[[], None]
) -> None:
    store(world, "MUG", RESERVE, 40)
    world.order({"MUG": 20})
    release(world.warehouse_id)
    small_picker.begin()
    eli = Keeper(world, Handheld(world, "Eli"))
    eli.claim()

    eli.does_all()
    publish()

    small_picker.page.evaluate("dispatchEvent(new Event('online'))")
    expect(small_picker.strip).to_contain_text(plain("Refilled: A-01-1. 6 × Red mug can be picked."))
    while small_picker.page.evaluate("document.body.dataset.phase") == "stop":
        small_picker.pick()
    small_picker.scan("LOC-LANE-2")
    small_picker.says("Walk done", "done")
    small_picker.is_sent()
    db.session.rollback()
    assert world.on_hand("T-001", "MUG") == 20
    assert wrong_books() == []
