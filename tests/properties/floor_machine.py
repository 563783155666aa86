"""The floor as a state machine: random operations of three pickers and a lead, with replays of any earlier one.

After each step all rules of the books hold and no unit has come or gone but by receiving; after a refusal or a replay
nothing at all has changed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from app.db import db, transaction
from app.errors import DomainError
from app.inventory.commands import lot_of, receive
from app.operations import Actor, perform
from app.orders.commands import cancel_order
from app.orders.holds import hold_order, release_hold
from app.orders.models import Order, OrderHold
from app.picking.commands import (
    SHORT_REASONS,
    bind_tote,
    damage_units,
    pause_task,
    short_pick,
    skip_line,
    stage_task,
    swap_lot,
    swap_tote,
    undo_last,
)
from app.picking.models import CartPlace, PickTask
from app.picking.queries import lines_of_stop
from app.walks.commands import assign, claim_next
from app.walks.models import Walk
from app.walks.scans import StopScan
from app.warehouse.models import BIN, STAGING
from app.warehouse.queries import locations_of_kind
from app.waves.choice import Choice
from app.waves.commands import cancel_wave, plan_wave
from app.waves.models import PLANNED, Wave
from tests.floor import wrong_books
from tests.properties.hands import PICKERS
from tests.properties.lead_moves import LeadMoves
from tests.properties.picture import picture
from tests.world import SYSTEM

SKUS = ("MUG", "CARD", "TEA")
LOTS = {"MUG": ("",), "CARD": ("",), "TEA": ("L1", "L2")}
BINS = ("A-01-1", "A-03-1", "B-03-1", "C-02-1", "D-05-1")

workers = st.sampled_from(PICKERS)
picks = st.integers(0, 30)
"""Which of the rows that are there: the n-th, counted round."""
strays = st.sampled_from((False, False, False, True))
"""Whether somebody reaches for any row of the warehouse, instead of their own walk's."""


def _hold(order_id: int, actor: Actor) -> None:
    hold_order(db.session.get_one(Order, order_id), "by_hand", {"note": "?"}, actor)


INTERVENTIONS: dict[str, tuple[Any, Callable[[int, Actor], None]]] = {
    "cancel wave": (
        select(Wave.id).where(Wave.state == PLANNED),
        lambda wave_id, actor: cancel_wave(db.session.get_one(Wave, wave_id), actor),
    ),
    "cancel": (
        select(Order.id),
        lambda order_id, actor: cancel_order(db.session.get_one(Order, order_id), actor),
    ),
    "hold": (select(Order.id), _hold),
    "let go": (
        select(OrderHold.id),
        lambda hold_id, actor: release_hold(db.session.get_one(OrderHold, hold_id), actor),
    ),
}


class FloorMachine(LeadMoves):
    @initialize(orders=st.lists(st.dictionaries(st.sampled_from(SKUS), st.integers(1, 9), min_size=1), max_size=4))
    def begin(self, orders: list[dict[str, int]]) -> None:
        """Ana and Ben have begun a walk each, one with tea from two lots; the other orders wait."""
        for lines in [{"MUG": 3, "TEA": 6}, {"CARD": 4, "MUG": 2}, *orders]:
            self.world.order(lines)
        self.wave(Choice(mode="single", limit=2))
        for name in ("Ana", "Ben"):
            for _ in range(3):
                self.next_step(name)

    # --- what happens to the warehouse

    @rule(sku=st.sampled_from(SKUS), address=st.sampled_from(BINS), quantity=st.integers(1, 12), lot=picks)
    def stock_is_received(self, sku: str, address: str, quantity: int, lot: int) -> None:
        code = LOTS[sku][lot % len(LOTS[sku])]
        with transaction():
            item = self.world.item(sku)
            receive(item, lot_of(item, code), quantity, self.world.location(address), SYSTEM)
        self.received[sku] += quantity

    @rule(lines=st.dictionaries(st.sampled_from(SKUS), st.integers(1, 12), min_size=1), priority=st.integers(0, 2))
    def order_arrives(self, lines: dict[str, int], priority: int) -> None:
        self.world.order(lines, priority=priority)

    @rule(mode=st.sampled_from(("cart", "single", "bulk")), limit=st.integers(1, 5))
    def wave_is_released(self, mode: str, limit: int) -> None:
        self.wave(Choice(mode=mode, limit=limit))

    @rule(limit=st.integers(1, 5))
    def wave_is_planned(self, limit: int) -> None:
        self.lead_does("plan", lambda actor: {"wave_id": plan_wave(self.warehouse(), Choice(limit=limit), actor).id})

    @rule(nth=picks, what=st.sampled_from(("cancel wave", "cancel", "hold", "let go", "let go")))
    def lead_intervenes(self, nth: int, what: str) -> None:
        ids, command = INTERVENTIONS[what]
        if row_id := self.nth(ids, nth):
            self.lead_does(what, lambda actor: command(row_id, actor))

    @rule(nth=picks, to=st.sampled_from((*PICKERS, "Dana", None)))
    def lead_hands_a_walk_over(self, nth: int, to: str | None) -> None:
        if walk_id := self.nth(select(Walk.id), nth):
            self.lead_does(
                "assign",
                lambda actor: assign(db.session.get_one(Walk, walk_id), self.world.worker(to) if to else None, actor),
            )

    # --- what a picker does

    @rule(name=workers)
    def picker_asks_for_work(self, name: str) -> None:
        self.does(name, "claim", claim_next)

    @rule(
        name=workers,
        nth=picks,
        stray=strays,
        wrong=st.sampled_from(("", "", "", "used", "bin", "nobody")),
        full=st.booleans(),
    )
    def picker_binds_a_tote(self, name: str, nth: int, stray: bool, wrong: str, full: bool) -> None:
        name = self.at_work(name)
        places = select(CartPlace.id).join(PickTask, PickTask.id == CartPlace.task_id)
        if place_id := self.nth(self.own(places, name, stray), nth):
            code = {"used": "TOTE-001", "bin": "A-01-1", "nobody": "?"}.get(wrong) or self.tote()
            verb = swap_tote if full else bind_tote
            self.does(name, "bind", lambda actor: verb(db.session.get_one(CartPlace, place_id), code, actor), code=code)

    @rule(
        name=workers,
        nth=picks,
        stray=strays,
        quantity=st.integers(0, 9),
        wrong=st.sampled_from(("", "", "", "bin", "item", "lot", "tote")),
        code=st.sampled_from(("", "5012345678900", "A-02-1", "TOTE-003", "L1", "=1+1", "\x00")),
    )
    def picker_confirms(self, name: str, nth: int, stray: bool, quantity: int, wrong: str, code: str) -> None:
        name = self.at_work(name)
        if line_id := self.nth(self.lines(name, stray), nth):
            scan = self.scan(line_id, quantity or None)
            if wrong:
                scan = StopScan(**(vars(scan) | {wrong: code}))
            self.confirm(name, line_id, scan)

    @rule(name=workers, nth=picks, stray=strays, reason=st.sampled_from((*SHORT_REASONS, "because")))
    def picker_shorts(self, name: str, nth: int, stray: bool, reason: str) -> None:
        name = self.at_work(name)
        if line_id := self.nth(self.lines(name, stray), nth):
            self.does(name, "short", lambda actor: short_pick(lines_of_stop(line_id), reason, actor), line=line_id)

    @rule(name=workers, nth=picks, stray=strays, units=st.integers(-1, 12))
    def picker_finds_damaged_units(self, name: str, nth: int, stray: bool, units: int) -> None:
        name = self.at_work(name)
        if line_id := self.nth(self.lines(name, stray), nth):
            self.does(name, "damage", lambda actor: damage_units(lines_of_stop(line_id), units, actor), line=line_id)

    @rule(name=workers, nth=picks, stray=strays, lot=st.sampled_from(("L1", "L2", "L3", "")))
    def picker_takes_another_lot(self, name: str, nth: int, stray: bool, lot: str) -> None:
        name = self.at_work(name)
        if line_id := self.nth(self.lines(name, stray), nth):
            self.does(name, "lot", lambda actor: swap_lot(lines_of_stop(line_id), lot, actor), line=line_id)

    @rule(name=workers, nth=picks, stray=strays)
    def picker_rests(self, name: str, nth: int, stray: bool) -> None:
        name = self.at_work(name)
        if task_id := self.nth(self.own(select(PickTask.id), name, stray), nth):
            self.does(name, "pause", lambda actor: pause_task(db.session.get_one(PickTask, task_id), actor))

    @rule(name=workers, nth=picks, stray=strays)
    def picker_skips(self, name: str, nth: int, stray: bool) -> None:
        name = self.at_work(name)
        if line_id := self.nth(self.lines(name, stray), nth):
            self.does(name, "skip", lambda actor: skip_line(lines_of_stop(line_id), actor), line=line_id)

    @rule(name=workers, nth=picks, stray=strays)
    def picker_undoes(self, name: str, nth: int, stray: bool) -> None:
        name = self.at_work(name)
        if task_id := self.nth(self.own(select(PickTask.id), name, stray), nth):
            self.does(name, "undo", lambda actor: undo_last(db.session.get_one(PickTask, task_id), actor))

    @rule(name=workers, nth=picks, stray=strays, lane=st.sampled_from((STAGING, STAGING, BIN)))
    def picker_stages(self, name: str, nth: int, stray: bool, lane: str) -> None:
        name = self.at_work(name)
        if task_id := self.nth(self.own(select(PickTask.id), name, stray), nth):
            code = locations_of_kind(self.world.warehouse_id, lane)[0].barcode
            self.does(name, "stage", lambda actor: stage_task(db.session.get_one(PickTask, task_id), code, actor))

    @rule(name=workers, steps=st.integers(2, 8))
    def picker_works(self, name: str, steps: int) -> None:
        """So many right steps of the walk, so that the machine comes far."""
        for _ in range(steps):
            if not self.next_step(name).ok:
                return

    # --- and again

    @precondition(lambda self: self.history)
    @rule(nth=st.integers(0, 500))
    def an_operation_arrives_again(self, nth: int) -> None:
        done = self.history[nth % len(self.history)]
        before = picture()
        again = perform(done.asked, done.command)
        assert again.replayed
        assert (again.code, again.status, again.result) == (done.outcome.code, done.outcome.status, done.outcome.result)
        assert picture() == before

    @precondition(lambda self: self.history)
    @rule(nth=st.integers(0, 500))
    def an_operation_arrives_with_another_content(self, nth: int) -> None:
        done = self.history[nth % len(self.history)]
        before = picture()
        with pytest.raises(DomainError) as refused:
            perform(replace(done.asked, content={**done.asked.content, "quantity": 99}), done.command)
        assert refused.value.status == 422
        assert picture() == before

    # --- what holds

    @invariant()
    def the_books_are_right(self) -> None:
        assert wrong_books() == []

    @invariant()
    def no_unit_comes_or_goes(self) -> None:
        assert self.units() == self.received
