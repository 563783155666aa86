"""Which carton was taken: said before it is closed, so that a carton without a size is nobody's oversight."""

from typing import Any

import pytest

from app.db import db
from app.operations.models import AuditEntry
from app.packing.models import Carton, CartonType
from app.shipping.parcels import parcel_of
from tests.floor import fresh
from tests.handheld import Handheld
from tests.packing.orders import begin_carton, closed_carton, pack_all, picked_order, sized
from tests.shipping.parcels import Shop
from tests.visitor import visitor, words
from tests.world import World

SMALL = {"modes": ["home"], "longest_mm": 600, "sides_mm": 1000}


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop(world)


@pytest.fixture
def carton_id(world: World, order_id: int) -> int:
    """All of the order, and nobody said which of the warehouse's two cartons it lies in."""
    sized(world)
    return pack_all(world, order_id)


def said(world: World, carton_id: int, what: str, **form: Any) -> str:
    """What became of it, by its code."""
    ben, carton = Handheld(world, "Ben"), fresh(Carton, carton_id)
    answer = ben.post(f"/packing/orders/{carton.order_id}/{what}", carton=carton.number, **form)
    return answer.headers["Operation-Outcome"]


def test_a_carton_that_nobody_named_is_not_closed_and_the_packer_reads_what_to_do(world: World, carton_id: int) -> None:
    ben = Handheld(world, "Ben")
    order_id = fresh(Carton, carton_id).order_id

    refused = ben.post(f"/packing/orders/{order_id}/closings", carton=1, weight=712, weighed_by="typed")

    assert refused.headers["Operation-Outcome"] == "carton_unsaid"
    assert "Scan the code on its blank, or tap Cartons and touch it." in words(refused.text)
    assert fresh(Carton, carton_id).state == "open"
    assert said(world, carton_id, "types", type="BOX-L") == "done"
    assert said(world, carton_id, "closings", weight=972, weighed_by="typed") == "done"
    assert parcel_of(fresh(Carton, carton_id)).sides_mm == (400, 300, 250)


def test_another_carton_is_measured_and_a_carrier_with_limits_takes_it(
    world: World, carton_id: int, shop: Shop
) -> None:
    shop.service(shop.carrier("lockers"), takes=SMALL)
    assert said(world, carton_id, "others", sides="25 40 20") == "done"
    assert said(world, carton_id, "closings", weight=712, weighed_by="typed") == "done"

    assert parcel_of(fresh(Carton, carton_id)).sides_mm == (400, 250, 200)
    page = words(visitor(world, "Ben").get(f"/shipping/cartons/{carton_id}").text)
    assert "Nobody knows how large" not in page
    assert "Keep its sides" not in page


@pytest.mark.parametrize("sides", ["25 40", "25 40 0", "25 40 301", "a b c", "25 40 20 10"])
def test_sides_that_are_none_are_asked_for_again(world: World, carton_id: int, sides: str) -> None:
    assert said(world, carton_id, "others", sides=sides) == "sides_odd"

    assert not fresh(Carton, carton_id).is_other


def test_another_carton_without_its_sides_goes_on_and_its_page_says_exactly_that_and_what_to_do(
    world: World, carton_id: int, shop: Shop
) -> None:
    shop.service(shop.carrier("lockers"), takes=SMALL)
    assert said(world, carton_id, "others") == "done"
    assert said(world, carton_id, "closings", weight=712, weighed_by="typed") == "done"
    ben, url = visitor(world, "Ben"), f"/shipping/cartons/{carton_id}"
    page = words(ben.get(url).text)
    assert "it is none of ours, and nobody measured it. Measure it and write that down beside its waybill" in page

    refused = ben.send(f"{url}/sides", headers={"HX-Request": "true", "Accept": "*/*"}, length=40, width=0, height=20)
    assert "Measure length, width and height in whole centimetres" in words(refused.text)
    assert parcel_of(fresh(Carton, carton_id)).sides_mm is None
    done = ben.send(f"{url}/sides", length=40, width=25, height=20)
    assert done.status_code == 303, words(done.text)

    assert parcel_of(fresh(Carton, carton_id)).sides_mm == (400, 250, 200)
    assert "Nobody knows how large" not in words(ben.get(url).text)
    told = db.session.query(AuditEntry).filter_by(entity="cartons", entity_id=carton_id, change="measured").one()
    assert told.after["length_mm"] == 400


def test_who_touches_one_of_the_cartons_after_all_takes_the_other_back(world: World, carton_id: int) -> None:
    assert said(world, carton_id, "others", sides="25 40 20") == "done"
    assert said(world, carton_id, "types", type="BOX-L") == "done"

    carton = fresh(Carton, carton_id)
    assert (carton.is_other, carton.length_mm, carton.type and carton.type.name) == (False, None, "L")
    assert carton.sides_mm == (400, 300, 250)


def test_a_carton_of_the_warehouse_is_not_measured_when_it_is_closed(world: World, order_id: int) -> None:
    sized(world)
    mine = begin_carton(world, order_id, "BOX-S")
    pack_all(world, order_id)
    assert said(world, mine, "closings", weight=792, weighed_by="typed") == "done"
    assert fresh(Carton, mine).state == "closed"

    refused = visitor(world, "Ben").send(f"/shipping/cartons/{mine}/sides", length=1, width=1, height=1)

    assert fresh(Carton, mine).sides_mm == (220, 160, 110)
    assert refused.status_code == 409


def test_where_the_warehouse_has_no_cartons_nobody_is_asked(world: World) -> None:
    order_id = picked_order(world, {"MUG": 1})
    mine = pack_all(world, order_id)
    assert db.session.query(CartonType).count() == 0

    assert said(world, mine, "closings", weight=712, weighed_by="typed") == "done"

    assert not fresh(Carton, mine).is_other


def test_the_bench_shows_what_was_said_and_asks_only_where_nobody_did(world: World, carton_id: int) -> None:
    url = f"/packing/orders/{fresh(Carton, carton_id).order_id}"
    ben = visitor(world, "Ben")
    assert 'data-number="1" data-state="open" data-units="3"\n  data-name=""' in ben.get(url).text

    assert said(world, carton_id, "others", sides="25 40 20") == "done"

    assert 'data-name="25 × 40 × 20 cm"' in ben.get(url).text


def test_a_closed_carton_of_another_warehouse_is_nobodys_to_measure(world: World) -> None:
    mine = closed_carton(world)

    answer = visitor(world, "Olga").send(f"/shipping/cartons/{mine}/sides", length=40, width=25, height=20)

    assert answer.status_code in (403, 404)
    assert fresh(Carton, mine).sides_mm is None
