"""Which return a parcel is, by whatever is on it; what may not come back is refused by name, and nothing vanishes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.attachments.models import Attachment
from app.db import db
from tests.attachments.pictures import png
from tests.browser.clerk import answers, rae, signs_in
from tests.browser.conftest import SIZES, handheld
from tests.browser.handset import Handset, is_kept
from tests.browser.picker import Picker
from tests.floor import wrong_books
from tests.returns.shipped import MUG, Sent, line_of, parcels, rma, sent, serials_sent, units
from tests.stockkeeping.desk import numbered
from tests.world import World


@pytest.fixture
def order(world: World) -> Sent:
    return sent(world, {"MUG": 2, "CARD": 1}, number="W1")


@pytest.fixture
def clerk(chromium: Browser, address: str, world: World) -> Iterator[Picker]:
    rae(world)
    for shown in handheld(chromium, address, world, SIZES["320x533"]):
        signs_in(shown)
        yield shown


@pytest.mark.parametrize("what", ["rma", "order", "carton", "waybill", "item"])
def test_a_return_is_found_by_whatever_is_on_its_parcel(clerk: Picker, world: World, order: Sent, what: str) -> None:
    number = rma(world, order.order_id, {"MUG": 2})
    other = sent(world, {"CARD": 1}, number="W2")
    rma(world, other.order_id, {"CARD": 1})
    codes = {"rma": number, "order": order.number, "carton": order.carton, "waybill": order.waybill, "item": MUG}

    clerk.scan(codes[what])
    if what == "item":  # of several returns it may be any: a person chooses
        clerk.page.wait_for_url("**/returns/dock/arriving*")
    if what in ("item", "waybill", "carton"):
        choice = clerk.page.get_by_role("button", name=number)
        choice.or_(clerk.page.locator("#inspection")).first.wait_for()
        if choice.count():
            choice.click()
    clerk.page.wait_for_url("**/returns/dock/parcels/*")

    expect(clerk.page.locator(".top__name")).to_contain_text(number)
    assert [parcel.rma.number for parcel in parcels() if parcel.rma] == [number]


def test_an_order_that_never_left_is_refused_by_name_and_its_parcel_can_be_taken_in_all_the_same(
    clerk: Picker, world: World, order: Sent
) -> None:
    world.order({"MUG": 1}, number="W9")

    clerk.scan("W9")
    clerk.page.wait_for_url("**/returns/dock/arriving*")

    expect(clerk.page.get_by_role("alert")).to_contain_text("W9")
    assert parcels() == []
    clerk.page.get_by_role("button", name="Take it in as unidentified").click()
    clerk.page.wait_for_url("**/returns/dock/parcels/*")
    clerk.says("Scan where you put it")
    assert [parcel.kind for parcel in parcels()] == ["unidentified"]


def test_more_than_was_shipped_is_refused_with_how_many_may_come(clerk: Picker, world: World, order: Sent) -> None:
    clerk.scan(rma(world, order.order_id, {"MUG": 2}))
    clerk.page.wait_for_url("**/returns/dock/parcels/*")

    clerk.scan(MUG)
    clerk.scan(MUG)
    expect(clerk.page.locator(".inspect__name")).to_have_text("2 × Red mug")
    clerk.says("Look at it, and answer")
    clerk.scan(MUG)

    clerk.says("Only 2 of it may come back.", "wrong")
    answers_all(clerk)
    clerk.scan("TOTE-012")
    expect(clerk.page.locator("#count")).to_have_text("2/2")
    clerk.is_sent()
    assert [unit.quantity for unit in units()] == [2]
    assert line_of(order.order_id, "MUG").returned == 2
    assert wrong_books() == []


def answers_all(clerk: Picker) -> None:
    """As new; what the strip refused before stays there until the first answer."""
    for words in ("Yes", "No", "Yes"):
        clerk.page.locator(".inspect__answers").get_by_role("button", name=words, exact=True).click()
    expect(clerk.page.locator(".inspect__way")).to_have_text("Back into stock")


def test_the_numbers_that_were_sent_stand_beside_the_question_and_another_one_is_refused(
    clerk: Picker, world: World
) -> None:
    numbered(world, "SN-1", "SN-2")
    made = sent(world, {"CARD": 1}, number="W3")
    (number,) = serials_sent(made.order_id)
    clerk.scan(rma(world, made.order_id, {"CARD": 1}))
    clerk.page.wait_for_url("**/returns/dock/parcels/*")

    clerk.scan("5012345678900")
    clerk.says("Scan serial number")
    expect(clerk.page.locator(".inspect__sent")).to_have_text(number)
    clerk.scan("SN-999")

    expect(clerk.strip).to_contain_text("was not sent with order W3")
    assert units() == []


def test_a_photograph_that_is_taken_without_network_survives_a_reload_and_arrives_once(
    device: Handset, world: World, order: Sent, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(world.app.config, "VAR", tmp_path)
    rae(world)
    clerk = device.open("/sign-in")
    signs_in(clerk)
    page = clerk.page
    clerk.scan(rma(world, order.order_id, {"MUG": 2}))
    page.wait_for_url("**/returns/dock/parcels/*")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.goto(page.url)
    is_kept(clerk)

    device.cut()
    picture = {"name": "p.png", "mimeType": "image/png", "buffer": png(300, 200)}
    page.locator("#photograph-file").set_input_files(picture)  # type: ignore[arg-type]
    expect(page.locator("#photographs")).to_have_text("Saved on this device: 1.", timeout=30_000)
    clerk.scan(MUG)
    answers(clerk, "Yes", "No", "Yes")
    clerk.scan("TOTE-012")
    expect(page.locator("#count")).to_have_text("1/2")
    page.reload()
    expect(page.locator("#photographs")).to_have_text("Saved on this device: 1.")
    assert db.session.scalars(select(Attachment)).all() == []

    device.mend()

    clerk.is_sent()
    expect(page.locator("#photographs")).to_have_text("Photographs in the book: 1.", timeout=30_000)
    db.session.rollback()
    assert [one.entity for one in db.session.scalars(select(Attachment))] == ["return_parcels"]
    assert [unit.quantity for unit in units()] == [1]
    assert wrong_books() == []
