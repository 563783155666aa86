"""How much of the book one person may change without a second one."""

from app.db import db
from app.operations import Actor
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of
from app.workers.models import Worker

LEAD = "lead"


def may_alone(warehouse_id: int, on_hand: int) -> int:
    """So many units of the `on_hand` that the book says: some in any case, and a share of what lies there."""
    settings = settings_of(db.session.get_one(Warehouse, warehouse_id))
    return max(settings.adjust_units, int(on_hand * settings.adjust_percent / 100))


def is_lead(actor: Actor) -> bool:
    """Whether the actor's own word is enough."""
    worker = db.session.get(Worker, actor.worker_id) if actor.worker_id else None
    return worker is not None and LEAD in worker.roles_in(actor.warehouse_id or 0)
