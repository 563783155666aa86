"""Lines are to come onto a walk that ends in this very moment: none comes, and it is tried anew."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from app.db import db
from app.errors import Busy
from app.operations.models import Operation
from app.picking.commands.as_scanned import as_scanned
from app.picking.commands.take_moves_back import unmerge_tasks, unsplit_task
from app.picking.models import PickTask
from app.picking.queries import lines_of_stop
from app.walks.errors import WalkMoved
from app.walks.models import Walk
from tests.picking.conftest import Walk as AnasWalk
from tests.picking.moves import Cleo, cleo, skus_of
from tests.picking.splitting import the_new_one


@pytest.fixture
def lead(walk: AnasWalk) -> Cleo:
    return cleo(walk.world)


def result_of(operation_id: str) -> dict[str, Any]:
    db.session.rollback()
    return db.session.get_one(Operation, operation_id).result


def read_and_changed(task_id: int, **values: object) -> PickTask:
    """The task as it was read, before somebody else's change of it was committed."""
    task = db.session.get_one(PickTask, task_id)
    assert task.is_open
    db.session.connection().execute(update(Walk).where(Walk.id == task_id).values(values))
    return task


def test_a_split_is_not_taken_back_onto_it(walk: AnasWalk, lead: Cleo) -> None:
    named = lead.splits(walk.task_id, stops=1).headers["Operation-Id"]
    new_id, version = the_new_one(walk), result_of(named)["version"]

    def undo() -> None:
        task = read_and_changed(walk.task_id, state="done")
        unsplit_task(task, db.session.get_one(PickTask, new_id), version, named, walk.world.actor("Cleo"))

    with pytest.raises(Busy):
        walk.world.do(undo)
    assert skus_of(new_id) == ["TEA"]


def test_a_late_scan_brings_no_stop_back_onto_it(walk: AnasWalk, lead: Cleo) -> None:
    tea, scanned_at = walk.stop("TEA"), datetime.now(UTC)
    lead.splits(walk.task_id, stops=1)
    ana = replace(walk.world.actor("Ana"), device_at=scanned_at)

    def scan() -> None:
        task = read_and_changed(walk.task_id, state="done")
        as_scanned(lines_of_stop(tea.line_id), ana)
        assert task.id == walk.task_id

    with pytest.raises(Busy):
        walk.world.do(scan)
    assert skus_of(the_new_one(walk)) == ["TEA"]


def test_a_merge_is_not_taken_back_from_a_walk_that_somebody_begins_in_this_moment(walk: AnasWalk, lead: Cleo) -> None:
    lead.splits(walk.task_id, stops=1)
    first = the_new_one(walk)
    lead.splits(walk.task_id, stops=1)
    into_id = walk.world.do(lambda: max(task.id for task in db.session.query(PickTask)))
    named = lead.moves(first, "merges", into_id=into_id).headers["Operation-Id"]
    said = result_of(named)

    def undo() -> None:
        begun = {"state": "active", "holder_id": walk.world.workers["Ben"], "version": said["version"] + 1}
        into = read_and_changed(into_id, **begun)
        unmerge_tasks(into, None, said["before"], said["version"], named, walk.world.actor("Cleo"))

    with pytest.raises(WalkMoved, match="Ben"):
        walk.world.do(undo)
    assert len(skus_of(into_id)) == 2
