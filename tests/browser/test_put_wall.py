"""The put wall on a handheld: unit by unit, the screen says which cell; a full cell goes to packing."""

from playwright.sync_api import Route, expect
from sqlalchemy import func, select

from app.db import db
from app.packing.commands import build_wall
from app.packing.models import WallCell
from app.picking.models import Pick, ToteUse
from app.warehouse.models import Warehouse
from tests.browser.packer import CARD, MUG, TEA, Packer
from tests.floor import wrong_books
from tests.packing.orders import picked_orders
from tests.world import World


def test_units_of_a_bulk_tote_are_sorted_into_cells_and_a_full_cell_is_packed(
    small_packer: Packer, world: World
) -> None:
    ids = picked_orders(world, {"MUG": 1, "CARD": 1}, {"MUG": 1, "TEA": 1}, mode="bulk")
    packer = small_packer
    begins(packer, cells=4)
    packer.scan(CARD)
    expect(packer.page.locator(".wall__number")).to_have_text("1")
    packer.fits(".wall__number", "#strip-said")
    packer.scan("47110815")
    expect(packer.strip).to_contain_text("47110815")
    packer.scan(MUG)
    expect(packer.page.locator(".wall__full")).to_be_visible()
    expect(packer.page.locator(".cell--full")).to_contain_text("W-01")
    packer.scan(MUG)
    expect(packer.page.locator(".wall__number")).to_have_text("2")
    packer.tap("Undo")
    packer.says("Undone. Put it back into the tote.")
    packer.scan("CELL-W-01")
    packer.page.wait_for_url(f"**/packing/orders/{ids[0]}")
    packer.phase("packing")
    packer.scan(MUG)
    packer.counts("Red mug", 1)
    packer.is_sent()

    assert wrong_books() == []


def test_while_there_is_no_network_one_unit_waits_and_its_cell_is_told_when_it_is_back(
    small_packer: Packer, world: World
) -> None:
    picked_orders(world, {"MUG": 1, "CARD": 1}, {"MUG": 1, "TEA": 1}, mode="bulk")
    packer = small_packer
    begins(packer)
    packer.page.route("**/sorts", lambda route: route.abort())
    packer.scan(CARD)
    packer.says("No connection. The cell is told when it is back: keep the item in your hand.", "asking")
    packer.scan(TEA)  # the one in the hand goes first
    packer.says("No connection. The cell is told when it is back: keep the item in your hand.", "asking")
    packer.fits("#strip-said")
    assert sorted_units(world) == 0

    packer.page.unroute("**/sorts")
    packer.hears_of_network()
    cell_is(packer, "1")
    packer.says("Scan item")
    packer.scan(TEA)
    cell_is(packer, "2")
    packer.is_sent()
    assert sorted_units(world) == 2
    assert wrong_books() == []


def test_a_lost_answer_of_the_wall_sorts_once_and_tells_its_cell_after_a_reload(
    small_packer: Packer, world: World
) -> None:
    picked_orders(world, {"MUG": 1, "CARD": 2}, {"MUG": 1, "TEA": 1}, mode="bulk")
    packer = small_packer
    begins(packer)
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.headers["operation-id"])
        if len(lost) == 1:
            route.fetch()
        route.abort()

    packer.page.route("**/sorts", lose)
    packer.scan(CARD)
    packer.says("No connection. The cell is told when it is back: keep the item in your hand.", "asking")
    assert sorted_units(world) == 1
    packer.page.unroute("**/sorts")
    packer.page.reload()
    expect(packer.page.locator("body.live")).to_be_attached()
    cell_is(packer, "1")
    packer.is_sent()

    assert len(set(lost)) == 1
    assert sorted_units(world) == 1
    assert wrong_books() == []


def test_a_wall_without_a_free_cell_says_what_to_do(small_packer: Packer, world: World) -> None:
    first, _ = picked_orders(world, {"MUG": 1, "CARD": 1}, {"MUG": 1, "TEA": 1}, mode="bulk")
    packer = small_packer
    begins(packer, cells=1)
    packer.scan(CARD)
    cell_is(packer, "1")
    packer.scan(TEA)
    expect(packer.strip).to_contain_text("No cell of the wall is free for order")
    expect(packer.strip).to_contain_text("Pack a full cell first.")
    packer.scan(MUG)
    expect(packer.page.locator(".wall__full")).to_be_visible()
    packer.is_sent()

    cell = db.session.scalars(select(WallCell)).one()
    assert (cell.order_id, sorted_units(world)) == (first, 2)
    assert wrong_books() == []


def begins(packer: Packer, cells: int = 4) -> None:
    """Before a wall of so many cells, with the tote to sort."""
    world = packer.world
    world.do(lambda: build_wall(db.session.get_one(Warehouse, world.warehouse_id), "W", cells, world.actor("Gus")))
    packer.sign_in()
    packer.page.goto("/packing/wall")
    expect(packer.page.locator("body.live")).to_be_attached()
    packer.says("Scan the tote to sort")
    packer.scan("TOTE-001")
    packer.says("Scan item")


def cell_is(packer: Packer, number: str) -> None:
    expect(packer.page.locator(".wall__number")).to_have_text(number)


def sorted_units(world: World) -> int:
    """Units in the cells, as the book has it now."""
    db.session.rollback()
    wanted = select(func.sum(Pick.in_tote)).join(ToteUse, ToteUse.id == Pick.tote_use_id)
    wanted = wanted.where(ToteUse.tote_id.in_(select(WallCell.location_id)), Pick.undone_at.is_(None))
    return db.session.scalar(wanted) or 0
