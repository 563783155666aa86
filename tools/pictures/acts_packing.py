"""What a packer does at the bench and at the wall, as acts from which the scenes are made."""

from collections.abc import Mapping
from contextlib import ExitStack

from playwright.sync_api import expect

from tools.pictures.acts import Act, opens, taps, types, types_keys
from tools.pictures.readers import Picker

Wanted = Mapping[str, int]
PHASE = "body.live[data-phase]"
COUNTED = """() => Array.from(document.querySelectorAll("[data-stop], [data-content]"))
  .reduce((sum, { dataset }) => sum + Number(dataset.picked || dataset.verified), 0)"""
"""Units that were scanned: into a carton, and once more in one."""
UNMEASURED = ExitStack()
"""Items whose sides nobody knows for a while."""


def finds_staged(*orders: Wanted) -> Act:
    """Nothing else stands in the lanes."""

    def act(picker: Picker) -> None:
        picker.floor.empty()
        picker.staged = picker.floor.stage(*orders)

    return act


def finds_to_sort(*orders: Wanted) -> Act:
    """All of them lie in one tote."""

    def act(picker: Picker) -> None:
        picker.floor.empty()
        picker.staged = picker.floor.stage_together(*orders)

    return act


def opens_order(*orders: Wanted) -> Act:
    """The first of these orders, by its tote."""

    def act(picker: Picker) -> None:
        finds_staged(*orders)(picker)
        opens_staged(picker)

    return act


def opens_unmeasured(kind: str) -> Act:
    """An order of one such unit; no carton can be proposed until `is_measured`."""

    def act(picker: Picker) -> None:
        UNMEASURED.enter_context(picker.floor.unmeasured(kind))
        opens_order({kind: 1})(picker)
        packs(kind)(picker)
        expect(picker.page.locator("#closing [data-do=carton]").first).to_be_visible()

    return act


def is_measured(picker: Picker) -> None:
    UNMEASURED.close()


def opens_staged(picker: Picker) -> None:
    picker.page.goto("/packing")
    expect(picker.page.locator("body.live")).to_be_attached()
    scans_tote(picker)
    picker.page.wait_for_url("**/packing/orders/*")
    expect(picker.page.locator(PHASE)).to_be_attached()


def scans_tote(picker: Picker) -> None:
    types(picker.staged[0].tote)(picker)


def packs(*kinds: str) -> Act:
    """One unit of each, as the server has it then."""

    def act(picker: Picker) -> None:
        for kind in kinds:
            before = picker.page.evaluate(COUNTED)
            types(picker.floor.code(kind))(picker)
            picker.page.wait_for_function(f"before => ({COUNTED})() > before", arg=before)
        expect(picker.page.locator("[data-some-waiting]")).to_be_hidden(timeout=20_000)

    return act


def scans(kind: str) -> Act:
    """What it says of the unit is what is pictured."""
    return lambda picker: types(picker.floor.code(kind))(picker)


def chooses(place: int) -> Act:
    """The answer at that place of those that are offered."""
    return lambda picker: picker.page.locator(".choose button").nth(place).click()


def ticks_all(picker: Picker) -> None:
    """What the channel wants looked at; the strip names one after the other."""
    todo = picker.page.locator("[data-check][data-state=todo]")
    while left := todo.count():
        taps("#strip-said")(picker)
        expect(todo).to_have_count(left - 1)


def weighs(grams: int = 0) -> Act:
    """That much, or what the carton should weigh."""

    def act(picker: Picker) -> None:
        expected = picker.page.locator(".carton.is-filled").get_attribute("data-expected")
        taps("#strip-said")(picker)
        types_keys(str(grams or expected))(picker)

    return act


def closes_carton(picker: Picker) -> None:
    """Its units are in it; the rest is done."""
    ticks_all(picker)
    weighs()(picker)
    taps("#strip-said")(picker)
    picker.page.wait_for_timeout(500)
    expect(picker.page.locator("[data-some-waiting]")).to_be_hidden(timeout=20_000)


def opens_problem(selector: str) -> Act:
    def act(picker: Picker) -> None:
        opens("shorts")(picker)
        taps(f"#shorts {selector}")(picker)

    return act


def photographs(picker: Picker) -> None:
    """What the camera sees is the screen itself."""
    picture = picker.page.screenshot(type="jpeg", quality=80)
    field = picker.page.locator("#photograph-file")
    field.set_input_files({"name": "carton.jpg", "mimeType": "image/jpeg", "buffer": picture})
    expect(picker.page.locator("#photographs")).to_be_visible()


def is_cancelled(picker: Picker) -> None:
    """While it stands on the bench."""
    picker.floor.cancel(picker.staged[0].number)
    expect(picker.page.locator("body[data-phase=stopped]")).to_be_attached(timeout=20_000)


def sets(**settings: object) -> Act:
    return lambda picker: picker.floor.sets(**settings)
