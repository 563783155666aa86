"""What stands on each paper, from an order that was really picked, packed and handed over."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.papers.asked import OF, item_labels, location_labels, paper_of, pick_lists
from app.picking.models import PickTask
from app.printing.papers import pdf_of
from app.receiving.commands import make_plates
from app.receiving.models import Delivery, Plate
from app.shipping.models import Manifest, Waybill
from app.warehouse.models import Warehouse
from tests.floor import Hand
from tests.printing.reading import text_of_pdf
from tests.receiving.conftest import announced
from tests.shipping.loads import carrier, closes, loads, opens, packed
from tests.world import SYSTEM, World

HOSTILE = "^XA^FO0,0^FS~JA =cmd|'/c'!A1 <b>\u202eRTL {{ order }} $(rm)"


@pytest.fixture
def ids(world: World) -> dict[str, int]:
    """Tea of two lots and a mug for 王小明, cash on delivery, packed, loaded and signed for."""
    world.client("Ben")
    ben = Hand(world.actor("Ben"))
    done = packed(
        world,
        {"TEA": 7, "MUG": 1},
        number="SO-1",
        customer="王小明 Holm",
        notes="Leave it 請放管理室",
        payment_state="cod_confirmed",
        amount=Decimal("19.80"),
        telephone="0912345678",
    )
    manifest_id = opens(ben, carrier(world))
    loads(ben, manifest_id, done.carton)
    assert closes(ben, manifest_id, driver="Jo Reed", vehicle="AB-1234").ok
    with transaction():
        waybill = db.session.scalars(select(Waybill)).one()
        waybill.collects, waybill.insured_for = Decimal("19.80"), Decimal(30)
    task = db.session.scalars(select(PickTask)).first()
    assert task
    plate = plate_of(world)
    return {
        "orders": done.order_id,
        "cartons": waybill.carton_id,
        "waybills": waybill.id,
        "manifests": manifest_id,
        "pick_tasks": task.id,
        "plates": plate,
    }


def plate_of(world: World) -> int:
    """A plate of an announced delivery."""
    delivery_id = announced(world)

    def command() -> int:
        warehouse = db.session.get_one(Warehouse, world.warehouse_id)
        make_plates(warehouse, db.session.get_one(Delivery, delivery_id), 1, SYSTEM)
        return db.session.scalars(select(Plate.id)).one()

    return world.do(command)


def content(world: World, paper: str, ids: dict[str, int]) -> dict[str, Any]:
    return paper_of(paper, ids[OF[paper][0].__tablename__], world.warehouse_id).content


SAID = {
    "delivery_note": ["SO-1", "王小明 Holm", "TEA", "MUG", "請放管理室", "Copy for finance"],
    "packing_slip": ["SO-1", "王小明 Holm", "L1", "L2", "TEA", "MUG"],
    "return_slip": ["SO-1", "TEA", "MUG", "Riverside"],
    "carton": ["SO-1", "1/1", "王小明 Holm", "Swift"],
    "waybill": ["王小明 Holm", "0912345678", "19.80", "Insured", "SO-1", "請放管理室"],
    "commercial_invoice": ["SO-1", "Total", "王小明 Holm"],
    "cn22": ["CN 22", "Sale of goods"],
    "cn23": ["CN 23", "SO-1"],
    "manifest": ["Jo Reed", "AB-1234", "Swift", "SO-1", "19.80"],
    "gate_pass": ["Jo Reed", "AB-1234", "Swift"],
    "pick_list": ["Pick list"],
    "plate_label": ["P-0", "IN-0", "Harbour Pottery"],
}


def test_each_paper_says_what_its_reader_needs(world: World, ids: dict[str, int]) -> None:
    assert set(SAID) == set(OF)
    for paper, said in SAID.items():
        text = text_of_pdf(pdf_of(paper, [content(world, paper, ids)], None))
        assert [one for one in said if one not in text] == [], f"{paper}: {text}"


def test_a_lot_stands_once_with_all_its_units(world: World, ids: dict[str, int]) -> None:
    rows = content(world, "packing_slip", ids)["lines"]
    assert {(row["sku"], row["lot"]): row["quantity"] for row in rows} == {
        ("TEA", "L1"): 5,
        ("TEA", "L2"): 2,
        ("MUG", ""): 1,
    }
    by_line = {row["sku"]: row["quantity"] for row in content(world, "delivery_note", ids)["lines"]}
    assert by_line == {"TEA": 7, "MUG": 1}


def test_the_serial_numbers_of_the_units_stand_in_their_carton(world: World) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    packed(world, {"CARD": 2}, number="SO-2")
    db.session.rollback()
    waybill = db.session.scalars(select(Waybill)).one()
    (row,) = paper_of("packing_slip", waybill.carton_id, world.warehouse_id).content["lines"]
    assert row["quantity"] == len(set(row["serials"])) == 2


def test_a_reprint_of_a_waybill_is_the_label_that_was_made(world: World, ids: dict[str, int]) -> None:
    to = {"name": "Mira", "street": "Quay 1", "city": "Harbour"}
    with transaction():
        waybill = db.session.get_one(Waybill, ids["waybills"])
        waybill.label = {"to": to, "weight_g": 777, "flags": ["fragile"]}
        waybill.carton.order.customer, waybill.carton.order.street = "Somebody else", "Elsewhere 9"

    kept = content(world, "waybill", ids)

    assert (kept["to"]["name"], kept["weight_g"], kept["marks"]) == ("Mira", 777, ["fragile"])
    assert "Elsewhere" not in str(kept)


def test_what_a_manifest_collects_is_the_sum_of_its_cartons(world: World, ids: dict[str, int]) -> None:
    kept = content(world, "manifest", ids)
    assert kept["collects"] == "19.80"
    assert [row["order"] for row in kept["cartons"]] == ["SO-1"]
    assert content(world, "gate_pass", ids)["cartons"] == 1
    assert db.session.get_one(Manifest, ids["manifests"]).closed_by_id


def test_a_pick_list_has_only_what_is_still_to_be_picked(world: World, ids: dict[str, int]) -> None:
    done = db.session.get_one(PickTask, ids["pick_tasks"])
    wave_id = done.wave_id
    assert wave_id
    assert [one.content["stops"] for one in pick_lists(wave_id, world.warehouse_id)] == [[]]


def test_hostile_words_stand_on_paper_as_words_alone(world: World) -> None:
    done = packed(world, {"MUG": 1}, number="SO-3", customer=HOSTILE, street=HOSTILE, notes=HOSTILE)
    kept = paper_of("delivery_note", done.order_id, world.warehouse_id).content
    text = text_of_pdf(pdf_of("delivery_note", [kept], None)).replace("\r\n", " ")
    assert "^XA^FO0,0^FS~JA" in text
    assert "{{ order }}" in text, "what an order says is never filled itself"
    assert "\u202e" not in text


def test_labels_of_places_and_items_carry_their_codes(world: World) -> None:
    here = db.session.get_one(Warehouse, world.warehouse_id)
    places = [world.location(address) for address in ("A-01-1", "T-001")]
    assert [(one.paper, one.content["code"]) for one in location_labels(places, here)] == [
        ("bin", places[0].barcode),
        ("tote", places[1].barcode),
    ]
    mugs = item_labels([world.item("MUG")], here)
    assert {one.content["quantity"] for one in mugs} == {code.quantity for code in world.item("MUG").barcodes}
