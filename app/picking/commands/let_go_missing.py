"""Units that were kept for orders are not in their bin: what kept them takes others, or goes short."""

from collections.abc import Sequence

from sqlalchemy import select

from app.counting.events import ReservedMissing
from app.db import db
from app.events import record
from app.inventory.commands import doubt
from app.inventory.models import Allocation, Stock
from app.operations import Actor
from app.picking.commands.elsewhere import give_up, take_elsewhere
from app.picking.events import LineShorted, LinesLeftWalk
from app.picking.models import PickLine, PickTask
from app.picking.path import replan
from app.walks.models import ACTIVE, OPEN_STATES, SKIPPED, TODO

GONE = "too_few"


def on_reserved_missing(event: ReservedMissing) -> None:
    """Handler: the orders that leave last let go of so many units; walks that somebody is on come after the others."""
    missing = event.units
    doubt(db.session.get_one(Stock, event.stock_id))  # else what is let go would be kept there once more
    for line in _lines(event.stock_id):
        units = min(missing, line.to_pick)
        if units:
            _let_go(line, units, event.actor)
            missing -= units
        if not missing:
            return


def _let_go(line: PickLine, units: int, actor: Actor) -> None:
    task = line.task
    give_up(line, units, GONE, actor)
    added = take_elsewhere(line, units, actor)
    replan(task, standing_at=line.location, added=added)
    record(LineShorted(task.id, task.wave_id, task.warehouse_id, line.id))
    record(LinesLeftWalk(task.id, task.wave_id, task.warehouse_id, task.holder_id))


def _lines(stock_id: int) -> Sequence[PickLine]:
    """Held until the transaction ends, so that nobody picks them meanwhile."""
    lines = PickLine.__table__
    ours = lines.c.allocation_id.in_(select(Allocation.id).where(Allocation.stock_id == stock_id))
    db.session.execute(select(lines.c.id).where(ours).order_by(lines.c.id).with_for_update(key_share=True))
    wanted = (
        select(PickLine)
        .join(PickTask, PickTask.id == PickLine.walk_id)
        .where(ours, PickLine.state.in_((TODO, SKIPPED)), PickTask.state.in_(OPEN_STATES))
        .order_by(PickTask.state == ACTIVE, PickTask.due_at.desc().nulls_first(), PickLine.id.desc())
    )
    return db.session.scalars(wanted.execution_options(populate_existing=True)).all()
