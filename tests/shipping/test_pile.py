"""Printed waybills: the number that was scanned on a carton is its waybill, once and on no other."""

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.packing.models import Carton
from app.shipping.commands import make_waybill
from app.shipping.models import NumberRange, Waybill
from app.shipping.numbers import Pattern
from tests.floor import wrong_books
from tests.handheld import Handheld
from tests.shipping.parcels import Shop, closed_carton, closed_cartons
from tests.visitor import visitor
from tests.world import SYSTEM, World

PILE = Pattern("DS", 8, "luhn")


@pytest.fixture
def pile(shop: Shop) -> int:
    """A carrier whose waybills lie printed beside the packing desk; the id of its service."""
    carrier_id = shop.carrier("doorstep", numbers="pile")
    shop.numbers(carrier_id, 100, 200, "luhn", prefix="DS")
    return shop.service(carrier_id)


def code_of(carton_id: int) -> str:
    return db.session.get_one(Carton, carton_id).code


def waybills() -> list[tuple[str, int, bool]]:
    """Number, carton, and whether it is valid."""
    db.session.rollback()
    wanted = select(Waybill.number, Waybill.carton_id, Waybill.voided_at).order_by(Waybill.id)
    return [(number, carton_id, voided_at is None) for number, carton_id, voided_at in db.session.execute(wanted)]


def test_the_scanned_number_is_the_cartons_and_counts_as_printed(world: World, pile: int) -> None:
    carton_id = closed_carton(world)
    ben = Handheld(world, "Ben")

    answer = ben.post("/shipping/pile", carton=code_of(carton_id), waybill=PILE.number(123))

    assert answer.status_code == 200, answer.text
    assert f"{PILE.number(123)} is on carton 1 of order N001." in answer.text
    waybill = db.session.scalars(select(Waybill)).one()
    assert (waybill.number, waybill.source, waybill.service_id) == (PILE.number(123), "pile", pile)
    assert waybill.printed_at is not None
    assert waybill.made_by_id == world.workers["Ben"]
    assert db.session.scalars(select(NumberRange.next)).one() == 100
    assert wrong_books() == []


def test_the_orders_number_will_do_where_it_has_one_carton(world: World, pile: int) -> None:
    closed_carton(world, number="A-77")
    ben = Handheld(world, "Ben")

    assert ben.post("/shipping/pile", carton="A-77", waybill=PILE.number(123)).status_code == 200


def test_an_order_with_several_cartons_is_refused_by_its_number(world: World, pile: int) -> None:
    closed_cartons(world, {"MUG": 2}, 2, number="A-77")
    ben = Handheld(world, "Ben")

    answer = ben.post("/shipping/pile", carton="A-77", waybill=PILE.number(123))

    assert answer.status_code == 409
    assert "Scan the carton&#39;s own label" in answer.text
    assert waybills() == []


def test_a_double_scan_and_a_lost_answer_change_nothing(world: World, pile: int) -> None:
    carton_id = closed_carton(world)
    ben = Handheld(world, "Ben")
    code = code_of(carton_id)

    answers = [ben.post("/shipping/pile", carton=code, waybill=PILE.number(123)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert waybills() == [(PILE.number(123), carton_id, True)]


def test_a_number_that_is_on_another_carton_is_refused(world: World, pile: int) -> None:
    one, other = closed_cartons(world, {"MUG": 2}, 2)
    ben = Handheld(world, "Ben")
    ben.post("/shipping/pile", carton=code_of(one), waybill=PILE.number(123))

    answer = ben.post("/shipping/pile", carton=code_of(other), waybill=PILE.number(123))

    assert answer.status_code == 409
    assert f"is on carton {code_of(one)} already. Take the next one" in answer.text
    assert waybills() == [(PILE.number(123), one, True)]


def test_another_waybill_on_the_same_carton_voids_the_first(world: World, pile: int) -> None:
    carton_id = closed_carton(world)
    ben = Handheld(world, "Ben")
    ben.post("/shipping/pile", carton=code_of(carton_id), waybill=PILE.number(123))

    answer = ben.post("/shipping/pile", carton=code_of(carton_id), waybill=PILE.number(124))

    assert f"{PILE.number(123)} is void." in answer.text
    assert waybills() == [(PILE.number(123), carton_id, False), (PILE.number(124), carton_id, True)]


@pytest.mark.parametrize(
    "scanned",
    [
        "DS000001231",  # its check digit is another
        PILE.number(99),
        PILE.number(201),
        "XX000001237",
        "'; DROP TABLE waybills --",
        "4006381333931",
        "A" * 512,
    ],
)
def test_what_is_no_waybill_of_the_pile_is_refused(world: World, pile: int, scanned: str) -> None:
    carton_id = closed_carton(world)
    ben = Handheld(world, "Ben")

    answer = ben.post("/shipping/pile", carton=code_of(carton_id), waybill=scanned)

    assert answer.status_code == 422
    assert "is on no pile here, or its check digit is wrong" in answer.text
    assert waybills() == []


def test_a_carton_that_is_not_one_is_refused(world: World, pile: int) -> None:
    answer = Handheld(world, "Ben").post("/shipping/pile", carton="4711", waybill=PILE.number(123))

    assert answer.status_code == 422
    assert "4711 is no carton and no order that is packed here" in answer.text


def test_a_carton_that_the_piles_carrier_does_not_take_is_refused_by_name(world: World, pile: int) -> None:
    carton_id = closed_carton(world, weight_g=25000)

    answer = Handheld(world, "Ben").post("/shipping/pile", carton=code_of(carton_id), waybill=PILE.number(123))

    assert answer.status_code == 409
    assert "Doorstep does not take carton" in answer.text
    assert "It weighs 25 kg" in answer.text
    assert waybills() == []


def test_the_pool_gives_no_number_of_a_pile(world: World, pile: int) -> None:
    carton_id = closed_carton(world)

    with pytest.raises(Exception, match="Take one from its pile"), transaction():
        make_waybill(db.session.get_one(Carton, carton_id), None, SYSTEM)

    assert waybills() == []


def test_printed_and_not_yet_printed_are_told_apart(world: World, shop: Shop, pile: int) -> None:
    shop.pool("parcelwing")
    one, two, three = closed_cartons(world, {"MUG": 3}, 3, carrier="parcelwing")
    Handheld(world, "Ben").post("/shipping/pile", carton=code_of(one), waybill=PILE.number(123))
    with transaction():
        make_waybill(db.session.get_one(Carton, two), None, SYSTEM)
    fay = visitor(world, "Fay")

    pages = {state: fay.get(f"/shipping/waybills?state={state}").text for state in ("to_make", "to_print", "printed")}

    listed = {state: [one for one in (one, two, three) if code_of(one) in page] for state, page in pages.items()}
    assert listed == {"to_make": [three], "to_print": [two], "printed": [one]}
