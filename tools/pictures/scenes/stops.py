"""A walk on which all goes well, and what may be asked for on the way."""

from tools.pictures.acts import (
    Act,
    binds,
    both,
    closes,
    finds,
    is_sent,
    opens,
    opens_more,
    picks_all,
    scans,
    scans_bin_again,
    scrolls_to,
    taps,
    types,
    waits,
)
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State


def scans_two_meanings(picker: Picker) -> None:
    types(picker.floor.two_meanings)(picker)
    picker.page.locator(".choose").wait_for()


def flashes_for(time: str) -> Act:
    """The colour of an answer is gone in a quarter of a second: for its picture it stays."""
    stays = "time => (document.getElementById('flash').style.animationDuration = time)"
    return lambda picker: picker.page.evaluate(stays, time)


def takes_other_lot(picker: Picker) -> None:
    """The lot that lies beside the one meant."""
    there = picker.page.locator("[data-stop].is-here").get_attribute("data-lots") or "[]"
    types(there.split('"')[1])(picker)


STOPS = Scene(
    "stops",
    (
        State("cart", leave=binds),
        State("stop", waits(300)),
        State("tray", opens_more("[data-do=tray]"), taps(".tray__fold")),
        State("wrong", scans("wrong")),
        State("unknown", scans("unknown")),
        State("right", both(flashes_for("60s"), scans("bin")), flashes_for("")),
        State("item", waits(300)),
        State("asking", scans_bin_again),
        State("meanings", scans_two_meanings, taps(".choose .sheet__back")),
        State("keys", taps(".is-here .stop__quantity"), closes("keys")),
        State("type-code", opens_more("[data-do=type]"), closes("keys")),
        State("tote", scans("item")),
        State("wrong-tote", types("TOTE-002")),
        State("problem", opens("shorts"), closes("shorts")),
        State("more", opens("more"), closes("more")),
        State("tones", both(opens_more("[data-open=preferences]"), scrolls_to("#preferences [data-prefer=theme]"))),
        State("map", both(closes("preferences"), opens("map")), closes("map")),
        State("camera", opens_more("[data-do=camera]"), taps(".eye .button"), pause=3000),
        State("next-stop", both(scans("tote"), is_sent)),
        State("undone", both(opens_more("[data-do=undo]"), is_sent)),
        State("skipped", both(taps("[data-do=skip]"), is_sent)),
        State("path", taps("[data-do=path]"), taps("[data-do=path]")),
        State("full", both(finds(""), opens_more("[data-do=full]"))),
        State("other-tote", both(scans("tote"), is_sent)),
        State("pause", opens_more("[data-do=pause]"), taps("[data-do=resume]")),
        State("lane", picks_all),
        State("done", both(scans("lane"), is_sent)),
    ),
    orders=({"mug": 24, "puzzle": 2}, {"bowl": 3}, {"lantern": 1}),
)

LOTS = Scene(
    "lots",
    (
        State("lot", both(binds, finds("[data-asks-lot]"), scans("bin"), scans("item"))),
        State("other-lot", both(takes_other_lot, is_sent)),
    ),
    orders=({"soap": 2},),
)

SERIALS = Scene(
    "serials",
    (
        State("serial", both(binds, scans("bin"), scans("item"))),
        State("serial-second", types("SN-1001")),
        State("serial-twice", types("SN-1001")),
    ),
    orders=({"clock": 2},),
)
