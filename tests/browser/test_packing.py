"""Packing on a real browser, at the sizes of handhelds and at a desk: by scans, with what goes wrong on the way."""

from playwright.sync_api import expect

from app.db import db
from app.orders.models import PACKED, Order
from tests.browser.packer import CARD, CASE_OF_MUGS, MUG, TEA, Packer
from tests.browser.stopwatch import answered_in_time
from tests.floor import fresh, wrong_books
from tests.packing.orders import picked_order, picked_orders
from tests.world import World


def test_a_whole_order_by_scans(packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 1}, number="1001")
    packer.sign_in()
    expect(packer.page.locator(".bench-order")).to_contain_text("1001")
    packer.opens("TOTE-001")
    packer.says("Scan item")
    packer.fits(".line--now .line__name", ".line--now .line__count", "#strip-said")

    packer.scan(MUG)
    packer.counts("Red mug", 1)
    expect(packer.page.locator(".line--now .line__name")).to_have_text("Red mug")
    packer.scan(CARD)
    packer.counts("Greeting card", 1)
    packer.scan(MUG)
    packer.phase("closing")
    packer.closes(order_id)
    packer.says("Packed. Scan the next tote", "done")
    packer.is_sent()

    db.session.rollback()
    assert fresh(Order, order_id).state == PACKED
    (carton,) = packer.document(order_id).cartons
    assert (carton.state, carton.units, carton.weight_g) == ("closed", 3, carton.expected_g)
    assert wrong_books() == []


def test_what_is_not_of_the_order_one_too_many_and_a_bounced_trigger(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")

    packer.scan(TEA)
    expect(packer.strip).to_contain_text("does not have it: take it out, and keep it aside.")
    packer.scan("47110815")
    expect(packer.strip).to_have_text("Nobody knows code 47110815. Scan the label again, or ask your lead.")
    packer.scan("TOTE-001")
    expect(packer.strip).to_have_text("This is tote T‑001. Right tote. Scan an item out of it.")
    packer.scan(CASE_OF_MUGS)
    packer.says("This counts 6. Only 2 more are for this order.", "wrong")
    assert packer.page.evaluate(WAITS) == 0
    packer.scan(CARD)
    packer.scan(CARD, apart=0.05)  # the same trigger pull, bounced
    packer.counts("Greeting card", 1)
    packer.says("Scan item")
    packer.scan(CARD)
    packer.says("No more of Greeting card: 1 packed. Lay this one aside.", "wrong")
    packer.is_sent()

    assert [line.packed for line in packer.document(order_id).lines] == [1, 0]
    assert wrong_books() == []


def test_each_scan_is_answered_within_fifty_milliseconds_and_without_network(packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.page.context.set_offline(True)
    answered_in_time(packer, "47110815", MUG, TEA, CARD, MUG)
    packer.phase("closing")

    assert packer.document(order_id).left == 3  # the book has heard nothing yet
    packer.page.context.set_offline(False)
    packer.is_sent()
    assert packer.document(order_id).left == 0


def test_undo_a_unit_taken_out_and_an_emptied_carton(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 3})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(MUG, MUG)
    packer.counts("Red mug", 2)
    packer.tap("Problem")
    packer.page.locator("#shorts").get_by_role("button", name="Undo").click()
    packer.counts("Red mug", 1)
    expect(packer.strip).to_have_text("Put Red mug back into its tote.")
    packer.scan(MUG)
    packer.counts("Red mug", 2)
    packer.tap("Problem")
    packer.page.locator("#shorts").get_by_role("button", name="Take one out again").click()
    packer.counts("Red mug", 1)
    packer.is_sent()
    assert packer.document(order_id).lines[0].packed == 1

    packer.tap("Cartons")
    packer.carton(1).get_by_role("button", name="Empty it").click()
    expect(packer.strip).to_have_text("Scan the tote for carton 1")
    packer.scan("TOTE-001")
    packer.counts("Red mug", 0)
    packer.is_sent()
    packer.scan(MUG)
    packer.counts("Red mug", 1)
    packer.is_sent()

    assert [(carton.number, carton.units) for carton in packer.document(order_id).cartons] == [(2, 1)]
    assert wrong_books() == []


def test_an_order_of_one_line_is_packed_straight_from_the_bulk_tote(small_packer: Packer, world: World) -> None:
    ids = picked_orders(world, {"MUG": 1}, {"CARD": 1}, mode="bulk")
    packer = small_packer
    packer.sign_in()
    packer.scan("TOTE-001")
    expect(packer.strip).to_contain_text("holds several orders")
    packer.scan(CARD)
    packer.page.wait_for_url(f"**/packing/orders/{ids[1]}*")
    packer.counts("Greeting card", 1)
    packer.is_sent()
    packer.page.reload()
    packer.counts("Greeting card", 1)
    packer.closes(ids[1])
    packer.phase("done")
    packer.is_sent()

    assert [fresh(Order, one).state for one in ids] == ["picked", PACKED]
    assert wrong_books() == []


WAITS = """() => Number(document.querySelector("[data-waiting=waiting_short]").textContent || 0)"""
