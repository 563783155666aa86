"""A picker for whom there is no work: what the start says, and how it comes to say something else."""

import pytest
from playwright.sync_api import expect

from tests.browser.picker import Picker
from tests.floor import release
from tests.world import World


@pytest.fixture
def asked(small_picker: Picker) -> Picker:
    """Pia asked for work, and there is none."""
    small_picker.sign_in("BDG-TEST-PIA", "1212")
    small_picker.tap("Give me work")
    small_picker.page.wait_for_url("**/work?asked=yes")
    expect(small_picker.page.get_by_role("heading")).to_have_text("No work for you now")
    small_picker.page.evaluate("window.same = true")
    return small_picker


def test_who_asked_in_vain_sees_what_to_do_and_asks_again_by_the_same_button(asked: Picker, world: World) -> None:
    asked.fits(".begin h1", ".begin__said >> nth=0", ".begin__go button")
    with asked.page.expect_event("domcontentloaded"):
        asked.tap("Ask again")
    expect(asked.page.get_by_role("heading")).to_have_text("No work for you now")
    assert not asked.page.evaluate("window.same")

    world.order({"MUG": 2})
    release(world.warehouse_id)
    asked.tap("Ask again")

    asked.page.wait_for_url("**/picking/tasks/*")


@pytest.mark.parametrize(
    "sign", ["'nudge', {detail: {name: 'work-free'}}", "'socket', {detail: {on: true}}"], ids=["nudge", "socket"]
)
def test_it_shows_work_by_itself_once_there_is_some_and_does_not_blink_before(
    asked: Picker, world: World, sign: str
) -> None:
    news = f"document.dispatchEvent(new CustomEvent({sign}))"
    asked.page.evaluate(news)
    asked.page.wait_for_timeout(1500)
    assert asked.page.evaluate("window.same")

    world.order({"MUG": 2})
    release(world.warehouse_id)
    asked.page.evaluate(news)

    expect(asked.page.get_by_role("heading")).to_have_text("1 walk is free")
    asked.tap("Give me work")
    asked.page.wait_for_url("**/picking/tasks/*")
