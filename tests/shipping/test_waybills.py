"""A closed carton gets its waybill once; a new number voids the old one, and the history shows both."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.errors import DomainError
from app.events import record
from app.operations.models import AuditEntry
from app.orders.events import OrderStopped
from app.packing.events import CartonEmptied
from app.packing.models import SHIPPED
from app.scanning import meanings_of
from app.shipping.commands import make_waybill, note_printed, void_waybill
from app.shipping.models import NumberRange, Service, Waybill
from tests.floor import fresh, wrong_books
from tests.shipping.labels import fresh_carton, load, make, waybills
from tests.shipping.parcels import Shop, closed_carton
from tests.world import SYSTEM, World


def test_asked_for_twice_it_is_the_same_label_and_no_number_is_spent(world: World, shop: Shop) -> None:
    service_id = shop.pool()
    carton_id = closed_carton(world)
    first = make(carton_id)

    again, by_name = make(carton_id), make(carton_id, service_id)

    assert again.id == by_name.id == first.id
    assert [one.number for one in waybills()] == ["PW00000001"]
    assert db.session.scalars(select(NumberRange.next)).one() == 2


def test_a_new_number_voids_the_old_one_and_the_orders_history_shows_both(world: World, shop: Shop) -> None:
    """Scenario 29."""
    shop.pool()
    carton_id = closed_carton(world)
    make(carton_id)

    new = make(carton_id, anew=True)

    old, valid = waybills()
    assert (old.number, valid.number) == ("PW00000001", "PW00000002")
    assert old.voided_at is not None
    assert valid.voided_at is None
    order_id = fresh_carton(carton_id).order_id
    mine = select(AuditEntry.change, AuditEntry.after).where(
        AuditEntry.entity == "orders", AuditEntry.entity_id == order_id, AuditEntry.change.like("waybill%")
    )
    told = [(change, after["number"]) for change, after in db.session.execute(mine.order_by(AuditEntry.id))]
    assert told == [
        ("waybill made", "PW00000001"),
        ("waybill voided", "PW00000001"),
        ("waybill made", "PW00000002"),
    ]
    assert new.id == valid.id
    assert wrong_books() == []


def test_the_customers_wish_is_followed_and_a_person_may_override_it(world: World, shop: Shop) -> None:
    cheap = shop.pool("doorstep")
    dear = shop.pool("parcelwing", prefix="XX")
    with transaction():
        for service_id, price in ((cheap, "2.00"), (dear, "6.00")):
            db.session.get_one(Service, service_id).prices = [{"up_to_g": 5000, "price": price}]
    carton_id = closed_carton(world, carrier="parcelwing")

    wished = make(carton_id)
    assert (wished.service_id, wished.reason, wished.price) == (dear, "wished", Decimal("6.00"))

    other = make(carton_id, cheap)
    assert (other.service_id, other.reason, other.price) == (cheap, "by_hand", Decimal("2.00"))
    assert [one.voided_at is None for one in waybills()] == [False, True]


@pytest.mark.parametrize("event", ["stopped", "emptied"])
def test_an_empty_carton_and_a_stopped_order_have_no_valid_waybill(world: World, shop: Shop, event: str) -> None:
    shop.pool()
    carton_id = closed_carton(world)
    make(carton_id)

    with transaction():
        carton = fresh_carton(carton_id)
        if event == "stopped":
            record(OrderStopped(carton.order_id, SYSTEM))
        else:
            record(CartonEmptied(carton.warehouse_id, carton.order_id, carton.id, SYSTEM))

    (waybill,) = waybills()
    assert waybill.voided_at is not None


def test_a_loaded_carton_keeps_its_waybill(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world)
    waybill_id = make(carton_id).id
    load(world, carton_id)

    with pytest.raises(DomainError, match="is loaded"), transaction():
        void_waybill(db.session.get_one(Waybill, waybill_id), SYSTEM)
    with pytest.raises(DomainError, match="is loaded"), transaction():
        make_waybill(fresh_carton(carton_id), None, SYSTEM, anew=True)

    assert [one.voided_at for one in waybills()] == [None]


def test_a_waybill_of_a_carton_that_has_left_is_not_voided(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world)
    waybill_id = make(carton_id).id
    with transaction():
        fresh_carton(carton_id).state = SHIPPED

    with pytest.raises(DomainError, match="has left"), transaction():
        void_waybill(db.session.get_one(Waybill, waybill_id), SYSTEM)


def test_void_twice_is_told(world: World, shop: Shop) -> None:
    shop.pool()
    waybill_id = make(closed_carton(world)).id
    with transaction():
        void_waybill(db.session.get_one(Waybill, waybill_id), SYSTEM)

    with pytest.raises(DomainError, match="void already"), transaction():
        void_waybill(db.session.get_one(Waybill, waybill_id), SYSTEM)


def test_the_first_print_is_noted_and_a_reprint_changes_nothing(world: World, shop: Shop) -> None:
    shop.pool()
    waybill_id = make(closed_carton(world)).id
    with transaction():
        note_printed(db.session.get_one(Waybill, waybill_id), SYSTEM)
    first = fresh(Waybill, waybill_id).printed_at

    with transaction():
        note_printed(db.session.get_one(Waybill, waybill_id), SYSTEM)

    assert fresh(Waybill, waybill_id).printed_at == first
    assert first - now() < timedelta(seconds=5)


def test_a_scanned_waybill_number_is_known_as_one(world: World, shop: Shop) -> None:
    shop.pool()
    waybill = make(closed_carton(world))
    waybill_id = waybill.id

    found = [(one.kind, one.id) for one in meanings_of(world.warehouse_id, "pw00000001")]

    assert found == [("waybill", waybill_id)]
    with pytest.raises(DomainError):
        meanings_of(world.other_warehouse_id, "PW00000001")
