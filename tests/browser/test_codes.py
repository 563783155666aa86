"""What we print is read again by a reader that we did not write."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from app.printing.codes import NotPrintable, code128_svg, ean13_svg, gs1_128_svg, qr_svg
from app.routes.setup import TEST_ELEMENTS, TEST_GTIN
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker
from tests.floor import release
from tests.world import World


def read(page: Page, path: Path) -> set[str]:
    """All codes on the page, as zbarimg reads them: `CODE-128:…`, `QR-Code:…`."""
    page.screenshot(path=path, full_page=True)
    said = subprocess.run(["zbarimg", "--quiet", path], capture_output=True, text=True, check=False)
    return set(said.stdout.splitlines())


@pytest.mark.parametrize("text", ["LOC-A-03-2", "TOTE-001", "4006381333931", "BDG-7QK2M4XA", "LANE-1"])
def test_a_barcode_is_read_again(chromium: Browser, tmp_path: Path, text: str) -> None:
    page = chromium.new_page(device_scale_factor=2)
    page.set_content(code128_svg(text))
    assert read(page, tmp_path / "code.png") == {f"CODE-128:{text}"}
    page.close()


@pytest.mark.parametrize("text", ["BDG-7QK2M4XA", "http://192.168.1.20:8000/", "庫位 A-03-2"])
def test_a_qr_code_is_read_again(chromium: Browser, tmp_path: Path, text: str) -> None:
    page = chromium.new_page(device_scale_factor=2)
    page.set_content(qr_svg(text))
    assert read(page, tmp_path / "code.png") == {f"QR-Code:{text}"}
    page.close()


@pytest.mark.parametrize("text", ["", "庫位", "A\n1"])
def test_a_barcode_of_what_it_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(NotPrintable):
        code128_svg(text)


def test_the_demo_sheet_holds_what_a_picker_scans(
    small_picker: Picker, world: World, chromium: Browser, address: str, tmp_path: Path
) -> None:
    world.order({"MUG": 2})
    release(world.warehouse_id)
    small_picker.sign_in(BADGE, PIN)
    small_picker.get_work()
    lane = small_picker.walk.lanes[0][0]
    desk = chromium.new_context(
        base_url=address, storage_state=small_picker.page.context.storage_state(), device_scale_factor=3
    )
    page = desk.new_page()
    page.goto("/demo/sheet")

    found = read(page, tmp_path / "sheet.png")
    for code in ("BDG-DEMO-ANA", "LOC-A-01-1", "4006381333931", "TOTE-001", lane):
        assert {f"CODE-128:{code}", f"QR-Code:{code}"} <= found, f"{code} is not read"
    assert not any("LOC-B-03-1" in code for code in found)  # on nobody's walk
    desk.close()


def test_the_test_codes_of_the_set_up_are_read_again(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.new_page(device_scale_factor=2)
    page.set_content(ean13_svg(TEST_GTIN))
    assert read(page, tmp_path / "ean.png") == {f"EAN-13:{TEST_GTIN}"}
    page.set_content(gs1_128_svg(TEST_ELEMENTS))
    assert read(page, tmp_path / "gs1.png") == set(f"CODE-128:{TEST_ELEMENTS}".splitlines())  # GS ends a line, too
    page.set_content(qr_svg(TEST_ELEMENTS))
    assert read(page, tmp_path / "qr.png") == set(f"QR-Code:{TEST_ELEMENTS}".splitlines())
    page.close()
