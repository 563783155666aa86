"""Short a stop: what is not there is taken elsewhere, or missing from the order."""

from collections.abc import Sequence

from app.counting.commands import raise_count
from app.events import record
from app.inventory.commands import doubt
from app.operations import Actor
from app.picking.commands.as_scanned import as_scanned
from app.picking.commands.elsewhere import give_up, take_elsewhere
from app.picking.errors import LineClosed
from app.picking.events import LineShorted
from app.picking.models import PickLine
from app.picking.path import replan
from app.walks.scan_errors import UnknownReason

SHORT_REASONS = ("empty", "too_few", "wrong_item", "damaged")
"""The last is asked for by units nowadays (`damage_units`); a page kept from before may still send it."""


def short_pick(lines: Sequence[PickLine], reason: str, actor: Actor) -> dict[str, int]:
    """Close the stop with what was picked; the rest comes from another bin, else the order is held for the lead.

    What the book still says of this bin is doubted, so that nobody else is sent there until it is counted.
    """
    if reason not in SHORT_REASONS:
        raise UnknownReason
    lines = as_scanned(lines, actor)
    line = lines[0]
    task = line.task
    missing = {one: one.to_pick for one in lines if one.to_pick}
    if not missing:
        raise LineClosed(address=line.location.address)
    for one, units in missing.items():
        give_up(one, units, reason, actor)
    doubt(line.allocation.stock)
    raise_count(line.location, line.lot.item, reason, actor)
    added = [new for one, units in missing.items() for new in take_elsewhere(one, units, actor)]
    replan(task, standing_at=line.location, added=added)
    record(LineShorted(task.id, task.wave_id, task.warehouse_id, line.id))
    return {"line_id": line.id, "task_id": task.id}
