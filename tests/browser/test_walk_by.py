"""A whole walk, however its codes come in: as keys, as commits of an input method, typed with check digits."""

import pytest
from playwright.sync_api import expect

from app.db import db
from app.orders.models import Order
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker
from tests.floor import empty_tote, release
from tests.world import World


class Hands:
    """How a code gets into the page."""

    def __init__(self, picker: Picker, how: str) -> None:
        self.picker, self.how = picker, how

    def give(self, code: str) -> None:
        page = self.picker.page
        if self.how == "keys":
            return self.picker.scan(code)
        if self.how == "commits":
            page.wait_for_timeout(350)  # two codes are not one that bounced
            page.keyboard.insert_text(code)
            return page.keyboard.press("Enter")
        self.picker.open_more("Type a code")
        if code.isdigit():
            for digit in code:
                page.locator(f"[data-key='{digit}']").click()
        else:
            page.locator("[data-key=letters]").click()
            page.keyboard.type(code, delay=90)
        return page.locator("[data-key=ok]").click()


@pytest.mark.parametrize("how", ["keys", "commits", "typed"])
def test_a_whole_walk(small_picker: Picker, world: World, how: str) -> None:
    order_id = world.order({"MUG": 2, "TEA": 1})
    release(world.warehouse_id)
    hands = Hands(small_picker, how)
    small_picker.sign_in(BADGE, PIN)
    small_picker.get_work()
    hands.give(empty_tote(world.warehouse_id) or "none is left")
    for _ in range(2):
        small_picker.says("Scan bin")
        stop = small_picker.stop
        hands.give(stop.check_digits if how == "typed" else stop.bin_barcode)
        small_picker.says("Scan item")
        hands.give(stop.codes[0][0])
        if stop.asks_lot:
            small_picker.says(f"Scan lot {stop.lot_code}")
            hands.give(stop.lot_code)
        small_picker.says(f"Scan tote {stop.place.position}")
        hands.give(stop.place.tote_barcode or "")
        expect(small_picker.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")
    small_picker.says("Scan lane")
    hands.give(small_picker.walk.lanes[0][0])
    small_picker.says("Walk done", "done")
    small_picker.is_sent()

    assert small_picker.picks == 2
    assert world.on_hand("A-01-1", "MUG") == 8
    db.session.rollback()
    assert db.session.get_one(Order, order_id).state == "picked"
