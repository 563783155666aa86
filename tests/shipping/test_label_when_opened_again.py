"""A carton that was opened again keeps its waybill while that is true; else the number is void, and it gets another."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.packing.commands import reopen_carton, unpack_units
from app.packing.models import Carton
from app.shipping.carriers import ADAPTERS
from app.shipping.commands import make_waybill
from app.shipping.models import WAITING, WITHDRAWN, Waybill, WaybillRequest
from app.walks.scans import StopScan
from tests.floor import fresh, wrong_books
from tests.packing.orders import close, hand, pack_all, picked_order, sized
from tests.shipping.parcels import Shop
from tests.world import SYSTEM, World

MUG = StopScan(item="4006381333931")
CLOSED_AT_G = 712


@pytest.fixture
def carton_id(world: World, shop: Shop) -> int:
    """Two mugs and a card, closed with 712 g, with the first number of a pool of three."""
    shop.pool(last=3)
    sized(world)
    order_id = picked_order(world, {"MUG": 2, "CARD": 1}, telephone="0912345678", amount=Decimal(9))
    carton_id = pack_all(world, order_id)
    close(world, carton_id, weight_g=CLOSED_AT_G)
    return carton_id


def reopen(world: World, carton_id: int) -> None:
    done = hand(world, "Ben").does("reopen", lambda actor: reopen_carton(db.session.get_one(Carton, carton_id), actor))
    assert done.ok, done


def take_one_out(world: World, carton_id: int) -> None:
    ben = hand(world, "Ben")
    done = ben.does("out", lambda actor: unpack_units(db.session.get_one(Carton, carton_id), MUG, actor))
    assert done.ok, done


def numbers() -> list[tuple[str, bool]]:
    """Each number, and whether it is good yet."""
    db.session.remove()
    return [(one.number, one.voided_at is None) for one in db.session.scalars(select(Waybill).order_by(Waybill.id))]


@pytest.mark.parametrize("weight", [CLOSED_AT_G - 20, CLOSED_AT_G, CLOSED_AT_G + 30])
def test_the_same_goods_keep_their_label(world: World, carton_id: int, weight: int) -> None:
    reopen(world, carton_id)
    close(world, carton_id, weight_g=weight)

    assert numbers() == [("PW00000001", True)]


def test_heavier_than_was_declared_it_gets_a_new_one(world: World, carton_id: int) -> None:
    world.sets(weight_tolerance_percent=50)
    reopen(world, carton_id)
    world.sets(weight_tolerance_percent=50, weight_tolerance_g=30)
    close(world, carton_id, weight_g=CLOSED_AT_G + 31)

    assert numbers() == [("PW00000001", False), ("PW00000002", True)]
    assert db.session.scalars(select(Waybill).order_by(Waybill.id.desc())).first().label["weight_g"] == 743  # type: ignore[union-attr]


@pytest.mark.parametrize("at_once", [True, False])
def test_other_goods_get_a_new_one_whatever_they_weigh(world: World, carton_id: int, at_once: bool) -> None:
    world.sets(label_when_closed=at_once)
    reopen(world, carton_id)
    assert numbers() == [("PW00000001", True)]
    take_one_out(world, carton_id)
    close(world, carton_id, goes_on=True)

    assert numbers() == [("PW00000001", False), ("PW00000002", True)]
    assert wrong_books() == []


def test_what_was_taken_out_and_put_in_again_changes_nothing(world: World, carton_id: int) -> None:
    reopen(world, carton_id)
    take_one_out(world, carton_id)
    pack_all(world, fresh(Carton, carton_id).order_id)
    close(world, carton_id, weight_g=CLOSED_AT_G)

    assert numbers() == [("PW00000001", True)]


def test_without_another_number_the_old_one_is_void_all_the_same(world: World, carton_id: int, shop: Shop) -> None:
    for _ in range(3):
        reopen(world, carton_id)
        if fresh(Carton, carton_id).reopened % 2:
            take_one_out(world, carton_id)
            close(world, carton_id, goes_on=True)
        else:
            pack_all(world, fresh(Carton, carton_id).order_id)
            close(world, carton_id, weight_g=CLOSED_AT_G)

    assert numbers() == [("PW00000001", False), ("PW00000002", False), ("PW00000003", False)]
    assert fresh(Carton, carton_id).state == "closed"


def test_a_service_that_a_person_chose_stays_the_one(world: World, carton_id: int, shop: Shop) -> None:
    dearer = shop.pool("heron", prefix="HE")
    with transaction():
        make_waybill(db.session.get_one(Carton, carton_id), dearer, SYSTEM)
    reopen(world, carton_id)
    take_one_out(world, carton_id)
    close(world, carton_id, goes_on=True)

    assert numbers() == [("PW00000001", False), ("HE00000001", False), ("HE00000002", True)]


def test_what_a_carrier_is_being_asked_is_withdrawn_and_asked_as_it_is_now(
    world: World, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.pool()
    monkeypatch.setattr(ADAPTERS["generic"], "asks", True)
    sized(world)
    order_id = picked_order(world, {"MUG": 2, "CARD": 1}, telephone="0912345678", amount=Decimal(9))
    carton_id = pack_all(world, order_id)
    close(world, carton_id, weight_g=CLOSED_AT_G)
    reopen(world, carton_id)
    close(world, carton_id, weight_g=CLOSED_AT_G)
    reopen(world, carton_id)
    take_one_out(world, carton_id)
    close(world, carton_id, goes_on=True)

    db.session.remove()
    first, second = db.session.scalars(select(WaybillRequest).order_by(WaybillRequest.id)).all()
    assert (first.state, second.state) == (WITHDRAWN, WAITING)
    assert [line["units"] for line in first.sent["customs"]] == [2, 1]
    assert [line["units"] for line in second.sent["customs"]] == [1, 1]
