"""At the end of a day everything can be finished: no walk is stuck, nothing is kept for nobody, nothing waits."""

from collections.abc import Callable, Mapping

from sqlalchemy import func, select

from app.counting.gathering import counts_to_gather
from app.counting.models import WAITS, Variance
from app.db import db
from app.inventory.models import Stock
from app.jobs import Job
from app.picking.blocked_lots import blocks_to_settle
from app.receiving.models import OPEN_STATES, Delivery
from app.replenishing.background import refill_low_bins
from app.returns.models import ReturnParcel, ReturnTote
from app.stockkeeping.gathering import lots_to_gather
from app.walks.models import OPEN_STATES as OPEN_WALKS
from app.walks.models import Walk
from tests.properties.together.at_desk import AtDesk
from tests.properties.together.coming_back import ComingBack
from tests.properties.together.house import read
from tests.properties.together.inbound import Inbound
from tests.properties.together.on_walks import WALKERS, OnWalks

MOST_ROUNDS, MOST_STEPS = 8, 400
LOOKS: tuple[Callable[[], Mapping[str, Job]], ...] = (blocks_to_settle, lots_to_gather, counts_to_gather)


class Ending(OnWalks, Inbound, AtDesk, ComingBack):
    def the_background_works(self) -> None:
        for look in LOOKS:
            for job in read(look).values():
                job()
        refill_low_bins(self.world.warehouse_id)
        db.session.remove()

    def finishes(self) -> None:
        """Everybody does what is to be done until nothing is; what waits for a lead is decided."""
        for _ in range(MOST_ROUNDS):
            self.the_background_works()
            self._decides()
            self._walks()
            if not self.open_ends():
                return
        raise AssertionError(f"not to be finished: {self.open_ends()}")

    def _decides(self) -> None:
        for delivery_id in self.all(select(Delivery.id).where(Delivery.state.in_(OPEN_STATES))):
            self.closes("Eli", delivery_id, "the day is over")
        for parcel_id in self.all(select(ReturnParcel.id).where(ReturnParcel.done_at.is_(None))):
            self.sends("Dana", f"/returns/dock/parcels/{parcel_id}/closings", why="empty")
        for tote_id in self.all(select(ReturnTote.id).where(ReturnTote.closed_at.is_(None))):
            self.fills("Dana", tote_id)
        for variance_id in self.all(select(Variance.id).where(Variance.state == WAITS)):
            self.sends("Cleo", f"/counts/variances/{variance_id}/refusals", reason="miscounted")

    def _walks(self) -> None:
        for name in WALKERS:
            for _ in range(MOST_STEPS):
                done = self.works(name)
                if done.outcome != "done":
                    break

    def open_ends(self) -> list[str]:
        """What is still to do, in words."""

        def ask() -> list[str]:
            walks = db.session.execute(
                select(Walk.kind, Walk.id, Walk.state, Walk.holder_id).where(Walk.state.in_(OPEN_WALKS))
            )
            found = [f"walk {row}" for row in walks]
            kept = db.session.scalar(select(func.sum(Stock.reserved)))
            return found + ([f"{kept} units are kept"] if kept else [])

        return read(ask)
