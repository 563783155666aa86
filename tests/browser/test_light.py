"""What a walk of thirty stops weighs on the line, on the first visit and on each later one; a budget, not a race."""

import pytest
from playwright.sync_api import Browser, expect

from app.catalog.models import Barcode, Item
from app.db import db
from app.inventory.commands import lot_of, receive
from app.routes.static import files, scripts_of
from tests.browser.conftest import handheld
from tests.browser.line import Line, listening
from tests.browser.picker import Picker
from tests.floor import release
from tests.world import SYSTEM, World

WARM, COLD, OWN_SCRIPT = 35_000, 75_000, 15_000
"""Bytes: a page again, a page on a device that never saw one, our own scripts for it."""
LINES, ORDERS = 6, 5


@pytest.fixture
def shop(world: World) -> None:
    """Thirty items in as many bins, and orders for each of them."""

    def stock() -> None:
        for number in range(LINES * ORDERS):
            item = Item(sku=f"ITEM-{number:02}", names={"en": f"Enamel bowl number {number}, blue, with a lid"})
            item.barcodes = [Barcode(code=f"40063813{number:05}", quantity=1, unit="each")]
            db.session.add(item)
            db.session.flush()
            address = f"{'ABCD'[number % 4]}-{number // 4 + 1:02}-1"
            receive(item, lot_of(item), 9, world.location(address), SYSTEM)

    world.do(stock)
    for order in range(ORDERS):
        world.order({f"ITEM-{order * LINES + line:02}": 1 + line % 2 for line in range(LINES)})
    release(world.warehouse_id)


def test_a_walk_of_thirty_stops_keeps_to_its_budget_on_the_line_and_nothing_moves(
    chromium: Browser, address: str, world: World, shop: None
) -> None:
    for picker in handheld(chromium, address, world, (320, 533)):
        picker.begin()
        assert len(picker.walk.stops) == LINES * ORDERS
        picker.page.add_init_script(WATCH)
        warm = _opened(picker)
        picker.devtools.send("Network.clearBrowserCache")
        picker.page.evaluate(FORGET)
        cold = _opened(picker)

        assert cold.of("walk.js"), f"not cold: {cold.told()}"
        assert not warm.of("/static/"), f"not warm: {warm.told()}"
        assert warm.total <= WARM, warm.told()
        assert cold.total <= COLD, cold.told()


def test_our_own_scripts_of_a_walk_keep_to_their_budget() -> None:
    """By gzip: on plain HTTP browsers take no other."""
    scripts = ["js/theme.js", *scripts_of(("js/handheld.js", "js/walk.js"))]
    own = {name: len(files().files[name].gzip) for name in scripts if name.startswith("js/")}

    assert sum(own.values()) <= OWN_SCRIPT, own


@pytest.mark.parametrize("page", ["packing", "returns", "returnsdock", "returnsunknown"])
def test_our_own_scripts_of_the_benches_keep_to_the_same_budget(page: str) -> None:
    scripts = ["js/theme.js", *scripts_of(("js/handheld.js", f"js/{page}.js"))]
    own = {name: len(files().files[name].gzip) for name in scripts if name.startswith("js/")}

    assert sum(own.values()) <= OWN_SCRIPT, own


def _opened(picker: Picker) -> Line:
    with listening(picker.devtools) as line:
        picker.page.goto(picker.page.url, wait_until="networkidle")
        expect(picker.here).to_be_visible()
    assert picker.page.evaluate("moved") == []
    return line


FORGET = """async () => {
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}"""

WATCH = """
self.moved = [];
const named = ({ node }) => node && (node.id || node.className || node.nodeName);
new PerformanceObserver((list) => list.getEntries().forEach((shift) => moved.push(shift.sources.map(named))))
  .observe({ type: 'layout-shift', buffered: true });
"""
"""What moved while the page was drawn."""
