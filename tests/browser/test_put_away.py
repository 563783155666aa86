"""Putting away on a real browser: the tote first, then bin and item at each stop, with network and without."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.putting_away.document import put_away_document
from app.putting_away.models import PutAway, PutAwayTask
from app.walks.document import StopView
from app.workers.commands import give_roles
from app.workers.models import Worker
from tests.browser.conftest import BADGE, PIN
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker, plain
from tests.floor import wrong_books
from tests.putting_away.conftest import lay, raised
from tests.world import SYSTEM, World

EMPTY = "Scan what is empty"


@pytest.fixture
def came(world: World, address: str) -> int:
    """Four mugs and two cards in T-001; Pia keeps the stock."""
    lay(world, "T-001", {"MUG": 4, "CARD": 2})
    task_id = raised(world, "T-001")
    pia = select(Worker).where(Worker.name == "Pia")
    world.do(lambda: give_roles(db.session.scalars(pia).one(), world.warehouse_id, ["stock"], SYSTEM))
    return task_id or 0


def begin(picker: Picker) -> None:
    picker.page.get_by_role("button", name="Put away (1)").click()
    picker.page.wait_for_url("**/putting-away/tasks/*")
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()


def stops(world: World) -> dict[str, StopView]:
    db.session.rollback()
    task = db.session.scalars(select(PutAwayTask)).one()
    return {stop.sku: stop for stop in put_away_document(task, "en").stops}


def put(picker: Picker, stop: StopView) -> None:
    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    picker.scan(stop.codes[0][0])
    expect(picker.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")


def test_a_whole_put_away_by_scans_and_what_is_wrong_is_named(came: int, picker: Picker, world: World) -> None:
    picker.sign_in(BADGE, PIN)
    picker.fits("h1", "button[type=submit]")
    begin(picker)
    expect(picker.page.locator(".place.is-here .place__title")).to_have_text("Find tote T-001")
    picker.fits(".place__title", ".place__number .chip", "#strip-said")

    picker.scan("TOTE-005")
    expect(picker.page.locator("[data-place-card]")).to_have_attribute("data-tote", "")
    picker.scan("TOTE-001")
    picker.says("Scan bin")
    picker.fits(".stop__address", ".stop__name", ".stop__units", "#strip-said")
    mugs, cards = stops(world)["MUG"], stops(world)["CARD"]
    picker.scan(cards.codes[0][0])
    expect(picker.strip).to_contain_text(plain("Scan bin A-01-1 first."))
    picker.scan(mugs.bin_barcode)
    picker.says("Scan item")
    picker.scan(cards.codes[0][0])
    expect(picker.strip).to_have_text("This is Greeting card. Put Red mug here.")
    picker.scan(mugs.codes[0][0])
    expect(picker.page.locator(f"#stop-{mugs.line_id}")).to_have_attribute("data-state", "done")
    put(picker, cards)
    picker.says(EMPTY)
    picker.fits("#staging .ending__title", "#strip-said")
    picker.scan("TOTE-001")
    picker.says("All is put away", "done")
    picker.is_sent()

    db.session.rollback()
    assert world.stock("A-01-1", "MUG").available == 14
    assert wrong_books() == []


def test_another_bin_is_taken_by_its_scan_alone_and_a_refused_one_is_told(
    came: int, small_picker: Picker, world: World
) -> None:
    picker = small_picker
    picker.sign_in(BADGE, PIN)
    begin(picker)
    picker.scan("TOTE-001")
    picker.says("Scan bin")

    picker.scan("LOC-D-05-1")
    expect(picker.strip).to_contain_text(plain("Other items lie in D-05-1. Scan an empty bin, or one of MUG."))
    expect(picker.here.locator(".stop__address")).to_have_text("A-01-1")
    picker.scan("LOC-A-02-1")
    picker.says("Scan item")
    expect(picker.here.locator(".stop__address")).to_have_text("A-02-1")
    picker.scan(stops(world)["MUG"].codes[0][0])
    picker.is_sent()

    picker.open_more("Undo")
    expect(picker.strip).to_have_text(plain("Undone. Take 4 out of A-02-1 again."))
    picker.is_sent()
    db.session.rollback()
    assert (world.on_hand("A-02-1", "MUG"), world.on_hand("T-001", "MUG")) == (0, 4)
    assert wrong_books() == []


def test_a_put_away_goes_on_without_network_through_a_killed_browser(came: int, device: Handset, world: World) -> None:
    picker = device.open("/sign-in")
    picker.sign_in(BADGE, PIN)
    begin(picker)
    device.close()  # its browser writes its cookies down in peace
    picker = device.open("/work")
    picker.page.get_by_role("link", name="Go on").click()
    is_kept(picker)
    mugs, cards = stops(world)["MUG"], stops(world)["CARD"]
    device.cut()

    picker.scan("TOTE-001")
    picker.says("Scan bin")
    put(picker, mugs)
    waits(picker, 2)
    device.kill()
    picker = device.open("/")
    expect(picker.page.locator(f"#stop-{mugs.line_id}")).to_have_attribute("data-state", "done")
    put(picker, cards)
    picker.says(EMPTY)
    picker.scan("TOTE-001")
    picker.says("All is put away, saved on this device", "done")
    assert world.on_hand("A-01-1", "MUG") == 10

    device.mend()
    picker.is_sent()
    db.session.rollback()
    assert world.on_hand("A-01-1", "MUG") == 14
    assert len(db.session.scalars(select(PutAway)).all()) == 2
    assert wrong_books() == []
