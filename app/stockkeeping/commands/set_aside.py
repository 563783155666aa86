"""Set units aside in quarantine: nobody picks there until somebody has judged them."""

from typing import Any

from app.attachments.commands import attach
from app.attachments.files import StoredFile
from app.attachments.models import PHOTOGRAPH
from app.db import db
from app.events import record
from app.inventory.commands import outside
from app.operations import Actor, audit
from app.stockkeeping.commands.move_units import carry
from app.stockkeeping.events import QuarantineChanged
from app.stockkeeping.models import SetAside
from app.stockkeeping.reasons import SET_ASIDES, check_reason, noted
from app.stockkeeping.units import Scan, Units, free_units
from app.warehouse.models import QUARANTINE


def set_aside(
    warehouse_id: int, scan: Scan, reason: str, note: str, actor: Actor, picture: StoredFile | None = None
) -> dict[str, Any]:
    """Units that nobody keeps go to quarantine for the reason, perhaps with a photograph.

    Raises ReasonNeeded and what `free_units` raises.
    """
    check_reason(reason, SET_ASIDES)
    made = bring_aside(warehouse_id, free_units(warehouse_id, scan), reason, note, actor)
    if picture:
        attach(made, PHOTOGRAPH, picture, actor)
    return {"set_aside_id": made.id, "movement_id": made.movement_id}


def bring_aside(warehouse_id: int, units: Units, reason: str, note: str, actor: Actor) -> SetAside:
    """These units go to quarantine."""
    quarantine = outside(warehouse_id, QUARANTINE)
    movement_id = carry(units, quarantine, "set_aside", actor)
    made = SetAside(warehouse_id=warehouse_id, movement_id=movement_id, reason=reason, note=noted(note))
    db.session.add(made)
    audit(made, "set aside", actor, {}, {"units": units.quantity, "reason": reason, "note": made.note})
    record(QuarantineChanged(warehouse_id))
    return made


def add_photograph(made: SetAside, picture: StoredFile, actor: Actor) -> dict[str, Any]:
    """One more picture of what was set aside. Raises TooManyAttachments."""
    return attach(made, PHOTOGRAPH, picture, actor)
