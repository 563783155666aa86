"""What a device's scanner settings make of what comes in: end key, settle time, prefix, suffix, separator."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.picker import Picker
from tests.browser.wedge import keys, set_up
from tests.floor import release
from tests.world import World

CONTROL = 2
LOT = "]C1010401234567890110{lot}"


@pytest.fixture
def at_tea(small_picker: Picker, world: World) -> Picker:
    """At a bin with two lots, of which one is meant."""
    world.order({"TEA": 1})
    release(world.warehouse_id)
    small_picker.begin()
    small_picker.scan(small_picker.stop.bin_barcode)
    small_picker.says("Scan item")
    return small_picker


def test_a_burst_that_a_slow_browser_split_is_one_scan(at_stop: Picker) -> None:
    set_up(at_stop, settle_ms=700, terminator="enter")  # a busy machine may pause between two keys, too
    code = at_stop.stop.bin_barcode
    half = keys(at_stop, code[:5], time.time() + 0.5)
    at_stop.page.wait_for_timeout(900)
    end = keys(at_stop, code[5:], half + 1.1)
    at_stop.press("Enter", end)
    at_stop.says("Scan item")


def test_a_code_whose_end_never_comes_is_said_to_be_cut_where_an_end_key_is_set(at_stop: Picker) -> None:
    set_up(at_stop, settle_ms=200, terminator="enter")
    at_stop.scan(at_stop.stop.bin_barcode, end=False)
    at_stop.says("The code came in part. Scan it again.", "unknown")
    at_stop.scan(at_stop.stop.bin_barcode)
    at_stop.says("Scan item")


def test_a_device_without_end_key_does_not_wait_for_one(at_stop: Picker) -> None:
    set_up(at_stop, settle_ms=300, terminator="none")
    began = time.time()
    keys(at_stop, at_stop.stop.bin_barcode, time.time() + 0.01)
    at_stop.says("Scan item")
    assert time.time() - began < 5


def test_prefix_and_suffix_of_the_device_are_no_part_of_the_code(at_stop: Picker) -> None:
    set_up(at_stop, prefix="~", suffix="#")
    at_stop.scan(f"~{at_stop.stop.bin_barcode}#")
    at_stop.says("Scan item")


@pytest.mark.parametrize("sent", ["keys", "substitute", "symbol"])
def test_the_separator_of_gs1_arrives_whatever_the_wedge_makes_of_it(at_tea: Picker, sent: str) -> None:
    stop = at_tea.stop
    head, tail = LOT.format(lot=stop.lot_code), "371"
    if sent == "substitute":
        set_up(at_tea, separator="|")
        at_tea.scan(f"{head}|{tail}")
    elif sent == "symbol":
        at_tea.scan(f"{head}\u241d{tail}")
    else:
        at = keys(at_tea, head, time.time() + 0.5)
        at = keys(at_tea, "]", at, modifiers=CONTROL)
        at_tea.press("Enter", keys(at_tea, tail, at))
    at_tea.says(f"Scan tote {stop.place.position}")


def test_a_separator_that_is_lost_gives_no_lot_that_is_asked_for(at_tea: Picker) -> None:
    at_tea.scan(LOT.format(lot=at_tea.stop.lot_code) + "371")
    expect(at_tea.page.locator("#strip")).to_have_attribute("data-kind", "unknown")
    assert at_tea.picks == 0
