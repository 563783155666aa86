"""What comes back in the pictures: orders that left and arrived, and returns of them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from app.attachments.files import StoredFile, keep_picture
from app.clock import earlier, now
from app.db import db, transaction
from app.inventory.queries import stock_in
from app.notices.links import link_of
from app.orders.models import Order
from app.packing.queries import cartons_of
from app.returns.commands.answer_rma import approve_rma, refuse_rma
from app.returns.commands.close_parcel import close_parcel
from app.returns.commands.close_tote import close_tote
from app.returns.commands.grade_units import grade_units
from app.returns.commands.open_rma import Choice, Wanted, open_rma
from app.returns.commands.receive_parcel import Arrival, receive_parcel
from app.returns.commands.settle_rma import Settlement, settle_rma
from app.returns.models import ReturnParcel, ReturnTote, Rma
from app.returns.units import UnitScan
from app.returns.words import SCRAP
from app.shipping.handing_over import departure
from app.shipping.handing_over.close_manifest import Handover, close_manifest
from app.shipping.handing_over.queries import manifest_view
from app.shipping.models import Manifest
from app.shipping.queries import waybill_of
from app.shipping.tracking.commands import note_events
from app.shipping.tracking.heard import Heard
from app.warehouse.models import TOTE, Location
from app.warehouse.queries import locations_of_kind
from tools.pictures.docks import Ready
from tools.pictures.floor import SYSTEM
from tools.pictures.lanes import OTHER
from tools.pictures.prints import Prints

PRICE, POSTAGE = Decimal("12.50"), Decimal("4.90")
CLERK = "Dana"
GOOD = {"closed": "yes", "worn": "no", "whole": "yes", "tight": "yes", "works": "yes", "parts": "yes"}
Units = Mapping[str, tuple[int, str]]
"""By kind: how many come back, and why."""


class Backs(Prints):
    _totes: Sequence[str] = ()

    def send(self, goods: Mapping[str, int], language: str, is_heard_of: bool = True) -> Ready:
        """An order, in its customer's words, that left; its carrier told that it was delivered, or nothing."""
        ready = self.pack(goods=goods, currency="GBP")
        with self.app.app_context(), transaction() as session:
            for line in session.get_one(Order, ready.order_id).lines:
                assert line.item
                line.price, line.description = PRICE, line.item.name(language.replace("-", "_"))
        manifest_id = self.open("Parcelwing", ready)
        with self.app.app_context():
            with transaction() as session:
                manifest = session.get_one(Manifest, manifest_id)
                stay = frozenset(one.carton_id for one in manifest_view(manifest).waiting)
                close_manifest(manifest, Handover("Jo Reed", "AB12 CDE", stay, None, True), self.actor(OTHER))
            departure.work_off(manifest_id)
            if is_heard_of:
                with transaction() as session:
                    waybill = waybill_of(cartons_of(session.get_one(Order, ready.order_id))[0])
                    assert waybill
                    note_events(waybill, [Heard(now(), "delivered", "Signed for", "Harbour")], "pictures")
        return ready

    def number(self, order_id: int) -> str:
        with self.app.app_context():
            return db.session.get_one(Order, order_id).number

    def link(self, order_id: int) -> str:
        """The customer's own page of the order."""
        with self.app.app_context(), transaction() as session:
            return f"/t/{link_of(session.get_one(Order, order_id)).token}"

    def asks(self, ready: Ready, units: Units, note: str = "", days_ago: float = 0, **wanted: object) -> str:
        """The number of a return that its customer asks for."""
        with self.app.app_context(), earlier(timedelta(days=days_ago)), transaction() as session:
            order = session.get_one(Order, ready.order_id)
            lines = {line.sku.split("-")[0].lower(): line.id for line in order.lines}
            choices = [Choice(lines[kind], count, reason) for kind, (count, reason) in units.items()]
            opened = open_rma(order, Wanted(choices, note=note, **wanted), self._lead())  # type: ignore[arg-type]
            return str(opened["number"])

    def photograph(self, content: bytes) -> StoredFile:
        with self.app.app_context():
            return keep_picture(Path(self.app.config["VAR"]), content)

    def approve(self, number: str, words: str = "") -> str:
        with self.app.app_context(), transaction():
            approve_rma(self._rma(number), words, self._lead())
        return number

    def refuse(self, number: str, words: str) -> None:
        with self.app.app_context(), transaction():
            refuse_rma(self._rma(number), words, self._lead())

    def rma_id(self, number: str) -> int:
        with self.app.app_context():
            return self._rma(number).id

    def rma_of(self, order_id: int) -> str:
        """The number of the newest return of the order."""
        with self.app.app_context():
            mine = select(Rma.number).where(Rma.order_id == order_id).order_by(Rma.id.desc())
            return db.session.scalars(mine).first() or ""

    def settle(self, number: str) -> None:
        """The money that the rules say."""
        with self.app.app_context(), transaction():
            settle_rma(self._rma(number), Settlement("refund"), self._lead())

    def come(self, code: str, **arrival: object) -> int:
        """The id of a parcel that arrives with that code on it."""
        with self.app.app_context(), transaction():
            scan = Arrival(code=code, **arrival)  # type: ignore[arg-type]
            return receive_parcel(self.warehouse_id, scan, self.actor(CLERK))["parcel_id"]

    def grade(self, parcel_id: int, kind: str, tote: str, **answers: str) -> None:
        """One unit of it, as good as new unless it is said otherwise."""
        code = self.code(kind)
        with self.app.app_context(), transaction() as session:
            scan = UnitScan(item=code, answers=GOOD | answers, tote=tote, quantity=1)
            grade_units(session.get_one(ReturnParcel, parcel_id), scan, self.actor(CLERK))

    def finish(self, parcel_id: int) -> None:
        with self.app.app_context(), transaction() as session:
            close_parcel(session.get_one(ReturnParcel, parcel_id), "", self.actor(CLERK))

    def clear_returns(self) -> None:
        """No parcel of the reader before is open; what lay in totes is thrown away."""
        with self.app.app_context(), transaction() as session:
            for parcel in session.scalars(select(ReturnParcel).where(ReturnParcel.done_at.is_(None))):
                parcel.done_at = now()
            for tote in session.scalars(select(ReturnTote).where(ReturnTote.closed_at.is_(None))):
                tote.disposition = SCRAP
                close_tote(tote, SYSTEM)
        self.find_totes()

    def find_totes(self) -> None:
        """Empty ones for the scene; pickers take theirs from the other end."""
        with self.app.app_context():
            full = {stock.location_id for stock in stock_in([one.id for one in self._all_totes()])}
            self._totes = [one.barcode for one in reversed(self._all_totes()[:-1]) if one.id not in full]

    def tote(self, place: int) -> str:
        """What a scanner reads off it."""
        return self._totes[place]

    def _all_totes(self) -> list[Location]:
        return [one for one in locations_of_kind(self.warehouse_id, TOTE) if not one.purpose]

    def _rma(self, number: str) -> Rma:
        mine = select(Rma).where(Rma.warehouse_id == self.warehouse_id, Rma.number == number)
        return db.session.scalars(mine).one()
