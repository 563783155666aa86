"""What a clerk does with parcels that come back, as acts from which the scenes are made."""

import json

from playwright.sync_api import expect

from tools.pictures.acts import Act, taps, types, waits
from tools.pictures.acts_packing import photographs
from tools.pictures.readers import Picker

GOODS = {"mug": 2, "soap": 2, "clock": 1, "bowl": 1}
"""What the order of the inspection had; its soap went out of two lots."""
QUESTION = ".inspect__answers button"
COUNT = "Number(document.getElementById('document').dataset.graded)"


def is_clear(picker: Picker) -> None:
    """Nothing is open at the dock, and what was refused before was seen."""
    picker.floor.clear_returns()
    picker.page.goto("/returns/dock")
    picker.page.wait_for_timeout(1500)
    if picker.page.locator("#refusals-seen").is_visible():
        picker.page.locator("#refusals-seen").click()


def gets(*goods: dict[str, int], is_heard_of: bool = True) -> Act:
    """Customers have these orders."""

    def act(picker: Picker) -> None:
        picker.ready = [picker.floor.send(one, picker.reader.language, is_heard_of) for one in goods]

    return act


def announces(picker: Picker) -> None:
    """The customer of the order asked, and the desk said yes."""
    units = {"mug": (2, "changed_mind"), "soap": (1, "changed_mind"), "clock": (1, "faulty")}
    photograph = picker.floor.photograph(picker.page.screenshot(type="jpeg", quality=60))
    picker.rma = picker.floor.asks(picker.ready[0], units, pictures=(photograph,), photographs=1)
    picker.floor.approve(picker.rma)


def scans_ready(place: int) -> Act:
    """The waybill on the parcel."""
    return lambda picker: types(picker.ready[place].waybill)(picker)


def scans_rma(picker: Picker) -> None:
    types(picker.rma)(picker)


def opens_parcel(picker: Picker) -> None:
    scans_rma(picker)
    picker.page.wait_for_url("**/returns/dock/parcels/*")
    expect(picker.page.locator("body.live #inspection")).to_be_attached()


def takes_in(picker: Picker) -> None:
    """Nobody knows it."""
    taps(".returns__unknown button")(picker)
    picker.page.wait_for_url("**/returns/dock/parcels/*")


def scans(kind: str) -> Act:
    return lambda picker: types(picker.floor.code(kind))(picker)


def answers(*places: int) -> Act:
    """By the place of each answer; the first one says what is best."""

    def act(picker: Picker) -> None:
        for place in places:
            asked = picker.page.locator(QUESTION).nth(place)
            before = picker.page.locator("#now").inner_text()
            asked.click()
            expect(picker.page.locator("#now")).not_to_have_text(before)

    return act


def scans_tote(place: int) -> Act:
    return lambda picker: types(picker.floor.tote(place))(picker)


def lays(place: int) -> Act:
    """Into the tote, and the server has it."""

    def act(picker: Picker) -> None:
        before = picker.page.evaluate(COUNT)
        scans_tote(place)(picker)
        picker.page.wait_for_function(f"before => {COUNT} > before", arg=before)
        expect(picker.page.locator("[data-some-waiting]")).to_be_hidden(timeout=20_000)
        picker.page.wait_for_timeout(1000)

    return act


def scans_lot(picker: Picker) -> None:
    """The first of those that were sent."""
    listed = picker.page.locator("[data-item][data-asks-lot]").first.get_attribute("data-lots") or "[]"
    types(json.loads(listed)[0]["code"])(picker)


def scans_serial(picker: Picker) -> None:
    listed = picker.page.locator("[data-item][data-asks-serial]").first.get_attribute("data-serials") or "[]"
    types(json.loads(listed)[0])(picker)


def takes_picture(picker: Picker) -> None:
    photographs(picker)
    picker.page.wait_for_timeout(3000)


def is_kept(picker: Picker) -> None:
    """The parcel's page is on the device."""
    picker.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    picker.page.reload()
    expect(picker.page.locator("body.live #inspection")).to_be_attached()
    waits(2000)(picker)


def backs_out(picker: Picker) -> None:
    taps("[data-do=back]")(picker)
