"""The path of a refill: from the depot past the bins where it takes, then past those where it puts, and back."""

from collections.abc import Sequence

from app.db import db, guarded_update
from app.planning.carts import Place, metres_of
from app.planning.layout import Cell, NotInLayout, Point
from app.planning.two_parts import two_parts
from app.replenishing.models import RefillLine, RefillTask
from app.replenishing.queries import lines_of_task
from app.walks import path
from app.walks.ends import ends_in
from app.walks.models import SKIPPED, TODO, Walk
from app.warehouse.layout import layout_of
from app.warehouse.models import Location
from app.warehouse.settings import settings_of

Lines = list[RefillLine]


def place_of(task: RefillTask) -> Place:
    """The building, from the first depot and back to it: nothing goes to a lane."""
    place = ends_in(layout_of(task.warehouse), "")
    return Place(place.layout, place.start, place.start)


def plan(task: RefillTask) -> None:
    """Number the stops of a walk that nobody has begun."""
    place = place_of(task)
    lines = sorted(lines_of_task(task), key=lambda line: line.location.address)
    lines = _led(task, place.start, lines)
    path.number([[line] for line in lines])
    task.metres = metres_of([path.cell_of(line.location) for line in lines], place)
    db.session.flush()
    guarded_update(task, version=Walk.version + 1)


def replan(task: RefillTask, standing_at: Location) -> None:
    """Lead on, the shortest way through what is left: what is done keeps its order, skipped stops come last."""
    db.session.flush()
    lines = lines_of_task(task)
    closed = [line for line in lines if line.state not in (TODO, SKIPPED)]
    todo = [line for line in lines if line.state == TODO]
    here = [line for line in todo if line.location_id == standing_at.id and _may_be_next(line, todo)]
    left = _led(task, path.cell_of(standing_at), [line for line in todo if line not in here])
    skipped = [line for line in lines if line.state == SKIPPED]
    skipped.sort(key=lambda line: not line.takes)  # what is put was taken before
    path.number([[line] for line in (*closed, *here, *left, *skipped)])
    db.session.flush()
    guarded_update(task, version=Walk.version + 1)


def _may_be_next(line: RefillLine, todo: Sequence[RefillLine]) -> bool:
    """What is put waits until all is taken."""
    return line.takes or not any(other.takes for other in todo)


def _led(task: RefillTask, start: Point | Cell | None, lines: Lines) -> Lines:
    """In path order; by part and as they are in a building of which too little is known."""
    takes, puts = [line for line in lines if line.takes], [line for line in lines if not line.takes]
    place = place_of(task)
    cells = [cell for line in (*takes, *puts) if (cell := path.cell_of(line.location))]
    if place.layout is None or place.end is None or start is None or len(cells) < len(lines):
        return [*takes, *puts]
    policy = settings_of(task.warehouse).path_policy
    try:
        begin = place.layout.way_out(start) if isinstance(start, Cell) else start
        first, then = two_parts(place.layout, begin, cells[: len(takes)], cells[len(takes) :], place.end, policy)
    except NotInLayout:
        return [*takes, *puts]
    return [takes[index] for index in first] + [puts[index] for index in then]
