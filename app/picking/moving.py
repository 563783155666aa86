"""Lines go from one task to another: what a split, a merge, and what takes them back have in common."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select

from app.clock import now
from app.db import db, guarded_update
from app.errors import Busy
from app.operations import Actor, audit
from app.picking.models import BULK, CartPlace, LineMove, PickLine, PickTask
from app.walks.models import OPEN_STATES, SKIPPED, TODO, Walk


def may_move(line: PickLine) -> bool:
    """Whether nothing of it lies in a tote: what is picked stays with its tote."""
    return line.picked == 0 and line.to_pick > 0


def move_lines(lines: Sequence[PickLine], to: PickTask, actor: Actor) -> None:
    """Put lines of which nothing is picked onto another task, each into its order's place on that cart.

    Raises Busy where somebody picked one of them in this very moment; where they come on the path is planned after it.
    """
    places = {place.order_id: place for place in places_on(to)}
    for line in lines:
        order_id = None if to.mode == BULK else line.order_line.order_id
        if order_id not in places:
            places[order_id] = _new_place(to, order_id)
        move_line(line, to, places[order_id].id, actor)


def move_line(line: PickLine, to: PickTask, place_id: int, actor: Actor) -> None:
    """Put one line onto a task, into that place. Raises Busy."""
    from_task_id, from_place_id = line.walk_id, line.place_id
    unpicked = (PickLine.picked == 0) & (PickLine.place_id == from_place_id)
    if not guarded_update(line, unpicked, place_id=place_id):
        raise Busy
    before = {"task_id": from_task_id, "state": line.state}
    line.walk_id = to.id
    line.state = TODO if line.state == SKIPPED else line.state
    db.session.add(
        LineMove(
            line_id=line.id,
            from_task_id=from_task_id,
            from_place_id=from_place_id,
            to_task_id=to.id,
            operation_id=actor.operation_id,
            at=now(),
        )
    )
    db.session.flush()
    db.session.expire(line, ["task", "place"])
    audit(line, "moved to another task", actor, before, {"task_id": to.id, "state": line.state})


def hold_open(task: Walk) -> None:
    """From here to the commit the walk does not end: lines may come onto it. Raises Busy where it ended just now."""
    if not guarded_update(task, Walk.state.in_(OPEN_STATES), version=Walk.version + 1):
        raise Busy


def moves_of(operation_id: str) -> Sequence[LineMove]:
    """Which lines that operation moved."""
    wanted = select(LineMove).where(LineMove.operation_id == operation_id).order_by(LineMove.id)
    return db.session.scalars(wanted).all()


def moves_of_lines(line_ids: Iterable[int]) -> Mapping[int, Sequence[LineMove]]:
    """The moves of each of the lines that were ever moved, the newest first."""
    wanted = select(LineMove).where(LineMove.line_id.in_(list(line_ids))).order_by(LineMove.id.desc())
    moves: defaultdict[int, list[LineMove]] = defaultdict(list)
    for move in db.session.scalars(wanted):
        moves[move.line_id].append(move)
    return moves


def places_on(task: PickTask) -> Sequence[CartPlace]:
    """The places on the task's cart as the database has them now."""
    wanted = select(CartPlace).where(CartPlace.task_id == task.id).order_by(CartPlace.position)
    return db.session.scalars(wanted).all()


def _new_place(task: PickTask, order_id: int | None) -> CartPlace:
    last = db.session.scalar(select(func.max(CartPlace.position)).where(CartPlace.task_id == task.id))
    place = CartPlace(task_id=task.id, position=(last or 0) + 1, order_id=order_id)
    db.session.add(place)
    db.session.flush()
    db.session.expire(task, ["places"])
    return place
