"""Reads about workers, devices and sessions."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.db import db
from app.errors import DomainError, NotFound
from app.operations.models import Operation
from app.scanning import Code, Meaning
from app.warehouse.models import Warehouse
from app.workers.models import Device, Session, Worker, WorkerRole
from app.workers.secrets import BADGE_MARK


class NotOneWorker(DomainError):
    code = "not_one_worker"
    status = 404
    message = lazy_gettext("%(count)s workers are called %(name)s. Write the name as the badge has it.")


def badge_meanings(_warehouse_id: int, code: Code) -> list[Meaning]:
    """Resolver for badges: that it is one, never whose."""
    return [Meaning("badge", 0, gettext("a badge"))] if code.text.upper().startswith(BADGE_MARK) else []


def anybody_enlisted() -> bool:
    """Whether the program was installed: somebody can sign in."""
    return db.session.scalar(select(Worker.id).limit(1)) is not None


def warehouses_of(worker_id: int) -> list[Warehouse]:
    """The warehouses in which the worker has a role, by name."""
    mine = select(WorkerRole.warehouse_id).where(WorkerRole.worker_id == worker_id)
    return list(db.session.scalars(select(Warehouse).where(Warehouse.id.in_(mine)).order_by(Warehouse.name)))


def administered_by(worker_id: int) -> list[Warehouse]:
    """The warehouses of which the worker is admin, by name."""
    mine = select(WorkerRole.warehouse_id).where(WorkerRole.worker_id == worker_id, WorkerRole.role == "admin")
    return list(db.session.scalars(select(Warehouse).where(Warehouse.id.in_(mine)).order_by(Warehouse.name)))


def workers_in(warehouse_id: int) -> Sequence[Worker]:
    """Who has a role in the warehouse, or none anywhere, by name; those who left come last."""
    mine = select(Worker).options(selectinload(Worker.roles))
    mine = mine.where(Worker.roles.any(WorkerRole.warehouse_id == warehouse_id) | ~Worker.roles.any())
    return db.session.scalars(mine.order_by(Worker.left_at.is_not(None), Worker.name)).all()


def pickers_in(warehouse_id: int) -> Sequence[Worker]:
    """Who picks in the warehouse, by name."""
    picks = (WorkerRole.warehouse_id == warehouse_id) & (WorkerRole.role == "picker")
    mine = select(Worker).where(Worker.roles.any(picks), Worker.left_at.is_(None))
    return db.session.scalars(mine.order_by(Worker.name)).all()


def keepers_in(warehouse_id: int) -> Sequence[Worker]:
    """Who keeps the stock in the warehouse, by name."""
    keeps = (WorkerRole.warehouse_id == warehouse_id) & (WorkerRole.role == "stock")
    mine = select(Worker).where(Worker.roles.any(keeps), Worker.left_at.is_(None))
    return db.session.scalars(mine.order_by(Worker.name)).all()


def worker_in(warehouse_id: int, worker_id: int) -> Worker:
    """The worker, if `workers_in` lists it; else NotFound."""
    worker = db.session.get(Worker, worker_id)
    if worker is None or (worker.roles and not worker.roles_in(warehouse_id)):
        raise NotFound
    return worker


def worker_called(name: str) -> Worker:
    """The one worker of that name who has not left; for the shell, where nobody is signed in."""
    found = db.session.scalars(select(Worker).where(Worker.name == name, Worker.left_at.is_(None))).all()
    if len(found) != 1:
        raise NotOneWorker(name=name, count=len(found))
    return found[0]


def is_in_reach(worker: Worker, admin_id: int) -> bool:
    """Whether the admin administers every warehouse in which the worker has a role: only then the worker's secrets."""
    administered = {warehouse.id for warehouse in administered_by(admin_id)}
    return {role.warehouse_id for role in worker.roles} <= administered


def devices_in(warehouse_id: int) -> Sequence[Device]:
    """The warehouse's devices, those in use first."""
    mine = select(Device).where(Device.warehouse_id == warehouse_id)
    return db.session.scalars(mine.order_by(Device.revoked_at.is_not(None), Device.name)).all()


def device_in_hand(worker_id: int | None) -> int | None:
    """The device on which the worker has signed in last, and is still."""
    mine = select(Session.device_id).where(Session.worker_id == worker_id, Session.ended_at.is_(None))
    return db.session.scalar(mine.order_by(Session.id.desc()).limit(1))


def kept_for_a_person(warehouse_id: int, codes: Iterable[str]) -> Sequence[Operation]:
    """What the warehouse's devices sent and nobody did, refused by one of these codes; the newest first."""
    mine = select(Operation).join(Device, Device.id == Operation.device_id)
    mine = mine.where(Device.warehouse_id == warehouse_id, Operation.code.in_(codes))
    return db.session.scalars(mine.order_by(Operation.received_at.desc()).limit(50)).all()


def badge_hash_of(worker_id: int) -> str:
    """How the worker's badge is kept; empty for one who has none."""
    return db.session.get_one(Worker, worker_id).badge_hash or ""
