"""End a put-back: its totes are empty."""

from app.events import record
from app.operations import Actor
from app.picking.commands.stop_order import settle_stopped
from app.putting_back.errors import PutBacksLeft
from app.putting_back.events import PutBackOver
from app.putting_back.models import PutBackTask
from app.putting_back.queries import lanes_of, open_stops, own_totes
from app.scanning import named, read
from app.walks.commands import finish
from app.walks.holder import check_holder
from app.walks.scan_errors import NotALane, WrongScan


def end_put_back(task: PutBackTask, scanned: str, actor: Actor) -> dict[str, int]:
    """The order waits for another wave, or is cancelled if that was asked; its totes are free.

    An empty tote is scanned, so that somebody has looked into it; a lane where only shared totes were, which stay
    where they stand. Raises PutBacksLeft, WrongScan or NotALane.
    """
    check_holder(task, actor)
    left = open_stops(task)
    if left:
        raise PutBacksLeft(left=left)
    _check(task, scanned)
    finish(task, actor)
    settle_stopped(task.order, actor)
    record(PutBackOver(task.id, task.wave_id, task.warehouse_id))
    return {"task_id": task.id}


def _check(task: PutBackTask, scanned: str) -> None:
    code, totes = read(scanned).text, own_totes(task)
    if code in {place.barcode for place in totes or lanes_of(task)}:
        return
    name = named(task.warehouse_id, scanned)
    if not totes:
        raise NotALane(scanned=name)
    raise WrongScan(scanned=name, wanted=totes[0].address)
