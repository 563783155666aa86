"""The pool of a carrier's numbers: each is given once, and somebody is warned before they run out."""

from sqlalchemy import select

from app.db import db, transaction
from app.shipping.commands import void_waybill
from app.shipping.models import NumberRange, Waybill
from app.shipping.pools import pools_of
from tests.shipping.labels import make, refused, waybills
from tests.shipping.parcels import Shop, closed_carton, closed_cartons
from tests.visitor import visitor
from tests.world import SYSTEM, World


def test_a_closed_carton_gets_the_pools_next_number_and_its_label_says_all(world: World, shop: Shop) -> None:
    service_id = shop.pool(first=41, rule="luhn")
    carton_id = closed_carton(world)

    waybill = make(carton_id)

    assert (waybill.number, waybill.source, waybill.reason) == ("PW000000414", "pool", "only")
    assert (waybill.service_id, waybill.printed_at) == (service_id, None)
    assert waybill.label["to"]["street"] == "Quay 1"
    assert waybill.label["carrier"] == "Parcelwing"
    assert waybill.label["weight_g"] == 900
    assert db.session.scalars(select(NumberRange.next)).one() == 42


def test_a_void_number_never_comes_again(world: World, shop: Shop) -> None:
    shop.pool(last=2)
    one, other = closed_cartons(world, {"MUG": 2}, 2)
    first = make(one)
    with transaction():
        void_waybill(db.session.get_one(Waybill, first.id), SYSTEM)

    assert make(one).number == "PW00000002"
    assert "has no numbers left" in refused(other)
    assert [waybill.number for waybill in waybills()] == ["PW00000001", "PW00000002"]


def test_a_range_that_ends_gives_way_to_the_next_one(world: World, shop: Shop) -> None:
    carrier_id = shop.carrier("parcelwing")
    shop.service(carrier_id)
    shop.numbers(carrier_id, 7, 7)
    shop.numbers(carrier_id, 50, 60)
    one, other = closed_cartons(world, {"MUG": 2}, 2)

    assert [make(one).number, make(other).number] == ["PW00000007", "PW00000050"]


def test_a_number_that_somebody_used_by_hand_is_skipped(world: World, shop: Shop) -> None:
    shop.pool()
    one, other = closed_cartons(world, {"MUG": 2}, 2)
    first = make(one)
    with transaction() as session:
        session.get_one(Waybill, first.id).number = "PW00000002"

    assert make(other).number == "PW00000003"


def test_who_looks_after_carriers_is_warned_before_the_numbers_run_out(world: World, shop: Shop) -> None:
    shop.pool(last=11, warn_below=10)
    carton_id = closed_carton(world)
    assert [(pool.left, pool.is_low) for pool in pools_of(world.warehouse_id)] == [(11, False)]

    make(carton_id)
    make(carton_id, anew=True)

    assert [(pool.left, pool.is_low) for pool in pools_of(world.warehouse_id)] == [(9, True)]


def test_the_pages_of_waybills_and_manifests_say_that_numbers_run_out(world: World, shop: Shop) -> None:
    shop.pool(last=9, warn_below=10)
    words = "Parcelwing: 9 numbers left. An admin gets a new range from the carrier."

    for page in ("/shipping/waybills", "/manifests"):
        assert words in visitor(world, "Cleo").get(page).text
