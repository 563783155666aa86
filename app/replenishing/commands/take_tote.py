"""Take an empty tote along, or find the one that has the walk's goods already."""

from sqlalchemy import func, select

from app.clock import now
from app.db import db
from app.events import record
from app.inventory.models import Stock
from app.operations import Actor, change
from app.replenishing.errors import NotATote, OtherTote, ToteNotFree
from app.replenishing.events import RefillChanged, RefillToteTaken
from app.replenishing.models import RefillTask
from app.replenishing.queries import open_task_with
from app.scanning import named, read
from app.walks.events import WalkHandedOver
from app.walks.holder import check_holder
from app.warehouse.models import TOTE, WALL, Location
from app.warehouse.queries import location_by_barcode


def take_tote(task: RefillTask, scanned: str, actor: Actor) -> dict[str, int]:
    """Units are taken into it, and put out of it. Raises NotATote, OtherTote or ToteNotFree."""
    check_holder(task, actor)
    tote = _tote(task, scanned)
    if task.tote_id is None:
        _check_free(tote)
        change(task, "tote", actor, tote_id=tote.id, tote_taken_at=now())
        db.session.flush()
        db.session.expire(task, ["tote"])
        record(RefillToteTaken(task.id, task.warehouse_id, tote.id))
    elif task.tote_id != tote.id:
        raise OtherTote(scanned=named(task.warehouse_id, scanned), wanted=task.tote.address if task.tote else "")
    elif task.tote_taken_at is None:
        change(task, "tote taken over", actor, tote_taken_at=now())
    record(RefillChanged(task.id, task.warehouse_id))
    return {"task_id": task.id}


def on_walk_handed_over(event: WalkHandedOver) -> None:
    """Handler: who has the walk now finds its tote at whoever had it, and scans it anew."""
    task = db.session.get(RefillTask, event.walk_id)
    if task and event.from_worker_id is not None and event.from_worker_id != event.to_worker_id:
        task.tote_taken_at = None


def _tote(task: RefillTask, scanned: str) -> Location:
    location = location_by_barcode(task.warehouse_id, read(scanned).text)
    if location is None or location.kind != TOTE or location.purpose == WALL:
        raise NotATote(scanned=named(task.warehouse_id, scanned))
    return location


def _check_free(tote: Location) -> None:
    """Nothing lies in it, and no other refill has it; whether an order has it, picking says when it hears of it."""
    held = db.session.scalar(select(func.sum(Stock.on_hand)).where(Stock.location_id == tote.id))
    if held or open_task_with(tote.id):
        raise ToteNotFree(tote=tote.address)
