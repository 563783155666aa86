"""What is looked at before a label is made: each refusal says what is missing, and no number is spent."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.orders.desk import hold_by_hand
from app.packing.models import OPEN, SHIPPED
from app.shipping.models import NumberRange
from tests.shipping.labels import fresh_carton, make, refused, waybills
from tests.shipping.parcels import Shop, closed_carton, closed_cartons
from tests.world import SYSTEM, World


def test_a_carton_that_the_service_does_not_take_is_refused_before_a_number_is_spent(world: World, shop: Shop) -> None:
    """Scenario 28."""
    service_id = shop.pool()
    carton_id = closed_carton(world, weight_g=20001)

    assert "It weighs 20.001 kg, and at most 20 kg are taken." in refused(carton_id, service_id)
    assert "No carrier takes carton" in refused(carton_id)
    assert waybills() == []
    assert db.session.scalars(select(NumberRange.next)).one() == 1


def test_dangerous_goods_are_refused_by_name(world: World, shop: Shop) -> None:
    carrier_id = shop.carrier("parcelwing")
    shop.numbers(carrier_id)
    service_id = shop.service(carrier_id, takes={"refuses": ["dangerous"]})
    with transaction():
        world.item("MUG").flags = ["fragile", "dangerous"]
    carton_id = closed_carton(world)

    assert "It does not take dangerous goods." in refused(carton_id, service_id)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"street": ""}, "The address lacks: street."),
        ({"telephone": ""}, "There is no telephone number to call."),
        ({"country": "Taiwan", "street": "Zhongshan Road"}, "The address lacks: house number."),
        ({"country": "TW", "street": "中山路一段5號 遠東大樓"}, "The address lacks: floor."),
        ({"country": "CN", "street": "南京西路"}, "The address lacks: house number."),
        ({"country": "Atlantis"}, "Nobody knows the country “Atlantis”."),
        ({"delivery_mode": "store"}, "The address lacks: store code, store."),
        ({"weight_g": None}, "Weigh the carton."),
    ],
)
def test_what_is_missing_is_named_before_a_label_is_made(
    world: World, shop: Shop, columns: dict[str, Any], words: str
) -> None:
    shop.pool()
    carton_id = closed_carton(world, **columns)

    assert words in refused(carton_id)
    assert waybills() == []


@pytest.mark.parametrize(
    "columns",
    [
        {"country": "TW", "street": "中山路一段5號"},
        {"country": "臺灣", "street": "中山路一段5之2號3樓 遠東大樓"},
        {"country": "China", "street": "南京西路100弄3号楼502室"},
        {"country": "United Kingdom"},
        {"country": "HK", "postcode": ""},
    ],
)
def test_a_whole_address_passes(world: World, shop: Shop, columns: dict[str, Any]) -> None:
    shop.pool()

    assert make(closed_carton(world, **columns)).number == "PW00000001"


def test_abroad_the_customs_papers_are_whole_before_a_label_is_made(world: World, shop: Shop) -> None:
    carrier_id = shop.carrier("skyfreight")
    shop.numbers(carrier_id, rule="s10", prefix="RR", suffix="GB")
    shop.service(carrier_id, takes={"modes": ["overseas"]})
    carton_id = closed_carton(world, delivery_mode="overseas", country="Japan")

    words = refused(carton_id)
    assert "The customs want of MUG: customs code, customs name, country of origin." in words

    with transaction():
        item = world.item("MUG")
        item.customs_code, item.customs_name, item.origin = "6912.00", "Ceramic mug", "TW"
    waybill = make(carton_id)
    assert waybill.number == "RR000000014GB"
    assert waybill.label["customs"] == [
        {
            "sku": "MUG",
            "name": "Ceramic mug",
            "code": "6912.00",
            "origin": "TW",
            "units": 1,
            "weight_g": 300,
            "value": "4.50",
        }
    ]


def test_cash_is_collected_by_one_carton_of_the_order_only(world: World, shop: Shop) -> None:
    carrier_id = shop.carrier("parcelwing")
    shop.numbers(carrier_id)
    shop.service(carrier_id, takes={"cash_most": 500})
    columns = {"payment_state": "cod_confirmed", "amount": Decimal("19.80")}
    one, other = closed_cartons(world, {"MUG": 2}, 2, **columns)

    assert (make(one).collects, make(other).collects) == (Decimal("19.80"), Decimal(0))
    assert make(one, anew=True).collects == Decimal("19.80")


def test_a_carrier_that_collects_nothing_gets_no_cash_on_delivery(world: World, shop: Shop) -> None:
    service_id = shop.pool()
    carton_id = closed_carton(world, payment_state="cod_confirmed", amount=Decimal(10))

    assert "It does not collect cash on delivery." in refused(carton_id, service_id)


def test_what_is_insured_is_shared_by_what_the_cartons_hold(world: World, shop: Shop) -> None:
    carrier_id = shop.carrier("parcelwing")
    shop.numbers(carrier_id)
    shop.service(carrier_id, takes={"insured_most": None})
    one, other = closed_cartons(world, {"MUG": 3}, 2, insured_for=Decimal(90))

    assert (make(one).insured_for, make(other).insured_for) == (Decimal(60), Decimal(30))


def test_a_held_order_gets_no_label(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world)
    with transaction():
        hold_by_hand(fresh_carton(carton_id).order, "wait", SYSTEM)

    assert "The order is held." in refused(carton_id)


@pytest.mark.parametrize(("state", "words"), [(OPEN, "is not closed"), (SHIPPED, "is not closed")])
def test_a_carton_that_is_not_closed_gets_none(world: World, shop: Shop, state: str, words: str) -> None:
    shop.pool()
    carton_id = closed_carton(world)
    with transaction():
        fresh_carton(carton_id).state = state

    assert words in refused(carton_id)
