"""What stands at the dock of the pictures: packed cartons with their waybills, manifests, and a carrier far away."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.orders.desk import hold_by_hand
from app.orders.models import Order
from app.packing.commands import Closing, close_carton, open_carton, pack_units, tick_check
from app.packing.models import CartonType
from app.packing.queries import cartons_of, checks_left, picks_to_pack
from app.packing.weighing import expected_g
from app.picking.models import Pick
from app.shipping.handing_over.load_carton import load_carton, take_off
from app.shipping.handing_over.open_manifest import open_manifest
from app.shipping.handing_over.stage_carton import stage_carton
from app.shipping.models import CLOSED, OPEN, Carrier, Manifest
from app.shipping.numbers import Pattern
from app.shipping.queries import waybill_of
from app.walks.scans import StopScan
from app.warehouse.calendar import calendar_of
from app.warehouse.models import DOCK, STAGING
from app.warehouse.queries import locations_of_kind, warehouse_of
from tools.pictures.lanes import OTHER, Lanes

USUAL = {"mug": 1, "bowl": 1}
"""What is in a carton unless it is said."""
HERE, AWAY = "Parcelwing", "Doorstep"
"""Whose driver is here, and another carrier."""
NOTE = "The customer asks for another colour, and for a card whose words she sends by mail before this evening."
PILE = Pattern("HC", 6, "luhn")
"""Handcart's printed waybills."""


class Ready(NamedTuple):
    """A closed carton: its order, its own code, its waybill's number or nothing."""

    order_id: int
    code: str
    waybill: str = ""


class Docks(Lanes):
    printed = 0
    """Waybills of the pile that were stuck on."""

    def pack(
        self, carrier: str = HERE, lane: int | None = None, goods: Mapping[str, int] = USUAL, **columns: object
    ) -> Ready:
        """A carton of an order that wishes for that carrier, and perhaps stands in a lane."""
        staged = self.stage(goods)[0]
        with self.app.app_context():
            with transaction() as session:
                order = session.get_one(Order, staged.order_id)
                leaves = calendar_of(warehouse_of(self.warehouse_id)).cut_off_after(now(), carrier)
                for name, value in ({"carrier": carrier, "ship_by": leaves} | columns).items():
                    setattr(order, name, value)
            with transaction() as session:
                open_carton(session.get_one(Order, staged.order_id), self._blank(), self.actor(OTHER))
            for pick in picks_to_pack(db.session.get_one(Order, staged.order_id)):
                for unit in range(pick.in_tote):
                    self._pack(staged.order_id, pick.id, unit)
            ready = self._close(staged.order_id)
            if lane is not None:
                with transaction():
                    stage_carton(self.warehouse_id, ready.code, self.lane(lane), self.actor(OTHER))
        return ready

    def lane(self, place: int) -> str:
        """What a scanner reads at that lane."""
        with self.app.app_context():
            return locations_of_kind(self.warehouse_id, STAGING)[place].barcode

    def open(self, carrier: str = HERE, *cartons: Ready) -> int:
        """The id of a new manifest with these cartons on it."""
        with self.app.app_context(), transaction():
            dock = locations_of_kind(self.warehouse_id, DOCK)[0]
            made = open_manifest(self._carrier(carrier), dock, "Jo Reed", "AB12 CDE", self.actor(OTHER))
        for carton in cartons:
            self.load(made["manifest_id"], carton)
        return made["manifest_id"]

    def load(self, manifest_id: int, carton: Ready) -> None:
        with self.app.app_context(), transaction() as session:
            load_carton(session.get_one(Manifest, manifest_id), carton.code, self.actor(OTHER))

    def take_off(self, manifest_id: int, carton: Ready) -> None:
        with self.app.app_context(), transaction() as session:
            take_off(session.get_one(Manifest, manifest_id), carton.code, self.actor(OTHER))

    def hold(self, ready: Ready) -> None:
        """The lead keeps its order back."""
        with self.app.app_context(), transaction() as session:
            hold_by_hand(session.get_one(Order, ready.order_id), NOTE, self._lead())

    def leave_nothing_open(self) -> None:
        """What the reader before had on manifests stays here, and they are closed."""
        with self.app.app_context(), transaction() as session:
            for manifest in session.scalars(select(Manifest).where(Manifest.state == OPEN)).all():
                manifest.state = CLOSED
                for loading in manifest.loadings:
                    loading.taken_off_at = now()

    def _blank(self) -> str:
        """What a scanner reads off a middling carton."""
        wanted = select(CartonType.barcode).where(CartonType.warehouse_id == self.warehouse_id, CartonType.name == "M")
        return db.session.scalars(wanted).one()

    def _pack(self, order_id: int, pick_id: int, unit: int) -> None:
        with transaction() as session:
            pick = session.get_one(Pick, pick_id)
            item, serials = pick.line.lot.item, tuple(serial.code for serial in pick.serials)[unit : unit + 1]
            scan = StopScan(item=item.barcodes[0].code, lot=pick.line.lot.code, quantity=1, serials=serials)
            pack_units(session.get_one(Order, order_id), scan, None, self.actor(OTHER))

    def _close(self, order_id: int) -> Ready:
        """It weighs what it should, and gets its waybill as the rules say."""
        with transaction() as session:
            order = session.get_one(Order, order_id)
            for check in checks_left(order):
                tick_check(order, self.actor(OTHER), check.id)
            carton = cartons_of(order)[-1]
            close_carton(carton, Closing(weight_g=expected_g(carton) or 800), self.actor(OTHER))
            code, waybill = carton.code, waybill_of(carton)
            return Ready(order_id, code, waybill.number if waybill else "")

    def _carrier(self, name: str) -> Carrier:
        known = select(Carrier).where(Carrier.warehouse_id == self.warehouse_id, Carrier.name == name)
        return db.session.scalars(known).one()
