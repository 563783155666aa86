"""Stock on a handheld: received, put away, refilled, counted, moved; without network, too."""

from tools.pictures.acts import both, closes, finds_network, goes, is_sent, loses_network, opens, taps, types, waits
from tools.pictures.acts_stock import (
    closes_delivery,
    comes_in_tote,
    confirms_goods,
    counts_by_number,
    counts_second,
    does_all_stops,
    finds_delivery,
    goes_to_bin,
    has_to_count,
    runs_low,
    says_counted,
    says_damaged,
    says_none_left,
    scans,
    scans_bin_of,
    scans_case,
    scans_dock,
    scans_empty_bin,
    scans_here,
    scans_item_here,
    scans_paper,
    scans_soap_with_lot,
    scans_tote,
    takes_all,
    types_units,
)
from tools.pictures.scene import Scene, State

RECEIVING = Scene(
    "receiving",
    (
        State("receiving-start", finds_delivery),
        State("receiving-place", scans_paper),
        State("receiving-lines", scans_dock),
        State("receiving-count", scans_case),
        State("receiving-received", confirms_goods),
        State("receiving-lot", scans_soap_with_lot),
        State("receiving-over", both(types_units(15), confirms_goods)),
        State("receiving-damaged", both(confirms_goods, scans("bowl"), says_damaged)),
        State("receiving-unknown", both(confirms_goods, types("47110815"))),
        State("receiving-plate", both(taps("#strange [data-leave]"), taps("#rcv-plate"), waits(2000))),
        State("receiving-on-plate", both(scans_case, confirms_goods)),
        State("receiving-offline", both(is_sent, loses_network, scans("bowl"), confirms_goods), finds_network),
        State("receiving-close", both(is_sent, closes_delivery)),
    ),
)

AWAY = Scene(
    "putting-away",
    (
        State("away-tote", comes_in_tote),
        State("away-bin", both(scans_tote, waits(1500))),
        State("away-refused", both(scans_bin_of("lantern"), waits(2000))),
        State("away-other", scans_empty_bin),
        State("away-next", both(scans_item_here, is_sent)),
        State("away-offline", both(loses_network, scans_here), finds_network),
        State("away-empty", does_all_stops),
        State("away-done", both(scans_tote, is_sent)),
    ),
)

REFILLS = Scene(
    "refills",
    (
        State("refill-tote", runs_low),
        State("refill-take", both(scans_tote, waits(1500))),
        State("refill-item", scans_here),
        State("refill-problem", opens("shorts"), closes("shorts")),
        State("refill-put", both(takes_all, is_sent)),
        State("refill-full", opens("shorts"), closes("shorts")),
        State("refill-empty", does_all_stops),
        State("refill-done", both(scans_tote, is_sent)),
    ),
)

COUNTS = Scene(
    "counts",
    (
        State("count-bin", has_to_count("mug")),
        State("count-item", scans_here),
        State("count-units", both(scans("mug"), scans("mug"), scans("mug"))),
        State("count-keys", taps(".is-here [data-do=number]"), closes("keys")),
        State("count-number", counts_by_number(59)),
        State("count-offline", both(loses_network, says_counted), finds_network),
        State("count-done", both(is_sent, taps("[data-do=finish]"), is_sent)),
        State("count-lot", both(has_to_count("soap", "lantern"), goes_to_bin("soap"), scans_here, scans("soap"))),
        State("count-lots", both(types("L260901"), scans("soap"))),
        State("count-none", both(says_counted, scans_here, is_sent)),
        State("count-end", says_none_left),
        State("count-second", both(taps("[data-do=finish]"), is_sent, counts_second, scans_here)),
    ),
)

MOVING = Scene(
    "moving",
    (
        State("moving-bin", goes("/stock-desk/moving")),
        State("moving-item", both(scans_bin_of("mug"), waits(1500))),
        State("moving-count", both(scans("mug"), waits(500), scans("mug"), waits(500))),
        State("moving-done", both(scans_empty_bin, waits(1000))),
        State("moving-kept", both(scans_bin_of("mug"), waits(1500), scans("bowl"), waits(1000))),
    ),
)

STOCK = (RECEIVING, AWAY, REFILLS, COUNTS, MOVING)
