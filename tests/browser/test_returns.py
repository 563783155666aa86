"""The returns' dock on a handheld: found by a scan, inspected by scans and touches."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.attachments.models import Attachment
from app.db import db
from tests.attachments.pictures import png
from tests.browser.clerk import answers, fits, rae, signs_in
from tests.browser.conftest import SIZES, handheld
from tests.browser.picker import Picker
from tests.floor import wrong_books
from tests.returns.shipped import MUG, Sent, line_of, parcels, rma, sent, units
from tests.world import World


@pytest.fixture
def order(world: World) -> Sent:
    return sent(world, {"MUG": 2, "CARD": 1}, number="W1")


@pytest.fixture
def number(world: World, order: Sent) -> str:
    """Of a return of two mugs."""
    return rma(world, order.order_id, {"MUG": 2})


@pytest.fixture(params=SIZES)
def clerk(request: pytest.FixtureRequest, chromium: Browser, address: str, world: World) -> Iterator[Picker]:
    rae(world)
    for shown in handheld(chromium, address, world, SIZES[request.param]):
        signs_in(shown)
        yield shown


@pytest.fixture
def small_clerk(chromium: Browser, address: str, world: World) -> Iterator[Picker]:
    rae(world)
    for shown in handheld(chromium, address, world, SIZES["320x533"]):
        signs_in(shown)
        yield shown


def test_a_parcel_is_found_inspected_and_finished(clerk: Picker, world: World, order: Sent, number: str) -> None:
    page = clerk.page
    clerk.says("Scan what is on the parcel")
    fits(page)
    clerk.scan(number)
    page.wait_for_url("**/returns/dock/parcels/*")
    clerk.says("Scan item")
    fits(page)

    clerk.scan(MUG)
    answers(clerk, "Yes", "No", "Yes")
    expect(page.locator(".inspect__way")).to_have_text("Back into stock")
    clerk.says("Scan an empty tote")
    fits(page)
    clerk.scan("TOTE-012")
    clerk.says("1 × Red mug: Back into stock", "done")
    expect(page.locator("#count")).to_have_text("1/2")
    clerk.is_sent()

    clerk.scan(MUG)
    answers(clerk, "No")
    fits(page)
    answers(clerk, "No", "Yes")
    expect(page.locator(".inspect__way")).to_have_text("Repackage")
    clerk.scan("TOTE-012")
    clerk.says("Tote T-012 is for: Back into stock. This one: Repackage.", "wrong")
    clerk.scan("TOTE-011")
    clerk.is_sent()
    clerk.says("All there. Tap here: finish it")
    page.click("#strip-said")
    clerk.says("This parcel is finished. Scan the next one at the dock.", "done")
    clerk.is_sent()

    assert [(unit.disposition, unit.location.address) for unit in units()] == [
        ("restock", "T-012"),
        ("repackage", "T-011"),
    ]
    assert parcels()[0].done_at
    assert line_of(order.order_id, "MUG").returned == 2
    assert wrong_books() == []


def test_what_was_not_sent_says_so_at_once_and_comes_in_as_a_stranger_by_a_touch(
    clerk: Picker, world: World, order: Sent, number: str
) -> None:
    clerk.scan(number)
    clerk.page.wait_for_url("**/returns/dock/parcels/*")
    clerk.scan("4012345678901")
    expect(clerk.strip).to_contain_text("is not of order W1.")
    assert units() == []

    clerk.page.click("#strip-said")
    answers(clerk, "Yes", "No", "Yes")
    expect(clerk.page.locator(".inspect__way")).to_have_text("Quarantine")
    clerk.scan("TOTE-012")
    expect(clerk.page.locator(".inspect__unit")).to_have_count(1)
    clerk.is_sent()

    assert [(unit.line_id, unit.disposition) for unit in units()] == [(None, "quarantine")]
    assert line_of(order.order_id, "MUG").returned == 0
    assert wrong_books() == []


def test_the_worst_answer_says_where_it_goes_on_the_page_as_on_the_server(
    small_clerk: Picker, world: World, order: Sent, number: str
) -> None:
    clerk = small_clerk
    clerk.scan(number)
    clerk.page.wait_for_url("**/returns/dock/parcels/*")
    clerk.scan(MUG)
    answers(clerk, "No", "Yes", "Not quite")  # opened, used, damaged: no order by the alphabet
    expect(clerk.page.locator(".inspect__way")).to_have_text("Scrap")
    clerk.scan("TOTE-012")
    expect(clerk.page.locator("#count")).to_have_text("1/2")
    clerk.is_sent()

    assert [(unit.grade, unit.disposition) for unit in units()] == [("damaged", "scrap")]
    assert wrong_books() == []


def test_an_undo_puts_the_last_one_back(small_clerk: Picker, world: World, order: Sent, number: str) -> None:
    clerk = small_clerk
    clerk.scan(number)
    clerk.page.wait_for_url("**/returns/dock/parcels/*")
    clerk.scan(MUG)
    answers(clerk, "Yes", "No", "Yes")
    clerk.scan("TOTE-012")
    expect(clerk.page.locator("#count")).to_have_text("1/2")

    clerk.page.get_by_role("button", name="Undo").click()

    clerk.says("Put it back into the parcel.", "asking")
    expect(clerk.page.locator("#count")).to_have_text("0/2")
    clerk.is_sent()
    assert units() == []
    assert line_of(order.order_id, "MUG").returned == 0


def test_a_parcel_that_nobody_knows_gets_a_place_and_a_photograph_and_is_matched_by_a_scan(
    small_clerk: Picker, world: World, order: Sent, number: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(world.app.config, "VAR", tmp_path)
    clerk, page = small_clerk, small_clerk.page
    clerk.scan("FOREIGN-1")
    page.wait_for_url("**/returns/dock/arriving*")
    fits(page)
    page.get_by_role("button", name="Take it in as unidentified").click()
    page.wait_for_url("**/returns/dock/parcels/*")
    clerk.says("Scan where you put it")
    fits(page)
    clerk.scan("LOC-AREA-ARRIVALS")
    expect(page.locator(".returns__place")).to_have_text("It waits at AREA-ARRIVALS.")
    picture = {"name": "p.png", "mimeType": "image/png", "buffer": png(300, 200)}
    page.locator("#photograph-file").set_input_files(picture)  # type: ignore[arg-type]
    expect(page.locator("#photographs")).to_have_text("Photographs in the book: 1.", timeout=30_000)
    clerk.says("Scan what tells whose it is")

    clerk.scan(number)

    clerk.says("Scan item")
    db.session.rollback()
    assert [one.entity for one in db.session.scalars(select(Attachment))] == ["return_parcels"]
    assert [parcel.rma.number for parcel in parcels() if parcel.rma] == [number]
