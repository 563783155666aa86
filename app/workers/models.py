"""Worker, Role, Device, Session: who may do what, and on which handheld."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base

ROLES = ("picker", "packer", "returns", "stock", "desk", "lead", "admin")
PASSWORD_ROLES = frozenset({"lead", "admin"})


class Worker(Base):
    """A person; the badge's code is kept as a hash, PIN and password as argon2id."""

    __tablename__ = "workers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(10), default="en")
    badge_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    wrong_tries: Mapped[int] = mapped_column(default=0)
    locked_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]

    roles: Mapped[list["WorkerRole"]] = relationship(back_populates="worker", cascade="all, delete-orphan")

    def roles_in(self, warehouse_id: int) -> frozenset[str]:
        return frozenset(role.role for role in self.roles if role.warehouse_id == warehouse_id)

    @property
    def needs_password(self) -> bool:
        """Leads and admins sign in with a password instead of a PIN."""
        return any(role.role in PASSWORD_ROLES for role in self.roles)


class WorkerRole(Base):
    __tablename__ = "worker_roles"
    __table_args__ = (
        UniqueConstraint("worker_id", "warehouse_id", "role"),
        CheckConstraint(f"role in {ROLES}", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"))
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))

    worker: Mapped[Worker] = relationship(back_populates="roles")


class Device(Base):
    """A handheld or desk screen; it shows that it is enrolled by a secret cookie whose hash is here.

    `scanner` is what its scanner is set to, see app/workers/scanners.py.
    """

    __tablename__ = "devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    enrolled_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    scanner: Mapped[dict[str, Any] | None]


class Enrolment(Base):
    """A code that an admin shows for ten minutes; the device that opens it is enrolled once."""

    __tablename__ = "enrolments"

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    device: Mapped[Device] = relationship()


class Session(Base):
    """A worker signed in on a device, for one shift; ended here, it ends at once."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"), index=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"), index=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    began_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    worker: Mapped[Worker] = relationship()
    device: Mapped[Device] = relationship()


class WrongTry(Base):
    """A wrong PIN or password on a device: five in a minute slow that device."""

    __tablename__ = "wrong_tries"

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"), index=True)
    at: Mapped[datetime]
