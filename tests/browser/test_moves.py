"""A lead moves work between two handhelds, three real pages at once: nothing is loaded again, no scan is lost."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from app.db import db
from app.picking.models import PickTask
from tests.browser.conftest import BADGE, PIN, lasting_page
from tests.browser.picker import Picker, plain
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.world import World


@pytest.fixture
def ana(world: World) -> Handheld:
    """She has picked the mugs of her walk into T-001."""
    world.order({"MUG": 2, "CARD": 1})
    world.order({"TEA": 1})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick(task_id, next(stop for stop in ana.walk(task_id).stops if stop.sku == "MUG"))
    return ana


@pytest.fixture
def cleo(context: BrowserContext, ana: Handheld, publish: Callable[[], None]) -> Iterator[Page]:
    """The wave's page at her desk."""
    publish()
    with lasting_page(context, f"/waves/{fresh(PickTask, the_task()).wave_id}") as page:
        yield page


def the_task(nth: int = 0) -> int:
    """The id of the walk that is moved, or of the one that was split off it."""
    db.session.rollback()
    return list(db.session.scalars(select(PickTask.id).order_by(PickTask.id)))[nth]


def test_the_task_is_dragged_to_another_picker_who_takes_the_totes_over_by_scan(
    cleo: Page, small_picker: Picker, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    pia = small_picker
    pia.sign_in(BADGE, PIN)
    row, target = cleo.locator(f"#task-{the_task()}"), cleo.locator(".drop", has_text="Pia")
    row.drag_to(target)

    expect(cleo.locator("#moved .toast")).to_contain_text(f"Pia has task {the_task()} now.")
    expect(row).to_contain_text("Pia")
    pia.get_work()
    expect(pia.page.locator(".place.is-here .place__title")).to_have_text("T-001 from Ana")
    expect(pia.page.locator("#takes")).to_contain_text("Last known at A-01-1.")
    pia.fits(".place.is-here .place__title", ".place.is-here [data-not-there]", "#takes", "#strip-said")

    pia.scan("TOTE-009")
    expect(pia.strip).to_contain_text(plain("Scan T-001, which you take over from Ana."))
    pia.scan("TOTE-002")
    expect(pia.page.locator("[data-takes]:visible")).to_have_count(1)
    pia.scan("TOTE-001")
    expect(pia.page.locator("body")).to_have_attribute("data-phase", "stop")
    pia.pick()
    pia.pick()
    pia.scan("LOC-LANE-1")
    pia.says("Walk done", "done")
    assert wrong_books() == []


def test_what_was_done_is_undone_by_a_touch_and_the_panel_does_the_rest(
    cleo: Page, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    cleo.select_option(f"#task-{the_task()} select", label="Ben")
    cleo.locator(f"#task-{the_task()}").get_by_role("button", name="Give").click()
    expect(cleo.locator(f"#task-{the_task()}")).to_contain_text("Assigned")
    cleo.locator("#moved").get_by_role("button", name="Undo").click()
    expect(cleo.locator(f"#task-{the_task()}")).to_contain_text("Walking")
    assert fresh(PickTask, the_task()).holder_id == world.workers["Ana"]

    cleo.locator(f"#task-{the_task()}").get_by_role("link", name=f"Move task {the_task()}").click()
    panel = cleo.locator("#task-panel")
    expect(panel).to_be_focused()
    panel.get_by_role("button", name="Split").click()
    expect(cleo.locator("#moved .toast")).to_contain_text(f"A part of task {the_task()} is task")
    expect(panel).to_have_count(0)
    expect(cleo.locator(f"#task-{the_task(1)}")).to_contain_text("Free")
    assert wrong_books() == []


def test_a_tote_that_is_not_there_is_passed_by_and_the_lead_sees_it(
    cleo: Page, small_picker: Picker, world: World, ana: Handheld, publish: Callable[[], None]
) -> None:
    pia = small_picker
    pia.sign_in(BADGE, PIN)
    cleo.select_option(f"#task-{the_task()} select", label="Pia")
    cleo.locator(f"#task-{the_task()}").get_by_role("button", name="Give").click()
    expect(cleo.locator(f"#task-{the_task()}")).to_contain_text("Pia")
    pia.get_work()

    pia.tap("Not there")
    expect(pia.strip).to_have_text("Your lead hears of it. Go on with another tote.")
    expect(pia.page.locator(".place.is-here .place__title")).to_have_text("Empty tote for")
    publish()
    expect(cleo.locator("#missing")).to_contain_text("T-001")
    assert wrong_books() == []
