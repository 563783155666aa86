"""Another bin for units that go back: theirs is full."""

from collections.abc import Sequence

from app.db import db
from app.events import record
from app.operations import Actor, change
from app.putting_back.commands.still_to_put import still_to_put
from app.putting_back.errors import BinClosed, NotABin
from app.putting_back.events import PutBackChanged
from app.putting_back.models import PutBackLine
from app.putting_back.path import replan
from app.putting_back.queries import is_open_bin
from app.scanning import named, read
from app.walks.holder import check_holder
from app.warehouse.models import BIN, Location
from app.warehouse.queries import location_by_barcode


def choose_bin(lines: Sequence[PutBackLine], scanned: str, actor: Actor) -> dict[str, int]:
    """What is left of the stop goes into the bin that was scanned. Raises NotABin or BinClosed."""
    task = lines[0].task
    check_holder(task, actor)
    left = still_to_put(lines)
    chosen = _bin(task.warehouse_id, scanned)
    for line in left:
        if line.location_id != chosen.id:
            change(line, "another bin", actor, location_id=chosen.id)
    db.session.flush()
    db.session.expire(left[0], ["location"])
    replan(task, standing_at=chosen)
    record(PutBackChanged(task.id, task.wave_id, task.warehouse_id))
    return {"line_id": lines[0].id, "task_id": task.id}


def _bin(warehouse_id: int, scanned: str) -> Location:
    location = location_by_barcode(warehouse_id, read(scanned).text)
    if location is None or location.kind != BIN:
        raise NotABin(scanned=named(warehouse_id, scanned))
    if not is_open_bin(location):
        raise BinClosed(address=location.address)
    return location
