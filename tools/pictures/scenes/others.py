"""Work and words that come from others: a walk with its totes, a message, goods that go back to their bins."""

from playwright.sync_api import expect

from tools.pictures.acts import Act, binds, both, gets_work, is_sent, picks_all, scans, taps, waits
from tools.pictures.readers import READERS, Picker
from tools.pictures.scene import Scene, State
from tools.pictures.scenes.news import SOON

WRITTEN = "The lift at the north gate is being mended until noon. Take the ramp."


def is_handed_over(picker: Picker) -> None:
    """Somebody else walked it up to its second stop."""
    picker.floor.clear()
    other = next(reader.name for reader in READERS if reader != picker.reader)
    picker.task_id = picker.floor.begin_walk(({"bowl": 2, "lantern": 1}, {"puzzle": 1}), other)
    picker.floor.give(picker.task_id, picker.reader.name)
    gets_work(picker)


def is_told(phrase: str, text: str = "") -> Act:
    def act(picker: Picker) -> None:
        picker.floor.say(picker.reader.name, phrase, text)
        expect(picker.page.locator(".message")).to_be_visible(timeout=SOON)

    return act


def is_cancelled(picker: Picker) -> None:
    """After it was staged; nothing else waits then."""
    (number,) = picker.floor.numbers(picker.task_id)
    picker.floor.cancel(number)
    picker.floor.clear()
    gets_work(picker)


TAKEN_OVER = Scene(
    "taken-over",
    (
        State("take-over", is_handed_over),
        State("taken-over", both(scans("tote"), scans("tote"), waits(1000))),
    ),
)

TOLD = Scene(
    "told",
    (
        State("told", both(binds, is_told("come_to_desk")), taps(".message__heard")),
        State("told-in-words", is_told("", WRITTEN), taps(".message__heard")),
    ),
    orders=({"bowl": 1}, {"lantern": 1}),
)

PUT_BACK = Scene(
    "put-back",
    (
        State("put-back-tote", both(binds, picks_all, scans("lane"), is_sent, is_cancelled)),
        State("put-back-bin", scans("tote")),
        State("put-back-item", scans("bin")),
        State("put-back-end", picks_all),
        State("put-back-done", both(scans("lane"), is_sent)),
    ),
    orders=({"bowl": 2, "lantern": 1},),
)
