"""DeviceState: what is known of a device, as far as it could be heard."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.workers.models import Device


class DeviceState(Base):
    """`online` or not `since` then, last heard of at `seen_at`; what it told of itself stays until it tells anew.

    `waiting`: operations that wait on the device, as it said at `waiting_at`. `heard_by`: the process that heard it
    last; no other one says that the device went.
    """

    __tablename__ = "device_states"
    __table_args__: Any = (
        CheckConstraint("waiting >= 0", name="waiting"),
        CheckConstraint("battery BETWEEN 0 AND 100", name="battery"),
    )

    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"), index=True)
    online: Mapped[bool]
    since: Mapped[datetime]
    seen_at: Mapped[datetime]
    waiting: Mapped[int | None]
    waiting_at: Mapped[datetime | None]
    battery: Mapped[int | None]
    charging: Mapped[bool | None]
    heard_by: Mapped[str] = mapped_column(String(12))

    device: Mapped[Device] = relationship()
