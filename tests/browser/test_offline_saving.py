"""Before the beep the scan is on the device's disk; where it is not, the picker is told in words."""

from playwright.sync_api import expect

from tests.browser.picker import Picker
from tests.floor import release
from tests.world import World

FULL = """() => {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (value) {
    if (this.name !== "operations") return add.call(this, value);
    throw new DOMException("no room", "QuotaExceededError");
  };
}"""


def test_a_full_device_says_that_it_is_full_and_takes_nothing_as_done(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop
    picker.scan(stop.bin_barcode, stop.codes[0][0])
    picker.says("Scan tote 1")
    picker.page.evaluate(FULL)
    picker.scan(stop.place.tote_barcode or "")

    picker.says("This device is full: not saved. Free some space on it, then scan again.", "wrong")
    expect(picker.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "todo")
    assert picker.picks == 0


def test_a_browser_without_locks_sends_from_one_page_only_by_a_lease(small_picker: Picker, world: World) -> None:
    picker = small_picker
    picker.page.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })")
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    picker.page.evaluate(LEASED)
    picker.pick()
    picker.page.wait_for_timeout(1000)
    assert picker.picks == 0  # another page has the lease

    picker.is_sent()  # it did not come back for it
    assert picker.picks == 1


LEASED = """() => new Promise((done) => {
  indexedDB.open("shelfway").onsuccess = ({ target: { result } }) => {
    const writing = result.transaction("leases", "readwrite");
    writing.objectStore("leases").put({ holder: "another page", until: Date.now() + 4000 }, "outbox");
    writing.oncomplete = () => { result.close(); done(); };
  };
})"""
