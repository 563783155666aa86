"""Receiving on a real browser: dock, item, count, confirmed; over, unknown, plates; with network and without."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.attachments.models import Attachment
from app.db import db
from app.receiving.models import Delivery, Plate, Receipt, StrangeGoods
from app.workers.commands import give_roles
from app.workers.models import Worker
from tests.attachments.pictures import png
from tests.browser.conftest import BADGE, PIN
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker, plain
from tests.floor import fresh, wrong_books
from tests.receiving.conftest import CARD, CASE, MUG, announced
from tests.world import SYSTEM, World


@pytest.fixture
def delivery(world: World, address: str) -> int:
    """Announced; Pia keeps the stock."""
    pia = select(Worker).where(Worker.name == "Pia")
    world.do(lambda: give_roles(db.session.scalars(pia).one(), world.warehouse_id, ["stock"], SYSTEM))
    return announced(world)


def begin(picker: Picker, delivery: int) -> None:
    picker.sign_in(BADGE, PIN)
    picker.page.get_by_role("link", name="Receiving").click()
    picker.page.wait_for_url("**/receiving")
    picker.says("Scan a delivery")
    picker.scan("HP-77")
    picker.page.wait_for_url(f"**/receiving/{delivery}")
    expect(picker.page.locator("body.live")).to_be_attached()
    picker.says("Scan the dock or a plate")


def types(picker: Picker, field: str, text: str) -> None:
    """As a person does, sign by sign: what comes at once is a scan."""
    picker.page.locator(field).click()
    picker.page.keyboard.press("Control+a")
    picker.page.keyboard.type(text, delay=120)


def confirm(picker: Picker) -> None:
    picker.page.get_by_role("button", name="Confirm").click()


def received(world: World) -> list[tuple[str, int, str]]:
    db.session.rollback()
    rows = db.session.scalars(select(Receipt).where(Receipt.undone_at.is_(None)).order_by(Receipt.id))
    return [(one.lot.item.sku, one.quantity, one.location.address) for one in rows]


def test_a_delivery_is_received_by_scans_and_what_is_wrong_is_told(delivery: int, picker: Picker, world: World) -> None:
    begin(picker, delivery)
    picker.scan("LOC-DOCK-1")
    picker.says("Scan an item")
    picker.scan(CASE)
    picker.scan(MUG)
    expect(picker.page.locator("#goods input[name=quantity]")).to_have_value("7")
    picker.fits("#goods-name", "#goods input[name=quantity]", "#goods button[type=submit]", "#strip-said")
    picker.scan(CARD)
    expect(picker.strip).to_contain_text("Confirm Red mug first, or leave it.")
    confirm(picker)
    expect(picker.strip).to_contain_text(plain("7 × Red mug received"))
    picker.is_sent()
    expect(picker.page.locator("[data-sku=MUG] .line__count")).to_have_text("7 / 12")

    picker.scan("(01)04012345678901(17)310601(10)L7")
    expect(picker.page.locator("#goods input[name=lot]")).to_have_value("L7")
    expect(picker.page.locator("#goods input[name=expires_on]")).to_have_value("2031-06-01")
    types(picker, "#goods input[name=quantity]", "6")
    confirm(picker)
    expect(picker.strip).to_contain_text("1 more than announced. Is it so? Confirm again.")
    confirm(picker)
    expect(picker.strip).to_contain_text(plain("6 × Green tea received"))
    picker.is_sent()

    picker.scan("47110815")
    expect(picker.strip).to_contain_text("Nobody knows 47110815. Keep it aside?")
    types(picker, "#strange input[name=quantity]", "3")
    picker.page.get_by_role("button", name="Keep aside").click()
    picker.is_sent()
    expect(picker.page.locator(".line--strange")).to_contain_text("unknown code 47110815")

    picker.page.get_by_role("button", name="Undo").click()
    picker.is_sent()
    expect(picker.page.locator("[data-sku=TEA] .line__count")).to_have_text("0 / 5")
    assert received(world) == [("MUG", 7, "DOCK-1")]
    picker.page.get_by_role("link", name="Close").click()
    picker.fits("h1", "#closing input[name=word]", "button[form=closing]")
    expect(picker.page.locator(".differences")).to_contain_text("5 short of 12")
    types(picker, "#closing input[name=word]", "The rest comes tomorrow")
    picker.page.locator("button[form=closing]").click()
    picker.page.wait_for_url("**/deliveries/*")
    assert fresh(Delivery, delivery).state == "closed"
    assert wrong_books() == []


def test_a_new_plate_takes_what_comes_next_and_goes_away_when_it_is_finished(
    delivery: int, small_picker: Picker, world: World
) -> None:
    picker = small_picker
    begin(picker, delivery)
    picker.page.get_by_role("button", name="New plate").click()
    expect(picker.page.locator("#rcv-to")).to_contain_text("P-")
    picker.scan(CASE)
    confirm(picker)
    picker.is_sent()
    db.session.rollback()
    plate = db.session.scalars(select(Plate)).one()
    assert received(world) == [("MUG", 6, plate.location.address)]

    picker.page.get_by_role("button", name="Finished").click()
    picker.is_sent()

    assert fresh(Plate, plate.id).finished_at
    expect(picker.page.locator("[data-finish]")).to_have_count(0)
    assert wrong_books() == []


def test_receiving_goes_on_without_network_through_a_killed_browser(
    delivery: int, device: Handset, world: World
) -> None:
    picker = device.open("/sign-in")
    begin(picker, delivery)
    picker.scan("LOC-DOCK-1")
    picker.says("Scan an item")
    picker.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    picker.page.goto(f"/receiving/{delivery}")
    is_kept(picker)
    device.close()  # its browser writes its cookies down in peace
    picker = device.open(f"/receiving/{delivery}")
    picker.says("Scan an item")
    device.cut()

    picker.scan(CARD)
    types(picker, "#goods input[name=quantity]", "10")
    confirm(picker)
    expect(picker.strip).to_contain_text(plain("10 × Greeting card received"))
    waits(picker, 1)
    device.kill()
    picker = device.open("/")
    expect(picker.page.locator("[data-sku=CARD] .line__count")).to_have_text("10 / 10")
    picker.scan("47110815")
    expect(picker.strip).to_contain_text("It is looked up when the connection is back.")
    assert received(world) == []

    device.mend()
    picker.is_sent()
    assert received(world) == [("CARD", 10, "DOCK-1")]
    assert wrong_books() == []


def test_goods_that_nobody_knows_are_kept_aside_with_a_photograph_also_without_network(
    delivery: int, small_picker: Picker, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(world.app.config, "VAR", tmp_path)
    picker = small_picker
    begin(picker, delivery)
    picker.scan("47110815")
    expect(picker.page.locator("#strange")).to_be_visible()
    picker.fits("#strange-code", "#strange button[type=submit]", "#strange [data-do=photograph]", "#strip-said")
    aside = picker.page.locator("#strange [data-do=photograph]")
    aside.click()
    expect(picker.strip).to_contain_text("How many are there?")

    picker.page.route("**/strange-goods", lambda route: route.abort())
    types(picker, "#strange input[name=quantity]", "4")
    with picker.page.expect_file_chooser() as chosen:
        aside.click()
    chosen.value.set_files({"name": "boxes.png", "mimeType": "image/png", "buffer": png(300, 200)})
    expect(picker.page.locator("#photographs")).to_have_text("Saved on this device: 1.")
    assert db.session.scalars(select(StrangeGoods)).all() == []

    picker.page.unroute("**/strange-goods")
    expect(picker.page.locator("#photographs")).to_have_text("Photographs in the book: 1.", timeout=60_000)
    line = picker.page.locator(".line--strange")
    expect(line).to_contain_text("47110815")
    with picker.page.expect_file_chooser() as chosen:
        line.get_by_role("button", name="Photo").click()
    chosen.value.set_files({"name": "side.png", "mimeType": "image/png", "buffer": png(310, 200)})
    expect(picker.page.locator("#photographs")).to_have_text("Photographs in the book: 2.", timeout=60_000)

    db.session.rollback()
    goods = db.session.scalars(select(StrangeGoods)).one()
    assert (goods.code, goods.quantity) == ("47110815", 4)
    assert [(one.entity, one.entity_id) for one in db.session.scalars(select(Attachment))] == [
        ("strange_goods", goods.id)
    ] * 2
