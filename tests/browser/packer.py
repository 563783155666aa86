"""What a packer does at the bench, on a handheld or at a desk, and what they see."""

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from app.db import db
from app.orders.models import Order
from app.packing.document import PackingDocument, packing_document
from app.workers.commands import enlist_worker
from tests.browser.picker import Picker
from tests.world import SYSTEM, World

PACKER_BADGE, PACKER_PIN = "BDG-TEST-PAT", "3434"
MUG, CARD, TEA, CASE_OF_MUGS = "4006381333931", "5012345678900", "4012345678901", "14006381333938"


@dataclass
class Packer(Picker):
    """Pat packs and does nothing else."""

    def sign_in(self, badge: str = PACKER_BADGE, pin: str = PACKER_PIN) -> None:
        expect(self.page.locator("body.live")).to_be_attached()
        self.scan(badge)
        self.page.fill("input[name=secret]", pin)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/packing")
        expect(self.page.locator("body.live")).to_be_attached()

    def opens(self, code: str) -> None:
        """The order that the code stands for."""
        self.scan(code)
        self.page.wait_for_url("**/packing/orders/*")
        expect(self.page.locator("body.live[data-phase]")).to_be_attached()

    def line(self, name: str) -> Locator:
        return self.page.locator(f'[data-stop][data-name="{name}"]')

    def counts(self, name: str, packed: int) -> None:
        """So many units of the line are packed, as the screen has it."""
        expect(self.line(name)).to_have_attribute("data-picked", str(packed))

    def counts_any(self, packed: int) -> None:
        """So many units are packed, whatever their names are in the packer's language."""
        expect(self.page.locator(f'[data-stop][data-picked="{packed}"]')).to_have_count(1)

    def carton(self, number: int) -> Locator:
        return self.page.locator(f"#carton-{number}")

    def types(self, text: str) -> None:
        """On the page's own keys."""
        for key in text:
            self.page.locator(f"#keys [data-key='{key}']").click()
        self.page.locator("#keys [data-key=ok]").click()

    def taps_strip(self) -> None:
        self.page.locator("#strip-said").click()

    def closes(self, order_id: int, grams: int = 0) -> None:
        """The carton that is filled, with that weight, or with the one that it should have; all else is done."""
        self.says("Tap here: weigh it")
        self.is_sent()
        carton = self.document(order_id).open_carton
        grams = grams or (carton and carton.expected_g) or 0
        self.taps_strip()
        self.types(str(grams))
        expect(self.strip).to_contain_text("Tap here: close carton")
        self.taps_strip()

    def phase(self, name: str) -> None:
        expect(self.page.locator("body")).to_have_attribute("data-phase", name)

    def document(self, order_id: int) -> PackingDocument:
        """As the server has it now."""
        db.session.remove()
        return packing_document(db.session.get_one(Order, order_id), "en")


def enlist_packer(world: World) -> None:
    roles = {world.warehouse_id: ["packer"]}
    world.do(lambda: enlist_worker("Pat", "en", roles, SYSTEM, badge=PACKER_BADGE, pin=PACKER_PIN))
