"""Take up a tote whose goods go back."""

from app.clock import now
from app.events import record
from app.operations import Actor, change
from app.putting_back.events import PutBackChanged
from app.putting_back.models import PutBackTote
from app.scanning import named, read
from app.walks.holder import check_holder
from app.walks.scan_errors import WrongScan


def take_tote(place: PutBackTote, scanned: str, actor: Actor) -> dict[str, int]:
    """The very tote is at hand; one that holds no other order's goods comes along. Raises WrongScan."""
    task, use = place.task, place.tote_use
    check_holder(task, actor)
    if read(scanned).text != use.tote.barcode:
        raise WrongScan(scanned=named(task.warehouse_id, scanned), wanted=use.tote.address)
    if place.taken_at is None:
        change(place, "taken", actor, taken_at=now())
    if not place.is_shared:
        change(use, "taken to put back", actor, staged_at_id=None, carrier_id=actor.worker_id)
    record(PutBackChanged(task.id, task.wave_id, task.warehouse_id))
    return {"place_id": place.id, "task_id": task.id}
