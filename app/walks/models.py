"""Walk, Stop: what a worker is led along; the capability says what is done at each stop."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.warehouse.models import Location, Warehouse
from app.workers.models import Worker

FREE, ASSIGNED, ACTIVE, DONE, CANCELLED = "free", "assigned", "active", "done", "cancelled"
OPEN_STATES = (FREE, ASSIGNED, ACTIVE)
TODO, FINISHED, SHORT, SKIPPED = "todo", "done", "short", "skipped"
BY_LEAD, WITH_WAVE = "lead", "wave"
"""Why a walk is kept back: the lead holds this one, or its wave is paused."""


class Walk(Base):
    """One holder at a time; `version` grows with each change that another handheld must learn of.

    While `waits_for_id` names a walk, nobody can have this one: it goes on with what that one brings. `paused_at` is
    since when its holder rests. While it is `kept_back`, nobody who asks for work is given it. Who is `barred_id` never
    has it: the walk looks again at what they did.
    """

    __tablename__ = "walks"
    __table_args__: Any = (
        Index(None, "warehouse_id", "state"),
        CheckConstraint("state in ('free','assigned','active','done','cancelled')", name="state"),
        CheckConstraint("(holder_id IS NOT NULL) OR state IN ('free','cancelled')", name="holder"),
        CheckConstraint("kept_back IN ('','lead','wave')", name="kept_back"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    state: Mapped[str] = mapped_column(String(10), default=FREE)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    priority: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    start_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    end_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    metres: Mapped[float] = mapped_column(default=0.0)
    waits_for_id: Mapped[int | None] = mapped_column(ForeignKey("walks.id"), index=True)
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    kept_back: Mapped[str] = mapped_column(String(5), default="", server_default="")
    barred_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))

    warehouse: Mapped[Warehouse] = relationship()
    holder: Mapped[Worker | None] = relationship(foreign_keys=[holder_id])
    start: Mapped[Location | None] = relationship(foreign_keys=[start_id])
    end: Mapped[Location | None] = relationship(foreign_keys=[end_id])

    __mapper_args__: Any = {"polymorphic_on": "kind"}

    roles: ClassVar[frozenset[str]] = frozenset({"picker"})
    """Who is given walks of this kind: anybody with one of these roles in the warehouse."""

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.state in OPEN_STATES

    @property
    def is_unbegun(self) -> bool:
        """Whether nobody has begun it: nothing of it lies in a tote yet."""
        return self.state in (FREE, ASSIGNED) and self.started_at is None


class Stop(Base):
    """A place on the walk; `position` is its place in the path."""

    __tablename__ = "stops"
    __table_args__: Any = (
        Index(None, "walk_id", "position"),
        CheckConstraint("state in ('todo','done','short','skipped','cancelled')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    walk_id: Mapped[int] = mapped_column(ForeignKey("walks.id"))
    position: Mapped[int]
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=TODO)

    location: Mapped[Location] = relationship()

    __mapper_args__: Any = {"polymorphic_on": "kind"}


class Holding(Base):
    """Who held a walk from when to when: a scan made in that time and sent later is still that worker's to make."""

    __tablename__ = "holdings"

    id: Mapped[int] = mapped_column(primary_key=True)
    walk_id: Mapped[int] = mapped_column(ForeignKey("walks.id"), index=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Pause(Base):
    """Who rested on a walk from when to when: no pace counts that time."""

    __tablename__ = "pauses"

    id: Mapped[int] = mapped_column(primary_key=True)
    walk_id: Mapped[int] = mapped_column(ForeignKey("walks.id"), index=True)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
