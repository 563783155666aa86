"""The floor under the tests' hands: waves put up, scans made as operations, the books checked."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.books.queries import broken_rules
from app.clock import now
from app.db import db, transaction
from app.errors import Busy
from app.operations import Actor, Asked, Outcome, perform
from app.picking.commands import bind_tote, confirm_pick, stage_task
from app.picking.models import CartPlace, PickLine, PickTask, ToteUse
from app.picking.queries import lines_of_stop, lines_of_task
from app.walks.commands import claim_next
from app.walks.scans import StopScan
from app.warehouse.models import STAGING, TOTE, WALL, Location, Warehouse
from app.warehouse.queries import locations_of_kind
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.models import Wave
from app.waves.release import work_off
from tests.world import SYSTEM

Command = Callable[[Actor], Mapping[str, Any] | None]
SENDINGS = 10


@dataclass(frozen=True)
class Hand:
    """A worker with a handheld: each command is an operation of its own, sent again while the book is busy."""

    actor: Actor

    def asked(self, name: str, operation_id: str | None = None, **content: Any) -> Asked:
        named = operation_id or str(uuid4())
        actor = replace(self.actor, operation_id=named, device_at=now())
        return Asked(id=named, name=name, content=content, actor=actor, device_at=actor.device_at)

    def does(self, name: str, command: Command, operation_id: str | None = None, **content: Any) -> Outcome:
        asked = self.asked(name, operation_id, **content)
        for _ in range(SENDINGS - 1):
            with suppress(Busy):
                return perform(asked, command)
        return perform(asked, command)

    def claims(self) -> int | None:
        """The id of the task that the worker has now; none when there is no work."""
        task_id: int | None = self.does("claim", claim_next).result.get("task_id")
        return task_id

    def binds(self, place_id: int, barcode: str) -> Outcome:
        return self.does("bind", lambda actor: bind_tote(db.session.get_one(CartPlace, place_id), barcode, actor))

    def picks(self, line_id: int, scan: StopScan, operation_id: str | None = None) -> Outcome:
        content = {"line_id": line_id, **vars(scan)}
        return self.does(
            "pick",
            lambda actor: confirm_pick(lines_of_stop(line_id), scan, actor),
            operation_id,
            **content,
        )

    def stages(self, task_id: int, barcode: str) -> Outcome:
        return self.does("stage", lambda actor: stage_task(db.session.get_one(PickTask, task_id), barcode, actor))

    def binds_all(self, task_id: int) -> None:
        """An empty tote to each place on the task's cart."""
        for place in fresh(PickTask, task_id).places:
            warehouse_id, place_id = place.task.warehouse_id, place.id
            assert self.binds(place_id, empty_tote(warehouse_id) or "").ok

    def walks(self, task_id: int) -> None:
        """Pick every stop as the book wants it, and stage the totes."""
        self.binds_all(task_id)
        self.picks_all(task_id)
        lane = locations_of_kind(fresh(PickTask, task_id).warehouse_id, STAGING)[0].barcode
        assert self.stages(task_id, lane).ok

    def picks_all(self, task_id: int) -> None:
        """Every stop, as the book wants it."""
        for line_id in [line.id for line in lines_of_task(fresh(PickTask, task_id))]:
            line = fresh(PickLine, line_id)
            if line.to_pick:
                assert self.picks(line_id, right_scan(line)).ok


def fresh(model: type[Any], row_id: int) -> Any:
    """The row as the database has it now."""
    db.session.rollback()
    return db.session.get_one(model, row_id, populate_existing=True)


def release(warehouse_id: int, mode: str = "cart") -> list[int]:
    """Plan a wave of what is ready, release it, and work the release off; the ids of its tasks."""
    with transaction():
        wave = plan_wave(db.session.get_one(Warehouse, warehouse_id), Choice(mode=mode), SYSTEM)
        wave_id = wave.id
    with transaction():
        release_wave(db.session.get_one(Wave, wave_id), SYSTEM)
    work_off(wave_id)
    db.session.remove()
    return list(db.session.scalars(select(PickTask.id).where(PickTask.wave_id == wave_id).order_by(PickTask.id)))


def right_scan(line: PickLine, quantity: int | None = None) -> StopScan:
    """What the stop asks for: all that is left of the line, or so many, each with a number where units have one."""
    use = line.place.tote
    units = quantity or line.to_pick
    numbers = tuple(f"SN-{line.id}-{line.picked + unit}" for unit in range(units))
    return StopScan(
        bin=line.location.barcode,
        item=line.lot.item.barcodes[0].code,
        lot=line.lot.code,
        tote=use.tote.barcode if use else "",
        quantity=units,
        serials=numbers if line.lot.item.tracks_serial else (),
    )


def empty_tote(warehouse_id: int) -> str | None:
    """The barcode of a tote that nobody uses, if there is one left."""
    used = select(ToteUse.tote_id).where(ToteUse.released_at.is_(None))
    mine = (Location.warehouse_id == warehouse_id, Location.kind == TOTE, Location.purpose != WALL)
    free = select(Location.barcode).where(*mine, Location.id.not_in(used))
    barcode = db.session.scalars(free.order_by(Location.id).limit(1)).first()
    db.session.rollback()
    return barcode


def wrong_books() -> list[str]:
    """What the books' checks find, in words; empty when all is right."""
    db.session.rollback()
    return [f"{found.name}: {row}" for found in broken_rules() for row in found.rows]
