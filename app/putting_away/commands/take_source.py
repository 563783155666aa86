"""Take up a tote or a plate whose goods are put away, or come to the dock where they stand."""

from app.clock import now
from app.events import record
from app.operations import Actor, change
from app.putting_away.events import PutAwayChanged
from app.putting_away.models import PutAwaySource
from app.scanning import named, read
from app.walks.holder import check_holder
from app.walks.scan_errors import WrongScan


def take_source(source: PutAwaySource, scanned: str, actor: Actor) -> dict[str, int]:
    """The very one is at hand. Raises WrongScan."""
    task, code = source.task, read(scanned)
    check_holder(task, actor)
    if source.location.barcode not in (code.text, code.sscc):
        raise WrongScan(scanned=named(task.warehouse_id, scanned), wanted=source.location.address)
    if source.taken_at is None:
        change(source, "taken", actor, taken_at=now())
    record(PutAwayChanged(task.id, task.warehouse_id))
    return {"place_id": source.id, "task_id": task.id}
