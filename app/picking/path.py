"""The path of a pick walk under way: what is left is planned again, with the lines that come to it."""

from collections.abc import Sequence
from itertools import groupby

from app.db import db
from app.picking.models import PickLine, PickTask
from app.picking.queries import lines_of_task
from app.walks import path
from app.walks.ends import place_of
from app.walks.models import SKIPPED
from app.warehouse.models import Location

Group = list[PickLine]


def replan(task: PickTask, standing_at: Location, added: Sequence[PickLine] = ()) -> None:
    """Lead the picker on, the shortest way through what is left and `added`; skipped stops come last.

    What is done keeps its order, and what lies where the picker stands is done first.
    """
    db.session.flush()
    new = {line.id for line in added}
    groups = [list(group) for _, group in groupby(lines_of_task(task), key=lambda line: line.position)]
    groups = [kept for group in groups if (kept := [line for line in group if line.id not in new])]
    for line in added:
        _add(groups, line)
    path.replan(task, place_of(task), groups, standing_at)


def _add(groups: list[Group], line: PickLine) -> None:
    for group in groups:
        if same_stop(group[0], line) and group[0].state != SKIPPED and any(one.to_pick for one in group):
            group.append(line)
            return
    groups.append([line])


def same_stop(one: PickLine, other: PickLine) -> bool:
    """Whether both are picked in one go: same bin, lot and place on the cart."""
    return (one.location_id, one.lot_id, one.place_id) == (other.location_id, other.lot_id, other.place_id)
