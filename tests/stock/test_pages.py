"""Looking up stock: Eli scans or types, and reads what the book says."""

from sqlalchemy import select

from app.db import db
from app.inventory.commands import doubt, reserve
from app.inventory.models import Stock
from app.orders.models import Order
from app.warehouse.models import Location
from tests.visitor import alert_of, visitor, words
from tests.world import World


def test_a_scan_or_an_address_leads_to_the_bin_and_a_code_or_a_sku_to_the_item(world: World) -> None:
    eli = visitor(world, "Eli")
    bin_id, item_id = world.location("A-01-1").id, world.item("MUG").id

    for code in ("LOC-A-01-1", "A-01-1", "a-01-1"):
        assert eli.get(f"/stock?code={code}").location == f"/stock/locations/{bin_id}"
    for code in ("4006381333931", "14006381333938", "MUG", " mug "):
        assert eli.get(f"/stock?code={code}").location == f"/stock/items/{item_id}"


def test_a_code_that_nobody_knows_is_said_so_and_the_beginning_of_one_offers_items(world: World) -> None:
    eli = visitor(world, "Eli")

    unknown = eli.get("/stock?code=47110815")
    begun = eli.get("/stock?code=mu")

    assert unknown.status_code == 404
    assert "Nobody knows code 47110815." in alert_of(unknown)
    assert "MUG Red mug" in words(begun.text)
    assert "CARD" not in words(begun.text)


def test_hostile_codes_look_nothing_up(world: World) -> None:
    eli = visitor(world, "Eli")

    assert eli.get("/stock?code=%00%1b[31m").status_code in (400, 422)
    assert eli.get("/stock?code=" + "9" * 600).status_code == 422
    told = eli.get("/stock?code=%3Cscript%3E").text
    assert "<script>" not in told.split("<main", 1)[1].split("</main>")[0]


def test_an_item_shows_on_hand_reserved_and_available_by_place_and_lot(world: World) -> None:
    order_id = world.order({"MUG": 3})
    stock_id = world.stock("A-01-1", "MUG").id
    line_id = db.session.get_one(Order, order_id).lines[0].id
    world.do(lambda: reserve(db.session.get_one(Stock, stock_id), 3, line_id))
    eli = visitor(world, "Eli")

    mugs = words(eli.get(f"/stock/items/{world.item('MUG').id}").text)
    tea = words(eli.get(f"/stock/items/{world.item('TEA').id}").text)

    assert "A-01-1 7 10 3 –" in mugs
    assert "C-02-1 4 4 0 –" in mugs
    assert "Supplier" not in mugs.split("Ledger")[0], "the other side of the book is no place to look"
    assert "D-05-1 5 5 0 L1 until Jan 1, 2031" in tea


def test_a_doubted_bin_offers_nothing(world: World) -> None:
    stock_id = world.stock("A-01-1", "MUG").id
    world.do(lambda: doubt(db.session.get_one(Stock, stock_id)))
    eli = visitor(world, "Eli")

    assert "Red mug MUG 0 to count 10 0" in words(eli.get(f"/stock/locations/{world.location('A-01-1').id}").text)


def test_the_ledger_tells_from_where_to_where(world: World) -> None:
    told = words(visitor(world, "Eli").get(f"/stock/locations/{world.location('D-05-1').id}").text)

    assert "Received TEA lot L2 5 Supplier D-05-1" in told
    assert "MUG" not in told


def test_another_warehouses_bins_are_not_here(world: World) -> None:
    elsewhere = Location.warehouse_id == world.other_warehouse_id
    there = db.session.scalars(select(Location.id).where(elsewhere, Location.address == "A-01-1")).one()
    eli = visitor(world, "Eli")

    assert eli.get(f"/stock/locations/{there}").status_code == 404
    assert eli.get("/stock/items/99999999999").status_code == 404
    assert visitor(world, "Ana").get("/stock").status_code == 403
