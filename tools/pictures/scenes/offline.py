"""Without network, and a device that was left alone."""

from playwright.sync_api import expect

from tools.pictures.acts import (
    binds,
    both,
    confirms,
    finds_network,
    goes,
    is_left_alone,
    is_sent,
    loses_network,
    opens_more,
    picks_all,
    scans,
    signs_in,
    taps,
    types,
    waits,
)
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State

KEPT = """async () => {
  const pages = await caches.open("pages"), pictures = await caches.open("pictures");
  const shown = new Set(Array.from(document.querySelectorAll("#walk img"), ({ src }) => src));
  return Boolean(await pages.match(location.pathname)) && (await pictures.keys()).length >= shown.size;
}"""
HOLD_PICKS = """() => {
  const send = window.fetch;
  window.fetch = (url, how) => String(url).endsWith("/picks") ? Promise.reject(new TypeError("held")) : send(url, how);
}"""


def is_kept(picker: Picker) -> None:
    """The walk and its pictures are on the device."""
    for _ in range(100):
        if picker.page.evaluate(KEPT):
            return
        picker.page.wait_for_timeout(100)
    raise TimeoutError("the walk is not on the device")


def opens_again(picker: Picker) -> None:
    """The browser was closed, and is opened again at its start."""
    picker.page.goto("about:blank")
    picker.page.goto("/")
    expect(picker.page.locator("body.live[data-phase=stop]")).to_be_attached()


def holds_picks(picker: Picker) -> None:
    picker.page.evaluate(HOLD_PICKS)


OFFLINE = Scene(
    "offline",
    (
        State("offline", both(binds, confirms, is_sent, is_kept, loses_network, confirms)),
        State("kept", taps("[data-do=path]"), taps("[data-do=path]")),
        State("opened", opens_again),
        State("other-badge", both(scans("bin"), types("BDG-DEMO-ELI")), pause=5000),
        State("done-saved", both(picks_all, scans("lane"))),
        State("no-new-work", both(taps("#done button"), waits(5000)), finds_network),
    ),
    orders=({"mug": 2, "puzzle": 1}, {"bowl": 3}),
)

ALONE = Scene(
    "alone",
    (
        State("locked", both(binds, is_left_alone)),
        State("locked-wrong", types("47110815")),
        State(
            "sign-out-waits",
            both(
                lambda p: types(p.reader.badge)(p), holds_picks, confirms, opens_more("[data-ends] button"), waits(4000)
            ),
        ),
        State("sign-in-waits", both(opens_more("[data-ends] button"), waits(3000))),
        State("sign-in-offline", both(loses_network, lambda p: types(p.reader.badge)(p), waits(6000)), finds_network),
    ),
    orders=({"mug": 1}, {"bowl": 2}),
    end=both(signs_in, waits(2000), goes("/work")),
)
