"""What others do meanwhile: the lead answers a call, an order is stopped, a walk is given away, scans are refused."""

from playwright.sync_api import expect

from tools.pictures.acts import binds, both, finds_network, loses_network, opens, picks, scans, taps
from tools.pictures.floor import LEAD
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State

SOON = 20_000
"""By then a handheld has heard of it (ms): the lead of the pictures works beside the server."""


def is_answered(picker: Picker) -> None:
    picker.page.wait_for_timeout(1500)  # the call is in the book
    picker.floor.answer_calls()
    expect(picker.page.locator("#stops [data-news^=call]")).to_be_attached(timeout=SOON)


def is_stopped(picker: Picker) -> None:
    """The first order of the walk is cancelled under the picker's eyes."""
    picker.floor.cancel(picker.floor.numbers(picker.task_id)[0])
    expect(picker.page.locator("#stops .stops__news")).to_be_attached(timeout=SOON)


def is_stopped_unheard(picker: Picker) -> None:
    """The second one while the handheld has no network, after its stops were picked."""
    loses_network(picker)
    picks(3)(picker)
    picker.floor.cancel(picker.floor.numbers(picker.task_id)[1])
    finds_network(picker)
    expect(picker.page.locator("#refusals")).to_be_visible(timeout=SOON)


def is_given_away(picker: Picker) -> None:
    """While the picker stands at a stop with the item in the hand."""
    for kind in ("bin", "item"):
        scans(kind)(picker)
    picker.floor.give(picker.task_id, LEAD)
    scans("tote")(picker)
    picker.page.wait_for_timeout(2500)


def sees_refusals(picker: Picker) -> None:
    """The list stands until then, whatever the next walk is."""
    picker.page.goto("/work")
    picker.page.wait_for_timeout(1500)
    if picker.page.locator("#refusals-seen").is_visible():
        picker.page.locator("#refusals-seen").click()


CALLED = Scene(
    "called",
    (
        State("called", both(binds, opens("shorts"), taps("[data-do=call][data-reason=help]"))),
        State("answered", is_answered),
    ),
    orders=({"bowl": 1}, {"lantern": 1}),
)

STOPPED = Scene(
    "stopped",
    (
        State("stopped", both(binds, is_stopped)),
        State("stopped-path", taps("[data-do=path]"), taps("[data-do=path]")),
        State("not-done", is_stopped_unheard, taps("#refusals-seen")),
    ),
    orders=({"mug": 1}, {"bowl": 2, "puzzle": 1, "lantern": 1}, {"vase": 1}),
)

GIVEN_AWAY = Scene(
    "given-away",
    (State("reassigned", both(binds, is_given_away)),),
    orders=({"bowl": 1}, {"mug": 2}),
    end=sees_refusals,
)
