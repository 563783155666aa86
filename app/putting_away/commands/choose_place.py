"""Another bin for units that are put away: theirs is full, or a better one is at hand."""

from app.db import db
from app.events import record
from app.operations import Actor, audit, change
from app.putting_away.commands.still_to_put import check_left
from app.putting_away.errors import NotAPlace, OnlyThere, PlaceClosed, ReasonMissing
from app.putting_away.events import PutAwayChanged
from app.putting_away.models import PutAwayLine
from app.putting_away.path import replan
from app.putting_away.places import check_place
from app.putting_away.queries import is_open_bin
from app.putting_away.room import hold_room
from app.scanning import named, read
from app.walks.holder import check_holder
from app.warehouse.models import BIN, Location
from app.warehouse.queries import location_by_barcode


def choose_place(line: PutAwayLine, scanned: str, actor: Actor) -> dict[str, int]:
    """What is left of the stop goes into the bin that was scanned.

    Raises NotAPlace, PlaceClosed, OnlyThere, or PlaceRefused in the words of the rule that refuses the bin.
    """
    check_holder(line.task, actor)
    chosen = _bin(line, scanned)
    if chosen.id != line.location_id:
        hold_room(line.task.warehouse_id)
        check_place(line, chosen)
    return _goes(line, chosen, "another bin", {}, actor)


def force_place(line: PutAwayLine, scanned: str, reason: str, actor: Actor) -> dict[str, int]:
    """A lead wants it there, whatever the rules say, and says why. Raises ReasonMissing, and as `choose_place` does."""
    why = " ".join(reason.split())[:200]
    if not why:
        raise ReasonMissing
    return _goes(line, _bin(line, scanned), "bin forced", {"reason": why}, actor)


def _bin(line: PutAwayLine, scanned: str) -> Location:
    check_left(line)
    if line.location.kind != BIN and not line.has_no_place:
        raise OnlyThere(address=line.location.address)
    warehouse_id = line.task.warehouse_id
    location = location_by_barcode(warehouse_id, read(scanned).text)
    if location is None or location.kind != BIN:
        raise NotAPlace(scanned=named(warehouse_id, scanned))
    if not is_open_bin(location):
        raise PlaceClosed(address=location.address)
    return location


def _goes(line: PutAwayLine, chosen: Location, name: str, said: dict[str, str], actor: Actor) -> dict[str, int]:
    if said:
        audit(line, name, actor, {"location_id": line.location_id}, {"location_id": chosen.id, **said})
        line.location_id = chosen.id
    elif line.location_id != chosen.id:
        change(line, name, actor, location_id=chosen.id)
    db.session.flush()
    db.session.expire(line, ["location"])
    replan(line.task, standing_at=chosen)
    record(PutAwayChanged(line.task.id, line.task.warehouse_id))
    return {"line_id": line.id, "task_id": line.task.id}
