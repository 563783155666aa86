"""axe finds nothing on any page of the handheld, in any language and theme."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.db import db
from app.workers.models import Worker
from tests.browser.conftest import handheld
from tests.browser.picker import Picker
from tests.floor import release
from tests.world import World

AXE = Path(__file__).parent.parent.parent / "tools/pages/node_modules/axe-core/axe.min.js"
LANGUAGES = ["en", "zh_Hant", "zh_Hans"]


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


def sheets(picker: Picker) -> list[str]:
    found = []
    for name in ("shorts", "map", "more"):
        picker.page.click(f"[data-open={name}]")
        expect(picker.page.locator(f"#{name}")).to_be_visible()
        found += look(picker.page, name)
        picker.page.click(f"#{name} [data-close]")
    return found


def look(page: Page, name: str) -> list[str]:
    """What axe finds, each with the rule and the elements."""
    if not AXE.exists():
        pytest.skip("axe is not here; tools/page-checkers installs it")
    page.evaluate(AXE.read_text())
    answer = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{name}: {breach['id']}: {breach['help']}: {json.dumps([node['html'][:160] for node in breach['nodes']])}"
        for breach in answer["violations"]
    ]


def speak(language: str) -> None:
    for worker in db.session.query(Worker).filter_by(name="Pia"):
        worker.language = language
