"""SlottingProposal: where items should lie, as it was computed last; its moves, best first."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.models import Item
from app.db import Base
from app.replenishing.models import RefillTask
from app.walks.models import CANCELLED
from app.walks.models import DONE as WALK_DONE
from app.warehouse.models import Location

DONE, UNDER_WAY, MOOT, LEFT = "done", "under_way", "moot", "left"


class SlottingProposal(Base):
    """One to a warehouse. What was computed stays until it is computed anew.

    `asked_at`: somebody asked for it, and it is not there yet; then for `asked_days` and `asked_moves`. `days` had
    `orders`, with lines of items that lie in bins; the metres are those of such a day, before the moves and after.
    While it is carried out, so many `moves_a_day` are put on walks.
    """

    __tablename__ = "slotting_proposals"
    __table_args__ = (UniqueConstraint("warehouse_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    asked_at: Mapped[datetime | None]
    asked_days: Mapped[int]
    asked_moves: Mapped[int]
    computed_at: Mapped[datetime | None]
    days: Mapped[int] = mapped_column(default=0)
    orders: Mapped[int] = mapped_column(default=0)
    metres_before: Mapped[float] = mapped_column(default=0.0)
    metres_after: Mapped[float] = mapped_column(default=0.0)
    moves_a_day: Mapped[int | None]

    moves: Mapped[list["SlottingMove"]] = relationship(order_by="SlottingMove.position")

    @property
    def saved(self) -> float:
        """Metres a day."""
        return self.metres_before - self.metres_after


class SlottingMove(Base):
    """The item goes from one bin to the other, and the other item, if there is one, comes back.

    `task_id`: the walk that carries them, since `begun_at`. Moot: the items do not lie there any more.
    """

    __tablename__ = "slotting_moves"
    __table_args__ = (UniqueConstraint("proposal_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("slotting_proposals.id"))
    position: Mapped[int]
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    metres_a_day: Mapped[float]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("refill_tasks.id"), index=True)
    begun_at: Mapped[datetime | None]
    is_moot: Mapped[bool] = mapped_column(default=False, server_default=false())

    task: Mapped[RefillTask | None] = relationship()
    item: Mapped[Item] = relationship(foreign_keys=[item_id])
    other: Mapped[Item | None] = relationship(foreign_keys=[other_id])
    source: Mapped[Location] = relationship(foreign_keys=[source_id])
    target: Mapped[Location] = relationship(foreign_keys=[target_id])

    @property
    def state(self) -> str:
        """How far it is: done, under way, moot, or left to do."""
        if self.is_moot:
            return MOOT
        if self.task is None or self.task.state == CANCELLED:
            return LEFT
        return DONE if self.task.state == WALK_DONE else UNDER_WAY
