"""Units are moved by scans on a handheld: a bin, an item, how many, another bin; also when the network goes away."""

import pytest
from playwright.sync_api import Page, Route, expect

from app.db import db
from app.workers.commands import enlist_worker
from tests.browser.picker import Picker, plain
from tests.browser.test_dock import BADGE, PIN, signs_in
from tests.floor import wrong_books
from tests.stockkeeping.desk import keep_for_order, numbered, place_of_number
from tests.world import SYSTEM, World

MUG, BIN, OTHER = "4006381333931", "LOC-A-01-1", "LOC-B-01-1"


@pytest.fixture
def keeper(picker: Picker, world: World) -> Picker:
    """Leo keeps stock; his handheld stands at the page for moves."""
    world.do(lambda: enlist_worker("Leo", "en", {world.warehouse_id: ["stock"]}, SYSTEM, badge=BADGE, pin=PIN))
    signs_in(picker)
    picker.page.goto("/stock-desk/moving")
    expect(picker.strip).to_have_text("Scan bin")
    return picker


def done(page: Page) -> None:
    """The server has the move."""
    expect(page.locator("#moving-done li")).to_have_count(1)
    expect(page.locator("#moving-done li.is-kept")).to_have_count(0)


def test_two_scans_of_an_item_move_two_units_to_the_bin_that_is_scanned_last(keeper: Picker, world: World) -> None:
    page = keeper.page

    keeper.scan(BIN)
    expect(keeper.strip).to_have_text("Scan item")
    keeper.scan(MUG)
    expect(page.locator("#moving-free")).to_have_text("10 free of 10")
    keeper.scan(MUG)
    expect(page.locator("#moving-count")).to_have_text("2")
    keeper.fits("#moving-from", "#moving-item", "#moving-count", "#strip")
    keeper.scan(OTHER)
    done(page)
    expect(page.locator("#moving-done li")).to_have_text("2 × Red mug → B-01-1")
    keeper.says("2 × Red mug → B-01-1", "done")

    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-01-1", "MUG")) == (8, 2)
    assert wrong_books() == []


def test_what_is_kept_for_orders_and_what_is_not_there_is_said_before_anything_is_sent(
    keeper: Picker, world: World
) -> None:
    keep_for_order(world, "MUG", 9)

    keeper.scan("LOC-T-9")
    expect(keeper.strip).to_contain_text("is no place of this warehouse")
    keeper.scan(BIN)
    expect(keeper.strip).to_have_text("Scan item")
    keeper.scan("5012345678900")
    expect(keeper.strip).to_contain_text(plain("is not in A-01-1 by the book"))
    keeper.scan(MUG)
    expect(keeper.page.locator("#moving-free")).to_have_text("1 free of 10")
    keeper.scan(MUG, apart=0.8)
    expect(keeper.strip).to_contain_text(plain("Only 1 are free in A-01-1: of 10 there, 9 are kept for orders."))
    keeper.scan(BIN)
    expect(keeper.strip).to_contain_text(plain("They lie in A-01-1 already."))

    assert world.on_hand("A-01-1", "MUG") == 10


def test_a_count_is_typed_and_numbers_are_scanned(keeper: Picker, world: World) -> None:
    numbered(world, "SN-1", "SN-2", "SN-3")
    page = keeper.page

    keeper.scan("LOC-B-05-1")
    expect(keeper.strip).to_have_text("Scan item")
    keeper.scan("5012345678900")
    expect(keeper.strip).to_have_text("Scan serial number")
    page.locator("#moving-how-many").click()
    for key in ("2", "ok"):
        page.locator(f"#keys [data-key='{key}']").click()
    expect(page.locator("#moving-count")).to_have_text("2")
    keeper.scan("SN-1")
    keeper.scan("SN-3")
    expect(keeper.strip).to_have_text("Scan the other bin")
    keeper.scan(OTHER)
    done(page)

    assert [place_of_number(code) for code in ("SN-1", "SN-2", "SN-3")] == ["B-01-1", "B-05-1", "B-01-1"]


def test_without_network_the_move_waits_on_the_device_and_is_made_once_when_it_is_back(
    keeper: Picker, world: World
) -> None:
    page = keeper.page
    keeper.scan(BIN)
    expect(keeper.strip).to_have_text("Scan item")
    keeper.scan(MUG)
    expect(page.locator("#moving-count")).to_have_text("1")

    def lose(route: Route) -> None:
        route.abort()

    page.route("**/stock-desk/**", lose)
    keeper.scan(OTHER)
    expect(page.locator("#moving-done li.is-kept")).to_have_count(1)
    keeper.scan(BIN)
    expect(keeper.strip).to_contain_text("What lies in the bin is not known")
    assert world.on_hand("A-01-1", "MUG") == 10
    page.unroute("**/stock-desk/**", lose)
    done(page)
    db.session.rollback()  # the book as it is by now

    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-01-1", "MUG")) == (9, 1)


def test_what_the_server_refuses_later_is_told_and_its_line_goes(keeper: Picker, world: World) -> None:
    page = keeper.page
    keeper.scan(BIN)
    expect(keeper.strip).to_have_text("Scan item")
    keeper.scan(MUG)
    expect(page.locator("#moving-count")).to_have_text("1")
    keep_for_order(world, "MUG", 10)

    keeper.scan(OTHER)

    expect(keeper.strip).to_contain_text(plain("Only 0 of MUG are free in A-01-1"))
    expect(page.locator("#moving-done li")).to_have_count(0)
    assert world.on_hand("A-01-1", "MUG") == 10
