"""The put wall: a tote, then its units, each into the cell that the screen says."""

from tools.pictures.acts import both, finds_network, goes, loses_network, taps, types, waits
from tools.pictures.acts_packing import finds_to_sort, scans, scans_tote
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State


def begins(picker: Picker) -> None:
    """Nothing waits, and what was refused before was seen."""
    picker.floor.empty()
    picker.page.goto("/packing")
    waits(1500)(picker)
    if picker.page.locator("#refusals-seen").is_visible():
        picker.page.locator("#refusals-seen").click()


WALL = Scene(
    "wall",
    (
        State(
            "wall-to-sort", both(finds_to_sort({"mug": 1, "bowl": 1}, {"mug": 1, "puzzle": 2}), goes("/packing/wall"))
        ),
        State("wall-tote", scans_tote),
        State("wall-cell", both(scans("bowl"), waits(2000))),
        State("wall-other-item", both(scans("lantern"), waits(2000))),
        State("wall-unknown", both(types("47110815"), waits(2000))),
        State("wall-full", both(scans("mug"), waits(2000))),
        State("wall-undone", both(taps("#wall-undo"), waits(2000))),
        State("wall-offline", both(loses_network, scans("mug"), waits(4000)), finds_network),
    ),
    begin=begins,
)
