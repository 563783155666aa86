"""The same at a desk, where the list stands left and the carton right; and what an admin keeps for it."""

from tools.pictures.acts import Act, both, goes, scrolls_to, taps, waits
from tools.pictures.acts_packing import (
    closes_carton,
    finds_staged,
    finds_to_sort,
    opens_order,
    packs,
    scans,
    scans_tote,
    ticks_all,
    weighs,
)
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State
from tools.pictures.scenes.arriving import chooses_language

AT_DESK = Scene(
    "desk-bench",
    (
        State("desk-list", both(finds_staged({"mug": 2, "lantern": 1}, {"bowl": 1}, {"puzzle": 3}), goes("/packing"))),
        State("desk-order", opens_order({"mug": 3, "puzzle": 1, "soap": 1, "lantern": 2})),
        State("desk-unit", packs("mug")),
        State("desk-wrong", scans("bowl")),
        State("desk-checklist", both(opens_order({"mug": 1, "lantern": 1}), packs("mug", "lantern"))),
        State("desk-verify", both(ticks_all, weighs(9000), taps("#strip-said"), waits(2000))),
        State("desk-done", both(packs("mug", "lantern"), closes_carton)),
    ),
)


def stands_on_scale(grams: int) -> Act:
    return lambda picker: picker.floor.put_up_scale(grams)


def takes_scale_away(picker: Picker) -> None:
    picker.floor.take_scale_away()


ON_SCALE = Scene(
    "desk-scale",
    (
        State(
            "desk-weighed",
            both(
                opens_order({"mug": 1, "lantern": 1}),
                packs("mug", "lantern"),
                ticks_all,
                taps("#strip-said"),
                waits(1500),
            ),
        ),
    ),
    begin=stands_on_scale(1631),
    end=takes_scale_away,
)

WALL_AT_DESK = Scene(
    "desk-wall",
    (
        State(
            "desk-cell",
            both(
                finds_to_sort({"mug": 1, "bowl": 1}, {"mug": 1, "puzzle": 2}),
                goes("/packing/wall"),
                scans_tote,
                scans("bowl"),
                waits(2000),
            ),
        ),
    ),
)

KEPT = Scene(
    "admin-packing",
    (
        State("admin-cartons", both(chooses_language, goes("/admin/packing"))),
        State("admin-wall", scrolls_to(".card:nth-child(3)")),
        State(
            "admin-scale",
            both(
                stands_on_scale(1631),
                goes("/admin/packing"),
                scrolls_to(".card:nth-child(4)"),
                taps("[data-hx-target^='#reading']"),
                waits(1500),
            ),
        ),
    ),
    end=takes_scale_away,
)

DESK = (AT_DESK, ON_SCALE, WALL_AT_DESK)
ADMINISTRATION = (KEPT,)
