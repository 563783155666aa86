"""From the tote to the closed carton, with what goes wrong on the way."""

from playwright.sync_api import expect

from tools.pictures.acts import (
    both,
    closes,
    finds_network,
    goes,
    is_sent,
    loses_network,
    opens,
    taps,
    types,
    waits,
)
from tools.pictures.acts_packing import (
    chooses,
    closes_carton,
    finds_staged,
    finds_to_sort,
    is_cancelled,
    is_measured,
    opens_order,
    opens_problem,
    opens_unmeasured,
    packs,
    photographs,
    scans,
    scans_tote,
    sets,
    ticks_all,
    weighs,
)
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State

KEPT = """async () => Boolean(await (await caches.open("pages")).match(location.pathname))"""


def is_kept(picker: Picker) -> None:
    """The order is on the device; what is asked for later was fetched, too."""
    picker.page.wait_for_timeout(1500)
    picker.page.wait_for_function(KEPT)


def scans_number_twice(picker: Picker) -> None:
    """The first one that was picked."""
    expected = picker.page.locator("[data-stop]").first.get_attribute("data-expects") or "[]"
    for _ in range(2):
        types(expected.split('"')[1])(picker)
        waits(1500)(picker)


def opens_again(picker: Picker) -> None:
    picker.page.reload()
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()


def offers_find(picker: Picker) -> None:
    """The bench has heard by then that the lead is asked about a unit."""
    offer = picker.page.locator("[data-do=found]")
    expect(offer).to_be_attached(timeout=20_000)
    taps(".acts [data-do=boxes]")(picker)
    offer.scroll_into_view_if_needed()


def is_packed_elsewhere(picker: Picker) -> None:
    """The last unit, at another bench, while this one has no network."""
    loses_network(picker)
    picker.floor.pack_one(picker.staged[0].order_id)
    scans("mug")(picker)
    finds_network(picker)
    expect(picker.page.locator("#strip[data-kind=wrong]")).to_be_visible(timeout=20_000)


BEGINNING = Scene(
    "bench-begins",
    (
        State("bench-none", goes("/packing")),
        State("bench-list", both(finds_staged({"mug": 2, "lantern": 1}, {"bowl": 1}, {"puzzle": 3}), goes("/packing"))),
        State("bench-nobody-knows", types("47110815")),
        State("bench-shared", both(finds_to_sort({"mug": 1}, {"bowl": 1}), goes("/packing"), scans_tote)),
    ),
    begin=lambda picker: picker.floor.empty(),
)

UNITS = Scene(
    "bench-units",
    (
        State("bench-order", opens_order({"mug": 3, "puzzle": 1, "lantern": 1})),
        State("bench-unit", packs("mug")),
        State("bench-other-item", scans("bowl")),
        State("bench-unknown", types("47110816")),
        State("bench-tote-again", scans_tote),
        State("bench-one-too-many", both(packs("puzzle"), scans("puzzle"))),
        State("bench-cartons", both(packs("mug"), taps(".acts [data-do=boxes]")), taps(".acts [data-do=boxes]")),
        State("bench-more", opens("more"), closes("more")),
        State("bench-problem", opens("shorts"), closes("shorts")),
        State("bench-taken-out", opens_problem("[data-do=take-out]")),
        State("bench-rest", taps("[data-do=close]")),
        State("bench-rest-missing", chooses(1), taps("#closing [data-do=back]")),
    ),
)

FOUND = Scene(
    "bench-found-again",
    (
        State(
            "bench-undone", both(opens_order({"mug": 2}), packs("mug"), opens_problem("[data-do=undo]"), waits(1500))
        ),
        State(
            "bench-closed-short",
            both(packs("mug"), taps("[data-do=close]"), chooses(1), closes_carton, offers_find),
        ),
        State("bench-found", both(taps("[data-do=found]"), waits(1500))),
    ),
)

TRACKED = Scene(
    "bench-tracked",
    (
        State("bench-lot", both(opens_order({"soap": 2}), scans("soap"))),
        State("bench-other-lot", types("L260801")),
        State("bench-serial", both(opens_order({"clock": 2}), scans("clock"))),
        State("bench-serial-other", types("SN-999999")),
        State("bench-serial-twice", scans_number_twice),
    ),
)

CLOSING = Scene(
    "bench-closing",
    (
        State("bench-checklist", both(opens_order({"mug": 1, "lantern": 1}), packs("mug", "lantern"))),
        State("bench-weigh", ticks_all),
        State("bench-weight-keys", taps("#strip-said"), closes("keys")),
        State("bench-photograph", both(photographs, waits(3000))),
        State("bench-close", weighs(9000)),
        State("bench-verify", both(taps("#strip-said"), waits(2000))),
        State("bench-verify-half", packs("mug")),
        State("bench-second", both(sets(verify_by_second=True), opens_again, taps(".acts [data-do=boxes]"))),
        State("bench-done", both(sets(verify_by_second=False), opens_again, packs("lantern"), closes_carton)),
        State("bench-packed-cartons", taps(".acts [data-do=boxes]")),
    ),
)

WHICH = Scene(
    "bench-which-carton",
    (
        State("bench-which", opens_unmeasured("bowl")),
        State("bench-sides", both(taps("#closing [data-do=other]"), waits(1000)), is_measured),
    ),
)

SEVERAL = Scene(
    "bench-several",
    (
        State("bench-second-carton", both(opens_order({"mug": 2}), packs("mug"), taps("[data-do=close]"), chooses(0))),
        State("bench-two-cartons", both(weighs(), taps("#strip-said"), packs("mug"), taps(".acts [data-do=boxes]"))),
        State("bench-emptying", taps("#carton-1 [data-do=empty]")),
    ),
)

CHANGED = Scene(
    "bench-changed",
    (
        State("bench-stopped", both(opens_order({"mug": 1, "bowl": 1}), packs("mug"), is_cancelled)),
        State("bench-offline", both(opens_order({"mug": 2, "bowl": 1}), is_kept, loses_network, scans("mug"))),
        State("bench-saved", both(scans("mug"), scans("bowl"), ticks_all, weighs(1200), taps("#strip-said"))),
        State("bench-no-next", both(scans_tote, waits(1000)), both(finds_network, is_sent)),
        State("bench-not-done", both(opens_order({"mug": 1}), is_kept, is_packed_elsewhere)),
    ),
)

PACKING = (BEGINNING, UNITS, FOUND, TRACKED, CLOSING, WHICH, SEVERAL, CHANGED)
