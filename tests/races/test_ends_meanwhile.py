"""A lead takes a split back while its picker stages the rest: no line is left on a walk that is over."""

from collections.abc import Callable
from importlib import import_module
from threading import Thread

import pytest
from sqlalchemy import select

from app.db import db
from app.operations import Actor
from app.picking.commands.split_task import split_task
from app.picking.commands.take_moves_back import unsplit_task
from app.picking.models import PickLine, PickTask
from app.picking.moving import moves_of
from app.picking.queries import open_stops
from app.warehouse.models import STAGING
from app.warehouse.queries import locations_of_kind
from tests.floor import Hand, release, wrong_books
from tests.world import World

pytestmark = pytest.mark.slow

PATIENCE = 60.0
A_MOMENT = 1.0
"""So long the other request is given: it may have to wait until this one is committed."""


class Meanwhile:
    """Another request, that begins in the midst of this one."""

    def __init__(self, world: World, work: Callable[[], str]) -> None:
        self.told: list[str] = []
        self.has_begun = False
        self._world, self._work = world, work
        self._thread = Thread(target=self._run)

    def _run(self) -> None:
        with self._world.app.app_context():
            self.told.append(self._work())

    def begins(self) -> None:
        if not self.has_begun:
            self.has_begun = True
            self._thread.start()
            self._thread.join(A_MOMENT)

    def ends(self) -> str:
        self._thread.join(PATIENCE)
        return self.told[0]


class Split:
    """The last stop of Ana's walk went to a task of its own, and all else is picked."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ana = Hand(Actor(worker_id=world.workers["Ana"], warehouse_id=world.warehouse_id))
        self.lead = Hand(Actor(worker_id=world.workers["Cleo"], warehouse_id=world.warehouse_id))
        for sku in ("MUG", "CARD"):
            world.order({sku: 1})
        release(world.warehouse_id)
        self.task_id = self.ana.claims() or 0
        self.ana.binds_all(self.task_id)
        self.split = self.lead.does("split", lambda actor: split_task(_task(self.task_id), 1, None, actor))
        assert self.split.ok
        self.ana.picks_all(self.task_id)
        self.lane = locations_of_kind(world.warehouse_id, STAGING)[0].barcode

    def undone(self) -> str:
        new_id, version = self.split.result["new_task_id"], self.split.result["version"]
        named = self.split.operation_id
        return self.lead.does(
            "undo", lambda actor: unsplit_task(_task(self.task_id), _task(new_id), version, named, actor)
        ).code

    def staged(self) -> str:
        return self.ana.stages(self.task_id, self.lane).code


@pytest.fixture
def split(world: World) -> Split:
    return Split(world)


def test_what_is_undone_while_the_stops_left_are_counted_comes_too_late(
    split: Split, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo = Meanwhile(split.world, split.undone)

    def counted(task: PickTask) -> int:
        left = open_stops(task)
        undo.begins()
        return left

    monkeypatch.setattr(import_module("app.picking.commands.stage_task"), "open_stops", counted)

    assert split.staged() == "done"
    assert undo.ends() == "walk_closed"
    assert left_behind() == []
    assert wrong_books() == []


def test_who_stages_while_the_split_is_undone_has_a_stop_left(split: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Meanwhile(split.world, split.staged)

    def moved(operation_id: str) -> object:
        found = moves_of(operation_id)
        stage.begins()
        return found

    monkeypatch.setattr("app.picking.commands.take_moves_back.moves_of", moved)

    assert split.undone() == "done"
    assert stage.ends() == "stops_left"
    assert left_behind() == []
    assert wrong_books() == []


def left_behind() -> list[int]:
    """Lines to do on walks that are over."""
    db.session.rollback()
    wanted = select(PickLine.id).join(PickTask, PickTask.id == PickLine.walk_id)
    over = PickTask.state.in_(("done", "cancelled"))
    return list(db.session.scalars(wanted.where(over, PickLine.state.in_(("todo", "skipped")))))


def _task(task_id: int) -> PickTask:
    return db.session.get_one(PickTask, task_id)
