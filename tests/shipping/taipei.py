"""A shop that sends with ECPay, against an emulator of its documented interface."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.clock import now
from app.db import db, transaction
from app.packing.models import Carton
from app.shipping.asking import requests_to_ask
from app.shipping.commands import make_waybill
from app.shipping.models import Waybill, WaybillRequest
from tests.shipping.emulators.ecpay import IV, KEY, MERCHANT, EcpayBook, ecpay
from tests.shipping.emulators.server import Emulator, served
from tests.shipping.parcels import Shop
from tests.world import SYSTEM

SENDER = {
    "name": "好店",
    "telephone": "0922333444",
    "postcode": "11560",
    "street": "三重路19-2號",
    "city": "台北市南港區",
}
STORE: dict[str, Any] = {
    "delivery_mode": "store",
    "store_code": "131386",
    "store_name": "7-ELEVEN 建盛門市",
    "customer": "王小明",
    "telephone": "0912-345-678",
    "country": "TW",
}
HOME: dict[str, Any] = {
    "customer": "王小明",
    "telephone": "+886 912 345 678",
    "country": "TW",
    "postcode": "11560",
    "city": "台北市南港區",
    "street": "三重路19-2號5樓",
}


@dataclass
class Taipei:
    """A shop that sends with ECPay."""

    shop: Shop
    emulator: Emulator
    book: EcpayBook
    carrier_id: int
    services: dict[str, int]

    def asks(self, carton_id: int, service: str = "UNIMARTC2C") -> int:
        with transaction():
            made = make_waybill(db.session.get_one(Carton, carton_id), self.services[service], SYSTEM)
        return int(made["request_id"])

    def works(self) -> None:
        """What the background does now, whatever pause there is."""
        with transaction() as session:
            session.execute(update(WaybillRequest).values(next_at=now() - timedelta(seconds=1)))
        for job in list(requests_to_ask().values()):
            job()
        db.session.remove()


@contextmanager
def in_taipei(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Taipei]:
    monkeypatch.setenv("SHELFWAY_CARRIER_ECPAY_HASHKEY", KEY)
    monkeypatch.setenv("SHELFWAY_CARRIER_ECPAY_HASHIV", IV)
    emulator, book = ecpay()
    with served(emulator):
        settings = {
            "address": emulator.address,
            "merchant": MERCHANT,
            "sender": SENDER,
            "reached_at": "https://wms.test",
        }
        carrier_id = shop.carrier("ecpay", "ecpay", **settings)
        stores: dict[str, Any] = {"modes": ["store"], "cash_most": 20000}
        services = {
            "UNIMARTC2C": shop.service(carrier_id, "UNIMARTC2C", stores | {"stores": ["7-ELEVEN"]}),
            "FAMIC2C": shop.service(carrier_id, "FAMIC2C", stores | {"stores": ["全家"]}),
            "TCAT": shop.service(carrier_id, "TCAT", {"modes": ["home"]}),
            "POST": shop.service(carrier_id, "POST", {"modes": ["home"]}),
        }
        yield Taipei(shop, emulator, book, carrier_id, services)


def waybills() -> list[Waybill]:
    db.session.rollback()
    return list(db.session.scalars(select(Waybill).order_by(Waybill.id).execution_options(populate_existing=True)))


def request() -> WaybillRequest:
    db.session.rollback()
    found = select(WaybillRequest).order_by(WaybillRequest.id.desc()).execution_options(populate_existing=True)
    return db.session.scalars(found).all()[0]
