"""What scanners send in the field: firmwares, input methods, slow browsers; and what a device's settings make of it."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select

from app.db import db
from app.warehouse.models import Warehouse
from app.workers.models import Device
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker
from tests.floor import release
from tests.world import World

ALT = 1
CONTROL = 2
LOT = "]C1010401234567890110{lot}"


@pytest.fixture
def at_stop(small_picker: Picker, world: World) -> Picker:
    world.order({"MUG": 2})
    release(world.warehouse_id)
    small_picker.begin()
    return small_picker


@pytest.fixture
def at_tea(small_picker: Picker, world: World) -> Picker:
    """At a bin with two lots, of which one is meant."""
    world.order({"TEA": 1})
    release(world.warehouse_id)
    small_picker.begin()
    small_picker.scan(small_picker.stop.bin_barcode)
    small_picker.says("Scan item")
    return small_picker


@pytest.fixture
def scans(at_stop: Picker) -> Callable[[], list[dict[str, Any]]]:
    """What the page was told of each scan."""
    at_stop.page.evaluate(
        """() => {
          window.told = [];
          for (const kind of ["scan", "misread", "scanend"])
            document.addEventListener(kind, ({ detail }) => window.told.push({ kind, ...detail }), true);
        }"""
    )
    return lambda: at_stop.page.evaluate("window.told")


def set_up(picker: Picker, settle_ms: int = 1500, **scanner: object) -> None:
    """The device's scanner is set to that, and the page comes anew."""

    def write() -> None:
        for device in db.session.scalars(select(Device)):
            device.scanner = {"settle_ms": settle_ms, **scanner}

    picker.world.do(write)
    picker.page.reload()
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()


def keys(picker: Picker, text: str, at: float, step: float = 0.004, **said: object) -> float:
    """Keys by their own times; gives the time after the last one."""
    for key in text:
        event = {"key": key, "text": key, "timestamp": at, **said}
        picker.devtools.send("Input.dispatchKeyEvent", {"type": "keyDown", **event})
        picker.devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "timestamp": at})
        at += step
    return at


def unnamed_keys(picker: Picker, text: str) -> None:
    """As many input methods do it: keys of code 229 without a name, and each sign as input of its own."""
    for sign in text:
        said = {"key": "Unidentified", "windowsVirtualKeyCode": 229}
        picker.devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **said})
        picker.devtools.send("Input.insertText", {"text": sign})
        picker.devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **said})


def test_keys_sent_with_alt_held_down_are_a_scan(at_stop: Picker, scans: Callable[[], list[dict[str, Any]]]) -> None:
    end = keys(at_stop, at_stop.stop.bin_barcode, time.time() + 0.5, modifiers=ALT)
    at_stop.press("Enter", end)
    at_stop.says("Scan item")
    assert [(one["how"], one["end"]) for one in scans()] == [("scanned", "Enter")]


def test_keys_without_a_name_are_read_from_what_they_write(
    at_stop: Picker, scans: Callable[[], list[dict[str, Any]]]
) -> None:
    code = at_stop.stop.bin_barcode
    unnamed_keys(at_stop, code)
    at_stop.page.keyboard.press("Enter")
    at_stop.says("Scan item")
    assert [one["code"] for one in scans()] == [code]


def test_keys_without_a_name_in_a_field_that_a_person_sees_count_once(at_stop: Picker) -> None:
    at_stop.open_more("Type a code")
    at_stop.page.locator("#typed").focus()
    unnamed_keys(at_stop, at_stop.stop.bin_barcode)
    at_stop.page.keyboard.press("Enter")
    at_stop.says("Scan item")
    expect(at_stop.page.locator("#typed")).to_have_value("")


def test_a_code_composed_by_an_input_method_is_one_scan(
    at_stop: Picker, scans: Callable[[], list[dict[str, Any]]]
) -> None:
    code = at_stop.stop.bin_barcode
    for length in (1, 4, len(code)):
        part = code[:length]
        at_stop.devtools.send(
            "Input.imeSetComposition", {"text": part, "selectionStart": length, "selectionEnd": length}
        )
    at_stop.devtools.send("Input.insertText", {"text": code})
    at_stop.says("Scan item")
    assert [(one["code"], one["how"]) for one in scans()] == [(code, "committed")]
    expect(at_stop.page.locator("#capture")).to_have_value("")


@pytest.mark.parametrize("newline", ["Enter", "\n"])
def test_the_newline_that_follows_a_commit_belongs_to_it(
    at_stop: Picker, scans: Callable[[], list[dict[str, Any]]], newline: str
) -> None:
    at_stop.page.keyboard.insert_text(at_stop.stop.bin_barcode)
    if newline == "Enter":
        at_stop.page.keyboard.press("Enter")
    else:
        at_stop.page.keyboard.insert_text("\n")
    at_stop.says("Scan item")
    assert [one["kind"] for one in scans()] == ["scan", "scanend"]


def test_a_commit_into_the_badge_s_field_and_its_newline_do_not_send_the_form(small_picker: Picker) -> None:
    small_picker.page.locator("input[name=badge]").last.focus()
    small_picker.page.keyboard.insert_text("4006381333931")
    small_picker.page.keyboard.press("Enter")
    small_picker.says("This is no badge. Scan your badge.", "unknown")
    small_picker.page.wait_for_timeout(300)
    assert small_picker.page.url.endswith("/sign-in")
    expect(small_picker.page.locator("input.field__input[name=badge]")).to_have_value("")


def test_a_commit_with_its_newline_inside_is_the_code_without_it(
    at_stop: Picker, scans: Callable[[], list[dict[str, Any]]]
) -> None:
    at_stop.page.evaluate(
        """code => document.getElementById("capture").dispatchEvent(
          new InputEvent("beforeinput",
            { data: code + "\\n", inputType: "insertText", bubbles: true, cancelable: true }))""",
        at_stop.stop.bin_barcode,
    )
    at_stop.says("Scan item")
    assert [(one["code"], one["end"]) for one in scans()] == [(at_stop.stop.bin_barcode, "Enter")]


def test_what_is_pasted_is_a_scan(at_stop: Picker, scans: Callable[[], list[dict[str, Any]]]) -> None:
    at_stop.page.evaluate(
        """code => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text", code);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        at_stop.stop.bin_barcode,
    )
    at_stop.says("Scan item")
    assert scans()[0]["how"] == "pasted"


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


def test_two_equal_items_scanned_on_purpose_count_twice_and_a_bounce_once(small_picker: Picker, world: World) -> None:
    world.do(lambda: each_by_each(world))
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


def each_by_each(world: World) -> None:
    warehouse = db.session.get_one(Warehouse, world.warehouse_id)
    warehouse.settings = warehouse.settings | {"count_each": True}


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


@pytest.mark.parametrize(
    "code", ["<img src=x onerror=document.title='out'>", "https://example.com/out", "javascript:alert(1)"]
)
def test_a_hostile_code_is_shown_as_its_signs_and_leads_nowhere(at_stop: Picker, code: str) -> None:
    before = at_stop.page.url
    at_stop.page.keyboard.insert_text(code)
    expect(at_stop.page.locator("#strip")).to_have_attribute("data-kind", "unknown")
    expect(at_stop.strip).to_contain_text(code[:8].replace("-", "\u2011"))
    at_stop.page.wait_for_timeout(300)
    assert at_stop.page.url == before
    assert at_stop.page.locator("#strip img").count() == 0
    assert at_stop.picks == 0


@pytest.mark.parametrize("code", ["A\x1b[31mB", "x" * 513, "A\u202eB1"])
def test_what_is_no_code_is_said_so_and_goes_no_further(at_stop: Picker, code: str) -> None:
    asked: list[str] = []
    at_stop.page.on("request", lambda request: asked.append(request.url))
    at_stop.page.keyboard.insert_text(code)
    at_stop.says("That was no code that a shelf or an item has. Scan again.", "unknown")
    assert not any("meanings" in url for url in asked)


def test_a_code_of_several_meanings_is_asked_about(at_stop: Picker, world: World) -> None:
    def both() -> None:
        world.location("B-03-1").barcode = "5012345678900"

    world.do(both)
    at_stop.scan("5012345678900")
    sheet = at_stop.page.locator(".choose")
    expect(sheet.get_by_role("button", name="Greeting card")).to_be_visible()
    at_stop.fits(".choose .sheet__title")
    sheet.get_by_role("button", name="B-03-1").click()
    expect(at_stop.strip).to_contain_text("This is B\u201103\u20111.")
    expect(sheet).to_have_count(0)
    assert at_stop.picks == 0


def test_where_code_and_book_count_in_different_ways_the_picker_says_which(at_stop: Picker) -> None:
    at_stop.scan(at_stop.stop.bin_barcode)
    at_stop.scan("]C10114006381333938302")
    at_stop.says("How many does it count?", "asking")
    at_stop.page.locator(".choose").get_by_role("button", name="2", exact=True).click()
    at_stop.says(f"Scan tote {at_stop.stop.place.position}")
    assert at_stop.picks == 0
