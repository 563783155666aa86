"""TrackingAsk: when the carrier is to be asked again what became of a parcel."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.shipping.models import Waybill


class TrackingAsk(Base):
    """`next_at` is None once nothing more is asked; `silent` counts the answers in a row that said nothing new.

    `problem` is what kept the last answer from coming, in the carrier's or the network's own words.
    """

    __tablename__ = "tracking_asks"

    id: Mapped[int] = mapped_column(primary_key=True)
    waybill_id: Mapped[int] = mapped_column(ForeignKey("waybills.id"), unique=True)
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    asked_at: Mapped[datetime | None]
    silent: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")

    waybill: Mapped[Waybill] = relationship()
