"""The dock on a handheld: staging, loading with all that may be wrong, the signature; waybills from the pile."""

from tools.pictures.acts import both, finds_network, goes, is_sent, loses_network, taps, types, waits
from tools.pictures.acts_dock import (
    goes_to_closing,
    goes_without,
    hands_over,
    opens_manifest,
    readies,
    scans_lane,
    scans_printed,
    scans_printed_again,
    scans_ready,
    sees,
    signs,
)
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State


def finds_pile(picker: Picker) -> None:
    """Two cartons for the carrier whose waybills are printed already."""
    picker.ready = [picker.floor.pack("Handcart", postcode="RV1 1QY", city="Riverside") for _ in range(2)]
    picker.page.goto("/shipping/pile")


STAGING = Scene(
    "staging",
    (
        State("dock", goes("/dock")),
        State("staging", goes("/dock/staging")),
        State("staging-lane", scans_ready(3)),
        State("staged", both(scans_lane(1), waits(1500))),
    ),
    begin=readies,
)

LOADING = Scene(
    "loading",
    (
        State("new-manifest", goes("/dock/manifests/new")),
        State("loading", opens_manifest),
        State("loaded", scans_ready(0)),
        State("already", both(scans_ready(1, by_waybill=True), scans_ready(1))),
        State("other-carrier", scans_ready(4), sees),
        State("other-manifest", scans_ready(5), sees),
        State("order-held", scans_ready(2), sees),
        State("unknown-carton", both(types("47110815"), waits(2000)), sees),
        State("take-off", taps("#dock-mode")),
        State("taken-off", scans_ready(1)),
        State("dock-offline", both(is_sent, taps("#dock-mode"), loses_network, scans_ready(1)), finds_network),
        State("missing", both(is_sent, goes_to_closing)),
        State("signature", both(goes_without, signs)),
        State("handed-over", hands_over),
    ),
    begin=readies,
)

PILE = Scene(
    "pile",
    (
        State("pile", finds_pile),
        State("pile-waybill", scans_ready(0)),
        State("pile-done", scans_printed),
        State("pile-used", both(scans_ready(1), scans_printed_again)),
    ),
)

DOCK = (STAGING, LOADING, PILE)
