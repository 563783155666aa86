"""Without network the walk goes on, through reloads and a killed browser; the book gets exactly what was scanned."""

from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.picking.models import Pick, PickTask
from app.walks.document import StopView
from tests.browser.conftest import BADGE, PIN
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker, plain
from tests.floor import release, wrong_books
from tests.world import World

LANE = "LOC-LANE-1"


def test_a_walk_cut_off_after_the_third_stop_ends_in_the_book_exactly_as_it_was_scanned(
    device: Handset, world: World
) -> None:
    for _ in range(3):
        world.order({"MUG": 2, "CARD": 1, "TEA": 1})
    release(world.warehouse_id)
    picker = device.open("/sign-in")
    picker.begin()
    picker = switched_off_and_on(device)
    taken: dict[int, int] = {}
    for _ in range(3):
        take(picker, taken)
    picker.is_sent()

    device.cut()
    short = takes_skips_undoes_and_shorts(picker, taken)
    picker = shows_the_same_after_a_reload_and_a_kill(device, picker)
    assert in_book() == dict(list(taken.items())[:3])
    walks_to_its_end(picker, taken)

    device.mend()
    picker.is_sent()
    picker.says("Walk done", "done")
    assert in_book() == taken
    assert {stop.line_id: stop.short for stop in picker.walk.stops if stop.short} == {short.line_id: short.quantity}
    assert picker.walk.state == "done"
    assert wrong_books() == []


def takes_skips_undoes_and_shorts(picker: Picker, taken: dict[int, int]) -> StopView:
    """All that there is to do at stops; the stop that is short."""
    take(picker, taken)
    waits(picker, 1)
    skipped = picker.stop
    picker.tap("Skip")
    expect(picker.strip).to_have_text(f"{plain(skipped.bin_address)} comes last.")
    undone = picker.stop
    take(picker, taken)
    picker.open_more("Undo")
    expect(picker.strip).to_contain_text("Undone.")
    del taken[undone.line_id]
    while picker.stop.sku != "CARD":
        take(picker, taken)
    short = picker.stop
    picker.page.locator("[data-open=shorts]").click()
    picker.tap("The bin is empty")
    expect(picker.page.locator(f"#stop-{short.line_id}")).to_have_attribute("data-state", "short")
    picker.goes_on()
    return short


def shows_the_same_after_a_reload_and_a_kill(device: Handset, picker: Picker) -> Picker:
    before = shown(picker)
    picker.page.reload()
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()
    assert shown(picker) == before
    device.kill()
    picker = device.open("/")
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()
    assert shown(picker) == before
    return picker


def walks_to_its_end(picker: Picker, taken: dict[int, int]) -> None:
    while picker.page.evaluate("document.body.dataset.phase") == "stop":
        take(picker, taken)
    picker.says("Scan lane")
    picker.scan(LANE)
    picker.says("Done, saved on this device", "done")
    picker.page.goto("/work")  # the same walk, out of the device's memory
    picker.says("Done, saved on this device", "done")


def test_both_states_of_a_stop_are_told_apart(device: Handset, world: World) -> None:
    world.order({"MUG": 2, "CARD": 1, "TEA": 1})
    release(world.warehouse_id)
    picker = device.open("/sign-in")
    picker.begin()
    is_kept(picker)
    first = picker.stop
    picker.pick()
    picker.is_sent()
    device.cut()
    second = picker.stop
    picker.pick()
    waits(picker, 1)

    picker.tap("Path")
    sent, kept = (picker.page.locator(f"#stop-{stop.line_id}") for stop in (first, second))
    expect(sent.get_by_text("in the book")).to_be_visible()
    expect(sent.get_by_text("saved on this device")).to_be_hidden()
    expect(kept.get_by_text("saved on this device")).to_be_visible()
    expect(kept.get_by_text("in the book")).to_be_hidden()
    device.mend()
    expect(kept.get_by_text("in the book")).to_be_visible()
    expect(kept.get_by_text("saved on this device")).to_be_hidden()


def test_what_was_acknowledged_after_the_page_came_is_shown_when_the_page_opens_without_network(
    device: Handset, world: World
) -> None:
    world.order({"MUG": 2, "CARD": 1, "TEA": 1})
    release(world.warehouse_id)
    picker = device.open("/sign-in")
    picker.begin()
    is_kept(picker)
    first = picker.stop
    picker.pick()
    picker.is_sent()

    device.cut()
    device.kill()
    picker = device.open("/work")

    expect(picker.page.locator(f"#stop-{first.line_id}")).to_have_attribute("data-state", "done")
    expect(picker.here).not_to_have_attribute("data-line", str(first.line_id))
    assert picker.page.evaluate("Array.from(document.images, image => image.naturalWidth > 0)").count(False) == 0


def test_new_work_without_network_is_refused_in_words_and_the_page_stays(device: Handset, world: World) -> None:
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker = device.open("/sign-in")
    picker.sign_in(BADGE, PIN)
    picker.page.reload()  # by now there is a service worker
    device.cut()
    picker.page.get_by_role("button", name="Give me work").click()

    expect(picker.strip).to_have_text("No connection. New work comes when it is back.")
    assert picker.page.url.endswith("/work")
    assert db.session.scalars(select(PickTask.state)).all() == ["free"]


def switched_off_and_on(device: Handset) -> Picker:
    """A browser writes its cookies down every half a minute, or when it is closed in peace."""
    device.close()
    picker = device.open("/work")
    picker.page.get_by_role("link", name="Go on").click()
    is_kept(picker)
    return picker


def take(picker: Picker, taken: dict[int, int]) -> None:
    """Pick the stop on the screen, and note what was taken."""
    stop = picker.stop
    picker.pick()
    taken[stop.line_id] = stop.quantity


def in_book() -> dict[int, int]:
    """Units by line, as the book has them."""
    db.session.rollback()
    units: dict[int, int] = {}
    for pick in db.session.scalars(select(Pick).where(Pick.undone_at.is_(None)).order_by(Pick.id)):
        units[pick.line_id] = units.get(pick.line_id, 0) + pick.quantity
    return units


def shown(picker: Picker) -> list[str]:
    """Each stop with its state and what was picked; where the picker stands."""
    stops: list[str] = picker.page.evaluate(
        "Array.from(document.querySelectorAll('[data-stop]'), ({ id, dataset, className }) =>"
        " `${id} ${dataset.state} ${dataset.picked} ${className.includes('is-here')}`)"
    )
    return stops
