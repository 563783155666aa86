"""Carrier, Service and NumberRange: who carries, how, and by which numbers."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.shipping.numbers import Pattern


class Carrier(Base):
    """`adapter` names the program that speaks with it; `settings` are its own, without secrets: those are in the
    environment."""

    __tablename__ = "carriers"
    __table_args__ = (UniqueConstraint("warehouse_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(40))
    adapter: Mapped[str] = mapped_column(String(20), default="generic")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ended_at: Mapped[datetime | None]

    services: Mapped[list["Service"]] = relationship(back_populates="carrier", order_by="Service.id")


class Service(Base):
    """What a carrier takes, and for how much: `takes` and `prices` as in app/shipping/services.py."""

    __tablename__ = "carrier_services"
    __table_args__ = (UniqueConstraint("carrier_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    carrier_id: Mapped[int] = mapped_column(ForeignKey("carriers.id"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(60))
    takes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    prices: Mapped[list[Any]] = mapped_column(default=list)
    days: Mapped[int | None]
    ended_at: Mapped[datetime | None]

    carrier: Mapped[Carrier] = relationship(back_populates="services")


class NumberRange(Base):
    """Numbers that a carrier gave in advance: `prefix`, digits from `first` to `last`, what `rule` adds, `suffix`.

    Of a pool `next` is the next one to give; the numbers of a pile are given by whoever sticks them on.
    """

    __tablename__ = "number_ranges"
    __table_args__ = (CheckConstraint("first <= next AND next <= last + 1", name="next"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    carrier_id: Mapped[int] = mapped_column(ForeignKey("carriers.id"), index=True)
    prefix: Mapped[str] = mapped_column(String(10), default="")
    digits: Mapped[int]
    first: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger)
    next: Mapped[int] = mapped_column(BigInteger)
    rule: Mapped[str] = mapped_column(String(20), default="none")
    suffix: Mapped[str] = mapped_column(String(4), default="", server_default="")
    warn_below: Mapped[int] = mapped_column(default=100)
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    carrier: Mapped[Carrier] = relationship()

    @property
    def pattern(self) -> Pattern:
        return Pattern(self.prefix, self.digits, self.rule, self.suffix)

    @property
    def left(self) -> int:
        return self.last + 1 - self.next
