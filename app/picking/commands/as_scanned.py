"""A scan is judged on the walk on which the picker had the stop: it may have gone to another task meanwhile."""

from collections.abc import Sequence

from app.db import db, guarded_update
from app.events import record
from app.operations import Actor
from app.picking.commands.stop_order import still_wanted
from app.picking.errors import StopGivenAway, StopToBeGiven
from app.picking.events import LinesCameBack, TaskCancelled
from app.picking.models import LineMove, PickLine, PickTask
from app.picking.moving import hold_open, may_move, move_line, moves_of_lines
from app.picking.path import replan
from app.picking.queries import open_stops
from app.walks.commands import cancel
from app.walks.holder import check_holder
from app.walks.models import ACTIVE, Walk
from app.walks.queries import held_at


def as_scanned(lines: Sequence[PickLine], actor: Actor, comes_back: bool = True) -> Sequence[PickLine]:
    """The lines of the stop that are still wanted, on a walk that the worker has, or had when it was scanned.

    What went to another task `comes_back`, where it was scanned before it went, or nobody has begun that task: the
    units are on the first cart. Raises LineStopped, StopGivenAway, or what `check_holder` raises.
    """
    wanted = still_wanted(lines)
    task = wanted[0].task
    moves = [] if _walks(task, actor) else _moves_from(wanted, actor)
    if not moves:
        check_holder(task, actor)
        return wanted
    if not (comes_back and _may_come_back(wanted, moves, actor)):
        raise _given_away(wanted[0])
    check_holder(moves[0].from_task, actor)
    _bring_back(wanted, moves, actor)
    return wanted


def _walks(task: PickTask, actor: Actor) -> bool:
    return task.state == ACTIVE and task.holder_id == actor.worker_id


def _moves_from(lines: Sequence[PickLine], actor: Actor) -> Sequence[LineMove]:
    """By which the lines left the walk that this worker has or had, if it is the same one for all of them.

    They may have gone on from task to task since: it is the newest such move of each. What came back to that walk by
    itself has not left it.
    """
    moves = moves_of_lines(line.id for line in lines)
    mine = [move for line in lines if (move := _left_by(moves.get(line.id, ()), actor))]
    left = {move.from_task_id for move in mine}
    return mine if len(mine) == len(lines) and len(left) == 1 and lines[0].walk_id not in left else []


def _left_by(moves: Sequence[LineMove], actor: Actor) -> LineMove | None:
    return next((move for move in moves if _had(move.from_task, actor)), None)


def _had(task: PickTask, actor: Actor) -> bool:
    return task.holder_id == actor.worker_id or held_at(task.id, actor.worker_id, actor.device_at)


def _may_come_back(lines: Sequence[PickLine], moves: Sequence[LineMove], actor: Actor) -> bool:
    before = all(actor.device_at is not None and actor.device_at <= move.at for move in moves)
    return all(may_move(line) for line in lines) and (before or lines[0].task.is_unbegun)


def _bring_back(lines: Sequence[PickLine], moves: Sequence[LineMove], actor: Actor) -> None:
    """The stop is where the picker had it; the other walk goes on without it, and ends if nobody had begun it."""
    other = lines[0].task
    hold_open(moves[0].from_task)
    by_line = {move.line_id: move for move in moves}
    for line in lines:
        move = by_line[line.id]
        move_line(line, move.from_task, move.from_place_id, actor)
    replan(lines[0].task, standing_at=lines[0].location, added=lines)
    guarded_update(other, version=Walk.version + 1)
    record(LinesCameBack(other.id, other.wave_id, other.warehouse_id, other.holder_id))
    if other.is_unbegun and not open_stops(other):
        cancel(other, actor, reason="came back")
        record(TaskCancelled(other.id, other.wave_id, other.warehouse_id))


def _given_away(line: PickLine) -> StopGivenAway | StopToBeGiven:
    db.session.refresh(line.task)
    address, number = line.location.address, line.task.id
    if line.task.holder:
        return StopGivenAway(address=address, holder=line.task.holder.name)
    return StopToBeGiven(address=address, number=number)
