"""What a packer sees at arm's length: whole on the screen in each language, whatever the texts are like."""

import pytest
from playwright.sync_api import expect

from app.clock import now
from app.db import db
from app.packing.models import Check
from app.workers.models import Worker
from tests.browser.packer import CARD, MUG, TEA, Packer
from tests.browser.test_stop_look import LOT, NAMES, VARIANTS
from tests.packing.orders import picked_order
from tests.world import World

CHECKS = {
    "en": "Delivery note folded and inside, its address side up",
    "zh_Hant": "出貨單已放入箱內並摺好，地址面朝上",
    "zh_Hans": "发货单已放入箱内并折好，地址面朝上",
}


@pytest.mark.parametrize("language", NAMES)
def test_the_longest_texts_are_whole_at_the_bench(packer: Packer, world: World, language: str) -> None:
    world.do(lambda: extreme(world, language))
    order_id = picked_order(world, {"TEA": 2, "MUG": 1}, number="WEB-2026-11-23-0471", ship_by=now())
    packer.sign_in()
    world.do(lambda: speaks(language))
    packer.page.evaluate("localStorage.setItem('tray-folded', 'yes')")  # no handheld of a real floor has it
    packer.page.goto("/packing")
    packer.fits("h1", ".bench-order__number", ".bench-order__due", ".bench-order__where", "#strip-said")
    packer.opens("TOTE-001")
    packer.page.locator(f'[data-stop][data-name="{NAMES[language]}"] .line__look >> visible=true').first.click()
    packer.fits(".line--now .line__name", ".line--now .line__lot b", ".line--now .line__count", "#strip-said", "#count")
    packer.scan("47110815")
    expect(packer.page.locator("#strip")).to_have_attribute("data-kind", "unknown")
    packer.fits("#strip-said")
    packer.scan(TEA)
    packer.counts(NAMES[language], 1)
    packer.is_sent()
    packer.scan(CARD)
    expect(packer.page.locator("#strip")).not_to_have_attribute("data-kind", "todo")
    packer.fits(".line--now .line__count", "#strip-said")
    packer.scan(TEA, MUG)
    packer.phase("closing")
    packer.fits(".checklist__one", ".closing__weight", "#closing [data-do=back]", "#strip-said")
    packer.is_sent()
    packer.taps_strip()
    expect(packer.page.locator("[data-check][data-state=todo]")).to_have_count(0)
    packer.taps_strip()
    packer.types("99999")
    packer.taps_strip()
    packer.phase("verifying")
    packer.fits("[data-content] .carton__seen", "#strip-said")
    assert packer.document(order_id).cartons[0].is_to_verify


def extreme(world: World, language: str) -> None:
    """The longest of everything that the bench has to show."""
    tea, lot = world.item("TEA"), world.lot("TEA", "L1")
    tea.names, tea.attributes, tea.flags = NAMES, {"colour": VARIANTS}, ["fragile", "keep_upright", "liquid"]
    lot.code = LOT
    db.session.add(Check(channel_id=world.channel_id, position=1, kind="own", words=CHECKS[language], barcode=""))


def speaks(language: str) -> None:
    db.session.query(Worker).filter_by(name="Pat").one().language = language
