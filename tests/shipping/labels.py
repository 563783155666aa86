"""A waybill made for a closed carton, as the tests do it."""

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.errors import DomainError
from app.packing.models import Carton
from app.shipping.commands import make_waybill
from app.shipping.models import Loading, Manifest, Waybill
from tests.world import SYSTEM, World


def make(carton_id: int, service_id: int | None = None, anew: bool = False) -> Waybill:
    with transaction():
        made = make_waybill(fresh_carton(carton_id), service_id, SYSTEM, anew=anew)
        return db.session.get_one(Waybill, made["waybill_id"])


def fresh_carton(carton_id: int) -> Carton:
    return db.session.get_one(Carton, carton_id, populate_existing=True)


def refused(carton_id: int, service_id: int | None = None) -> str:
    with pytest.raises(DomainError) as told, transaction():
        make_waybill(fresh_carton(carton_id), service_id, SYSTEM)
    db.session.rollback()
    return str(told.value)


def waybills() -> list[Waybill]:
    db.session.rollback()
    return list(db.session.scalars(select(Waybill).order_by(Waybill.id).execution_options(populate_existing=True)))


def load(world: World, carton_id: int) -> None:
    with transaction() as session:
        carrier_id = session.scalars(select(Waybill.carrier_id).where(Waybill.carton_id == carton_id)).first()
        manifest = Manifest(warehouse_id=world.warehouse_id, carrier_id=carrier_id, number="1", opened_at=now())
        manifest.loadings = [Loading(carton_id=carton_id, at=now())]
        session.add(manifest)
