"""From the badge to the walk that waits."""

from playwright.sync_api import expect

from tools.pictures.acts import both, gets_work, goes, opens, shows_badge, taps, types_pin
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State


def is_free_to_take(picker: Picker) -> None:
    picker.task_id = picker.floor.put_up(picker.reader.name, ({"mug": 1}, {"bowl": 2}))
    picker.floor.give(picker.task_id, "")
    picker.page.goto("/work")
    expect(picker.page.locator("[data-work=some]")).to_be_visible()


def is_given(picker: Picker) -> None:
    picker.floor.give(picker.task_id, picker.reader.name)
    picker.page.goto("/work")


def chooses_language(picker: Picker) -> None:
    """The page is as the worker reads, whatever the browser's language is."""
    picker.page.goto("/language")
    picker.page.locator(f"main .languages [lang={picker.reader.language}]").click()
    picker.page.wait_for_timeout(1500)  # the way back is told to the browser in steps


ARRIVING = Scene(
    "arriving",
    (
        State("sign-in", goes("/sign-in")),
        State("pin", shows_badge),
        State("language", both(types_pin, chooses_language, goes("/language"))),
        State("no-work", goes("/work")),
        State("work", is_free_to_take),
        State("given", is_given),
        State("waits", both(gets_work, goes("/work"))),
        State("preferences", opens("preferences"), taps("#preferences [data-close]")),
    ),
    begin=lambda picker: picker.floor.clear(),
)
