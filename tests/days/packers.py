"""Packers who empty the lanes scan by scan; now and then a wrong code, a weight that is off, an answer lost."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import select

from app.db import db
from app.orders.models import PICKED, Order
from app.packing.models import OPEN, Carton
from app.packing.queries import cartons_of, packs_of, picks_to_pack
from app.packing.weighing import expected_g
from app.picking.models import Pick
from tests.handheld import Handheld

PALLET = "120 80 150"
"""What no carton of the warehouse holds (cm)."""


@dataclass
class Packed:
    """What the packers did."""

    packs: int = 0
    wrong: int = 0
    replays: int = 0
    verified: int = 0
    cartons: int = 0


@dataclass
class Packer:
    """Takes the lanes' orders one after the other, and puts into each carton what the proposal puts there."""

    desk: Handheld
    random: Random
    tally: Packed = field(default_factory=Packed)

    def pack_all(self) -> None:
        while order_id := self._next():
            self._open(order_id)
            while not self._is_packed(order_id):
                self._fill(order_id)

    def _next(self) -> int | None:
        db.session.rollback()
        waiting = select(Order).where(Order.state == PICKED, Order.stopped_at.is_(None)).order_by(Order.id)
        return next((order.id for order in db.session.scalars(waiting) if picks_to_pack(order)), None)

    def _open(self, order_id: int) -> None:
        """One of its totes is scanned."""
        tote = picks_to_pack(db.session.get_one(Order, order_id))[0].tote_use.tote.barcode
        answer = self.desk.client.get("/packing/orders", query_string={"code": tote}, headers={"Accept": "text/html"})
        assert answer.headers["Location"] == f"/packing/orders/{order_id}", answer.text

    def _is_packed(self, order_id: int) -> bool:
        db.session.rollback()
        return not picks_to_pack(db.session.get_one(Order, order_id))

    def _fill(self, order_id: int) -> None:
        """One carton: a first scan, from which it has its layout, then the rest of what lies in it."""
        if self.random.random() < 0.05:
            self._wrong(order_id)
        self._right(order_id, "cartons")
        carton = self._open_carton(order_id)
        wanted = Counter(int(place["piece_id"]) for place in (carton.layout or {}).get("places", ()))
        for pick in picks_to_pack(db.session.get_one(Order, order_id)):
            item = pick.line.lot.item
            units = min(pick.in_tote, wanted[item.id]) if carton.layout else pick.in_tote
            if units:
                wanted[item.id] -= units
                self._pack(order_id, carton.number, pick.id, units)
        self._close(order_id, carton.id)

    def _open_carton(self, order_id: int) -> Carton:
        db.session.rollback()
        return next(one for one in cartons_of(db.session.get_one(Order, order_id)) if one.state == OPEN)

    def _pack(self, order_id: int, carton: int, pick_id: int, units: int) -> None:
        pick = db.session.get_one(Pick, pick_id)
        scan = {"item": pick.line.lot.item.barcodes[0].code, "quantity": units, "tote": pick.tote_use.tote.barcode}
        again = self.random.random() < 0.02
        self._right(order_id, "packs", again=again, carton=carton, **scan)
        self.tally.packs += 1

    def _wrong(self, order_id: int) -> None:
        answer = self.desk.post(f"/packing/orders/{order_id}/packs", item="LOC-PACKED", quantity=1)
        assert answer.status_code in (409, 422), answer.text
        self.tally.wrong += 1

    def _close(self, order_id: int, carton_id: int) -> None:
        carton = db.session.get_one(Carton, carton_id)
        if carton.type_id is None:
            self._right(order_id, "others", carton=carton.number, sides=PALLET)
            carton = db.session.get_one(Carton, carton_id)
        weight = expected_g(carton) or 0
        goes_on = {"goes_on": "yes"} if picks_to_pack(carton.order) else {}
        said: dict[str, Any] = {"carton": carton.number, "weighed_by": "scale", **goes_on}
        if self.random.random() < 0.03:
            self._right(order_id, "closings", weight=weight * 3 + 500, **said)
            self._verify(order_id, carton_id)
            self.tally.verified += 1
        self._right(order_id, "closings", weight=weight, **said)
        self.tally.cartons += 1

    def _verify(self, order_id: int, carton_id: int) -> None:
        """It weighs what it should not, so each unit is scanned again."""
        db.session.rollback()
        carton = db.session.get_one(Carton, carton_id)
        assert carton.is_to_verify
        units: Counter[str] = Counter()
        for pack in packs_of(carton):
            units[pack.pick.line.lot.item.barcodes[0].code] += pack.quantity
        number = carton.number
        for code, quantity in units.items():
            self._right(order_id, "verifications", carton=number, item=code, quantity=quantity)

    def _right(self, order_id: int, what: str, again: bool = False, **form: Any) -> None:
        """An operation that is accepted; `again`: its answer was lost, and it is sent once more."""
        answer = self.desk.post(f"/packing/orders/{order_id}/{what}", **form)
        assert answer.status_code == 200, (what, form, answer.text)
        assert answer.headers["Operation-Outcome"] == "done", (what, form, answer.text)
        if again:
            repeated = self.desk.post(f"/packing/orders/{order_id}/{what}", answer.headers["Operation-Id"], **form)
            assert repeated.headers["Operation-Outcome"] == "done"
            self.tally.replays += 1
