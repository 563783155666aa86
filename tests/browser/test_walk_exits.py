"""What else may become of a stop: short, skipped, undone, picked in part, its tote full."""

from playwright.sync_api import expect

from tests.browser.picker import Picker, plain
from tests.floor import release, wrong_books
from tests.world import World


def test_what_is_short_is_taken_elsewhere_and_the_walk_goes_on(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    while picker.stop.sku != "MUG":
        picker.pick()
        picker.is_sent()
    short = picker.stop

    picker.tap("Problem")
    picker.tap("The bin is empty")
    expect(picker.page.locator(f"#stop-{short.line_id}")).to_have_attribute("data-state", "short")
    picker.is_sent()

    again = next(stop for stop in picker.walk.stops if stop.sku == "MUG" and stop.line_id != short.line_id)
    expect(picker.page.locator(f"#stop-{again.line_id}")).to_be_attached()
    while picker.page.evaluate("document.body.dataset.phase") == "stop":
        picker.pick()
    picker.says("Scan lane")
    assert [stop.short for stop in picker.walk.stops if stop.line_id == short.line_id] == [2]
    assert wrong_books() == []


def test_a_skipped_stop_comes_last(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    skipped = picker.stop

    picker.tap("Skip")
    expect(picker.strip).to_have_text(f"{plain(skipped.bin_address)} comes last.")
    assert picker.stop.line_id != skipped.line_id
    picker.pick()
    expect(picker.here).to_have_attribute("data-line", str(skipped.line_id))
    picker.pick()
    picker.says("Scan lane")


def test_undo_leads_back_to_the_stop_and_puts_the_units_back(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    first = picker.stop
    picker.pick()
    expect(picker.here).not_to_have_attribute("data-line", str(first.line_id))

    picker.open_more("Undo")
    picker.says(f"Undone. Put {first.quantity} back into {plain(first.bin_address)}.", "asking")
    expect(picker.here).to_have_attribute("data-line", str(first.line_id))
    picker.is_sent()
    assert picker.picks == 0
    picker.pick()
    picker.is_sent()
    assert picker.picks == 1


def test_less_than_asked_is_picked_and_the_rest_stays_to_pick(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"CARD": 12})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop

    picker.page.locator(".is-here .stop__quantity").click()
    picker.fits("#keys-title")
    for key in "50":
        picker.page.locator(f"[data-key='{key}']").click()
    picker.tap("OK")
    picker.says("Only 12 are asked for.", "wrong")
    picker.page.locator(".is-here .stop__quantity").click()
    picker.page.locator("[data-key='5']").click()
    picker.tap("OK")
    picker.pick()

    expect(picker.page.locator(".is-here .stop__quantity b")).to_have_text("7")
    picker.is_sent()
    assert [one.picked for one in picker.walk.stops] == [5]
    picker.says("Scan item")  # still at the same bin
    assert picker.stop.line_id == stop.line_id


def test_a_full_tote_makes_room_for_another(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    picker.pick()

    picker.open_more("Tote full")
    picker.says("Scan an empty tote for 1")
    picker.scan("TOTE-009")
    picker.says("Scan bin")
    picker.pick()
    picker.says("Scan lane")
    assert [(place.tote_barcode, place.totes_full) for place in picker.walk.places] == [("TOTE-009", 1)]


def test_a_tote_that_was_not_full_after_all_stays(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()

    picker.open_more("Tote full")
    picker.says("Scan an empty tote for 1")
    picker.fits("#strip-said", ".place__back")
    picker.tap("Not full")
    picker.says("Scan bin")
    picker.pick()
    assert [place.totes_full for place in picker.walk.places] == [0]
