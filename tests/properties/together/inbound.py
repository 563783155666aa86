"""Deliveries, announced and blind: over, short, damaged, onto plates and at the dock."""

from sqlalchemy import select

from app.db import db
from app.receiving.models import OPEN_STATES, Delivery, Plate
from tests.properties.together.house import CODES, SKUS, House, Sending, read

KEEPERS = ("Dana", "Eli", "Finn")
EXPIRES = {"L1": "2031-01-01", "L2": "2030-01-01", "L3": "2032-01-01", "": ""}


class Inbound(House):
    def a_delivery_comes(self) -> None:
        """Announced, or blind."""
        if self.chance.random() < 0.3:
            self.sends(self.any(*KEEPERS), "/receiving", vendor="Harbour Pottery")
            return
        lines = "\n".join(f"{sku} {self.chance.randint(1, 9)}" for sku in self.chance.sample(SKUS, 2))
        self.sends("Fay", "/deliveries", vendor="Harbour Pottery", lines=lines)

    def somebody_receives(self) -> None:
        delivery_id = self.some(select(Delivery.id).where(Delivery.state.in_(OPEN_STATES)))
        if delivery_id is None:
            self.a_delivery_comes()
            return
        sku, lot = self.any(*SKUS), self.any(*EXPIRES)
        self.sends(
            self.any(*KEEPERS),
            f"/receiving/{delivery_id}/receipts",
            item=CODES[sku],
            quantity=self.chance.randint(1, 9),
            condition=self.any("good", "good", "good", "damaged"),
            to=self._plate(delivery_id),
            over=self.any("yes", ""),
            **({"lot": lot, "expires_on": EXPIRES[lot]} if sku == "TEA" else {}),
        )

    def somebody_does_something_else_at_the_dock(self) -> None:
        delivery_id = self.some(select(Delivery.id))
        what = self.any("undos", "undos", "plates", "plates", "strange-goods")
        if delivery_id:
            form = {"code": "4000000000006", "quantity": 2}
            self.sends(self.any(*KEEPERS), f"/receiving/{delivery_id}/{what}", **form)

    def a_plate_is_full(self) -> None:
        if plate_id := self.some(select(Plate.id)):
            self.sends(self.any(*KEEPERS), f"/receiving/plates/{plate_id}/finishings")

    def a_delivery_is_closed(self) -> None:
        if delivery_id := self.some(select(Delivery.id)):
            self.closes(self.any(*KEEPERS), delivery_id, self.any("", "counted twice"))

    def closes(self, name: str, delivery_id: int, word: str) -> Sending:
        return self.sends(name, f"/receiving/{delivery_id}/closings", word=word)

    def _plate(self, delivery_id: int) -> str:
        """An open plate of the delivery, or the dock."""
        mine = select(Plate.id).where(Plate.delivery_id == delivery_id, Plate.finished_at.is_(None))
        plate_id = self.some(mine) if self.chance.random() < 0.7 else None
        return read(lambda: db.session.get_one(Plate, plate_id).location.barcode) if plate_id else "LOC-DOCK-1"
