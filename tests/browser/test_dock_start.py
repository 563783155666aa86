"""Where a shipper begins: what is scanned or typed leads to its manifest."""

from playwright.sync_api import expect

from tests.browser.picker import Picker
from tests.browser.test_dock import leo, signs_in
from tests.packing.orders import hand
from tests.shipping.loads import carrier, opens, packed
from tests.world import World


def test_at_the_docks_start_a_scanned_or_typed_number_leads_to_its_manifest(picker: Picker, world: World) -> None:
    carton = packed(world, {"CARD": 1}).carton
    manifest_id = opens(hand(world, "Ben"), carrier(world))
    leo(world)
    page = picker.page
    signs_in(picker)
    page.goto("/dock")
    expect(page.locator("#strip-said")).to_have_text("Scan a carton or a manifest")

    picker.scan("NO-SUCH-1")
    expect(page.locator("#strip-said")).to_contain_text("is no carton and no waybill here")
    picker.scan(carton)
    page.wait_for_url(f"**/dock/manifests/{manifest_id}")

    page.goto("/dock")
    expect(page.locator("#strip-said")).to_have_text("Scan a carton or a manifest")
    page.locator("[data-types]").click()
    for key in (*carton, "ok"):
        page.locator(f"#keys [data-key='{key}']").click()
    page.wait_for_url(f"**/dock/manifests/{manifest_id}")
