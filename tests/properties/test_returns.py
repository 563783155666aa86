"""Whatever two clerks do at the returns' dock, in any order and again, the books stay right and nothing comes twice."""

import random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.commands import move
from app.inventory.models import Serial
from app.inventory.queries import stock_in
from app.operations import Actor, Outcome
from app.orders.models import OrderLine
from app.returns.commands.close_parcel import close_parcel
from app.returns.commands.close_tote import close_tote
from app.returns.commands.grade_units import grade_units
from app.returns.commands.match_parcel import identify
from app.returns.commands.receive_parcel import Arrival, receive_parcel
from app.returns.commands.undo_grading import undo_grading
from app.returns.models import ReturnParcel, ReturnTote
from app.returns.units import UnitScan
from tests.floor import Hand, wrong_books
from tests.packing.orders import hand
from tests.returns.shipped import CARD, MUG, TEA, rma, sent, serials_sent, units
from tests.world import SYSTEM, World

STEPS, MOST_STEPS = 60, 300
"""So many at least, and on until something was graded, undone and put away: without that they prove nothing."""
ANSWERS = {
    "closed": ("yes", "no"),
    "worn": ("no", "yes"),
    "whole": ("yes", "part", "no"),
    "works": ("yes", "no"),
    "parts": ("yes", "no"),
    "sealed": ("yes", "no"),
    "good": ("yes", "no"),
}


class Returns:
    """Two hands, three orders that left, five returns; `step` does something to one of them."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)
        world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
        self.orders = [
            sent(world, {"MUG": 3, "CARD": 2}, number="W1"),
            sent(world, {"TEA": 4}, number="W2"),
            sent(world, {"MUG": 2, "CARD": 1}, number="W3", cartons=2),
        ]
        made = [rma(world, one.order_id, {"TEA": 2} if one.number == "W2" else {"MUG": 2}) for one in self.orders]
        self.codes = [*made, *(one.waybill for one in self.orders), "FOREIGN-1", "FOREIGN-2"]
        self.items = [MUG, CARD, TEA, *(code for one in self.orders for code in serials_sent(one.order_id)), "SN-X"]
        self.hands = hand(world, "Dana"), hand(world, "Cleo")
        self.done: dict[str, tuple[int, UnitScan]] = {}
        self.told: set[str] = set()

    def step(self) -> None:
        often = (*[self.grade] * 9, self.arrive, self.undo, self.undo, self.fill, self.put_away)
        act = self.random.choice((*often, self.again, self.match, self.finish))
        outcome = act()
        self.told.add(f"{act.__name__} {outcome.code}" if isinstance(outcome, Outcome) else act.__name__)

    def does(self, name: str, command: Any, named: str | None = None, **content: Any) -> Outcome:
        return self.random.choice(self.hands).does(name, command, named, **content)

    def arrive(self) -> Outcome:
        chance = self.random.random()
        arrival = Arrival(self.random.choice(self.codes), alone=chance < 0.5, another=chance < 0.1)
        return self.does("arrive", lambda actor: receive_parcel(self.world.warehouse_id, arrival, actor))

    def grade(self) -> Outcome | None:
        parcel_id = self.some(ReturnParcel)
        if parcel_id is None:
            return None
        scan = UnitScan(
            item=self.random.choice(self.items),
            lot=self.random.choice(("", "", "L1", "L2", "L9")),
            serials=("SN-X",) if self.random.random() < 0.1 else (),
            quantity=self.random.choice((None, None, 1, 2)),
            answers={name: self.random.choice(said) for name, said in ANSWERS.items()},
            tote=f"TOTE-{self.random.randint(6, 12):03}",
            is_stranger=self.random.random() < 0.2,
        )
        named = str(uuid4())
        self.done[named] = parcel_id, scan
        return self._grades(self.hands[0], parcel_id, scan, named)

    def again(self) -> Outcome | None:
        """A device that never heard the answer."""
        if not self.done:
            return None
        named = self.random.choice(sorted(self.done))
        outcome = self._grades(self.hands[0], *self.done[named], named)
        assert outcome.replayed
        return outcome

    def undo(self) -> Outcome | None:
        parcel_id = self.some(ReturnParcel)
        if parcel_id is None:
            return None
        return self.hands[0].does(
            "undo", lambda actor: undo_grading(db.session.get_one(ReturnParcel, parcel_id), "", actor)
        )

    def fill(self) -> Outcome | None:
        tote_id = self.some(ReturnTote)
        if tote_id is None:
            return None
        return self.does("fill", lambda actor: close_tote(db.session.get_one(ReturnTote, tote_id), actor))

    def put_away(self) -> None:
        """What lies in a closed tote goes into a bin, as whoever puts away does it."""
        open_ones = select(ReturnTote.location_id).where(ReturnTote.closed_at.is_(None))
        wanted = select(ReturnTote.location_id).where(ReturnTote.location_id.not_in(open_ones))
        found = sorted(set(db.session.scalars(wanted)))
        db.session.rollback()
        if not found:
            return

        def command() -> None:
            for stock in stock_in([self.random.choice(found)]):
                bin_ = self.world.location("C-05-1")
                move(stock.lot, stock.on_hand, source=stock.location, destination=bin_, reason="put away", actor=SYSTEM)
                for serial in db.session.scalars(select(Serial).where(Serial.location_id == stock.location_id)):
                    serial.location_id = bin_.id
                self.told.add("put away")

        self.world.do(command)

    def match(self) -> Outcome | None:
        parcel_id, code = self.some(ReturnParcel), self.random.choice((*self.codes, "LOC-AREA-ARRIVALS"))
        if parcel_id is None:
            return None
        return self.does("match", lambda actor: identify(db.session.get_one(ReturnParcel, parcel_id), code, actor))

    def finish(self) -> Outcome | None:
        parcel_id = self.some(ReturnParcel)
        if parcel_id is None or self.random.random() < 0.6:
            return None
        return self.does("finish", lambda actor: close_parcel(db.session.get_one(ReturnParcel, parcel_id), "", actor))

    def some(self, kind: type[ReturnParcel] | type[ReturnTote]) -> int | None:
        ids = list(db.session.scalars(select(kind.id).order_by(kind.id)))
        db.session.rollback()
        return self.random.choice(ids) if ids else None

    def _grades(self, by: Hand, parcel_id: int, scan: UnitScan, named: str) -> Outcome:
        def command(actor: Actor) -> dict[str, int]:
            return grade_units(db.session.get_one(ReturnParcel, parcel_id), scan, actor)

        return by.does("grade", command, named, parcel_id=parcel_id, item=scan.item, tote=scan.tote)


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_books_are_right_after_each_step_of_the_returns(world: World, seed: int) -> None:
    dock = Returns(world, seed)
    wanted = {"grade done", "undo done", "fill done", "put away", "arrive done"}
    for number in range(MOST_STEPS):
        if number >= STEPS and wanted <= dock.told:
            break
        dock.step()
        assert wrong_books() == []
    assert wanted <= dock.told, "the steps prove nothing"
    assert not any(code.endswith(("something_broke", "refused")) for code in dock.told), dock.told
    of_lines = sum(unit.quantity for unit in units() if unit.line_id)
    assert sum(db.session.scalars(select(OrderLine.returned))) == of_lines
