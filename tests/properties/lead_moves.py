"""What a lead does with tasks and waves in the state machine of the floor, and what pickers answer to it."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from app.db import db
from app.operations import Actor
from app.picking.commands import miss_tote
from app.picking.commands.cancel_task import cancel_task
from app.picking.commands.merge_tasks import merge_tasks
from app.picking.commands.miss_tote import find_tote
from app.picking.commands.rank_task import rank_task
from app.picking.commands.split_task import split_task
from app.picking.commands.take_moves_back import unmerge_tasks, unsplit_task
from app.picking.models import CartPlace, PickTask, ToteUse
from app.picking.takeover import awaited_on
from app.walks.commands import give_back, keep_back, let_go
from app.waves.choice import Choice
from app.waves.commands import add_orders, pause_wave, resume_wave
from app.waves.models import Wave
from app.waves.release import work_off
from tests.properties.hands import PICKERS, read
from tests.properties.putting_back import PuttingBack

picks = st.integers(0, 30)
"""Which of the rows that are there: the n-th, counted round."""
TASKS = select(PickTask.id)


class LeadMoves(PuttingBack):
    @rule(nth=picks, stops=st.sampled_from((None, 1, 2, 5)), to=st.sampled_from((*PICKERS, None, None)))
    def lead_splits_a_task(self, nth: int, stops: int | None, to: str | None) -> None:
        if task_id := self.nth(TASKS, nth):
            worker = self.world.workers[to] if to else None
            self.lead_does("split", lambda actor: split_task(_task(task_id), stops, self.picker(worker), actor))

    @rule(nth=picks, other=picks)
    def lead_merges_tasks(self, nth: int, other: int) -> None:
        one, into = self.nth(TASKS, nth), self.nth(TASKS, other)
        if one and into:
            self.lead_does("merge", lambda actor: merge_tasks(_task(one), _task(into), actor))

    @rule(nth=picks)
    def lead_takes_a_move_back(self, nth: int) -> None:
        """The last split, merge or handing over, or one before: refused where the world went on."""
        moves = [done for done in self.history if done.outcome.ok and done.asked.name in ("split", "merge", "assign")]
        if moves:
            done = moves[-1 - nth % len(moves)]
            self.lead_does(
                "undo", lambda actor: self._take_back(done.asked.name, done.outcome.result, done.asked.id, actor)
            )

    @rule(nth=picks, what=st.sampled_from(("keep back", "let go", "first", "last", "call off")))
    def lead_says_when_a_task_is_walked(self, nth: int, what: str) -> None:
        if task_id := self.nth(TASKS, nth):
            commands = {"keep back": keep_back, "let go": let_go, "call off": cancel_task}
            command = commands.get(what) or (lambda task, actor: rank_task(task, what, actor))
            self.lead_does(what, lambda actor: command(_task(task_id), actor))

    @rule(nth=picks, what=st.sampled_from(("pause", "resume", "add")))
    def lead_moves_a_wave(self, nth: int, what: str) -> None:
        wave_id = self.nth(select(Wave.id), nth)
        if wave_id is None:
            return
        if what == "add":
            added = self.lead_does("add", lambda actor: add_orders(_wave(wave_id), Choice(limit=3), actor))
            if added.ok:
                work_off(wave_id)
            return
        command = pause_wave if what == "pause" else resume_wave
        self.lead_does(what, lambda actor: command(_wave(wave_id), actor))

    @rule(name=st.sampled_from(PICKERS), nth=picks)
    def picker_misses_a_tote(self, name: str, nth: int) -> None:
        name = self.at_work(name)
        task_id = self.nth(self.own(TASKS, name, stray=False), 0)
        if task_id is None:
            return
        awaited = read(lambda: [(use.place_id, use.tote.barcode) for use in awaited_on(_task(task_id))])
        if awaited:
            place_id, code = awaited[nth % len(awaited)]
            self.does(name, "miss", lambda actor: miss_tote(db.session.get_one(CartPlace, place_id), code, actor))

    @rule(nth=picks)
    def a_tote_turns_up(self, nth: int) -> None:
        if use_id := self.nth(select(ToteUse.id).where(ToteUse.missing_at.is_not(None)), nth):
            self.lead_does("find", lambda actor: find_tote(db.session.get_one(ToteUse, use_id), actor))

    def _take_back(self, name: str, result: Mapping[str, Any], operation_id: str, actor: Actor) -> None:
        task = _task(result["task_id"])
        version = result.get("version", task.version)
        if name == "split":
            unsplit_task(task, _task(result["new_task_id"]), version, operation_id, actor)
        elif name == "merge":
            before = result["before"]
            unmerge_tasks(task, self.picker(before["holder_id"]), before, version, operation_id, actor)
        elif "before" in result:
            give_back(task, result["before"], version, actor)


def _task(task_id: int) -> PickTask:
    return db.session.get_one(PickTask, task_id)


def _wave(wave_id: int) -> Wave:
    return db.session.get_one(Wave, wave_id)
