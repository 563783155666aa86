"""Put back the units of one pick."""

from app.clock import now
from app.db import guarded_update
from app.inventory.commands import put_back
from app.operations import Actor, audit
from app.orders.models import OrderLine
from app.picking.commands.serials import put_serials_back
from app.picking.models import Pick, PickLine
from app.walks.models import TODO
from app.walks.scan_errors import NothingToUndo


def undo_pick(pick: Pick, actor: Actor) -> None:
    """The units of one pick lie in their bin again, kept for the line as before."""
    whole = Pick.in_tote == Pick.quantity  # nothing of it was put back
    if not guarded_update(pick, Pick.undone_at.is_(None), whole, undone_at=now()):
        raise NothingToUndo
    line = pick.line
    before = {"picked": line.picked, "state": line.state}
    guarded_update(line, picked=PickLine.picked - pick.quantity)
    guarded_update(line.order_line, picked=OrderLine.picked - pick.quantity)
    put_back(line.allocation, pick.quantity, pick.tote_use.tote, actor)
    put_serials_back(pick)
    line.state = TODO
    audit(line, "undone", actor, before, {"picked": line.picked, "state": line.state})
