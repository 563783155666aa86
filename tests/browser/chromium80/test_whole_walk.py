"""A whole walk in a real Chromium 80, the oldest browser that handhelds are promised to work in."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.picking.document import walk_document
from app.picking.models import Pick, PickTask
from app.walks.document import StopView, WalkDocument
from tests.browser.chromium80.driver import PATIENCE, Page, chromium80
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import WAITING
from tests.floor import empty_tote, release, wrong_books
from tests.world import World
from tools.chromium80 import PROGRAM

STRIP = "document.querySelector('#strip-said').textContent"
HERE = "document.querySelector('[data-stop].is-here')"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    if not PROGRAM.exists():
        pytest.skip("Chromium 80 is not here; tools/chromium80 fetches it")
    with chromium80(PROGRAM, tmp_path) as page:
        yield page


@pytest.mark.slow
def test_a_walk_with_an_undo_a_skip_and_a_short_goes_on_while_the_network_is_away(
    page: Page, address: str, world: World
) -> None:
    world.order({"MUG": 2, "CARD": 3, "TEA": 1})
    release(world.warehouse_id)
    begin(page, address, world)

    first = pick(page)
    page.tap("[data-open=more]")
    page.tap("[data-do=undo]")
    page.wait(f"{HERE}.id === 'stop-{first.line_id}' && {HERE}.dataset.picked === '0'")
    assert pick(page).line_id == first.line_id
    is_sent(page)

    page.cut_network()
    skipped = here(page)
    page.tap("[data-do=skip]")
    page.wait(f"{HERE}.id !== 'stop-{skipped.line_id}'")
    shorted = here(page)
    page.tap("[data-open=shorts]")
    page.tap("[data-do=short][data-reason=too_few]")
    page.wait(f"{HERE}.id === 'stop-{skipped.line_id}'")
    assert pick(page).line_id == skipped.line_id
    page.wait("document.querySelector('[data-link]').dataset.link === 'off'")
    assert picked_in_the_book() == {first.line_id: first.quantity}
    page.cut_network(False)
    page.evaluate("dispatchEvent(new Event('online'))")

    is_sent(page)
    page.wait("document.querySelectorAll('[data-stop]').length === 4")  # the rest is taken from the other lot
    elsewhere = pick(page)
    says(page, "Scan lane")
    is_sent(page)
    page.scan(walk().lanes[0][0])
    page.wait("document.querySelector('#done').offsetParent")
    is_sent(page)

    wanted = {stop.line_id: stop.quantity for stop in (first, skipped, elsewhere)}
    assert picked_in_the_book() == wanted
    assert shorted.line_id not in wanted
    assert wrong_books() == []
    assert page.stumbles == []


def begin(page: Page, address: str, world: World) -> None:
    """Signed in, with a walk and a tote on each place of the cart."""
    page.open(f"{address}/sign-in")
    page.wait("document.body.classList.contains('live')")
    page.scan(BADGE)
    page.wait("document.querySelector('input[name=secret]')")
    page.evaluate(f"document.querySelector('input[name=secret]').value = {json.dumps(PIN)}")
    page.evaluate("document.querySelector('input[name=secret]').form.submit()")
    page.wait("location.pathname === '/work' && document.body.classList.contains('live')")
    page.tap("form[action='/picking/claims'] button")
    for place in walk().places:
        says(page, f"Scan tote for {place.position}")
        page.scan(empty_tote(world.warehouse_id) or "none is left")
        page.wait(f"document.querySelector('#place-{place.id}').dataset.tote")
        is_sent(page)


def pick(page: Page) -> StopView:
    """The stop on the screen, as it asks for it; a path that has just come anew is drawn first."""
    page.wait(f"['todo', 'skipped'].includes({HERE}.dataset.state)")
    stop = here(page)
    if page.evaluate(STRIP) != "Scan item":  # at the same bin as before it is not asked for again
        page.scan(stop.bin_barcode)
    says(page, "Scan item")
    page.scan(stop.codes[0][0])
    if stop.asks_lot:
        says(page, f"Scan lot {stop.lot_code}")
        page.scan(stop.lot_code)
    says(page, f"Scan tote {stop.place.position}")
    page.scan(page.evaluate(f"document.querySelector('#place-{stop.place.id}').dataset.tote"))
    page.wait(f"document.querySelector('#stop-{stop.line_id}').dataset.picked === '{stop.quantity}'")
    return stop


def says(page: Page, words: str) -> None:
    page.wait(f"{STRIP} === {json.dumps(words)}")


def is_sent(page: Page) -> None:
    """Nothing waits on the device."""
    end = time.monotonic() + PATIENCE
    while page.evaluate(f"({WAITING})()"):
        assert time.monotonic() < end, "operations still wait on the device"
        time.sleep(0.05)


def here(page: Page) -> StopView:
    line = int(page.evaluate(f"{HERE}.dataset.line"))
    return next(stop for stop in walk().stops if stop.line_id == line)


def walk() -> WalkDocument:
    """The walk as the server has it now."""
    db.session.rollback()
    task = db.session.scalars(select(PickTask)).one()
    return walk_document(db.session.get_one(PickTask, task.id, populate_existing=True), "en")


def picked_in_the_book() -> dict[int, int]:
    """Units by line, in confirmations that were not undone."""
    db.session.rollback()
    return {pick.line_id: pick.quantity for pick in db.session.scalars(select(Pick).where(Pick.undone_at.is_(None)))}
