"""The shipper at the dock: a waybill for each carton, a manifest for each carrier, loaded and closed by scans."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import select

from app.db import db
from app.packing.models import CLOSED, Carton
from app.shipping.handing_over.departure import departures_to_do
from app.shipping.models import Carrier, Manifest, Waybill
from tests.attachments.pictures import png
from tests.handheld import Handheld


@dataclass
class Loaded:
    """What the shipper did."""

    scans: int = 0
    twice: int = 0
    others: int = 0
    manifests: int = 0


@dataclass
class Loader:
    desk: Handheld
    random: Random
    tally: Loaded = field(default_factory=Loaded)

    def label_all(self) -> None:
        """A carton that has none yet gets its waybill by the rules."""
        numbered = select(Waybill.id).where(Waybill.carton_id == Carton.id, Waybill.voided_at.is_(None))
        for carton_id in _ids(select(Carton.id).where(Carton.state == CLOSED, ~numbered.exists())):
            self._right(f"/shipping/cartons/{carton_id}/waybills")

    def load_all(self) -> None:
        for carrier_id in _ids(select(Carrier.id)):
            self._load(carrier_id)

    def _load(self, carrier_id: int) -> None:
        """Each carton of the carrier; now and then one twice, and one that is another carrier's."""
        self._right("/dock/manifests", carrier_id=carrier_id, driver="Sam Rowe", vehicle="SR 12")
        manifest_id = _ids(select(Manifest.id).order_by(Manifest.id.desc()).limit(1))[0]
        url = f"/dock/manifests/{manifest_id}/loadings"
        for code, number, of_carrier in _labels():
            scanned = code if self.random.random() < 0.5 else number
            if of_carrier != carrier_id:
                if self.random.random() < 0.05:
                    refused = self.desk.post(url, code=scanned)
                    assert refused.status_code in (409, 422), refused.text
                    self.tally.others += 1
                continue
            self._right(url, code=scanned)
            self.tally.scans += 1
            if self.random.random() < 0.05:
                assert "already loaded" in self.desk.post(url, code=scanned).text
                self.tally.twice += 1
        signed = f"data:image/png;base64,{b64encode(png(60, 26)).decode()}"
        self._right(f"/dock/manifests/{manifest_id}/closings", driver="Sam Rowe", signature=signed)
        for job in departures_to_do().values():
            job()
        self.tally.manifests += 1

    def _right(self, url: str, **form: Any) -> None:
        answer = self.desk.post(url, **form)
        assert answer.headers.get("Operation-Outcome") == "done", (url, form, answer.status_code, answer.text)


def _ids(wanted: Any) -> Sequence[int]:
    db.session.rollback()
    return list(db.session.scalars(wanted))


def _labels() -> Sequence[tuple[str, str, int]]:
    """The cartons in the building: code, waybill number, carrier."""
    db.session.rollback()
    wanted = select(Carton.code, Waybill.number, Waybill.carrier_id).join(Waybill, Waybill.carton_id == Carton.id)
    rows = db.session.execute(wanted.where(Carton.state == CLOSED, Waybill.voided_at.is_(None)))
    return [(row.code, row.number, row.carrier_id) for row in rows]
