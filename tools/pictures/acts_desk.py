"""What is done at the desks of shipping, papers and administration, as acts from which the scenes are made."""

from contextlib import ExitStack

from playwright.sync_api import expect

from tools.pictures.acts import Act, goes, taps
from tools.pictures.readers import Picker

BEHIND = ExitStack()
"""What is let go when its picture was taken."""
FOLDER = "/srv/shelfway/papers"
"""Where an office keeps its own templates; the demo of the pictures is a folder that is thrown away."""
SHOWS_FOLDER = "folder => (document.querySelector('main code').textContent = folder)"


def opens_one(path: str) -> Act:
    """The page of the manifest of the scene."""
    return lambda picker: picker.page.goto(f"{path}/{picker.manifest_id}")


def shows_carton(place: int) -> Act:
    """The waybill's page of a carton of the scene."""
    return lambda picker: picker.page.goto(f"/shipping/cartons/{picker.floor.carton_id(picker.ready[place])}")


def is_leaving(gone: int) -> Act:
    """So many of its cartons are gone, and the next one waits."""

    def act(picker: Picker) -> None:
        BEHIND.enter_context(picker.floor.leaving(picker.manifest_id, gone))
        picker.page.goto(f"/manifests/{picker.manifest_id}")

    return act


def has_left(picker: Picker) -> None:
    BEHIND.close()
    picker.page.wait_for_timeout(3000)


def runs_low(carrier: str, left: int) -> Act:
    return lambda picker: picker.floor.leave_numbers(carrier, left)


def sees_carrier(name: str) -> Act:
    """Its page of the administration."""

    def act(picker: Picker) -> None:
        picker.page.goto("/admin/carriers")
        picker.page.get_by_role("link", name=name, exact=True).click()
        expect(picker.page.locator("h1")).to_contain_text(name)

    return act


def voids(picker: Picker) -> None:
    """By the two steps that it takes."""
    taps(".waybill details summary")(picker)
    taps(".waybill details form >> nth=1 >> button")(picker)
    expect(picker.page.locator(".waybill__number")).to_have_count(0)
    picker.page.reload()


def sees_papers(picker: Picker) -> None:
    goes("/papers")(picker)
    picker.page.evaluate(SHOWS_FOLDER, FOLDER)
