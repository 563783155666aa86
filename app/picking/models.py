"""PickTask (a walk), PickLine (a stop), ToteUse (which order a tote holds)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, func, select, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.db import Base
from app.inventory.models import Allocation, Lot, Serial
from app.orders.models import Order, OrderLine
from app.walks.models import Stop, Walk
from app.warehouse.models import Location
from app.workers.models import Worker

SINGLE, CART, BULK = "single", "cart", "bulk"


class CartPlace(Base):
    """A place on the task's cart and the order whose totes stand there (none: bulk, totes for all).

    A cart that is passed on takes its places along: each is the task's that picks into it next.
    """

    __tablename__ = "cart_places"
    __table_args__ = (UniqueConstraint("task_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("pick_tasks.id"))
    position: Mapped[int]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)

    task: Mapped["PickTask"] = relationship(back_populates="places")
    order: Mapped[Order | None] = relationship()
    totes: Mapped[list["ToteUse"]] = relationship(back_populates="place", order_by="ToteUse.id")

    @property
    def tote(self) -> "ToteUse | None":
        """The tote that is filled now: the last one bound."""
        filled = (use for use in reversed(self.totes) if use.full_at is None and use.is_known)
        return next(filled, None)

    @property
    def passed_on(self) -> "ToteUse | None":
        """The tote that stands in a lane since the zone before, until this walk's picker scans it to the cart."""
        use = self.tote
        return use if use and use.staged_at_id and self.task.done_at is None else None

    @property
    def to_take_over(self) -> "list[ToteUse]":
        """Totes that are on the cart of who had the walk before, until this walk's picker scans them."""
        holder_id = self.task.holder_id
        if self.task.done_at is not None or holder_id is None:
            return []
        on_a_cart = [use for use in self.totes if use.is_known and not use.staged_at_id]
        return [use for use in on_a_cart if use.carrier_id not in (None, holder_id)]


class PickTask(Walk):
    """One walk of a wave. `mode`: one order; a cart, one order to a tote; or bulk (all orders in common totes)."""

    __tablename__ = "pick_tasks"
    __table_args__ = (CheckConstraint("mode in ('single','cart','bulk')", name="mode"),)
    __mapper_args__: Any = {"polymorphic_identity": "pick"}

    id: Mapped[int] = mapped_column(ForeignKey("walks.id"), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("waves.id"), index=True)
    wave_number: Mapped[int]
    mode: Mapped[str] = mapped_column(String(8), default=CART)

    cart_places: Mapped[int] = column_property(
        select(func.count(CartPlace.id)).where(CartPlace.task_id == id).correlate_except(CartPlace).scalar_subquery(),  # noqa: A003
        deferred=True,
    )
    lines: Mapped[list["PickLine"]] = relationship(order_by="PickLine.position", viewonly=True)
    places: Mapped[list[CartPlace]] = relationship(back_populates="task", order_by="CartPlace.position")


class ToteUse(Base):
    """A tote belongs to a cart's place (so to an order) from binding until it is packed or emptied.

    `carrier`: on whose cart it was last known. `missing_at`: since when nobody finds it there.
    """

    __tablename__ = "tote_uses"
    __table_args__ = (
        Index(
            "uq_tote_uses_open",
            "tote_id",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tote_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("cart_places.id"), index=True)
    bound_at: Mapped[datetime]
    full_at: Mapped[datetime | None]
    staged_at_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    released_at: Mapped[datetime | None]
    carrier_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    missing_at: Mapped[datetime | None]

    place: Mapped[CartPlace] = relationship(back_populates="totes")
    tote: Mapped[Location] = relationship(foreign_keys=[tote_id])
    staged_at: Mapped[Location | None] = relationship(foreign_keys=[staged_at_id])
    carrier: Mapped[Worker | None] = relationship()

    @property
    def is_known(self) -> bool:
        """Whether it is in use, and somebody knows where."""
        return self.released_at is None and self.missing_at is None


class PickLine(Stop):
    """Take `quantity` of a lot from this stop's bin for an order line: picked + short ≤ quantity, equal when closed."""

    __tablename__ = "pick_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND picked >= 0 AND short >= 0", name="counts"),
        CheckConstraint("picked + short <= quantity", name="sum"),
    )
    __mapper_args__: Any = {"polymorphic_identity": "pick"}

    id: Mapped[int] = mapped_column(ForeignKey("stops.id"), primary_key=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    allocation_id: Mapped[int] = mapped_column(ForeignKey("allocations.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("cart_places.id"))
    quantity: Mapped[int]
    picked: Mapped[int] = mapped_column(default=0)
    short: Mapped[int] = mapped_column(default=0)
    short_reason: Mapped[str] = mapped_column(String(20), default="")

    task: Mapped[PickTask] = relationship(viewonly=True, primaryjoin="foreign(Stop.walk_id) == Walk.id")
    order_line: Mapped[OrderLine] = relationship()
    allocation: Mapped[Allocation] = relationship()
    lot: Mapped[Lot] = relationship()
    place: Mapped[CartPlace] = relationship()

    @property
    def to_pick(self) -> int:
        return self.quantity - self.picked - self.short


class Pick(Base):
    """One confirmation of a line: so many units into a tote. An undone one stays, with the time of its undoing.

    They leave the tote again: `packed` into a carton; `walled` into a cell of a put wall or another tote, where another
    row has them (`sorted_from_id`); of a stopped order `put_back` into a bin, or `written_off` as missing or damaged.
    """

    __tablename__ = "picks"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(
            "put_back >= 0 AND written_off >= 0 AND packed >= 0 AND walled >= 0"
            " AND put_back + written_off + packed + walled <= quantity",
            name="gone",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("pick_lines.id"), index=True)
    tote_use_id: Mapped[int] = mapped_column(ForeignKey("tote_uses.id"), index=True)
    quantity: Mapped[int]
    put_back: Mapped[int] = mapped_column(default=0, server_default="0")
    written_off: Mapped[int] = mapped_column(default=0, server_default="0")
    packed: Mapped[int] = mapped_column(default=0, server_default="0")
    walled: Mapped[int] = mapped_column(default=0, server_default="0")
    sorted_from_id: Mapped[int | None] = mapped_column(ForeignKey("picks.id"), index=True)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    line: Mapped[PickLine] = relationship()
    tote_use: Mapped[ToteUse] = relationship()
    serials: Mapped[list[Serial]] = relationship(secondary="pick_serials", order_by=Serial.id, viewonly=True)

    @hybrid_property
    def in_tote(self) -> int:
        """Units that lie in the tote yet, unless the pick was undone."""
        return self.quantity - self.put_back - self.written_off - self.packed - self.walled

    @hybrid_property
    def kept(self) -> int:
        """Units that are the order's yet by this pick, in the tote or in cartons, unless it was undone."""
        return self.quantity - self.put_back - self.written_off - self.walled


class PickSerial(Base):
    """Which units a confirmation took; an undone one keeps them, as it keeps all else."""

    __tablename__ = "pick_serials"

    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id"), primary_key=True)
    serial_id: Mapped[int] = mapped_column(ForeignKey("serials.id"), primary_key=True, index=True)


class LineMove(Base):
    """A line that went from one task to another, and the place on the cart that it left.

    A scan that was made before, and comes later, finds the line by it.
    """

    __tablename__ = "line_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("pick_lines.id"), index=True)
    from_task_id: Mapped[int] = mapped_column(ForeignKey("pick_tasks.id"))
    from_place_id: Mapped[int] = mapped_column(ForeignKey("cart_places.id"))
    to_task_id: Mapped[int] = mapped_column(ForeignKey("pick_tasks.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]

    line: Mapped[PickLine] = relationship()
    from_task: Mapped[PickTask] = relationship(foreign_keys=[from_task_id])
    to_task: Mapped[PickTask] = relationship(foreign_keys=[to_task_id])
