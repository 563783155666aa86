"""Loading on a handheld: judged at once by the page's own list, kept without network, shared between two people."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.db import db
from app.orders.commands import cancel_order
from app.orders.holds import hold_order
from app.orders.models import Order
from app.shipping.handing_over.departure import work_off
from app.shipping.models import Manifest
from app.workers.commands import enlist_worker
from tests.browser.conftest import SIZES, handheld
from tests.browser.handset import Handset, is_kept
from tests.browser.picker import Picker
from tests.floor import Hand, fresh, wrong_books
from tests.packing.orders import hand
from tests.shipping.loads import Packed, carrier, carton_row, loads, opens, packed
from tests.world import SYSTEM, World

BADGE, PIN = "BDG-TEST-LEO", "3434"


@pytest.fixture
def ben(world: World) -> Hand:
    return hand(world, "Ben")


@pytest.fixture
def three(world: World) -> list[Packed]:
    return [packed(world, {"CARD": 1}, number=f"P{number}") for number in (1, 2, 3)]


@pytest.fixture(params=SIZES)
def loader(
    request: pytest.FixtureRequest, chromium: Browser, address: str, world: World, three: list[Packed]
) -> Iterator[Picker]:
    leo(world)
    for shown in handheld(chromium, address, world, SIZES[request.param]):
        signs_in(shown)
        yield shown


def leo(world: World) -> None:
    world.do(lambda: enlist_worker("Leo", "en", {world.warehouse_id: ["packer"]}, SYSTEM, badge=BADGE, pin=PIN))


def signs_in(loader: Picker) -> None:
    page = loader.page
    expect(page.locator("body.live")).to_be_attached()
    loader.scan(BADGE)
    page.fill("input[name=secret]", PIN)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url and "/session" not in url)


def test_a_driver_is_handed_over_to_by_scans(loader: Picker, world: World, ben: Hand, three: list[Packed]) -> None:
    page = loader.page
    page.goto("/dock/manifests/new")
    page.locator("[name=driver]").press_sequentially("Jo Reed", delay=90)  # what comes at once is a scan
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#dock-count")).to_have_text("0 / 3")
    fits(page)

    loader.scan("00" + three[0].carton)
    expect(page.locator("#dock-count")).to_have_text("1 / 3")
    loader.scan(three[0].carton)
    loader.says(f"…{three[0].carton[-6:]} is already loaded.", "asking")
    loader.scan(three[1].waybills[0])
    expect(page.locator("#dock-count")).to_have_text("2 / 3")
    loader.is_sent()

    loader.scan("NO-SUCH-CARTON")
    expect(loader.strip).to_contain_text("is no carton and no waybill here")

    page.get_by_role("link", name="Close").click()
    page.click("#refusals-seen")  # what was refused is not lost on the way
    expect(page.locator(".missing legend")).to_have_text("1 carton is missing")
    page.check("[name=goes]")
    signs(page)
    page.get_by_role("button", name="Hand over").click()
    expect(page.locator("body.handheld .departure__said")).to_have_text("Is leaving")
    expect(page.locator("#left .dock__count")).to_have_text("0 / 2 have left")
    fits(page)
    manifest = db.session.scalars(select(Manifest)).one()
    work_off(manifest.id)
    expect(page.locator(".departure__said")).to_have_text("Handed over")  # without a touch
    expect(page.locator("#left .dock__count")).to_have_text("2 / 2 have left")
    page.get_by_role("link", name="Dock", exact=True).click()
    page.wait_for_url("**/dock")

    assert [carton_row(one.carton).state for one in three] == ["shipped", "shipped", "closed"]
    assert wrong_books() == []


def test_scenario_31_a_held_carton_is_refused_with_words_and_stays_to_be_seen(
    loader: Picker, world: World, ben: Hand, three: list[Packed]
) -> None:
    page, manifest_id = loader.page, opens(ben, carrier(world))
    page.goto(f"/dock/manifests/{manifest_id}")
    world.do(lambda: hold_order(db.session.get_one(Order, three[0].order_id), "unpaid", {}, SYSTEM))

    loader.scan(three[0].carton)

    expect(loader.strip).to_contain_text("Stop: order P1 is held. It is not paid.")
    expect(page.locator("#dock-count")).to_have_text("0 / 2")


def test_whoever_has_loaded_all_is_told_to_take_off_what_was_cancelled_meanwhile(
    loader: Picker, world: World, ben: Hand, three: list[Packed], publish: Callable[[], None]
) -> None:
    page, manifest_id = loader.page, opens(ben, carrier(world))
    for one in three:
        assert loads(ben, manifest_id, one.carton).ok
    page.goto(f"/dock/manifests/{manifest_id}")
    loader.says("All loaded. Close it.")

    world.do(lambda: cancel_order(db.session.get_one(Order, three[1].order_id), SYSTEM))
    publish()

    loader.says(f"…{three[1].carton[-6:]} is held. Take it off.")
    page.click("#dock-mode")
    loader.scan(three[1].waybills[0])
    loader.is_sent()
    page.click("#dock-mode")
    loader.says("All loaded. Close it.")


def test_a_label_that_cannot_be_scanned_is_typed(loader: Picker, world: World, ben: Hand, three: list[Packed]) -> None:
    page, manifest_id = loader.page, opens(ben, carrier(world))
    page.goto(f"/dock/manifests/{manifest_id}")
    expect(page.locator("#dock-count")).to_have_text("0 / 3")
    fits(page)

    page.get_by_role("button", name="Type", exact=True).click()
    for key in three[0].carton:
        page.locator(f"#keys [data-key='{key}']").click()
    page.locator("#keys [data-key=ok]").click()

    expect(page.locator("#dock-count")).to_have_text("1 / 3")
    loader.is_sent()
    assert loads(ben, manifest_id, three[0].carton).result["again"] is True


def test_a_code_that_is_no_lane_does_not_take_the_place_of_the_carton_in_hand(
    loader: Picker, world: World, three: list[Packed]
) -> None:
    page, carton = loader.page, three[0].carton
    page.goto("/dock/staging")
    loader.scan(carton)
    loader.says("Scan a lane")

    loader.scan("LOC-A-01-1")
    expect(loader.strip).to_contain_text("is no lane and no carton to stage.")
    expect(page.locator("#staging-carton")).to_have_text(f"…{carton[-6:]}")

    loader.scan("LOC-LANE-1")
    loader.says(f"…{carton[-6:]}: LANE-1", "done")
    loader.is_sent()
    assert str(carton_row(carton).staged_at) != "None"


def test_what_another_loads_shows_by_itself_and_a_carton_comes_off_by_scan(
    loader: Picker, world: World, ben: Hand, three: list[Packed], publish: Callable[[], None]
) -> None:
    page, manifest_id = loader.page, opens(ben, carrier(world))
    page.goto(f"/dock/manifests/{manifest_id}")
    expect(page.locator("[data-connection=live]")).to_be_attached()

    assert loads(ben, manifest_id, three[2].carton).ok
    publish()
    expect(page.locator("#dock-count")).to_have_text("1 / 3")

    page.click("#dock-mode")
    loader.says("Scan what comes off", "todo")
    loader.scan(three[2].carton)
    expect(page.locator("#dock-count")).to_have_text("0 / 3")
    loader.is_sent()
    assert loads(ben, manifest_id, three[2].carton).result["again"] is False


def test_loading_goes_on_without_network_through_a_reload(device: Handset, world: World, three: list[Packed]) -> None:
    leo(world)
    manifest_id = opens(hand(world, "Ben"), carrier(world))
    loader = device.open("/sign-in")
    signs_in(loader)
    at = f"/dock/manifests/{manifest_id}"
    loader.page.goto(at)
    loader.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    loader.page.goto(at)
    is_kept(loader)

    device.cut()
    loader.scan(three[0].carton)
    expect(loader.page.locator("#dock-count")).to_have_text("1 / 3")
    loader.page.reload()
    expect(loader.page.locator("#dock-count")).to_have_text("1 / 3")
    loader.scan(three[1].carton)
    loader.scan(three[0].carton)
    loader.says(f"…{three[0].carton[-6:]} is already loaded.", "asking")
    expect(loader.page.locator("#dock-count")).to_have_text("2 / 3")

    device.mend()
    loader.is_sent()
    expect(loader.page.locator("#dock-count")).to_have_text("2 / 3")
    view = fresh(Manifest, manifest_id)
    assert {loading.carton.code for loading in view.loadings} == {three[0].carton, three[1].carton}


def fits(page: Page) -> None:
    """Nothing of the page itself scrolls, and every button can be hit."""
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    for box in [one.bounding_box() for one in page.locator(".dock__acts > *").all()]:
        assert box
        assert box["height"] >= 64
        assert box["width"] >= 64


def signs(page: Page) -> None:
    pad = page.locator("#signing")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
    page.mouse.up()
    assert page.input_value("#signature").startswith("data:image/png;base64,")
