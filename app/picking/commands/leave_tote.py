"""Units of a stopped order leave the tote into which they were picked, and come back when that is undone."""

from app.db import guarded_update
from app.inventory.commands import bring_back, take_again
from app.operations import Actor, audit
from app.orders.models import OrderLine
from app.picking.errors import NotInTote
from app.picking.models import Pick, PickLine
from app.walks.models import CANCELLED, FINISHED, SHORT
from app.warehouse.models import BIN, Location

SAID = {"put_back": "put back", "missing": "missing in its tote", "damaged": "damaged in its tote"}
"""What the history of the line calls it."""
COUNTED_AS = {True: "put_back", False: "written_off"}
"""How a pick counts what left its tote: for a bin, or for nowhere where it could be sold."""


def leave_tote(pick: Pick, quantity: int, destination: Location, reason: str, actor: Actor) -> None:
    """So many units of the pick lie at `destination`, and are kept for nobody. Raises NotInTote."""
    counter = COUNTED_AS[destination.kind == BIN]
    there = Pick.undone_at.is_(None) & (Pick.in_tote >= quantity)
    if not guarded_update(pick, there, **{counter: getattr(Pick, counter) + quantity}):
        raise NotInTote(tote=pick.tote_use.tote.address)
    _count(pick.line, -quantity, SAID[reason], actor)
    source = pick.tote_use.tote
    bring_back(pick.line.allocation, quantity, source=source, destination=destination, reason=reason, actor=actor)


def return_to_tote(pick: Pick, quantity: int, source: Location, actor: Actor) -> None:
    """So many units that left for `source`, a bin or nowhere, lie in their tote again. Raises NotEnoughStock."""
    counter = COUNTED_AS[source.kind == BIN]
    guarded_update(pick, **{counter: getattr(Pick, counter) - quantity})
    take_again(pick.line.allocation, quantity, source=source, destination=pick.tote_use.tote, actor=actor)
    _count(pick.line, quantity, "in its tote again", actor)


def close_line(line: PickLine) -> str:
    """The state of a line that asks for no more than what is picked of it; its quantity says the same."""
    kept = line.picked + line.short
    guarded_update(line, quantity=kept or line.quantity)
    line.state = CANCELLED if not kept else SHORT if line.short else FINISHED
    return line.state


def _count(line: PickLine, units: int, change: str, actor: Actor) -> None:
    before = {"picked": line.picked, "state": line.state, "quantity": line.quantity}
    picked = line.picked + units
    guarded_update(line, picked=PickLine.picked + units, quantity=max(line.quantity, picked + line.short))
    guarded_update(line.order_line, picked=OrderLine.picked + units, allocated=OrderLine.allocated + units)
    state = close_line(line)
    audit(line, change, actor, before, {"picked": line.picked, "state": state, "quantity": line.quantity})
