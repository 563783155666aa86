"""Parcels that come back, on a handheld: found, inspected, laid into totes; without network, too."""

from tools.pictures.acts import both, finds_network, goes, is_sent, loses_network, opens, taps, types, waits
from tools.pictures.acts_returns import (
    GOODS,
    announces,
    answers,
    backs_out,
    gets,
    is_clear,
    is_kept,
    lays,
    opens_parcel,
    scans,
    scans_lot,
    scans_ready,
    scans_rma,
    scans_serial,
    scans_tote,
    takes_in,
    takes_picture,
)
from tools.pictures.scene import Scene, State

ARRIVING = Scene(
    "returns-arriving",
    (
        State("returns-none", goes("/returns/dock")),
        State("returns-candidates", both(scans_ready(0), waits(1500))),
        State("returns-nobody-knows", both(goes("/returns/dock"), types("47110815"), waits(1500))),
        State("returns-unidentified", both(takes_in, waits(1000))),
        State("returns-placed", both(types("LOC-AREA-ARRIVALS"), waits(1500), takes_picture)),
        State("returns-list", both(goes("/returns/dock"), announces, scans_rma, waits(2000), goes("/returns/dock"))),
        State(
            "returns-kept",
            both(waits(2000), loses_network, scans_ready(0), waits(4000)),
            both(finds_network, is_sent),
        ),
    ),
    begin=both(is_clear, gets({"mug": 2, "soap": 1, "clock": 1}, is_heard_of=False)),
)

INSPECTING = Scene(
    "returns-inspecting",
    (
        State("returns-parcel", both(announces, goes("/returns/dock"), opens_parcel)),
        State("returns-question", scans("mug")),
        State("returns-way", answers(0, 0, 0)),
        State("returns-laid", lays(1)),
        State("returns-other-way", both(scans("mug"), answers(1, 1, 0))),
        State("returns-wrong-tote", both(scans_tote(1), waits(500))),
        State("returns-not-on-order", both(lays(2), scans("lantern"))),
        State("returns-lot", scans("soap")),
        State("returns-other-lot", types("L990101")),
        State("returns-serial", both(scans_lot, waits(500), backs_out, scans("clock"))),
        State("returns-other-serial", types("SN-999999")),
        State("returns-device", both(scans_serial, waits(500))),
        State("returns-more", both(backs_out, opens("more")), taps("#more [data-close]")),
        State("returns-photograph", takes_picture),
        State("returns-which-full", both(opens("more"), taps("#more [data-do=full]"))),
        State("returns-tote-closed", both(taps(".choose button"), waits(1500))),
        State("returns-which-label", both(opens("more"), taps("#more [data-do=label]")), taps(".choose .sheet__back")),
        State("returns-offline", both(is_kept, loses_network, scans("soap"), waits(500), scans_lot, waits(500))),
        State("returns-saved", both(answers(0, 0, 0), scans_tote(3), waits(2500)), both(finds_network, is_sent)),
        State("returns-missing", both(waits(1000), taps("[data-do=finish]"))),
        State("returns-finished", both(taps(".choose button"), waits(2500))),
    ),
    begin=both(is_clear, gets(GOODS)),
)

RETURNS = (ARRIVING, INSPECTING)
