"""How a code comes into the page: as keys, as one commit of an input method, from the demo's tray; and what is none."""

from playwright.sync_api import expect

from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker
from tests.world import World


def test_a_code_committed_whole_by_an_input_method_is_a_scan(at_stop: Picker) -> None:
    at_stop.page.keyboard.insert_text(at_stop.stop.bin_barcode)
    at_stop.says("Scan item")


def test_a_burst_without_an_end_key_is_a_scan_after_a_moment(at_stop: Picker) -> None:
    at_stop.scan(at_stop.stop.bin_barcode, end=False)
    at_stop.says("Scan item")


def test_typing_by_hand_is_no_scan(at_stop: Picker) -> None:
    at_stop.page.keyboard.type(at_stop.stop.bin_barcode, delay=120)
    at_stop.page.keyboard.press("Enter")
    at_stop.page.wait_for_timeout(300)
    at_stop.says("Scan bin")


def test_a_stray_enter_sends_nothing(at_stop: Picker) -> None:
    at_stop.tap("More")
    at_stop.page.locator("#more [data-close]").click()
    at_stop.page.keyboard.press("Enter")
    at_stop.page.wait_for_timeout(300)
    expect(at_stop.page.locator("#more")).to_be_hidden()
    at_stop.says("Scan bin")
    assert at_stop.picks == 0


def test_a_trigger_pulled_twice_counts_once(at_stop: Picker) -> None:
    stop = at_stop.stop
    at_stop.scan(stop.bin_barcode, stop.bin_barcode, apart=0.1)
    at_stop.says("Scan item")
    at_stop.scan(stop.bin_barcode)
    at_stop.says("Right bin. Now scan the item.", "asking")


def test_a_scan_is_taken_while_a_field_has_the_focus_and_leaves_no_letters(small_picker: Picker, world: World) -> None:
    small_picker.page.locator("input[name=badge]").last.focus()
    small_picker.scan("4006381333931")
    small_picker.says("This is no badge. Scan your badge.", "unknown")
    expect(small_picker.page.locator("input.field__input[name=badge]")).to_have_value("")
    small_picker.sign_in(BADGE, PIN)


def test_another_badge_switches_the_worker(at_stop: Picker, world: World) -> None:
    at_stop.scan(BADGE)
    expect(at_stop.page.locator("input[name=secret]")).to_be_visible()


def test_the_demo_tray_leads_through_a_stop_by_taps(at_stop: Picker, world: World) -> None:
    stop = at_stop.stop
    tray = at_stop.page.locator("#tray-codes")
    for kind, words in (("bin", "Scan item"), ("item", f"Scan tote {stop.place.position}")):
        tray.locator(f".tray__code--{kind}").first.click()
        at_stop.says(words)
    tray.locator(".tray__code--unknown").click()
    expect(at_stop.page.locator("#strip")).to_have_attribute("data-kind", "unknown")
    tray.locator(".tray__code--wrong").click()
    expect(at_stop.page.locator("#strip")).to_have_attribute("data-kind", "wrong")
    assert at_stop.picks == 0
    tray.locator(".tray__code--tote").click()
    expect(at_stop.here).not_to_have_attribute("data-line", str(stop.line_id))
    at_stop.is_sent()
    assert at_stop.picks == 1


def test_the_tray_stays_hidden_until_it_is_wanted(at_stop: Picker) -> None:
    at_stop.page.get_by_role("button", name="Hide the scan tray").click()
    expect(at_stop.page.locator("#tray")).to_be_hidden()
    at_stop.page.reload()
    expect(at_stop.page.locator("body.live[data-phase]")).to_be_attached()
    expect(at_stop.page.locator("#tray")).to_be_hidden()
    at_stop.fits(".stop__address", "#strip-said")
    at_stop.open_more("Scan tray")
    expect(at_stop.page.locator("#more")).to_be_hidden()
    expect(at_stop.page.locator("#tray")).to_be_visible()
