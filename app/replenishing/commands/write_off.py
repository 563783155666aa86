"""Units that cannot be put: they are not in the tote, or cannot be sold."""

from sqlalchemy import select

from app.counting.commands import raise_count
from app.db import db
from app.events import record
from app.inventory.commands import move, outside
from app.inventory.models import Serial
from app.operations import Actor
from app.replenishing.commands.at_stop import check_open, count, count_refill, moved, told
from app.replenishing.commands.full_bin import ready_to_put
from app.replenishing.errors import SerialsFirst, TooManyPut
from app.replenishing.events import RefillFellShort
from app.replenishing.models import DAMAGED, MISSING, PUT, RefillLine
from app.warehouse.models import ADJUSTMENT, QUARANTINE, Location


def report_missing(line: RefillLine, actor: Actor) -> dict[str, int]:
    """What is left of the stop is not in the tote: it is written off, and the bin it came from is to be counted."""
    check_open(line, actor)
    _write_off(line, ready_to_put(line), MISSING, actor)
    raise_count(line.stock.location, line.lot.item, MISSING, actor)
    return told(line)


def report_damaged(line: RefillLine, quantity: int, actor: Actor) -> dict[str, int]:
    """So many units go to quarantine instead of their bin. Raises TooManyPut."""
    check_open(line, actor)
    ready = ready_to_put(line)
    if not 0 < quantity <= ready:
        raise TooManyPut(left=ready, address=line.location.address)
    _write_off(line, quantity, DAMAGED, actor)
    return told(line)


def _write_off(line: RefillLine, units: int, reason: str, actor: Actor) -> None:
    """To quarantine, or out of the building. Raises SerialsFirst where it is not clear which numbers are meant."""
    tote = check_open(line, actor)
    destination = outside(line.refill.warehouse_id, QUARANTINE if reason == DAMAGED else ADJUSTMENT)
    codes = _numbers_in(tote, line)
    if line.lot.item.tracks_serial and len(codes) != units:
        raise SerialsFirst
    count(line, actor, reason, short=units, reason=reason)
    moved(line, units, tote, destination, reason, codes, actor)
    move(line.lot, units, source=tote, destination=destination, reason=reason, actor=actor)
    if line.part == PUT:
        count_refill(line, short=units)
        record(RefillFellShort(line.refill.warehouse_id, line.refill.item_id))


def _numbers_in(tote: Location, line: RefillLine) -> list[str]:
    mine = (Serial.item_id == line.lot.item_id, Serial.location_id == tote.id)
    return list(db.session.scalars(select(Serial.code).where(*mine).order_by(Serial.id)))
