"""When the shelf disagrees."""

from playwright.sync_api import expect

from tools.pictures.acts import binds, both, closes, confirms, finds, here, opens, taps, types_keys
from tools.pictures.floor import ALL
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State


def is_asked(picker: Picker) -> None:
    """Picks until a bin should be empty."""
    while here(picker.page) and picker.page.locator("#zero").is_hidden():
        confirms(picker)
        picker.page.wait_for_timeout(1500)  # the question comes by itself
    expect(picker.page.locator("#zero")).to_be_visible()


SHELF = Scene(
    "shelf",
    (
        State(
            "damaged", both(binds, finds("[data-quantity='2']"), opens("shorts"), taps("[data-do=damage]")), pause=1500
        ),
        State("how-many-damaged", both(opens("shorts"), taps("[data-do=damages]")), closes("keys")),
        State("too-many-damaged", both(opens("shorts"), taps("[data-do=damages]"), types_keys("99"))),
        State("short", both(opens("shorts"), taps("[data-reason=empty]")), pause=1500),
    ),
    orders=({"puzzle": 2, "mug": 1, "lantern": 1},),
)

ZERO = Scene(
    "zero",
    (
        State("zero", both(binds, is_asked), pause=1500),
        State("zero-no", taps("[data-do=empty][data-answer=no]"), pause=1500),
    ),
    orders=({"vase": ALL, "lantern": 1},),
)
