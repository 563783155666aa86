"""The stock desk: moves, adjustments, quarantine, blocked lots; counts are asked for, and variances decided."""

from sqlalchemy import select

from app.counting.models import WAITS, Variance
from app.db import db
from app.inventory.models import Lot, LotBlock, Stock, StockLeg, StockMovement
from app.stockkeeping.models import WAITING, Adjustment
from app.warehouse.models import BIN, QUARANTINE, Location
from tests.properties.together.house import BINS, SKUS, House, read

KEEPERS = ("Eli", "Finn")
REASONS = ("found", "lost", "broken", "over_received", "because")


class AtDesk(House):
    def somebody_moves_units(self) -> None:
        self.sends(self.any(*KEEPERS), "/stock-desk/moves", target=self.any(*BINS), **self._scan())

    def somebody_adjusts(self) -> None:
        reason = self.any(*REASONS)
        self.sends(self.any(*KEEPERS), "/stock-desk/adjustments", reason=reason, note="seen", **self._scan())

    def lead_decides_about_an_adjustment(self) -> None:
        if row_id := self.some(select(Adjustment.id).where(Adjustment.state == WAITING)):
            what = self.any("approvals", "approvals", "refusals")
            self.sends("Cleo", f"/stock-desk/adjustments/{row_id}/{what}", words="Look again")

    def somebody_sets_units_aside(self) -> None:
        self.sends(self.any(*KEEPERS), "/stock-desk/quarantine", reason="damaged", **self._scan())

    def lead_judges_what_is_in_quarantine(self) -> None:
        entered = (
            select(StockLeg.movement_id)
            .join(StockMovement, StockMovement.id == StockLeg.movement_id)
            .join(Location, Location.id == StockLeg.location_id)
            .where(Location.kind == QUARANTINE, StockLeg.quantity > 0)
        )
        if movement_id := self.some(entered):
            what, units = self.any("releases", "releases", "scraps"), self.chance.randint(1, 3)
            self.sends("Cleo", f"/stock-desk/quarantine/{movement_id}/{what}", quantity=units, target=self.any(*BINS))

    def a_lot_is_blocked_or_free_again(self) -> None:
        blocks = self.all(select(LotBlock.id).where(LotBlock.lifted_at.is_(None)))
        if blocks and self.chance.random() < 0.7:
            self.sends("Cleo", f"/stock/lots/blocks/{blocks[0]}/lifts", note="It was good")
            return
        gathers = {"gathers": "yes"} if self.chance.random() < 0.3 else {}
        lot_id = self.some(select(Lot.id).where(Lot.code.in_(("L1", "L2"))))
        self.sends("Cleo", f"/stock/lots/{lot_id}/blocks", reason="recall", **gathers)

    def lead_has_places_counted(self) -> None:
        self.sends("Cleo", "/counts", places=self.any(*BINS, *BINS, *SKUS, "A"))

    def lead_decides_about_a_variance(self) -> None:
        if row_id := self.some(select(Variance.id).where(Variance.state == WAITS)):
            what = self.any("postings", "postings", "refusals", "recounts")
            reason = "miscounted" if what == "refusals" else "counted"
            form = {"units": self.chance.randint(0, 12)} if self.chance.random() < 0.2 else {}
            self.sends("Cleo", f"/counts/variances/{row_id}/{what}", reason=reason, **form)

    def _scan(self) -> dict[str, object]:
        """Mostly what lies there."""
        if self.chance.random() < 0.15:
            return {"place": self.any(*BINS), "item": self.any(*SKUS), "quantity": 3, "lot": self.any("", "L1")}
        lying = select(Stock.id).join(Location, Location.id == Stock.location_id)
        stock_id = self.some(lying.where(Location.kind == BIN, Stock.on_hand > 0))
        whole = self.chance.random() < 0.4
        scan = read(lambda: _of(db.session.get_one(Stock, stock_id), whole)) if stock_id else {}
        return {"quantity": self.chance.randint(1, 5)} | scan


def _of(stock: Stock, whole: bool) -> dict[str, object]:
    """`whole`: all of it, whoever keeps some."""
    said: dict[str, object] = {"place": stock.location.address, "item": stock.item.sku, "lot": stock.lot.code}
    return said | ({"quantity": stock.on_hand} if whole else {})
