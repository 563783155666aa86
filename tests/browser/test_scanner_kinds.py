"""What scanners send in the field: firmwares and input methods."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.picker import Picker
from tests.browser.wedge import keys, unnamed_keys

ALT = 1


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
