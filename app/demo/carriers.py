"""The demo's carriers: three here, one of them with a pile of printed waybills, one that flies, and the counter."""

from app.clock import now
from app.db import db
from app.shipping.models import PILE, POOL, Carrier, NumberRange, Service

SENDER = {
    "name": "The Gift Shop",
    "telephone": "01632 960100",
    "street": "1 Mill Lane",
    "city": "Riverside",
    "postcode": "RV1 1AA",
    "country": "GB",
}
HERE = ["GB"]


def demo_carriers(warehouse_id: int) -> None:
    """As the demo's orders name them: Parcelwing, Doorstep, Skyfreight, Handcart; and what is fetched."""
    _parcelwing(warehouse_id)
    _doorstep(warehouse_id)
    _skyfreight(warehouse_id)
    _handcart(warehouse_id)
    _counter(warehouse_id)


def _parcelwing(warehouse_id: int) -> None:
    """Home delivery, for most of what there is."""
    carrier = _carrier(warehouse_id, "parcelwing", "Parcelwing", POOL)
    home = {"modes": ["home"], "countries": HERE, "volume_divisor": 5000, "cash_most": 2000}
    size = {"weight_g": 20000, "longest_mm": 1200}
    standard = home | size | {"refuses": ["dangerous"], "insured_most": 500}
    _service(carrier, "standard", "Standard", standard, [(2, "3.40"), (5, "4.60"), (10, "6.20"), (20, "9.80")], 2)
    express = home | size | {"refuses": ["dangerous", "liquid"], "insured_most": None}
    _service(carrier, "express", "Express", express, [(2, "7.90"), (5, "9.40"), (20, "14.00")], 1)
    _numbers(carrier, "PW", 8, 100_001, 109_999, "luhn")


def _doorstep(warehouse_id: int) -> None:
    """Small parcels, to the door or to a store."""
    carrier = _carrier(warehouse_id, "doorstep", "Doorstep", POOL)
    small = {"countries": HERE, "weight_g": 15000, "sides_mm": 1500, "cash_most": 2000}
    _service(carrier, "home", "To the door", small | {"modes": ["home"]}, [(3, "3.95"), (15, "5.95")], 3)
    _service(carrier, "store", "To a store", small | {"modes": ["store"]}, [(3, "1.95"), (15, "3.25")], 3)
    _numbers(carrier, "D", 10, 4_000_000_001, 4_000_009_999, "mod11")


def _skyfreight(warehouse_id: int) -> None:
    """Abroad by air."""
    carrier = _carrier(warehouse_id, "skyfreight", "Skyfreight", POOL)
    abroad = {"modes": ["overseas"], "not_countries": HERE, "weight_g": 30000, "volume_divisor": 5000}
    air = abroad | {"refuses": ["dangerous", "liquid"], "insured_most": 1000}
    _service(carrier, "air", "Air parcel", air, [(2, "12.50"), (5, "19.00"), (30, "48.00")], 6)
    _numbers(carrier, "RX", 8, 50_000_001, 50_009_999, "s10", "GB")


def _handcart(warehouse_id: int) -> None:
    """In town, with waybills that are printed already."""
    carrier = _carrier(warehouse_id, "handcart", "Handcart", PILE)
    town = {"modes": ["home"], "postcodes": ["RV"], "weight_g": 25000}
    _service(carrier, "town", "In town", town, [(25, "2.50")], 1)
    _numbers(carrier, "HC", 6, 1, 5_000, "luhn")


def _counter(warehouse_id: int) -> None:
    """No carrier at all: customers come and sign for what they fetch."""
    carrier = _carrier(warehouse_id, "counter", "Counter", POOL)
    _service(carrier, "fetched", "Fetched here", {"modes": ["self"]}, [(30, "0.00")], 0)
    _numbers(carrier, "CT", 7, 1, 9_999, "luhn")


def _carrier(warehouse_id: int, code: str, name: str, numbers: str) -> Carrier:
    carrier = Carrier(
        warehouse_id=warehouse_id,
        code=code,
        name=name,
        adapter="generic",
        settings={"numbers": numbers, "sender": SENDER},
    )
    db.session.add(carrier)
    db.session.flush()
    return carrier


def _service(
    carrier: Carrier, code: str, name: str, takes: dict[str, object], prices: list[tuple[int, str]], days: int
) -> None:
    rows = [{"up_to_g": kilograms * 1000, "price": price, "countries": []} for kilograms, price in prices]
    db.session.add(Service(carrier_id=carrier.id, code=code, name=name, takes=takes, prices=rows, days=days))


def _numbers(carrier: Carrier, prefix: str, digits: int, first: int, last: int, rule: str, suffix: str = "") -> None:
    pattern = {"prefix": prefix, "digits": digits, "rule": rule, "suffix": suffix}
    db.session.add(NumberRange(carrier_id=carrier.id, first=first, last=last, next=first, added_at=now(), **pattern))
