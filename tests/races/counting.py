"""What a process does in a race about counts; it gets what it needs as plain values, and tells codes."""

import json

from app.counting.commands import post_as_counted
from app.counting.commands.confirm_count import confirm_count
from app.counting.models import CountLine, Variance
from app.counting.reading import CountScan
from app.db import db
from app.inventory.commands import move
from app.inventory.models import Lot
from app.warehouse.models import Location
from tests.floor import Hand


def count(hand: Hand, line_id: int, code: str, units: int) -> str:
    """Counts so many units at the stop."""

    def scan() -> CountScan:
        line = db.session.get_one(CountLine, line_id)
        return CountScan(line.location.barcode, json.dumps([{"code": code, "units": units}]))

    said = scan()
    db.session.rollback()
    return hand.does(
        "count", lambda actor: confirm_count(db.session.get_one(CountLine, line_id), said, actor), line_id=line_id
    ).code


def count_or_move(hand: Hand, line_id: int, code: str, units: int, lot_id: int, ends: tuple[int, int]) -> str:
    """Counts, or without a stop moves one unit out of the bin."""
    if line_id:
        return count(hand, line_id, code, units)
    source, destination = ends

    def command(actor: object) -> None:
        places = {
            "source": db.session.get_one(Location, source),
            "destination": db.session.get_one(Location, destination),
        }
        move(db.session.get_one(Lot, lot_id), 1, **places, reason="move", actor=hand.actor)

    return hand.does("move", command).code


def post(hand: Hand, variance_id: int) -> str:
    """Posts what was counted."""
    return hand.does(
        "post",
        lambda actor: post_as_counted(db.session.get_one(Variance, variance_id), None, "counted", "", actor),
    ).code
