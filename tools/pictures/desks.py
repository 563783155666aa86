"""What the desks of the pictures show: a manifest that is leaving, a pool that runs out, one far away, a scale."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.packing.commands.scales import remove_scale, set_scale
from app.packing.keeping import scale_at
from app.packing.models import SHIPPED, Carton
from app.shipping.administration import add_carrier, set_carrier, set_service
from app.shipping.handing_over.close_manifest import Handover, close_manifest
from app.shipping.handing_over.queries import manifest_view
from app.shipping.models import Carrier, Manifest, NumberRange
from tools.pictures.docks import Docks, Ready
from tools.pictures.floor import SYSTEM
from tools.pictures.lanes import OTHER
from tools.pictures.scale import Scale

FAR = "ECPay"
SENDER = {"sender_name": "Riverside Shop", "sender_telephone": "0227121234", "sender_country": "TW"}


class Desks(Docks):
    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.scale = Scale()

    def carton_id(self, ready: Ready) -> int:
        with self.app.app_context():
            return db.session.scalars(select(Carton.id).where(Carton.code == ready.code)).one()

    def leave_numbers(self, carrier: str, left: int) -> None:
        """So many are left in its pool."""
        with self.app.app_context(), transaction() as session:
            of_it = select(NumberRange).where(NumberRange.carrier_id == self._carrier(carrier).id)
            for numbers in session.scalars(of_it):
                numbers.next = numbers.last + 1 - left

    @contextmanager
    def leaving(self, manifest_id: int, gone: int) -> Iterator[None]:
        """It was closed, so many of its cartons have left, and the next one waits: nobody else writes in the book."""
        with self.app.app_context():
            with transaction() as session:
                manifest = session.get_one(Manifest, manifest_id)
                view = manifest_view(manifest)
                stay = frozenset(one.carton_id for one in view.waiting)
                close_manifest(manifest, Handover("Jo Reed", "AB12 CDE", stay, None, True), self.actor(OTHER))
                for one in view.loaded[:gone]:
                    carton = session.get_one(Carton, one.carton_id)
                    carton.state, carton.left_at = SHIPPED, now()
            with transaction():
                yield

    def meet_far_carrier(self) -> int:
        """The id of a carrier that makes its numbers itself."""
        with self.app.app_context(), transaction() as session:
            mine = select(Carrier).where(Carrier.warehouse_id == self.warehouse_id, Carrier.name == FAR)
            carrier = session.scalars(mine).first()
            if carrier is None:
                carrier = add_carrier(self.warehouse_id, "ecpay", FAR, "ecpay", SYSTEM)
                set_carrier(carrier, {"name": FAR, "merchant": "2000132", **SENDER}, SYSTEM)
                service = {"code": "UNIMARTC2C", "name": "7-ELEVEN", "weight_g": "5", "prices": "5 60", "days": "3"}
                set_service(carrier, None, service, {"modes": ["store"]}, SYSTEM)
                session.flush()
            return carrier.id

    def put_up_scale(self, grams: int) -> None:
        """All benches weigh on it."""
        self.scale.grams = grams
        with self.app.app_context(), transaction():
            set_scale(self.warehouse_id, None, self.scale.address, "", SYSTEM)

    def take_scale_away(self) -> None:
        with self.app.app_context(), transaction():
            scale = scale_at(self.warehouse_id, None)
            if scale:
                remove_scale(scale, SYSTEM)
