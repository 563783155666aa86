"""What a process does at the stock desk in a race; it gets plain values, and tells codes."""

from collections.abc import Mapping
from typing import Any

from app.db import db
from app.operations import Actor
from app.stockkeeping.commands import adjust_units, approve_adjustment, move_units, scrap_units, set_aside
from app.stockkeeping.models import Adjustment
from app.stockkeeping.queries import entered_quarantine
from app.stockkeeping.units import Scan
from tests.floor import Hand


def change(hand: Hand, what: str, times: int, units: int) -> list[str]:
    """What came of moving, writing off or setting aside so many mugs of A-01-1 so often."""
    return [_change(hand, what, units) for _ in range(times)]


def _change(hand: Hand, what: str, units: int) -> str:
    here, scan = hand.actor.warehouse_id or 0, Scan(place="A-01-1", item="MUG", quantity=units)
    commands = {
        "move": lambda actor: move_units(here, scan, "B-01-1", actor),
        "lost": lambda actor: adjust_units(here, scan, "lost", "", actor),
        "aside": lambda actor: set_aside(here, scan, "damaged", "", actor),
    }
    return hand.does(what, commands[what]).code


def approve(hand: Hand, adjustment_id: int) -> str:
    return hand.does(
        "approve", lambda actor: approve_adjustment(db.session.get_one(Adjustment, adjustment_id), actor)
    ).code


def scrap(hand: Hand, movement_id: int, units: int) -> str:
    here = hand.actor.warehouse_id or 0

    def command(actor: Actor) -> Mapping[str, Any]:
        return scrap_units(here, entered_quarantine(here, movement_id), units, "", (), actor)

    return hand.does("scrap", command).code
