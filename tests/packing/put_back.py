"""What was stopped goes back to its bins: a put-back walked whole."""

from functools import partial

from app.db import db
from app.operations import Actor
from app.putting_back.commands import confirm_put_back, end_put_back, take_tote
from app.putting_back.models import PutBackTask, PutBackTote
from app.putting_back.queries import lines_of_stop, lines_of_task
from app.walks.scans import StopScan
from tests.floor import fresh
from tests.packing.orders import hand
from tests.world import World


def put_all_back(world: World, name: str = "Ana") -> None:
    """The next put-back, done whole."""
    walker = hand(world, name)
    task_id = walker.claims()
    task = fresh(PutBackTask, task_id or 0)
    totes = [(tote.id, tote.tote_use.tote.barcode) for tote in task.totes]
    for tote_id, code in totes:
        taken = walker.does("take", partial(_take, tote_id, code))
        assert taken.ok
    for line_id in [line.id for line in lines_of_task(fresh(PutBackTask, task_id or 0))]:
        line = lines_of_stop(line_id)[0]
        lot = line.pick.line.lot
        scan = StopScan(bin=line.location.barcode, item=lot.item.barcodes[0].code, lot=lot.code, quantity=line.left)
        assert walker.does("put", partial(_put, line_id, scan)).ok
    end = walker.does("end", lambda actor: end_put_back(db.session.get_one(PutBackTask, task_id), totes[0][1], actor))
    assert end.ok, end


def _take(tote_id: int, code: str, actor: Actor) -> dict[str, int]:
    return take_tote(db.session.get_one(PutBackTote, tote_id), code, actor)


def _put(line_id: int, scan: StopScan, actor: Actor) -> dict[str, int]:
    return confirm_put_back(lines_of_stop(line_id), scan, actor)
