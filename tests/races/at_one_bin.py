"""What a process does in a race about one bin; it gets what it needs as plain values, and tells codes."""

from app.db import db
from app.inventory.models import Lot
from app.putting_away.commands import choose_place
from app.putting_away.models import PutAwayLine
from app.stockkeeping.commands import block_lot
from app.walks.scans import StopScan
from tests.floor import Hand
from tests.races import at_refill, counting


def choose(hand: Hand, line_id: int, code: str) -> str:
    """Another bin for what is put away."""
    return hand.does("choose", lambda actor: choose_place(db.session.get_one(PutAwayLine, line_id), code, actor)).code


def pick_or_put(hand: Hand, picks: bool, line_id: int, scan: StopScan) -> str:
    """A picker takes out of the bin, or a refill puts into it."""
    return hand.picks(line_id, scan).code if picks else at_refill.refill(hand, [(line_id, scan)])[line_id]


def pick_or_count(hand: Hand, picks: bool, line_id: int, scan: StopScan, units: int) -> str:
    """A picker takes out of the bin, or somebody counts so many units in it."""
    return hand.picks(line_id, scan).code if picks else counting.count(hand, line_id, scan.item, units)


def pick_or_block(hand: Hand, line_id: int, scan: StopScan, lot_id: int) -> str:
    """A picker takes units of the lot, or a lead blocks it."""
    if line_id:
        return hand.picks(line_id, scan).code
    here = hand.actor.warehouse_id or 0
    return hand.does("block", lambda actor: block_lot(here, db.session.get_one(Lot, lot_id), "recall", "", actor)).code
