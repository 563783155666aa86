"""Shipping at a desk: what leaves next, a manifest from its first carton to its last, waybills and what they lack."""

from tools.pictures.acts import both, goes, taps
from tools.pictures.acts_desk import has_left, is_leaving, opens_one, runs_low, shows_carton, voids
from tools.pictures.acts_dock import goes_to_closing, goes_without, hands_over, readies, scans_ready, signs
from tools.pictures.docks import HERE, Ready
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State


def stands_ready(picker: Picker) -> None:
    """As at the dock, and one carton waits for a waybill of the pile."""
    readies(picker)
    picker.ready.append(piled(picker))
    picker.manifest_id = picker.floor.open(HERE)


def piled(picker: Picker) -> Ready:
    return picker.floor.pack("Handcart", postcode="RV1 1QY", city="Riverside")


def is_loaded(picker: Picker) -> None:
    """Two cartons; then the customer of one writes."""
    for place in (0, 1):
        picker.floor.load(picker.manifest_id, picker.ready[place])
    picker.floor.hold(picker.ready[1])


def signs_for_two(picker: Picker) -> None:
    """What was held goes back into its lane."""
    picker.floor.take_off(picker.manifest_id, picker.ready[1])
    goes_to_closing(picker)


def finds_full(picker: Picker) -> None:
    """Another truck, with five cartons."""
    picker.floor.leave_nothing_open()
    picker.manifest_id = picker.floor.open(HERE, *(picker.floor.pack() for _ in range(5)))


def finds_labels(picker: Picker) -> None:
    """One has its label, one lacks what a label needs, one waits for the pile, one gets none by itself."""
    floor = picker.floor
    floor.leave_nothing_open()
    picker.ready = [floor.pack(lane=1), floor.pack(street="", telephone=""), piled(picker)]
    floor.sets(label_when_closed=False)
    picker.ready.append(floor.pack(carrier=""))
    floor.sets(label_when_closed=True)


MANIFESTS = Scene(
    "desk-manifests",
    (
        State("desk-dock", goes("/dock")),
        State("desk-manifest-open", opens_one("/manifests")),
        State("desk-manifest-loading", both(is_loaded, opens_one("/manifests"))),
        State("desk-loading", opens_one("/dock/manifests")),
        State("desk-closing", both(signs_for_two, goes_without, signs)),
        State("desk-handed-over", both(hands_over, opens_one("/manifests"))),
        State("desk-leaving", both(finds_full, is_leaving(2)), has_left),
        State("desk-manifests-list", goes("/manifests")),
    ),
    begin=stands_ready,
)

WAYBILLS = Scene(
    "desk-waybills",
    (
        State("desk-to-make", goes("/shipping/waybills")),
        State("desk-to-print", goes("/shipping/waybills?state=to_print")),
        State("desk-waybill", shows_carton(0)),
        State("desk-void", voids),
        State("desk-lacks", shows_carton(1)),
        State("desk-choice", both(shows_carton(3), taps(".waybill details summary"))),
        State(
            "desk-numbers-low",
            both(runs_low("Skyfreight", 37), goes("/shipping/waybills")),
            runs_low("Skyfreight", 9000),
        ),
        State("desk-pile", both(goes("/shipping/pile"), scans_ready(2))),
    ),
    begin=finds_labels,
)

DESKS = (MANIFESTS, WAYBILLS)
