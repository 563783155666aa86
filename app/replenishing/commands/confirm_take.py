"""Confirm a take: bin and item are right, and the units go into the walk's tote."""

from app.inventory.commands import carry
from app.operations import Actor
from app.replenishing.commands.at_stop import check_open, check_scan, count, moved, told
from app.replenishing.errors import PutHere, TooManyTaken
from app.replenishing.models import KIND, RefillLine
from app.walks.scans import StopScan, numbers_of


def confirm_take(line: RefillLine, scan: StopScan, actor: Actor) -> dict[str, int]:
    """Take the stop's units out of its bin; refusals name what was scanned and what is due."""
    if not line.takes:
        raise PutHere
    tote = check_open(line, actor)
    quantity = check_scan(line, scan, line.left)
    if not 0 < quantity <= line.left:
        raise TooManyTaken(left=line.left, address=line.location.address)
    codes = numbers_of(line.lot.item, scan.serials, quantity)
    count(line, actor, "taken", done=quantity)
    carry(line.stock, quantity, tote, KIND, actor)
    moved(line, quantity, line.location, tote, KIND, codes, actor)
    return told(line)
