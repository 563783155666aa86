"""Putting back on a real browser: the tote first, then bin and item at each stop, with network and without."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.orders.commands import cancel_order
from app.orders.desk import hold_by_hand
from app.orders.models import Order
from app.putting_back.document import put_back_document
from app.putting_back.models import PutBack, PutBackTask
from app.walks.document import StopView
from tests.browser.conftest import BADGE, PIN
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker, plain
from tests.floor import Hand, fresh, release, wrong_books
from tests.world import World

EMPTY = "Scan the tote"


@pytest.fixture
def cancelled(world: World) -> int:
    """Ana staged three mugs and two cards in LANE-1 for an order that was cancelled then; its id."""
    order_id = world.order({"MUG": 3, "CARD": 2})
    release(world.warehouse_id)
    ana = Hand(world.actor("Ana"))
    ana.walks(ana.claims() or 0)
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))
    return order_id


def begin(picker: Picker) -> None:
    picker.page.get_by_role("button", name="Give me work").click()
    picker.page.wait_for_url("**/putting-back/tasks/*")
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()


def take_tote(picker: Picker) -> None:
    picker.scan("TOTE-001")
    picker.says("Scan bin")


def stops(world: World) -> dict[str, StopView]:
    db.session.rollback()
    task = db.session.scalars(select(PutBackTask)).one()
    return {stop.sku: stop for stop in put_back_document(task, "en").stops}


def put(picker: Picker, stop: StopView) -> None:
    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    picker.scan(stop.codes[0][0])
    expect(picker.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")


def test_a_whole_put_back_by_scans_and_what_is_wrong_is_named(picker: Picker, world: World, cancelled: int) -> None:
    picker.sign_in(BADGE, PIN)
    begin(picker)
    expect(picker.page.locator(".place.is-here .place__title")).to_have_text("T-001 from LANE-1")
    picker.fits(".place__title", ".place__number .chip", "#strip-said")

    picker.scan("TOTE-005")
    expect(picker.strip).to_contain_text("Scan tote 1, where it stands.")
    expect(picker.page.locator("[data-place-card]")).to_have_attribute("data-tote", "")
    take_tote(picker)
    picker.fits(".stop__address", ".stop__name", ".stop__units", "#strip-said")
    mugs, cards = stops(world)["MUG"], stops(world)["CARD"]
    picker.scan(cards.bin_barcode)
    expect(picker.strip).to_have_text(plain("This is bin B-03-1. Go to A-01-1."))
    picker.scan(mugs.bin_barcode)
    picker.says("Scan item")
    picker.scan(cards.codes[0][0])
    expect(picker.strip).to_have_text("This is Greeting card. Put Red mug here.")
    picker.scan(mugs.codes[0][0])
    expect(picker.page.locator(f"#stop-{mugs.line_id}")).to_have_attribute("data-state", "done")
    put(picker, cards)
    picker.says(EMPTY)
    picker.fits("#staging .ending__title", "#strip-said")
    picker.scan("TOTE-002")
    expect(picker.strip).to_contain_text("Scan the tote, once it is empty.")
    picker.scan("TOTE-001")
    picker.says("All is back", "done")
    picker.is_sent()

    db.session.rollback()
    assert world.stock("A-01-1", "MUG").available == 10
    assert fresh(Order, cancelled).state == "cancelled"
    assert wrong_books() == []


def test_the_picker_of_a_held_order_is_told_stages_its_tote_and_brings_it_back(
    small_picker: Picker, world: World
) -> None:
    order_id = world.order({"MUG": 2, "CARD": 1})
    world.order({"TEA": 1})
    release(world.warehouse_id)
    small_picker.begin()
    while small_picker.stop.sku != "MUG":
        small_picker.tap("Skip")
    tote = small_picker.stop.place.tote_address
    small_picker.pick()
    small_picker.is_sent()
    world.do(lambda: hold_by_hand(db.session.get_one(Order, order_id), "ask Mira", world.actor("Cleo")))

    small_picker.page.reload()
    number = fresh(Order, order_id).number
    expect(small_picker.strip).to_contain_text(plain(f"Stopped: order {number}. What is picked stays in {tote}."))
    while small_picker.page.evaluate("document.body.dataset.phase") == "stop":
        small_picker.pick()
    small_picker.scan("LOC-LANE-2")
    small_picker.says("Walk done", "done")
    small_picker.is_sent()

    begin(small_picker)
    expect(small_picker.page.locator(".place.is-here .place__title")).to_have_text(f"{tote} from LANE-2")
    assert list(stops(world)) == ["MUG"]
    assert wrong_books() == []


def test_a_put_back_goes_on_without_network_through_a_killed_browser(
    device: Handset, world: World, cancelled: int
) -> None:
    picker = device.open("/sign-in")
    picker.sign_in(BADGE, PIN)
    begin(picker)
    device.close()  # its browser writes its cookies down in peace
    picker = device.open("/work")
    picker.page.get_by_role("link", name="Go on").click()
    is_kept(picker)
    mugs, cards = stops(world)["MUG"], stops(world)["CARD"]
    device.cut()

    take_tote(picker)
    put(picker, mugs)
    waits(picker, 2)
    device.kill()
    picker = device.open("/")
    expect(picker.page.locator(f"#stop-{mugs.line_id}")).to_have_attribute("data-state", "done")
    put(picker, cards)
    picker.says(EMPTY)
    picker.scan("TOTE-001")
    picker.says("All is back, saved on this device", "done")
    assert world.on_hand("A-01-1", "MUG") == 7

    device.mend()
    picker.is_sent()
    db.session.rollback()
    assert world.on_hand("A-01-1", "MUG") == 10
    assert len(db.session.scalars(select(PutBack)).all()) == 2
    assert fresh(Order, cancelled).state == "cancelled"
    assert wrong_books() == []


def test_a_full_bin_undo_and_a_missing_unit(small_picker: Picker, world: World, cancelled: int) -> None:
    picker = small_picker
    picker.sign_in(BADGE, PIN)
    begin(picker)
    take_tote(picker)
    mugs, cards = stops(world)["MUG"], stops(world)["CARD"]
    picker.page.locator("[data-open=shorts]").click()
    picker.tap("The bin is full")
    picker.says("Scan another bin", "asking")
    picker.scan("LOC-LANE-1")
    expect(picker.strip).to_contain_text("Scan the label of another bin.")
    picker.scan(world.location("A-02-1").barcode)
    picker.says("Scan item")
    expect(picker.here.locator(".stop__address")).to_have_text("A-02-1")
    picker.scan(mugs.codes[0][0])
    expect(picker.page.locator(f"#stop-{mugs.line_id}")).to_have_attribute("data-state", "done")
    picker.is_sent()
    db.session.rollback()
    assert world.on_hand("A-02-1", "MUG") == 3

    picker.open_more("Undo")
    expect(picker.strip).to_have_text(plain("Undone. Take 3 out of A-02-1 again."))
    picker.is_sent()
    db.session.rollback()
    assert world.on_hand("T-001", "MUG") == 3

    picker.page.locator("[data-open=shorts]").click()
    picker.tap("Not in the tote")
    expect(picker.page.locator(f"#stop-{mugs.line_id}")).to_have_attribute("data-state", "short")
    put(picker, cards)
    picker.is_sent()
    db.session.rollback()
    assert world.on_hand("T-001", "MUG") == 0
    assert wrong_books() == []
