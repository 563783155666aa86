"""Two people load one manifest while one of them has no network: nothing is lost, nothing is loaded twice."""

import pytest
from playwright.sync_api import expect

from app.shipping.models import Manifest
from tests.browser.handset import Handset, is_kept
from tests.browser.picker import Picker, plain
from tests.browser.test_dock import leo, signs_in
from tests.floor import Hand, fresh, wrong_books
from tests.packing.orders import hand
from tests.shipping.loads import Packed, carrier, carton_row, closes, loads, opens, packed
from tests.world import World


@pytest.fixture
def ben(world: World) -> Hand:
    return hand(world, "Ben")


@pytest.fixture
def three(world: World) -> list[Packed]:
    return [packed(world, {"CARD": 1}, number=f"P{number}") for number in (1, 2, 3)]


def at_manifest(device: Handset, world: World, manifest_id: int) -> Picker:
    """Leo, with the manifest kept on the device."""
    leo(world)
    loader = device.open("/sign-in")
    signs_in(loader)
    for _ in range(2):
        loader.page.goto(f"/dock/manifests/{manifest_id}")
        loader.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    is_kept(loader)
    return loader


def test_both_load_the_same_cartons_and_each_is_on_it_once(
    device: Handset, world: World, ben: Hand, three: list[Packed]
) -> None:
    manifest_id = opens(ben, carrier(world))
    loader = at_manifest(device, world, manifest_id)
    device.cut()
    loader.scan(three[0].carton)
    assert loads(ben, manifest_id, three[0].carton).ok
    assert loads(ben, manifest_id, three[1].carton).ok
    loader.scan(three[1].carton)
    loader.scan(three[2].carton)
    expect(loader.page.locator("#dock-count")).to_have_text("3 / 3")
    assert len(fresh(Manifest, manifest_id).loadings) == 2

    device.mend()
    loader.is_sent()

    expect(loader.page.locator("#dock-count")).to_have_text("3 / 3")
    expect(loader.page.locator("#refusals")).to_be_hidden()
    assert [one.carton.code for one in fresh(Manifest, manifest_id).loadings] == [one.carton for one in three]
    assert wrong_books() == []


def test_who_scanned_without_network_is_told_that_the_other_closed_it(
    device: Handset, world: World, ben: Hand, three: list[Packed]
) -> None:
    manifest_id = opens(ben, carrier(world))
    loader = at_manifest(device, world, manifest_id)
    device.cut()
    loader.scan(three[2].carton)
    expect(loader.page.locator("#dock-count")).to_have_text("1 / 3")
    assert loads(ben, manifest_id, three[0].carton).ok
    stay = frozenset(carton_row(one.carton).id for one in three[1:])
    assert closes(ben, manifest_id, without=stay).ok

    device.mend()

    told = f"Carton …{three[2].carton[-6:]} is as it was: load it on an open manifest."
    expect(loader.strip).to_contain_text(plain(told))
    assert [one.carton.code for one in fresh(Manifest, manifest_id).loadings] == [three[0].carton]
    assert carton_row(three[2].carton).state == "closed"
