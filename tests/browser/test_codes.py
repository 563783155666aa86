"""What we print is read again by a reader that we did not write."""

import re
from pathlib import Path

import pytest
from flask import url_for
from playwright.sync_api import Browser, Page

from app.printing.codes import NotPrintable, code128_svg, ean13_svg, gs1_128_svg, qr_svg
from app.printing.sizes import CARD, LABELS
from app.printing.templates import paper_named
from app.routes.setup import TEST_ELEMENTS, TEST_GTIN
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker
from tests.floor import release
from tests.printing.reading import codes_in
from tests.printing.test_codes_on_paper import EXPECTED
from tests.visitor import visitor
from tests.world import World

PAPER_WIDE = 840
"""Pixels of a page's preview, each seen as two."""


def read(page: Page, path: Path) -> set[str]:
    """All codes on the page, as zbarimg reads them: `CODE-128:…`, `QR-Code:…`."""
    page.screenshot(path=path, full_page=True)
    return codes_in(path)


@pytest.mark.parametrize("text", ["LOC-A-03-2", "TOTE-001", "4006381333931", "BDG-7QK2M4XA", "LANE-1"])
def test_a_barcode_is_read_again(chromium: Browser, tmp_path: Path, text: str) -> None:
    page = chromium.new_page(device_scale_factor=2)
    page.set_content(code128_svg(text))
    assert read(page, tmp_path / "code.png") == {f"CODE-128:{text}"}
    page.close()


@pytest.mark.parametrize("text", ["BDG-7QK2M4XA", "http://192.168.1.20:8000/", "庫位 A-03-2", "貨架", "Größe ½"])
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
    assert read(page, tmp_path / "gs1.png") == {f"CODE-128:{TEST_ELEMENTS}"}
    page.set_content(qr_svg(TEST_ELEMENTS))
    assert read(page, tmp_path / "qr.png") == {f"QR-Code:{TEST_ELEMENTS}"}
    page.close()


def drawings(shown: str, name: str) -> list[str]:
    """The pictures of that class on a page."""
    return re.findall(rf'<svg [^>]*class="{name}".*?</svg>', shown, re.DOTALL)


def test_the_sheet_of_test_codes_is_read_as_it_is_served(chromium: Browser, world: World, tmp_path: Path) -> None:
    shown = visitor(world, "Ana").get("/setup/codes").text
    badges = re.findall(r'code test__text">(BDG-[^<]+)<', shown)
    page = chromium.new_page(device_scale_factor=2)
    page.set_content("<p>".join(drawings(shown, "barcode") + drawings(shown, "qr")))

    known = {f"EAN-13:{TEST_GTIN}", "CODE-128:SHELFWAY-Test-128"}
    elements = {f"CODE-128:{TEST_ELEMENTS}", f"QR-Code:{TEST_ELEMENTS}"}
    assert len(badges) > 3
    assert read(page, tmp_path / "page.png") == known | elements | {f"CODE-128:{badge}" for badge in badges}
    page.close()


def test_the_code_that_enrols_a_device_is_read_as_its_link(chromium: Browser, world: World, tmp_path: Path) -> None:
    shown = visitor(world, "Gus").send("/admin/devices", name="手持機 7").text
    link = re.search(r"http://localhost/enrol/[\w-]+", shown)
    assert link
    page = chromium.new_page(device_scale_factor=2)
    page.set_content("".join(drawings(shown, "qr")))
    assert read(page, tmp_path / "page.png") == {f"QR-Code:{link[0]}"}
    page.close()


def test_the_preview_of_each_label_has_the_codes_that_it_prints(
    chromium: Browser, world: World, tmp_path: Path
) -> None:
    cleo, page = visitor(world, "Cleo"), chromium.new_page(device_scale_factor=2)
    for name in (name for name in EXPECTED if paper_named(name, None).size in LABELS | {CARD}):
        first, *_ = drawings(cleo.get(f"/papers/{name}?language=zh_Hant").text, "paper")
        page.set_content(f"<style>svg {{ width: {PAPER_WIDE}px }}</style>{first}")
        assert read(page, tmp_path / "page.png") == EXPECTED[name], name
    page.close()


def test_our_cameras_reader_reads_them_as_they_stand(chromium: Browser, world: World, address: str) -> None:
    """The one that comes with us, for browsers without a reader of their own."""
    texts = ["LOC-A-03-2", "貨架", "货架-甲", "Größe ½", "貨 📦", TEST_ELEMENTS]
    page = chromium.new_page(base_url=address, bypass_csp=True)
    with world.app.test_request_context():
        files = [
            url_for("static", filename=f"vendor/{name}") for name in ("barcode-detector.min.js", "zxing_reader.wasm")
        ]
    page.goto(files[0])
    found = page.evaluate(
        """async ([drawings, decoder, wasm]) => {
          const script = document.createElement("script");
          script.src = decoder;
          const loaded = new Promise((resolve, reject) => { script.onload = resolve; script.onerror = reject; });
          document.head.append(script);
          await loaded;
          const { BarcodeDetector, prepareZXingModule } = window.BarcodeDetectionAPI;
          await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
          const reader = new BarcodeDetector({ formats: ["qr_code"] }), found = [];
          for (const drawing of drawings) {
            const picture = new Image(400, 400), canvas = new OffscreenCanvas(400, 400);
            picture.src = "data:image/svg+xml," + encodeURIComponent(drawing);
            await picture.decode();
            canvas.getContext("2d").drawImage(picture, 0, 0, 400, 400);
            const read = await reader.detect(await createImageBitmap(canvas));
            found.push(read.map((code) => code.rawValue).join("; "));
          }
          return found;
        }""",
        [[qr_svg(text) for text in texts], *files],
    )
    assert found == texts
    page.close()
