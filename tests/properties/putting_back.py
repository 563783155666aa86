"""What workers do who bring back what was picked of stopped orders, in any order and wrongly too."""

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from app.db import db
from app.operations import Outcome
from app.picking.models import Pick
from app.putting_back.commands import (
    choose_bin,
    confirm_put_back,
    end_put_back,
    report_damaged,
    report_missing,
    skip_put_back,
    take_tote,
    undo_put_back,
)
from app.putting_back.models import PutBackLine, PutBackTask, PutBackTote
from app.putting_back.queries import lanes_of, lines_of_stop, lines_of_task, own_totes
from app.putting_back.serials import serials_in_tote
from app.walks.models import ACTIVE
from app.walks.scans import StopScan
from tests.properties.hands import PICKERS, Floor, read

picks = st.integers(0, 50)


class PuttingBack(Floor):
    """The floor with those who put back on it."""

    @rule(
        name=st.sampled_from(PICKERS),
        nth=picks,
        quantity=st.integers(0, 9),
        wrong=st.sampled_from(("", "", "", "bin", "item", "lot")),
    )
    def worker_puts_back(self, name: str, nth: int, quantity: int, wrong: str) -> None:
        if line_id := self.nth(select(PutBackLine.id), nth):
            scan = read(lambda: right_put_back(line_id, quantity or None))
            self._put(name, line_id, StopScan(**(vars(scan) | {wrong: "5012345678900"})) if wrong else scan)

    @rule(name=st.sampled_from(PICKERS), nth=picks, what=st.sampled_from(("missing", "damaged", "skip", "bin")))
    def worker_cannot_put_it_back(self, name: str, nth: int, what: str) -> None:
        if line_id := self.nth(select(PutBackLine.id), nth):
            code = self.world.location(("A-02-1", "LANE-1")[nth % 2]).barcode
            commands = {
                "missing": lambda actor: report_missing(lines_of_stop(line_id), actor),
                "damaged": lambda actor: report_damaged(lines_of_stop(line_id), nth % 4, actor),
                "skip": lambda actor: skip_put_back(lines_of_stop(line_id), actor),
                "bin": lambda actor: choose_bin(lines_of_stop(line_id), code, actor),
            }
            db.session.remove()
            self.does(name, f"put-back {what}", commands[what], line=line_id)

    @rule(name=st.sampled_from(PICKERS), nth=picks)
    def worker_undoes_a_put_back(self, name: str, nth: int) -> None:
        if task_id := self.nth(select(PutBackTask.id), nth):
            self.does(
                name, "undo put-back", lambda actor: undo_put_back(db.session.get_one(PutBackTask, task_id), actor)
            )

    @rule(name=st.sampled_from(PICKERS), nth=picks, code=st.sampled_from(("TOTE-001", "LOC-LANE-1", "?")))
    def worker_ends_a_put_back(self, name: str, nth: int, code: str) -> None:
        if task_id := self.nth(select(PutBackTask.id), nth):
            self.does(
                name, "end put-back", lambda actor: end_put_back(db.session.get_one(PutBackTask, task_id), code, actor)
            )

    def next_step(self, name: str) -> Outcome:
        """The right one on a put-back, too."""
        mine = (PutBackTask.state == ACTIVE, PutBackTask.holder_id == self.world.workers[name])
        task_id = self.nth(select(PutBackTask.id).where(*mine), 0)
        if task_id is None:
            return super().next_step(name)
        bare = self.nth(select(PutBackTote.id).where(PutBackTote.task_id == task_id, PutBackTote.taken_at.is_(None)), 0)
        if bare is not None:
            code = read(lambda: db.session.get_one(PutBackTote, bare).tote_use.tote.barcode)
            return self.does(name, "take", lambda actor: take_tote(db.session.get_one(PutBackTote, bare), code, actor))
        left = read(lambda: [line.id for line in lines_of_task(put_back(task_id)) if line.left])
        if left:
            return self._put(name, left[0], read(lambda: right_put_back(left[0])))
        code = read(lambda: end_of(put_back(task_id)))
        return self.does(name, "end put-back", lambda actor: end_put_back(put_back(task_id), code, actor))

    def _put(self, name: str, line_id: int, scan: StopScan) -> Outcome:
        return self.does(
            name,
            "put back",
            lambda actor: confirm_put_back(lines_of_stop(line_id), scan, actor),
            line=line_id,
            **vars(scan),
        )


def put_back(task_id: int) -> PutBackTask:
    return db.session.get_one(PutBackTask, task_id)


def right_put_back(line_id: int, quantity: int | None = None) -> StopScan:
    """What the stop asks for."""
    line = db.session.get_one(PutBackLine, line_id)
    pick: Pick = line.pick
    units = quantity or line.left
    numbers = tuple(serial.code for serial in serials_in_tote(pick))[:units]
    item = pick.line.lot.item
    return StopScan(
        bin=line.location.barcode,
        item=item.barcodes[0].code,
        lot=pick.line.lot.code,
        quantity=units,
        serials=numbers if item.tracks_serial else (),
    )


def end_of(task: PutBackTask) -> str:
    """The code that ends it: an empty tote, or a lane where all its totes are shared."""
    return (own_totes(task) or lanes_of(task))[0].barcode
