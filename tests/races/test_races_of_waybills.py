"""Several processes reach for numbers in the same moment: each number is given once, each carton has one."""

from collections import Counter

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.packing.models import Carton
from app.shipping.commands import make_waybill
from app.shipping.models import NumberRange, Waybill, WaybillRequest
from app.shipping.numbers import Pattern
from tests.floor import Hand
from tests.races import waybills
from tests.races.processes import PROCESSES, Processes
from tests.shipping.emulators.ecpay import IV, KEY, MERCHANT, ecpay
from tests.shipping.emulators.server import served
from tests.shipping.parcels import Shop, closed_carton, closed_cartons
from tests.world import SYSTEM, World

pytestmark = pytest.mark.slow

FOUR = range(PROCESSES)


@pytest.fixture
def ben(world: World) -> Hand:
    world.client("Ben")
    return Hand(world.actor("Ben"))


def made() -> list[tuple[str, int, bool]]:
    db.session.rollback()
    wanted = select(Waybill.number, Waybill.carton_id, Waybill.voided_at).order_by(Waybill.id)
    return [(number, carton_id, at is None) for number, carton_id, at in db.session.execute(wanted)]


def test_the_pool_gives_each_number_once(world: World, ben: Hand, processes: Processes) -> None:
    """Four packers close cartons of their own; the numbers last for all but two."""
    shop = Shop(world)
    shop.pool(last=10)
    cartons = closed_cartons(world, {"MUG": 12}, 12)
    own = [cartons[turn::PROCESSES] for turn in FOUR]
    db.session.remove()

    answers = [
        code for codes in processes.at_once(waybills.make, [(ben, mine, False) for mine in own]) for code in codes
    ]

    assert Counter(answers) == {"done": 10, "numbers_out": 2}
    assert len({number for number, _, _ in made()}) == len({carton for _, carton, _ in made()}) == 10
    assert db.session.scalars(select(NumberRange.next)).one() == 11


def test_one_carton_for_which_four_ask_gets_one_waybill(world: World, ben: Hand, processes: Processes) -> None:
    Shop(world).pool()
    carton_id = closed_carton(world)
    db.session.remove()

    answers = processes.at_once(waybills.make, [(ben, [carton_id], False) for _ in FOUR])

    assert answers == [["done"]] * PROCESSES
    assert made() == [("PW00000001", carton_id, True)]


def test_four_who_want_a_new_number_leave_one_that_is_valid(world: World, ben: Hand, processes: Processes) -> None:
    Shop(world).pool()
    carton_id = closed_carton(world)
    db.session.remove()

    processes.at_once(waybills.make_or_void, [(ben, carton_id, turn % 2 == 1, 5) for turn in FOUR])

    valid = [number for number, _, is_valid in made() if is_valid]
    assert len(valid) <= 1
    assert len({number for number, _, _ in made()}) == len(made())


def test_a_printed_waybill_that_four_scan_is_on_one_carton(world: World, ben: Hand, processes: Processes) -> None:
    shop = Shop(world)
    carrier_id = shop.carrier("doorstep", numbers="pile")
    shop.numbers(carrier_id, 1, 99, "luhn", prefix="DS")
    shop.service(carrier_id)
    cartons = closed_cartons(world, {"MUG": 4}, PROCESSES)
    number = Pattern("DS", 8, "luhn").number(7)
    db.session.remove()

    answers = processes.at_once(waybills.stick, [(ben, [one], number) for one in cartons])

    assert Counter(code for codes in answers for code in codes) == {"done": 1, "waybill_number_used": 3}
    assert [one[0] for one in made()] == [number]


def test_four_background_processes_ask_a_carrier_once(
    world: World, ben: Hand, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    emulator, book = ecpay()
    shop = Shop(world)
    monkeypatch.setenv("SHELFWAY_CARRIER_EC_HASHKEY", KEY)
    monkeypatch.setenv("SHELFWAY_CARRIER_EC_HASHIV", IV)
    with served(emulator):
        sender = {"name": "Shop", "telephone": "0922333444"}
        carrier_id = shop.carrier("ec", "ecpay", address=emulator.address, merchant=MERCHANT, sender=sender)
        shop.service(carrier_id, "FAMIC2C", {"modes": ["store"]})
        carton_id = closed_carton(world, delivery_mode="store", store_code="006598", store_name="FamilyMart")
        with transaction():
            make_waybill(db.session.get_one(Carton, carton_id), None, SYSTEM)
        request_id = db.session.scalars(select(WaybillRequest.id)).one()
        db.session.remove()

        processes.at_once(waybills.work, [(request_id,) for _ in FOUR])

    assert emulator.paths().count("/Express/Create") == 1
    # The other processes have no key of their own: whoever took it, nobody asked twice.
    assert len(emulator.asked) <= 2
    assert len(book.made) <= 1
