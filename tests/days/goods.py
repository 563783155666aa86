"""What the shop's own file does not say, by a seeded rule: sizes and weights, addresses, cartons and carriers."""

from random import Random
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.orders.models import Order
from app.packing.models import CartonType
from app.shipping.models import Carrier, NumberRange, Service

CARTONS = {"S": (250, 180, 100), "M": (350, 250, 200), "L": (500, 350, 300), "XL": (600, 400, 400)}
"""Inside, in mm."""
CARRIERS = ("Parcelwing", "Skyfreight")
STREETS = ("Quay", "Mill Lane", "Station Road", "Upper Row", "Orchard Way")
TOWNS = ("Harbour", "Westfield", "Northgate", "Lindow")


def measures(sku: str) -> dict[str, Any]:
    """A gift of the size of a card to that of a lamp; one in ten is fragile. For the customs, too."""
    random = Random(f"size of {sku}")
    length, width, height = (round(random.triangular(10, 240, 60)) for _ in range(3))
    return {
        "length_mm": length,
        "width_mm": width,
        "height_mm": height,
        "weight_g": max(5, round(length * width * height * random.uniform(0.0002, 0.0008))),
        "flags": ["fragile"] if random.random() < 0.1 else [],
        "customs_code": f"9505{random.randrange(100):02}",
        "customs_name": "Gift article",
        "origin": random.choice(("CN", "IN", "GB")),
    }


def give_addresses() -> None:
    """Each order has somebody to go to."""
    with transaction():
        for order in db.session.scalars(select(Order)):
            random = Random(f"home of {order.number}")
            order.customer = f"Customer {order.customer_number or order.number}"
            order.street = f"{random.choice(STREETS)} {random.randrange(1, 200)}"
            order.city = random.choice(TOWNS)
            order.postcode = f"N{random.randrange(1, 20)} {random.randrange(1, 9)}AB"
            order.telephone = f"020 7946 {random.randrange(1000):04}"


def open_dispatch(warehouse_id: int) -> None:
    """Four sizes of cartons, and two carriers: one for this country, one for all others."""
    with transaction() as session:
        for name, (length, width, height) in CARTONS.items():
            sides = {"length_mm": length, "width_mm": width, "height_mm": height}
            kind = CartonType(warehouse_id=warehouse_id, name=name, barcode=f"BOX-{name}", weight_g=length, **sides)
            session.add(kind)
        for place, name in enumerate(CARRIERS):
            carrier = Carrier(warehouse_id=warehouse_id, code=name.lower(), name=name)
            session.add(carrier)
            session.flush()
            key = "not_countries" if place else "countries"
            takes = {"modes": ["home", "overseas"], key: ["GB"]}
            session.add(Service(carrier_id=carrier.id, code="std", name="Standard", takes=takes))
            given = {"prefix": name[0], "digits": 8, "first": 1, "last": 99_999, "next": 1, "rule": "none"}
            session.add(NumberRange(carrier_id=carrier.id, added_at=now(), **given))
