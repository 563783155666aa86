"""The live floor in a browser: it keeps up without a reload, and takes nothing away from who is at something."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.floor.hearing import Who
from app.floor.keeping import keeper_of
from app.picking.models import PickTask
from app.waves.models import Wave
from tests.browser.conftest import at_desk, lasting_page
from tests.floor import release
from tests.handheld import Handheld
from tests.world import World

SOON = timedelta(minutes=50)
PHONE = (360, 640)


@pytest.fixture
def ana(world: World) -> Handheld:
    """On a walk of three stops; the second wave has no cut-off, and nothing of it changes."""
    world.order({"MUG": 1, "CARD": 2, "TEA": 1}, ship_by=now() + SOON)
    (task_id,) = release(world.warehouse_id)
    world.order({"CARD": 1})
    release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    return ana


@pytest.fixture
def page(context: BrowserContext, ana: Handheld, publish: Callable[[], None]) -> Iterator[Page]:
    """Cleo's floor at the desk."""
    yield from live_floor(context, publish)


@pytest.fixture
def phone(chromium: Browser, address: str, world: World, ana: Handheld, publish: Callable[[], None]) -> Iterator[Page]:
    """The same on her own handheld."""
    with at_desk(chromium, address, world, PHONE) as context:
        yield from live_floor(context, publish)


def live_floor(context: BrowserContext, publish: Callable[[], None]) -> Iterator[Page]:
    publish()
    with lasting_page(context, "/floor") as page:
        expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "live", timeout=20_000)
        yield page


def wave(number: int) -> str:
    """The row of the wave of that number; ids go on from test to test."""
    found = db.session.scalar(select(Wave.id).where(Wave.number == number).order_by(Wave.id.desc()))
    db.session.remove()
    return f"#wave-{found}"


def pick_next(world: World, ana: Handheld, publish: Callable[[], None]) -> None:
    task_id = db.session.scalar(select(PickTask.id).where(PickTask.holder_id == world.workers["Ana"]))
    assert task_id
    walk = ana.walk(task_id)
    stop = next(stop for stop in walk.stops if stop.state == "todo")
    assert ana.pick(task_id, stop).status_code == 200
    publish()


def test_what_happens_shows_by_itself_and_rows_that_did_not_change_are_the_same_elements(
    page: Page, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    expect(page.locator(wave(1))).to_contain_text("0 of 3 lines")
    page.evaluate(f"document.querySelector('{wave(2)}').mark = 'same'")

    pick_next(world, ana, publish)

    expect(page.locator(wave(1))).to_contain_text("1 of 3 lines")
    expect(page.locator(f"#picker-{world.workers['Ana']}")).to_contain_text("A-01-1")
    expect(page.locator(f"[data-person='{world.workers['Ana']}']")).to_have_count(1, timeout=10_000)
    assert page.evaluate(f"document.querySelector('{wave(2)}').mark") == "same"


def test_rows_that_are_given_again_as_they_are_stay_the_same_elements(
    page: Page, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    page.evaluate(f"document.querySelector('{wave(2)}').mark = 'same'")
    page.evaluate("document.getElementById('waves').dataset.seen = 'a list of another web process'")

    pick_next(world, ana, publish)

    expect(page.locator(wave(1))).to_contain_text("1 of 3 lines")
    assert page.evaluate(f"document.querySelector('{wave(2)}').mark") == "same"


def test_an_answer_that_never_comes_is_asked_for_again(
    page: Page, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    page.route("**/floor/changes*", lambda _: None, times=1)

    with page.expect_request("**/floor/changes*"):
        pick_next(world, ana, publish)

    expect(page.locator(wave(1))).to_contain_text("1 of 3 lines", timeout=20_000)


def test_the_row_that_has_the_focus_keeps_it_when_it_changes_and_when_it_moves(
    page: Page, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    page.locator(wave(2)).focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == wave(1)[1:]

    pick_next(world, ana, publish)
    expect(page.locator(wave(1))).to_contain_text("1 of 3 lines")
    assert page.evaluate("document.activeElement.id") == wave(1)[1:]

    world.order({"CARD": 1}, ship_by=now() - SOON)
    release(world.warehouse_id)
    publish()
    expect(page.locator(wave(3))).to_be_visible()
    order = page.eval_on_selector_all("#waves [data-row]", "rows => rows.map((row) => row.id)")
    assert order == [wave(number)[1:] for number in (3, 1, 2)]
    assert page.evaluate("document.activeElement.id") == wave(1)[1:]


def test_an_open_panel_and_a_form_in_it_survive_what_happens_around_them(
    page: Page, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    page.locator(f"#picker-{world.workers['Ana']} [data-hx-target='#moves']").click()
    panel = page.locator("#moves select").first
    panel.focus()

    pick_next(world, ana, publish)
    expect(page.locator(wave(1))).to_contain_text("1 of 3 lines")

    assert page.evaluate("document.activeElement.closest('#moves') !== null")


def test_keys_lead_through_the_rows_and_the_filter_leaves_what_is_looked_for(
    page: Page, world: World, ana: Handheld
) -> None:
    page.keyboard.press("/")
    page.keyboard.type("ana")
    expect(page.locator(wave(2))).to_be_hidden()
    expect(page.locator(f"#picker-{world.workers['Ana']}")).to_be_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-row]')")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator(wave(2))).to_be_visible()


def test_tab_leads_from_a_row_to_what_can_be_done_in_it(page: Page, world: World, ana: Handheld) -> None:
    row = page.locator(f"#picker-{world.workers['Ana']}")
    row.focus()

    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-hx-target=\"#moves\"]')"):
            break
    page.keyboard.press("Enter")

    expect(page.locator("#moves .task-panel")).to_be_visible()


def test_the_filter_holds_for_rows_that_change(
    page: Page, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    page.locator("[data-filter]").fill("nobody has this name")
    expect(page.locator(wave(1))).to_be_hidden()

    with page.expect_response("**/floor/changes*"):
        pick_next(world, ana, publish)
    page.wait_for_timeout(200)

    expect(page.locator(wave(1))).to_be_hidden()


def test_a_picker_who_goes_away_shows_as_away_without_a_reload(
    page: Page, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    keeper = keeper_of(world.app)
    who = Who(world.devices["Ana"], world.warehouse_id, world.workers["Ana"])
    keeper.hearing.came("ana", who, now())
    keeper.keep(now())
    publish()
    row = page.locator(f"#picker-{world.workers['Ana']}")
    expect(row).to_contain_text("online")

    keeper.hearing.left("ana", now() - timedelta(minutes=1))
    keeper.keep(now())
    publish()

    expect(row).to_contain_text("offline since")
    expect(row).to_have_class("line line--picker line--trouble")


def test_on_a_handheld_it_is_one_column_with_targets_for_a_thumb(phone: Page) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    for element in phone.locator(".line__number, .line__do a, .tools input").all():
        box = element.bounding_box()
        if box:
            assert box["height"] >= 63.5
