"""From the short pick to the refill, on two handhelds: what is missing is brought, and whoever waits for it is told."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.db import db
from app.orders.holds import open_holds
from app.orders.models import Order
from app.replenishing.document import refill_document
from app.replenishing.models import RefillTask
from app.workers.commands import enlist_worker
from tests.browser.conftest import SIZES, handheld
from tests.browser.picker import Picker, plain
from tests.browser.test_refill import BADGE, PIN
from tests.counting.conftest import counts
from tests.floor import fresh, release, wrong_books
from tests.replenishing.conftest import FORWARD, RESERVE, store
from tests.world import SYSTEM, World

ORDERED = {"MUG": 14, "CARD": 1}
"""All mugs that lie within reach, in two bins."""


@pytest.fixture
def keeper(chromium: Browser, address: str, world: World) -> Iterator[Picker]:
    """Stu's handheld beside Pia's."""
    roles = {world.warehouse_id: ["stock"]}
    world.do(lambda: enlist_worker("Stu", "en", roles, SYSTEM, badge=BADGE, pin=PIN))
    yield from handheld(chromium, address, world, SIZES["320x533"])


def goes_to(picker: Picker, address: str) -> None:
    """What comes before it comes last."""
    while picker.stop.bin_address != address:
        here = picker.stop.line_id
        picker.tap("Skip")
        expect(picker.here).not_to_have_attribute("data-line", str(here))


def refills(keeper: Picker) -> str:
    """Tote, reserve bin, forward bin, tote; the address of the bin that was filled."""
    keeper.sign_in(BADGE, PIN)
    keeper.page.get_by_role("button", name="Refill (1)").click()
    keeper.page.wait_for_url("**/replenishing/tasks/*")
    expect(keeper.page.locator("body.live[data-phase]")).to_be_attached()
    keeper.scan("TOTE-009")
    keeper.says("Scan bin")
    db.session.rollback()
    stops = refill_document(db.session.scalars(select(RefillTask)).one(), "en").stops
    for stop in stops:
        keeper.scan(stop.bin_barcode)
        keeper.says("Scan item")
        keeper.scan(stop.codes[0][0])
        expect(keeper.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")
    keeper.says("Scan the tote")
    keeper.scan("TOTE-009")
    keeper.says("All is refilled", "done")
    keeper.is_sent()
    return stops[-1].bin_address


def test_a_bin_found_empty_is_counted_and_refilled_and_the_picker_goes_on_without_a_reload(
    small_picker: Picker, keeper: Picker, world: World, publish: Callable[[], None]
) -> None:
    picker = small_picker
    store(world, "MUG", RESERVE, 40)
    order_id = world.order(ORDERED)
    release(world.warehouse_id)
    picker.begin()
    picker.page.evaluate("window.sameDocument = true")

    goes_to(picker, FORWARD)
    line = picker.stop.line_id
    picker.page.locator("[data-open=shorts]").click()
    picker.tap("The bin is empty")
    expect(picker.page.locator(f"#stop-{line}")).to_have_attribute("data-state", "short")
    picker.is_sent()
    assert [(one.location.address, one.reason, one.counted_at) for one in counts()] == [(FORWARD, "empty", None)]
    assert open_holds(fresh(Order, order_id)) == []  # it waits for the refill, and not for the lead

    filled = refills(keeper)
    publish()
    picker.hears_of_network()

    expect(picker.strip).to_contain_text(plain(f"Refilled: {filled}. 10 × Red mug can be picked."))
    while picker.page.evaluate("document.body.dataset.phase") == "stop":
        picker.pick()
    picker.scan("LOC-LANE-1")
    picker.says("Walk done", "done")
    picker.is_sent()
    assert picker.page.evaluate("window.sameDocument") is True
    db.session.rollback()
    lines = {line.sku: (line.picked, line.short) for line in fresh(Order, order_id).lines}
    assert lines == {"MUG": (14, 0), "CARD": (1, 0)}
    assert wrong_books() == []
