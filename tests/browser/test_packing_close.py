"""Closing a carton on a handheld: the rest of the order, the channel's list, the weight, and looking again."""

from playwright.sync_api import Browser, expect

from app.db import db
from app.orders.models import PACKED, PICKED, Order
from app.packing.models import Check
from tests.browser.conftest import at_desk
from tests.browser.packer import CARD, MUG, Packer
from tests.floor import fresh, wrong_books
from tests.packing.orders import picked_order
from tests.world import World


def test_a_missing_unit_is_said_with_its_reason_when_the_carton_is_closed(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.tap("Close")
    packer.says("The carton is empty. Scan an item into it first.", "wrong")
    packer.scan(MUG, MUG)
    packer.counts("Red mug", 2)

    packer.tap("Close")
    expect(packer.page.locator(".choose")).to_contain_text("Not packed: 1. What about them?")
    packer.page.locator(".choose").get_by_role("button", name="Not in the tote").click()
    expect(packer.page.locator("#rest-missing")).to_have_text("Reported missing with this carton: 1.")
    packer.closes(order_id)
    packer.phase("done")
    packer.is_sent()

    db.session.rollback()
    order = fresh(Order, order_id)
    assert order.state == PICKED  # a lead decides about the card first
    assert {line.sku: (line.packed, line.short) for line in order.lines} == {"MUG": (2, 0), "CARD": (0, 1)}
    assert wrong_books() == []


def test_an_order_in_two_cartons_one_of_them_opened_again(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(MUG)
    packer.counts("Red mug", 1)
    packer.tap("Close")
    packer.page.locator(".choose").get_by_role("button", name="Another carton follows").click()
    packer.closes(order_id)
    expect(packer.carton(1)).to_have_attribute("data-state", "closed")
    packer.says("Scan item")
    packer.scan(MUG)
    packer.counts("Red mug", 2)
    expect(packer.carton(2)).to_have_attribute("data-units", "1")
    packer.scan(CARD)
    packer.closes(order_id)
    packer.phase("done")
    packer.is_sent()
    assert fresh(Order, order_id).state == PACKED

    packer.tap("Cartons")
    packer.carton(1).get_by_role("button", name="Open again").click()
    packer.is_sent()
    packer.closes(order_id)
    packer.phase("done")
    packer.is_sent()

    assert [(carton.number, carton.state, carton.units) for carton in packer.document(order_id).cartons] == [
        (1, "closed", 1),
        (2, "closed", 2),
    ]
    assert fresh(Order, order_id).state == PACKED
    assert wrong_books() == []


def test_a_carton_that_weighs_too_much_is_scanned_again(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 2})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(MUG, MUG)
    packer.phase("closing")
    packer.closes(order_id, 5000)
    packer.phase("verifying")
    expect(packer.strip).to_have_text("Scan all in carton 1 again")
    packer.scan(CARD)
    expect(packer.strip).to_contain_text("Scan what lies in carton 1.")
    packer.scan(MUG)
    expect(packer.carton(1).locator("[data-content]")).to_have_attribute("data-verified", "1")
    packer.scan(MUG)
    packer.phase("closing")
    packer.closes(order_id, 5000)
    packer.phase("done")
    packer.is_sent()

    (carton,) = packer.document(order_id).cartons
    assert (carton.state, carton.weight_g, carton.is_verified) == ("closed", 5000, True)
    assert wrong_books() == []


def test_the_list_of_the_channel_is_ticked_by_touch_and_by_scan(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"CARD": 1})
    world.do(lambda: add_checks(world))
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(CARD)
    expect(packer.strip).to_have_text("Tap here when done: Invoice inside")
    packer.fits("#check-1", "#strip-said")
    packer.taps_strip()
    expect(packer.strip).to_have_text("Tap here when done: Gift note inside")
    packer.scan("GIFT")
    packer.closes(order_id)
    packer.phase("done")
    packer.is_sent()

    assert [check.is_ticked for check in packer.document(order_id).checks] == [True, True]
    assert fresh(Order, order_id).state == PACKED


def test_the_list_is_asked_for_before_a_carton_that_misses_units(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 1, "CARD": 1})
    world.do(lambda: add_checks(world))
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(MUG)
    packer.counts("Red mug", 1)
    packer.tap("Close")
    packer.page.locator(".choose").get_by_role("button", name="Damaged").click()
    for words in ("Invoice inside", "Gift note inside"):
        expect(packer.strip).to_have_text(f"Tap here when done: {words}")
        packer.taps_strip()
    packer.closes(order_id)
    packer.phase("done")
    packer.is_sent()

    assert [check.is_ticked for check in packer.document(order_id).checks] == [True, True]
    (carton,) = packer.document(order_id).cartons
    assert carton.state == "closed"
    assert wrong_books() == []


def test_somebody_else_looks_at_a_carton_that_weighs_too_much(
    chromium: Browser, address: str, small_packer: Packer, world: World
) -> None:
    order_id = picked_order(world, {"MUG": 1})
    world.sets(verify_by_second=True)
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(MUG)
    packer.closes(order_id, 5000)
    packer.phase("verifying")
    looks(packer)
    packer.is_sent()
    expect(packer.strip).to_contain_text("you packed it yourself")
    assert packer.document(order_id).cartons[0].is_to_verify
    with at_desk(chromium, address, world) as context:
        page = context.new_page()
        page.goto(f"/packing/orders/{order_id}")
        cleo = Packer(page, world, context.new_cdp_session(page))
        cleo.phase("verifying")
        looks(cleo)
        cleo.is_sent()
        cleo.phase("closing")

    (carton,) = packer.document(order_id).cartons
    assert (carton.is_to_verify, carton.is_verified) == (False, True)


def looks(packer: Packer) -> None:
    packer.page.locator(".acts [data-do=boxes]").click()
    packer.carton(1).get_by_role("button", name="I have looked: it is right").click()


def add_checks(world: World) -> None:
    for position, (words, barcode) in enumerate((("Invoice inside", ""), ("Gift note inside", "GIFT")), 1):
        check = Check(channel_id=world.channel_id, position=position, kind="own", words=words, barcode=barcode)
        db.session.add(check)
