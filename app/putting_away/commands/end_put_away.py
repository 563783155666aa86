"""End a put-away: its totes and plates are empty."""

from app.events import record
from app.operations import Actor
from app.putting_away.errors import PutAwaysLeft
from app.putting_away.events import PutAwayOver
from app.putting_away.models import PutAwayTask
from app.putting_away.queries import open_stops
from app.scanning import named, read
from app.walks.commands import finish
from app.walks.holder import check_holder
from app.walks.scan_errors import WrongScan


def end_put_away(task: PutAwayTask, scanned: str, actor: Actor) -> dict[str, int]:
    """One of its sources is scanned, so that somebody has looked at it. Raises PutAwaysLeft or WrongScan."""
    check_holder(task, actor)
    left = open_stops(task)
    if left:
        raise PutAwaysLeft(left=left)
    code = read(scanned)
    places = [source.location for source in task.sources]
    if not {code.text, code.sscc} & {place.barcode for place in places}:
        raise WrongScan(scanned=named(task.warehouse_id, scanned), wanted=places[0].address)
    finish(task, actor)
    record(PutAwayOver(task.id, task.warehouse_id))
    return {"task_id": task.id}
