"""The bin is full: what is left for it goes back to reserve, or into another bin that a rule allows."""

from sqlalchemy import update

from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import let_go
from app.inventory.queries import forward_bin
from app.operations import Actor, audit, change
from app.replenishing.commands.at_stop import check_open, count_refill, settle_state, told
from app.replenishing.commands.short_take import give_up_take
from app.replenishing.errors import BinClosed, NotABin, NotForThisItem, TakeFirst, TakenHere
from app.replenishing.events import RefillFellShort
from app.replenishing.models import BACK, PUT, RefillLine, RefillMove
from app.replenishing.path import replan
from app.replenishing.queries import in_tote, is_open_bin
from app.scanning import named, read
from app.walks.models import FINISHED
from app.warehouse.models import BIN, RESERVE, Location
from app.warehouse.queries import location_by_barcode

FULL = "full"


def bring_rest_back(line: RefillLine, actor: Actor) -> dict[str, int]:
    """What lies in the tote for the stop goes back to where it was taken, by a stop of its own."""
    check_open(line, actor)
    ready = ready_to_put(line)
    if line.part == PUT:
        _give_up_rest(line, actor)
    before = {"quantity": line.quantity, "state": line.state}
    guarded_update(line, quantity=RefillLine.quantity - ready)
    settle_state(line)
    audit(line, FULL, actor, before, {"quantity": line.quantity, "state": line.state})
    back = _beside(line, BACK, line.stock.location_id, ready)
    db.session.flush()
    audit(back, "goes back", actor, {}, {"quantity": ready, "to": line.stock.location.address})
    replan(line.task, standing_at=line.location)
    return told(line)


def choose_bin(line: RefillLine, scanned: str, actor: Actor) -> dict[str, int]:
    """What is left of the stop goes into the bin that was scanned: a reserve bin, or one with a rule for the item.

    Raises NotABin, BinClosed or NotForThisItem.
    """
    check_open(line, actor)
    ready_to_put(line)
    chosen = _bin(line, scanned)
    if chosen.id != line.location_id:
        _go_elsewhere(line, chosen, actor)
    replan(line.task, standing_at=chosen)
    return told(line)


def ready_to_put(line: RefillLine) -> int:
    """Units that lie in the tote for the stop. Raises TakenHere or TakeFirst."""
    if line.takes:
        raise TakenHere
    ready = in_tote(line)
    if not ready:
        raise TakeFirst(address=line.stock.location.address)
    return ready


def _go_elsewhere(line: RefillLine, chosen: Location, actor: Actor) -> None:
    if line.part == PUT and chosen.purpose == RESERVE:
        _give_up_rest(line, actor)
        _leave_done(line)
        change(line, "goes back", actor, part=BACK, location_id=chosen.id)
    else:
        change(line, "another bin", actor, location_id=chosen.id)
    db.session.flush()
    db.session.expire(line, ["location"])


def _give_up_rest(line: RefillLine, actor: Actor) -> None:
    """The refill brings no more by this stop; what was not taken for it yet stays where it is."""
    take = db.session.get_one(RefillLine, line.take_id)
    untaken = take.left
    if untaken:
        let_go(take.stock, untaken)
        give_up_take(take, untaken, FULL, actor)
    count_refill(line, short=line.left + untaken)
    record(RefillFellShort(line.refill.warehouse_id, line.refill.item_id))


def _leave_done(line: RefillLine) -> None:
    """What was put becomes a line of its own, so that the handheld's line goes on to the other bin."""
    if not line.done:
        return
    done = _beside(line, PUT, line.location_id, line.done)
    done.done, done.state, done.position = line.done, FINISHED, line.position
    db.session.flush()
    db.session.execute(update(RefillMove).where(RefillMove.line_id == line.id).values(line_id=done.id))
    guarded_update(line, quantity=RefillLine.quantity - done.done, done=0)


def _beside(line: RefillLine, part: str, location_id: int, quantity: int) -> RefillLine:
    """Another stop for units of the same take."""
    beside = RefillLine(
        walk_id=line.walk_id,
        position=0,
        refill_id=line.refill_id,
        part=part,
        take_id=line.take_id,
        stock_id=line.stock_id,
        location_id=location_id,
        quantity=quantity,
        done=0,
        short=0,
    )
    db.session.add(beside)
    return beside


def _bin(line: RefillLine, scanned: str) -> Location:
    warehouse_id, item = line.refill.warehouse_id, line.lot.item
    location = location_by_barcode(warehouse_id, read(scanned).text)
    if location is None or location.kind != BIN:
        raise NotABin(scanned=named(warehouse_id, scanned))
    if not is_open_bin(location):
        raise BinClosed(address=location.address)
    if location.purpose != RESERVE and forward_bin(location.id, item.id) is None:
        raise NotForThisItem(address=location.address, sku=item.sku)
    return location
