"""Setting up a device: what its scanner sends is said in words, and the settings that fit are kept by one button."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.db import db
from app.printing.codes import code128_svg
from app.routes.setup import TEST_ELEMENTS, TEST_TEXT
from app.workers.models import Device
from app.workers.scanners import scanner_of
from tests.browser.conftest import BADGE, PIN, SIZES, handheld
from tests.browser.picker import Picker
from tests.floor import release
from tests.world import World


@pytest.fixture
def at_setup(picker: Picker) -> Picker:
    picker.sign_in(BADGE, PIN)
    picker.page.goto("/setup")
    expect(picker.page.locator("body.live")).to_be_attached()
    return picker


def findings(picker: Picker) -> str:
    return picker.page.locator("#findings").inner_text()


def kept(picker: Picker) -> dict[str, object]:
    db.session.rollback()
    device = db.session.scalars(select(Device).where(Device.scanner.is_not(None)).order_by(Device.id)).first()
    return vars(scanner_of(device)) if device else {}


def test_a_scanner_that_sends_keys_and_enter_is_fine(at_setup: Picker) -> None:
    at_setup.scan(TEST_TEXT)
    expect(at_setup.page.locator("#arrived-raw")).to_have_text(TEST_TEXT)
    said = findings(at_setup)
    assert "It came as keys: 17 signs in" in said
    assert "It ended with Enter." in said
    assert "All is well with this code." in said
    expect(at_setup.page.locator("#use-these")).to_be_hidden()
    assert at_setup.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


def test_prefix_suffix_and_a_stand_in_are_found_and_kept_by_one_button(at_setup: Picker) -> None:
    at_setup.scan(f"~{TEST_TEXT}#")
    assert "“~” stands before the code" in findings(at_setup)
    at_setup.scan("~]C1" + TEST_ELEMENTS.replace("\x1d", "|") + "#")
    said = findings(at_setup)
    assert "“|” comes in the separator's place" in said
    assert "which kind of barcode it was (]C1)" in said

    at_setup.tap("Use these")
    expect(at_setup.page.locator("body.live")).to_be_attached()
    expect(at_setup.page.locator("body")).to_have_attribute("data-separator", "|")
    assert (kept(at_setup)["prefix"], kept(at_setup)["suffix"]) == ("~", "#")
    at_setup.scan(f"~{TEST_TEXT}#")
    expect(at_setup.page.locator("#arrived-raw")).to_have_text(f"~{TEST_TEXT}#")
    expect(at_setup.page.locator("#use-these")).to_be_hidden()


def test_a_lost_separator_names_the_setting_to_change(at_setup: Picker) -> None:
    at_setup.scan(TEST_ELEMENTS.replace("\x1d", ""))
    said = findings(at_setup)
    assert "The separator of GS1 is lost" in said
    assert "Send control characters as events" in said
    assert "Wedge as keys" in said
    assert "All is well" not in said


def test_a_scanner_without_end_key_is_told_what_to_switch_on(at_setup: Picker) -> None:
    at_setup.scan(TEST_TEXT, end=False)
    expect(at_setup.page.locator("#findings")).to_contain_text("No end key")
    assert "Send ENTER key: on" in findings(at_setup)
    at_setup.tap("Use these")
    expect(at_setup.page.locator("body")).to_have_attribute("data-terminator", "none")


def test_a_commit_is_told_from_keys_and_its_newline_is_understood(at_setup: Picker) -> None:
    at_setup.page.keyboard.insert_text(TEST_TEXT)
    at_setup.page.keyboard.press("Enter")
    expect(at_setup.page.locator("#findings")).to_contain_text("The end key came as an event of its own")
    assert "It came in one piece, from the input method." in findings(at_setup)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (TEST_TEXT.swapcase(), "switch Caps Lock off"),
        ("SHELFWAZßTestß128", "another keyboard language"),
        ("4006381333931", "none of the test codes"),
    ],
)
def test_what_came_changed_is_named(at_setup: Picker, sent: str, said: str) -> None:
    at_setup.scan(sent)
    expect(at_setup.page.locator("#findings")).to_contain_text(said)
    expect(at_setup.page.locator("#use-these")).to_be_hidden()


def test_before_the_sign_in_it_shows_the_same_and_asks_to_sign_in(small_picker: Picker) -> None:
    small_picker.page.get_by_role("link", name="Set up this device").click()
    expect(small_picker.page.locator("body.live")).to_be_attached()
    small_picker.scan(f"~{TEST_TEXT}")
    expect(small_picker.page.locator("#use-these")).to_contain_text("Sign in")
    assert kept(small_picker) == {}


def test_what_the_browser_can_do_is_said_line_by_line(at_setup: Picker) -> None:
    lines = at_setup.page.locator(".check-line")
    expect(at_setup.page.locator(".check-line:not([data-good])")).to_have_count(0, timeout=10_000)
    assert lines.count() == 10
    expect(at_setup.page.locator("[data-check=server]")).to_contain_text("Answers in")
    expect(at_setup.page.locator("[data-check=secure]")).to_have_attribute("data-good", "yes")
    at_setup.tap("Try sound and vibration")
    expect(at_setup.page.locator("[data-check=sound]")).to_have_attribute("data-good", "yes")


@pytest.fixture
def with_camera(address: str, world: World, chromium: Browser, tmp_path: Path) -> Iterator[Picker]:
    """A handheld whose camera looks at the label of the mugs' bin, as we print it."""
    page = chromium.new_page(viewport={"width": 640, "height": 480})
    page.set_content(f"<body style='margin:80px 40px;background:#fff'>{code128_svg('LOC-A-01-1')}</body>")
    page.add_style_tag(content="svg { width: 560px; height: 260px }")
    frame = page.screenshot(type="jpeg", quality=90)
    page.close()
    film = tmp_path / "label.mjpeg"
    film.write_bytes(frame * 20)
    film_args = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    browser = chromium.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox", *film_args, f"--use-file-for-fake-video-capture={film}"],
    )
    yield from handheld(browser, address, world, SIZES["320x533"])
    browser.close()


def test_the_camera_reads_a_label_that_we_printed_and_is_a_scan_like_any_other(
    with_camera: Picker, world: World
) -> None:
    world.order({"MUG": 2})
    release(world.warehouse_id)
    fetched: list[str] = []
    with_camera.page.on("request", lambda request: fetched.append(request.url))
    with_camera.begin()
    assert not any("camera" in url or "wasm" in url for url in fetched), "only when it is asked for"

    began = time.time()
    with_camera.open_more("Camera")
    expect(with_camera.strip).to_have_text("Scan item", timeout=20_000)
    print(f"read after {time.time() - began:.1f} s")

    assert any(url.endswith("zxing_reader.wasm") for url in fetched)
    assert all(url.startswith(with_camera.page.url.split("/picking")[0]) for url in fetched)
    expect(with_camera.page.locator("iframe")).to_have_count(0)
    assert with_camera.picks == 0


def test_a_message_that_is_not_the_camera_s_is_no_scan(with_camera: Picker, world: World) -> None:
    world.order({"MUG": 2})
    release(world.warehouse_id)
    with_camera.begin()
    with_camera.page.evaluate("postMessage({ kind: 'camera', code: 'LOC-A-01-1' }, location.origin)")
    with_camera.page.wait_for_timeout(300)
    with_camera.says("Scan bin")


def test_a_scan_of_the_wedge_takes_the_camera_away(with_camera: Picker, world: World) -> None:
    with_camera.sign_in(BADGE, PIN)
    with_camera.page.goto("/setup")
    with_camera.page.get_by_role("button", name="Scan with the camera").click()
    expect(with_camera.page.locator("iframe")).to_have_count(1)
    with_camera.scan(TEST_TEXT)
    expect(with_camera.page.locator("iframe")).to_have_count(0)


def test_without_a_camera_the_page_says_what_to_do(small_picker: Picker, world: World) -> None:
    small_picker.sign_in(BADGE, PIN)
    small_picker.page.goto("/camera")
    expect(small_picker.page.locator("[data-lack]:visible")).to_contain_text("the code.")
