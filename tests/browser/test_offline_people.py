"""Who works on a device without network: the idle lock, signing out and changing workers while scans wait."""

from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.picking.models import Pick
from app.workers.commands import enlist_worker
from app.workers.models import Worker
from tests.browser.conftest import BADGE
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker, end_all_sessions
from tests.floor import release, wrong_books
from tests.world import SYSTEM, World

OTHER_BADGE, OTHER_PIN = "BDG-TEST-RIA", "2323"


def begun(device: Handset, world: World) -> Picker:
    """Pia on her walk, which is on the device; Ria is a picker too."""
    world.order({"MUG": 2, "CARD": 1, "TEA": 1})
    release(world.warehouse_id)
    roles = {world.warehouse_id: ["picker"]}
    world.do(lambda: enlist_worker("Ria", "en", roles, SYSTEM, badge=OTHER_BADGE, pin=OTHER_PIN))
    picker = device.open("/sign-in")
    picker.begin()
    is_kept(picker)
    return picker


def leave_alone(picker: Picker) -> None:
    """Six minutes without a touch."""
    picker.page.evaluate("localStorage.setItem('active-at', String(Date.now() - 360000))")
    picker.page.reload()


def who_picked() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Worker.name).join(Pick, Pick.worker_id == Worker.id).order_by(Pick.id)))


def test_an_idle_device_opens_for_the_same_workers_badge_without_network_and_for_nothing_else(
    device: Handset, world: World
) -> None:
    picker = begun(device, world)
    stop = picker.stop
    device.cut()
    leave_alone(picker)
    lock = picker.page.locator("#lock")
    expect(lock).to_contain_text("Locked. Scan the badge of Pia.")

    picker.scan(stop.bin_barcode)
    expect(lock).to_contain_text("This is not the badge that opens it.")
    picker.scan(OTHER_BADGE)
    picker.page.wait_for_timeout(500)
    expect(lock).to_be_visible()
    picker.page.reload()
    expect(lock).to_be_visible()

    picker.scan(BADGE)
    expect(lock).to_be_hidden()
    picker.says("Scan bin")  # what was scanned at the lock did not go through
    picker.pick()
    waits(picker, 1)
    device.mend()
    picker.is_sent()
    assert who_picked() == ["Pia"]


def test_a_device_in_use_does_not_lock_and_one_of_a_warehouse_without_the_lock_never(
    device: Handset, world: World
) -> None:
    picker = begun(device, world)
    picker.page.reload()
    expect(picker.here).to_be_visible()
    expect(picker.page.locator("#lock")).to_be_hidden()
    picker.page.evaluate("document.body.dataset.idle = '0'")
    picker.page.evaluate("localStorage.setItem('active-at', String(Date.now() - 360000))")
    picker.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(picker.page.locator("#lock")).to_be_hidden()


def test_another_workers_badge_takes_over_a_locked_device_and_the_queue_stays_the_formers(
    device: Handset, world: World
) -> None:
    picker = begun(device, world)
    device.cut()
    picker.pick()
    waits(picker, 1)
    leave_alone(picker)
    expect(picker.page.locator("#lock")).to_contain_text("Saved on this device, 1 waiting.")
    device.mend()
    world.do(end_all_sessions)  # nobody's scans may be sent under a shift that is over

    picker.page.goto("/sign-in")
    expect(picker.page.locator("[data-waiting=waiting_sign_in]")).to_contain_text("Scans saved on this device: 1.")
    picker.sign_in(OTHER_BADGE, OTHER_PIN)
    picker.is_sent()
    expect(picker.page.locator("#lock")).to_be_hidden()
    assert who_picked() == ["Pia"]
    assert wrong_books() == []


def test_signing_out_with_scans_waiting_says_so_and_keeps_them(device: Handset, world: World) -> None:
    picker = begun(device, world)
    picker.page.evaluate(HOLD_PICKS)
    picker.pick()
    waits(picker, 1)

    picker.open_more("Sign out")
    expect(picker.strip).to_contain_text("Scans that wait on this device: 1. They stay yours and are sent later.")
    assert "/picking/tasks/" in picker.page.url
    picker.open_more("Sign out")
    picker.page.wait_for_url("**/sign-in")
    expect(picker.page.locator("[data-waiting=waiting_sign_in]")).to_be_visible()
    assert who_picked() == []

    picker.sign_in(OTHER_BADGE, OTHER_PIN)
    picker.is_sent()
    assert who_picked() == ["Pia"]
    assert wrong_books() == []


def test_signing_out_without_network_locks_the_device(device: Handset, world: World) -> None:
    picker = begun(device, world)
    device.cut()
    picker.pick()
    picker.open_more("Sign out")
    expect(picker.page.locator("#lock")).to_be_visible()
    picker.page.goto("/")
    expect(picker.page.locator("#lock")).to_be_visible()

    picker.scan(BADGE)
    expect(picker.page.locator("#lock")).to_be_hidden()
    expect(picker.here).to_be_visible()
    waits(picker, 1)


def test_after_a_sign_out_nobody_goes_on_with_the_walk_without_network(device: Handset, world: World) -> None:
    picker = begun(device, world)
    at = picker.page.url
    picker.open_more("Sign out")
    picker.page.wait_for_url("**/sign-in")
    picker.page.wait_for_timeout(500)
    device.cut()

    for path in ("/", "/work", at):
        picker.page.goto(path)
        expect(picker.page.get_by_role("heading", name="Scan your badge")).to_be_visible()
        assert picker.page.locator("#walk").count() == 0
    picker.scan(BADGE)
    expect(picker.strip).to_have_text("No connection. Signing in needs it; what was scanned here is kept.")
    assert picker.picks == 0


HOLD_PICKS = """() => {
  const send = window.fetch;
  window.fetch = (url, how) => String(url).endsWith("/picks") ? Promise.reject(new TypeError("held")) : send(url, how);
}"""
