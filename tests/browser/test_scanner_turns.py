"""Scans that come too early, twice, or while something else is open: each has its turn."""

import time

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker
from tests.floor import release
from tests.world import World


def test_two_equal_items_scanned_on_purpose_count_twice_and_a_bounce_once(small_picker: Picker, world: World) -> None:
    world.sets(count_each=True)
    world.order({"MUG": 3})
    release(world.warehouse_id)
    small_picker.begin()
    stop = small_picker.stop
    small_picker.scan(stop.bin_barcode)
    small_picker.scan(stop.codes[0][0], stop.codes[0][0], apart=0.6)
    small_picker.says("Scan item: 1 more")
    small_picker.scan(stop.codes[0][0], apart=0.1)
    small_picker.page.wait_for_timeout(300)
    small_picker.says("Scan item: 1 more")
    small_picker.scan(stop.codes[0][0], apart=0.6)
    small_picker.says(f"Scan tote {stop.place.position}")


@pytest.mark.parametrize("sheet", ["shorts", "more", "map"])
def test_a_scan_closes_the_sheet_that_is_open_and_counts(at_stop: Picker, sheet: str) -> None:
    at_stop.page.locator(f".acts [data-open={sheet}]").click()
    at_stop.scan(at_stop.stop.bin_barcode)
    at_stop.says("Scan item")
    expect(at_stop.page.locator(".sheet:visible")).to_have_count(0)
    assert at_stop.picks == 0


def test_scans_of_a_fast_hand_are_taken_one_after_another(at_stop: Picker) -> None:
    stop = at_stop.stop
    at_stop.scan(stop.bin_barcode, stop.codes[0][0], stop.place.tote_barcode or "", apart=0.02)
    expect(at_stop.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")
    at_stop.is_sent()
    assert at_stop.picks == 1


def test_a_scan_while_a_tote_is_looked_up_waits_its_turn_and_the_same_one_does_nothing(
    small_picker: Picker, world: World
) -> None:
    world.order({"MUG": 1})
    world.order({"CARD": 1})
    release(world.warehouse_id)
    small_picker.sign_in(BADGE, PIN)
    small_picker.get_work()
    first, second = (place.id for place in small_picker.walk.places)
    sent: list[str] = []

    def slowly(route: Route) -> None:
        sent.append(route.request.post_data or "")
        time.sleep(0.6)
        route.continue_()

    small_picker.page.route("**/totes", slowly)
    small_picker.scan("TOTE-001")
    small_picker.scan("TOTE-001", apart=0.35)
    small_picker.scan("TOTE-002", apart=0.2)
    expect(small_picker.page.locator(f"#place-{first}")).to_have_attribute("data-tote", "TOTE-001")
    expect(small_picker.page.locator(f"#place-{second}")).to_have_attribute("data-tote", "TOTE-002")
    small_picker.says("Scan bin")
    assert len(sent) == 2
