"""A pause and a call to the lead, from the handheld."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.cases.commands import answer_call
from app.cases.models import Call
from app.db import db
from app.picking.models import PickTask
from tests.browser.handset import Handset
from tests.browser.picker import Picker
from tests.floor import release
from tests.world import World


def begin(picker: Picker) -> None:
    picker.world.order({"MUG": 1})
    release(picker.world.warehouse_id)
    picker.begin()


def test_calling_the_lead_is_two_touches_and_the_answer_is_told(small_picker: Picker, world: World) -> None:
    picker = small_picker
    begin(picker)
    stop = picker.stop

    picker.tap("Problem")
    picker.tap("I need help")
    picker.says("Lead is called. Go on.", "asking")
    picker.is_sent()
    db.session.rollback()
    call = db.session.scalars(select(Call)).one()
    assert (call.reason, call.location.address if call.location else "") == ("help", stop.bin_address)

    world.do(lambda: answer_call(db.session.get_one(Call, call.id), world.actor("Cleo")))
    picker.page.evaluate("document.dispatchEvent(new CustomEvent('nudge', {detail: {name: 'call-answered'}}))")
    expect(picker.strip).to_contain_text("Your lead has heard your call.")


def test_that_the_call_was_heard_is_told_once_on_the_device_also_when_the_browser_was_closed(
    device: Handset, world: World
) -> None:
    world.order({"MUG": 1})
    release(world.warehouse_id)
    picker = device.open("/sign-in")
    picker.begin()
    picker.tap("Problem")
    picker.tap("I need help")
    picker.says("Lead is called. Go on.", "asking")
    picker.is_sent()
    world.do(lambda: answer_call(db.session.scalars(select(Call)).one(), world.actor("Cleo")))
    picker.page.evaluate("document.dispatchEvent(new CustomEvent('nudge', {detail: {name: 'call-answered'}}))")
    expect(picker.strip).to_contain_text("Your lead has heard your call.")

    at = picker.page.url
    device.close()
    again = device.open(at)

    expect(again.page.locator("#stops [data-news]")).to_have_count(1)
    again.says("Scan bin")


@pytest.mark.parametrize("online", [True, False], ids=["online", "offline"])
def test_a_pause_covers_the_walk_until_its_picker_goes_on(small_picker: Picker, world: World, online: bool) -> None:
    picker = small_picker
    begin(picker)
    stop = picker.stop
    picker.is_sent()
    picker.page.context.set_offline(not online)

    picker.open_more("Pause")
    expect(picker.page.locator("#rest")).to_be_visible()
    picker.scan(stop.bin_barcode)
    expect(picker.page.locator("#rest")).to_be_visible()
    if online:
        picker.is_sent()
        picker.page.reload()
        expect(picker.page.locator("#rest")).to_be_visible()
        db.session.rollback()
        assert db.session.scalars(select(PickTask.paused_at)).one() is not None
    picker.tap("Go on")

    expect(picker.page.locator("#rest")).to_be_hidden()
    picker.says("Scan bin")
    picker.page.context.set_offline(False)
    picker.is_sent()
    db.session.rollback()
    assert db.session.scalars(select(PickTask.paused_at)).one() is None
