"""What a lead does with tasks, from her page; and what the tests look at afterwards."""

from dataclasses import dataclass

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import db
from app.operations.models import AuditEntry
from app.outbox.models import OutboxEntry
from app.picking.models import PickTask
from app.picking.queries import lines_of_task
from tests.floor import fresh
from tests.handheld import Handheld
from tests.visitor import Visitor, visitor
from tests.world import World


@dataclass
class Cleo:
    """The lead at her desk."""

    world: World
    desk: Visitor

    def moves(self, task_id: int, kind: str, **form: object) -> TestResponse:
        """Send the form of that move as the script of her page does."""
        return self.desk.send(f"/tasks/{task_id}/{kind}", headers={"HX-Request": "true"}, **form)

    def gives(self, task_id: int, name: str | None, **form: object) -> TestResponse:
        return self.moves(task_id, "assignments", worker_id=self.id_of(name), **form)

    def splits(self, task_id: int, stops: int | None = None, to: str | None = None, **form: object) -> TestResponse:
        return self.moves(task_id, "splits", stops=stops or "", worker_id=self.id_of(to), **form)

    def undoes(self, move: TestResponse) -> TestResponse:
        """Touch the way back that the answer offers."""
        return self.desk.send(f"/moves/{move.headers['Operation-Id']}/undos", headers={"HX-Request": "true"})

    def id_of(self, name: str | None) -> int | str:
        return self.world.workers[name] if name else ""


def cleo(world: World) -> Cleo:
    return Cleo(world, visitor(world, "Cleo"))


def tasks_of(world: World) -> list[int]:
    db.session.rollback()
    wanted = select(PickTask.id).where(PickTask.warehouse_id == world.warehouse_id)
    return list(db.session.scalars(wanted.order_by(PickTask.id)))


def skus_of(task_id: int) -> list[str]:
    """What is still to pick, in the order of the walk."""
    return [line.lot.item.sku for line in lines_of_task(fresh(PickTask, task_id)) if line.to_pick]


def stop_of(hand: Handheld, task_id: int, sku: str) -> object:
    return next(stop for stop in hand.walk(task_id).stops if stop.sku == sku)


def told_to(topic: str) -> list[str]:
    """What was nudged there."""
    db.session.rollback()
    return list(db.session.scalars(select(OutboxEntry.name).where(OutboxEntry.topic == topic).order_by(OutboxEntry.id)))


def changes_of(table: str, row_id: int) -> list[tuple[str, int | None]]:
    """What the history says of the row: each change and who made it."""
    db.session.rollback()
    wanted = select(AuditEntry.change, AuditEntry.worker_id).where(
        AuditEntry.entity == table, AuditEntry.entity_id == row_id
    )
    return [(change, worker_id) for change, worker_id in db.session.execute(wanted.order_by(AuditEntry.id))]
