"""What customers fetch goes over the counter as all else goes over the dock: a number, a manifest, a signature."""

from sqlalchemy import select

from app.db import db
from app.orders.models import SHIPPED, Order
from app.shipping.handing_over.departure import work_off
from app.shipping.models import Manifest, TrackingEvent
from tests.floor import Hand, fresh, wrong_books
from tests.shipping.labels import make, refused
from tests.shipping.loads import closes, loads, opens
from tests.shipping.parcels import Shop, closed_carton
from tests.world import World


def counter(shop: Shop) -> int:
    """The id of the house's own counter."""
    carrier_id = shop.carrier("counter")
    shop.numbers(carrier_id, prefix="CT")
    shop.service(carrier_id, "fetched", takes={"modes": ["self"]})
    return carrier_id


def test_a_number_a_manifest_and_the_customers_name_and_it_has_arrived(world: World, shop: Shop, ben: Hand) -> None:
    shop.pool()
    counter_id = counter(shop)
    carton_id = closed_carton(world, delivery_mode="self", street="", telephone="")
    waybill = make(carton_id)
    assert waybill.number.startswith("CT")
    order_id, number = waybill.carton.order_id, waybill.number

    manifest_id = opens(ben, counter_id)
    assert loads(ben, manifest_id, number).ok
    assert closes(ben, manifest_id, driver="Mira Quill").ok
    work_off(manifest_id)

    assert fresh(Order, order_id).state == SHIPPED
    assert fresh(Manifest, manifest_id).driver == "Mira Quill"
    assert db.session.scalars(select(TrackingEvent.code)).all() == ["delivered"]
    assert wrong_books() == []


def test_no_carrier_takes_it_that_was_not_told_to(world: World, shop: Shop) -> None:
    """A service that names no way of delivering brings parcels; this one is not brought."""
    carrier_id = shop.carrier("anyway")
    shop.numbers(carrier_id)
    service_id = shop.service(carrier_id, takes={})

    assert "It does not deliver that way." in refused(closed_carton(world, delivery_mode="self"), service_id)


def test_a_parcel_that_is_brought_arrives_when_its_carrier_says_so(world: World, shop: Shop, ben: Hand) -> None:
    carrier_id = shop.carrier("brings")
    shop.numbers(carrier_id)
    shop.service(carrier_id)
    number = make(closed_carton(world)).number
    manifest_id = opens(ben, carrier_id)
    assert loads(ben, manifest_id, number).ok
    assert closes(ben, manifest_id).ok
    work_off(manifest_id)

    assert db.session.scalars(select(TrackingEvent.code)).all() == []
