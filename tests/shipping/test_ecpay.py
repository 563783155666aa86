"""ECPay, against a local emulator of its documented interface: what it is told of a parcel, and what comes back."""

import hashlib
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.shipping.carriers.ecpay_mac import check_mac, is_checked
from tests.floor import wrong_books
from tests.shipping.emulators.ecpay import IV, KEY
from tests.shipping.parcels import closed_carton
from tests.shipping.taipei import HOME, STORE, Taipei, request, waybills
from tests.world import World


def test_the_checksum_is_that_of_the_document() -> None:
    """MD5 over what the appendix describes; worked out by hand from its steps."""
    fields = {"TradeDesc": "促銷方案", "MerchantID": "2000132", "ItemName": "Apple (1)!"}
    text = "hashkey%3d5294y06jbismpx%26itemname%3dapple+(1)!%26merchantid%3d2000132%26tradedesc%3d"
    text += "%e4%bf%83%e9%8a%b7%e6%96%b9%e6%a1%88%26hashiv%3dv77hok"
    wanted = hashlib.md5(text.encode()).hexdigest().upper()
    assert check_mac(fields, "5294y06JbISMpx", "v77hoK") == wanted
    assert is_checked(fields | {"CheckMacValue": wanted.lower()}, "5294y06JbISMpx", "v77hoK")
    assert not is_checked(fields | {"CheckMacValue": wanted}, "", "")
    assert not is_checked(fields, "5294y06JbISMpx", "v77hoK")


def test_a_store_parcel_gets_its_mailing_code_and_slip(world: World, taipei: Taipei) -> None:
    carton_id = closed_carton(world, **STORE)
    request_id = taipei.asks(carton_id)
    assert taipei.emulator.asked == []  # nothing is asked while somebody waits for a page

    taipei.works()

    (waybill,) = waybills()
    assert (waybill.number, waybill.source) == ("G65445017175", "adapter")
    assert waybill.label["carriers"]["mailing_code"] == "G65445017175"
    assert waybill.label["carriers"]["CVSValidationNo"] == "7175"
    assert waybill.label["carriers"]["slip"] == "<html><body>1718546</body></html>"
    (sent,) = taipei.emulator.sent_to("/Express/Create")
    assert sent["ReceiverStoreID"] == "131386"
    assert sent["ReceiverCellPhone"] == "0912345678"
    assert sent["ServerReplyURL"] == f"https://wms.test/carriers/{taipei.carrier_id}/news"
    assert sent["LogisticsC2CReplyURL"] == sent["ServerReplyURL"]
    assert (sent["GoodsAmount"], sent.get("IsCollection")) == ("4", None)
    assert request().id == request_id
    assert (request().state, request().waybill_id) == ("done", waybill.id)
    assert wrong_books() == []


def test_home_delivery_says_size_weight_and_both_addresses(world: World, taipei: Taipei) -> None:
    carton_id = closed_carton(world, **HOME)
    taipei.asks(carton_id, "POST")

    taipei.works()

    assert [one.number for one in waybills()] == ["900000000001"]
    (sent,) = taipei.emulator.sent_to("/Express/Create")
    assert (sent["Specification"], sent["GoodsWeight"]) == ("0002", "0.900")
    assert sent["ReceiverAddress"] == "台北市南港區三重路19-2號5樓"
    assert (sent["SenderCellPhone"], sent["ReceiverCellPhone"]) == ("0922333444", "0912345678")


def test_cash_on_delivery_is_told_to_the_carrier(world: World, taipei: Taipei) -> None:
    carton_id = closed_carton(world, **STORE, payment_state="cod_confirmed", amount=Decimal(990))
    taipei.asks(carton_id)

    taipei.works()

    (sent,) = taipei.emulator.sent_to("/Express/Create")
    assert (sent["IsCollection"], sent["CollectionAmount"]) == ("Y", "990")


@pytest.mark.parametrize(
    ("columns", "service", "words"),
    [
        (STORE | {"telephone": "02-2655-0115"}, "UNIMARTC2C", "a mobile number of the form 0912345678"),
        (STORE | {"store_name": "全家 台醫店"}, "UNIMARTC2C", "is not one of its stores"),
        (STORE, "TCAT", "does not deliver that way"),
        (STORE | {"payment_state": "cod_confirmed", "amount": Decimal("9.50")}, "UNIMARTC2C", "whole amounts only"),
        (HOME | {"weight_g": 20500}, "POST", "It weighs 20.5 kg, and at most 20 kg"),
        (HOME | {"price": Decimal(20001)}, "TCAT", "more than its limit"),
    ],
)
def test_what_it_would_refuse_is_told_before_it_is_asked(
    world: World, taipei: Taipei, columns: dict[str, Any], service: str, words: str
) -> None:
    carton_id = closed_carton(world, **columns)

    with pytest.raises(Exception, match=words):
        taipei.asks(carton_id, service)

    assert taipei.emulator.asked == []


def test_without_its_secrets_nothing_is_asked(world: World, taipei: Taipei, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHELFWAY_CARRIER_ECPAY_HASHIV")

    with pytest.raises(Exception, match="not set up yet: HASHIV"):
        taipei.asks(closed_carton(world, **STORE))


def test_no_secret_is_in_the_book(world: World, taipei: Taipei) -> None:
    taipei.asks(closed_carton(world, **STORE))
    taipei.works()

    with db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert KEY not in str(row), table.name
                assert IV not in str(row), table.name
