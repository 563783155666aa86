"""axe finds nothing on any page of the handheld, in any language and theme."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import LANGUAGES, look, speak
from tests.browser.conftest import handheld
from tests.browser.packer import CARD, MUG, Packer, enlist_packer
from tests.browser.picker import Picker
from tests.floor import release
from tests.packing.orders import picked_order, sized
from tests.world import World


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_pages_of_the_handheld(
    chromium: Browser, address: str, world: World, language: str
) -> None:
    world.order({"MUG": 2, "CARD": 3, "TEA": 1})
    release(world.warehouse_id)
    for picker in handheld(chromium, address, world, (360, 640)):
        page = picker.page
        found = look(page, "sign-in")
        picker.sign_in("BDG-TEST-PIA", "1212")
        world.do(lambda: speak(language))
        for path in ("/work", "/setup", "/language"):
            page.goto(path)
            found += look(page, path)
        page.goto("/work")
        page.click("form[action='/picking/claims'] button")
        expect(page.locator("[data-place-card]").first).to_be_visible()
        found += look(page, "cart")
        world.do(lambda: speak("en"))
        page.reload()
        picker.bind_totes()
        world.do(lambda: speak(language))
        page.reload()
        expect(picker.here).to_be_visible()
        found += look(page, "stop") + sheets(picker)

        assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(320, 533), (1280, 800)])
def test_axe_finds_nothing_on_the_pages_of_packing(
    chromium: Browser, address: str, world: World, language: str, size: tuple[int, int]
) -> None:
    sized(world)
    enlist_packer(world)
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    for picker in handheld(chromium, address, world, size):
        packer = Packer(picker.page, picker.world, picker.devtools)
        packer.sign_in()
        world.do(lambda: speak(language, "Pat"))
        found = []
        for path in ("/packing", "/packing/wall", f"/packing/orders/{order_id}"):
            packer.page.goto(path)
            expect(packer.page.locator("body.live")).to_be_attached()
            found += look(packer.page, path)
        packer.scan(MUG)
        packer.counts_any(1)
        for opened in ("[data-open=shorts]", "[data-do=boxes]", "[data-open=more]"):
            packer.page.locator(f".acts {opened}").click()
            found += look(packer.page, opened)
            packer.page.reload()
            expect(packer.page.locator("body.live[data-phase]")).to_be_attached()
        packer.scan(MUG, CARD)
        packer.phase("closing")
        found += look(packer.page, "closing")

        assert found == []


def sheets(picker: Picker) -> list[str]:
    found = []
    for name in ("shorts", "map", "more"):
        picker.page.click(f"[data-open={name}]")
        expect(picker.page.locator(f"#{name}")).to_be_visible()
        found += look(picker.page, name)
        picker.page.click(f"#{name} [data-close]")
    return found
