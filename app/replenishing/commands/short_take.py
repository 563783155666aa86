"""Too few, or damaged ones, where a refill takes: another reserve bin is taken if there is one."""

from app.counting.commands import raise_count
from app.db import guarded_update
from app.events import record
from app.inventory.commands import doubt, keep, let_go, move, outside
from app.operations import Actor
from app.replenishing.commands.at_stop import check_open, count, count_refill, moved, settle_state, told
from app.replenishing.commands.raising import add_stops, alone_with
from app.replenishing.errors import PutHere, SerialsFirst, TooManyTaken
from app.replenishing.events import RefillFellShort
from app.replenishing.models import DAMAGED, SLOTTING, RefillLine
from app.replenishing.path import replan
from app.replenishing.queries import put_of
from app.replenishing.sources import chosen_reserve
from app.walks.scan_errors import UnknownReason
from app.walks.scans import numbers_of
from app.warehouse.models import QUARANTINE

TAKE_REASONS = ("empty", "too_few", "wrong_item")


def short_take(line: RefillLine, reason: str, actor: Actor) -> dict[str, int]:
    """The rest is not there: the bin is doubted and counted, and the units come from another one, or not at all."""
    if reason not in TAKE_REASONS:
        raise UnknownReason
    if not line.takes:
        raise PutHere
    check_open(line, actor)
    rest = line.left
    let_go(line.stock, rest)
    give_up_take(line, rest, reason, actor)
    doubt(line.stock)
    raise_count(line.location, line.lot.item, reason, actor)
    _take_elsewhere(line, rest)
    replan(line.task, standing_at=line.location)
    return told(line)


def damage_take(line: RefillLine, quantity: int, scanned: tuple[str, ...], actor: Actor) -> dict[str, int]:
    """Damaged units of the stop go to quarantine, and good ones come from elsewhere. Raises TooManyTaken."""
    check_open(line, actor)
    if not 0 < quantity <= line.left:
        raise TooManyTaken(left=line.left, address=line.location.address)
    codes = numbers_of(line.lot.item, scanned, quantity) if scanned else []
    if line.lot.item.tracks_serial and not codes:
        raise SerialsFirst
    quarantine = outside(line.task.warehouse_id, QUARANTINE)
    let_go(line.stock, quantity)
    give_up_take(line, quantity, DAMAGED, actor)
    move(line.lot, quantity, source=line.location, destination=quarantine, reason=DAMAGED, actor=actor)
    moved(line, quantity, line.location, quarantine, DAMAGED, codes, actor)
    _take_elsewhere(line, quantity)
    replan(line.task, standing_at=line.location)
    return told(line)


def give_up_take(line: RefillLine, units: int, reason: str, actor: Actor) -> None:
    """So many are not taken here, and so not put."""
    count(line, actor, "shorted", short=units, reason=reason)
    put = put_of(line)
    guarded_update(put, quantity=RefillLine.quantity - units)
    settle_state(put)


def _take_elsewhere(line: RefillLine, units: int) -> None:
    """From another bin of the same kind; what lies nowhere the refill does not bring."""
    refill = line.refill
    alone_with(refill.warehouse_id, refill.item_id)
    found = 0
    if refill.reason != SLOTTING:  # there a very bin is meant
        chosen = chosen_reserve(refill.location, refill.item_id, units)
        kept = [(stock, taken) for stock, taken in chosen if keep(stock, taken)]
        add_stops(refill, kept)
        found = sum(taken for _, taken in kept)
    if found < units:
        count_refill(line, short=units - found)
        record(RefillFellShort(refill.warehouse_id, refill.item_id))
