"""Reads about workers, devices and sessions."""

from sqlalchemy import select

from app.db import db
from app.warehouse.models import Warehouse
from app.workers.models import Worker, WorkerRole


def anybody_enlisted() -> bool:
    """Whether the program was installed: somebody can sign in."""
    return db.session.scalar(select(Worker.id).limit(1)) is not None


def warehouses_of(worker_id: int) -> list[Warehouse]:
    """The warehouses in which the worker has a role, by name."""
    mine = select(WorkerRole.warehouse_id).where(WorkerRole.worker_id == worker_id)
    return list(db.session.scalars(select(Warehouse).where(Warehouse.id.in_(mine)).order_by(Warehouse.name)))
