"""What carriers tell by themselves: believed by its signature, kept once, and of nobody else's parcel."""

import json

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.packing.models import Carton
from app.shipping.carriers import ADAPTERS, Account
from app.shipping.commands import make_waybill
from app.shipping.models import TrackingEvent
from tests.shipping.emulators.ecpay import IV, MERCHANT, mac
from tests.shipping.emulators.ecpay import KEY as ECPAY_KEY
from tests.shipping.emulators.kuaidi100 import CUSTOMER, KEY, SALT, push
from tests.shipping.parcels import Shop, closed_carton
from tests.world import SYSTEM, World


def pushed(world: World, carrier_id: int, fields: dict[str, str]) -> tuple[int, str]:
    answer = world.app.test_client().post(f"/carriers/{carrier_id}/news", data=fields)
    db.session.remove()
    return answer.status_code, answer.text


def codes() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(TrackingEvent.code).order_by(TrackingEvent.at)))


@pytest.fixture
def followed(world: World, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> int:
    """A carrier that kuaidi100 follows, and one parcel of it; the carrier's id."""
    monkeypatch.setenv("SHELFWAY_CARRIER_YT_KEY", KEY)
    monkeypatch.setenv("SHELFWAY_CARRIER_YT_SALT", SALT)
    carrier_id = shop.carrier("yt", "kuaidi100", customer=CUSTOMER, company="yuantong")
    shop.numbers(carrier_id, 1, 9, "luhn", prefix="YT", digits=7)
    shop.service(carrier_id)
    carton_id = closed_carton(world)
    with transaction():
        make_waybill(db.session.get_one(Carton, carton_id), None, SYSTEM)
    return carrier_id


def test_a_signed_push_is_kept_once_however_often_it_comes(world: World, followed: int) -> None:
    answers = [pushed(world, followed, push("YT00000018")) for _ in range(2)]

    assert [status for status, _ in answers] == [200, 200]
    assert json.loads(answers[0][1])["returnCode"] == "200"
    assert codes() == ["handed_over", "in_transit", "delivered"]


@pytest.mark.parametrize("field_name", ["sign", "param"])
def test_a_push_that_is_not_the_carriers_own_is_refused_and_nothing_is_kept(
    world: World, followed: int, field_name: str
) -> None:
    forged = push("YT00000018")
    forged[field_name] += " "

    status, said = pushed(world, followed, forged)

    assert (status, json.loads(said)["result"]) == (400, False)
    assert codes() == []


def test_without_a_salt_nobody_is_believed(world: World, followed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHELFWAY_CARRIER_YT_SALT")

    assert pushed(world, followed, push("YT00000018"))[0] == 400
    assert pushed(world, followed, {})[0] == 400
    assert codes() == []


def test_a_push_for_a_number_that_is_not_here_is_thanked_for_and_not_kept(world: World, followed: int) -> None:
    assert pushed(world, followed, push("YT77"))[0] == 200
    assert codes() == []


def test_a_carrier_that_tells_nothing_by_itself_is_told_nothing(world: World, shop: Shop) -> None:
    assert pushed(world, shop.carrier("parcelwing"), {"a": "b"})[0] == 400
    assert pushed(world, 4711, {"a": "b"})[0] == 404


def test_ecpays_notification_is_believed_by_its_checksum_and_merchant(
    world: World, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELFWAY_CARRIER_EC_HASHKEY", ECPAY_KEY)
    monkeypatch.setenv("SHELFWAY_CARRIER_EC_HASHIV", IV)
    carrier_id = shop.carrier("ec", "ecpay", merchant=MERCHANT)
    account = Account("ec", {"merchant": MERCHANT}, {"HASHKEY": ECPAY_KEY, "HASHIV": IV})
    said = {
        "MerchantID": MERCHANT,
        "RtnCode": "2067",
        "RtnMsg": "消費者成功取件",
        "CVSPaymentNo": "G6544501",
        "CVSValidationNo": "7175",
        "UpdateStatusDate": "2026/11/23 18:00:00",
    }

    (told,) = ADAPTERS["ecpay"].told(said | {"CheckMacValue": mac(said)}, account)
    assert (told.code, told.words, told.number) == ("delivered", "消費者成功取件", "G65445017175")
    assert pushed(world, carrier_id, said | {"CheckMacValue": mac(said)}) == (200, "1|OK")
    assert pushed(world, carrier_id, said | {"CheckMacValue": mac(said)[:-1] + "0"}) == (400, "0|Error")
    other = said | {"MerchantID": "2000132"}
    assert pushed(world, carrier_id, other | {"CheckMacValue": mac(other)})[0] == 400
