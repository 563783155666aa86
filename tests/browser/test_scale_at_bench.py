"""The scale of the bench fills in the weight; when it is silent the packer types, and may always."""

from playwright.sync_api import expect

from app.packing.commands import set_scale
from app.packing.models import CLOSED, Carton
from tests.browser.packer import CARD, MUG, Packer
from tests.floor import fresh
from tests.packing.orders import picked_order
from tests.packing.scales import network_scale
from tests.world import World


def test_the_scale_fills_in_the_weight_and_typing_always_works(small_packer: Packer, world: World) -> None:
    packer = small_packer
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    shown, keys = packer.page.locator("#weight"), packer.page.locator("#keys-title")
    with network_scale(b"ST,GS,+  0.785kg\r\n") as at:
        world.do(lambda: set_scale(world.warehouse_id, None, at, "", world.actor("Gus")))
        packer.sign_in()
        packer.opens("TOTE-001")
        packer.scan(MUG, MUG, CARD)
        packer.says("Tap here: weigh it")
        packer.taps_strip()
        packer.says("Tap here: close carton 1")
        expect(shown).to_have_text("0.785 kg")

    packer.page.locator("[data-do=weigh]").click()
    expect(keys).to_have_text("The scale does not answer. Look at its plug, or type the weight.")
    packer.types("790")
    expect(shown).to_have_text("0.79 kg")
    packer.page.locator("[data-do=type-weight]").click()
    expect(keys).to_have_text("Weight in grams")
    packer.types("792")
    packer.taps_strip()
    packer.phase("done")
    packer.is_sent()

    (carton,) = packer.document(order_id).cartons
    kept = fresh(Carton, carton.id)
    assert (kept.state, kept.weight_g, kept.weighed_by) == (CLOSED, 792, "typed")
