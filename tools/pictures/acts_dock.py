"""What a shipper does at the dock, as acts from which the scenes are made."""

from playwright.sync_api import expect

from tools.pictures.acts import Act, types
from tools.pictures.docks import AWAY, PILE
from tools.pictures.readers import Picker

SIGNED = [(60, 120), (110, 60), (150, 150), (210, 70), (250, 130), (300, 90), (420, 110)]
"""Points of a signature, of a pad that is 600 wide and 260 high."""


def readies(picker: Picker) -> None:
    """An hour before the cut-off: some stand in lanes, some do not, one is held, one goes with another carrier."""
    floor = picker.floor
    floor.leave_nothing_open()
    picker.ready = [floor.pack(lane=1), floor.pack(lane=1), floor.pack(lane=2), floor.pack(), floor.pack(AWAY, lane=3)]
    floor.hold(picker.ready[2])


def opens_manifest(picker: Picker) -> None:
    """Another driver of the same carrier has one carton already."""
    elsewhere = picker.floor.pack()
    picker.floor.open("Parcelwing", elsewhere)
    picker.ready.append(elsewhere)
    picker.manifest_id = picker.floor.open("Parcelwing")
    shows_manifest(picker)


def shows_manifest(picker: Picker) -> None:
    picker.page.goto(f"/dock/manifests/{picker.manifest_id}")
    expect(picker.page.locator("body.live #dock-count")).not_to_be_empty()


def sees(picker: Picker) -> None:
    """What was not done is read and put away."""
    picker.page.wait_for_timeout(500)
    if picker.page.locator("#refusals-seen").is_visible():
        picker.page.locator("#refusals-seen").click()


def scans_ready(place: int, by_waybill: bool = False) -> Act:
    def act(picker: Picker) -> None:
        ready = picker.ready[place]
        types(ready.waybill if by_waybill else ready.code)(picker)
        picker.page.wait_for_timeout(2000)

    return act


def scans_lane(place: int) -> Act:
    return lambda picker: types(picker.floor.lane(place))(picker)


def scans_printed(picker: Picker) -> None:
    """The next waybill of the pile."""
    picker.floor.printed += 1
    scans_printed_again(picker)


def scans_printed_again(picker: Picker) -> None:
    """The one that was stuck on last."""
    types(PILE.number(picker.floor.printed))(picker)
    picker.page.wait_for_timeout(1500)


def signs(picker: Picker) -> None:
    pad = picker.page.locator("#signing")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    wide, high = box["width"] / 600, box["height"] / 260
    first, *others = [(box["x"] + x * wide, box["y"] + y * high) for x, y in SIGNED]
    picker.page.mouse.move(*first)
    picker.page.mouse.down()
    for point in others:
        picker.page.mouse.move(*point, steps=4)
    picker.page.mouse.up()


def goes_to_closing(picker: Picker) -> None:
    picker.page.goto(f"/dock/manifests/{picker.manifest_id}/closing")
    expect(picker.page.locator("#closing")).to_be_visible()


def goes_without(picker: Picker) -> None:
    """What is missing stays here."""
    picker.page.check("[name=goes]")


def hands_over(picker: Picker) -> None:
    picker.page.locator("[form=closing]").click()
    picker.page.wait_for_url("**/departure")
    expect(picker.page.locator("#left:not([data-soon])")).to_be_visible(timeout=20_000)
