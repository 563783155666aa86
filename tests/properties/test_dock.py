"""Whatever two people do at the dock, in any order and again, the books stay right and nothing held leaves."""

import random
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.db import db
from app.operations import Actor
from app.orders.desk import hold_by_hand
from app.orders.holds import open_holds, release_hold
from app.orders.models import Order
from app.packing.commands import close_carton, reopen_carton
from app.packing.commands.close_carton import Closing
from app.packing.models import Carton
from app.shipping.handing_over.departure import _leave, _still_here, work_off
from app.shipping.models import CLOSING, OPEN, Manifest
from tests.floor import Hand, wrong_books
from tests.packing.orders import hand
from tests.shipping.loads import carrier, closes, loads, opens, packed, stages, takes_off
from tests.world import World

STEPS, MOST_STEPS = 60, 400
"""So many at least, and on until a manifest was closed: without that they prove nothing."""


class Dock:
    """Two hands, three manifests of two carriers, five orders; `step` does something to one of them."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)
        self.hands = hand(world, "Ben"), hand(world, "Cleo")
        carriers = carrier(world, "Swift"), carrier(world, "Heron")
        self.orders = [packed(world, {"CARD": 2}, cartons=1 + number % 2, by="Swift") for number in range(4)]
        self.orders.append(packed(world, {"MUG": 1}, by="Heron"))
        self.codes = [code for one in self.orders for code in (*one.cartons, *one.waybills)]
        self.manifests = [opens(self.hands[0], carriers[number % 2]) for number in range(3)]
        self.done: dict[str, tuple[int, str]] = {}

    def step(self) -> None:
        often = (*[self.load] * 6, self.free, self.free, self.close, self.close, self.leave, self.leave)
        self.random.choice((*often, self.again, self.off, self.stage, self.hold, self.reopen))()

    @property
    def someone(self) -> Hand:
        return self.random.choice(self.hands)

    def load(self) -> None:
        named, what = str(uuid4()), (self.random.choice(self.manifests), self.random.choice(self.codes))
        self.done[named] = what
        loads(self.hands[0], *what, named)

    def again(self) -> None:
        """A device that never heard the answer."""
        if self.done:
            named = self.random.choice(sorted(self.done))
            assert loads(self.hands[0], *self.done[named], named).replayed

    def off(self) -> None:
        takes_off(self.someone, self.random.choice(self.manifests), self.random.choice(self.codes))

    def stage(self) -> None:
        stages(self.someone, self.random.choice(self.codes), self.random.choice(("LOC-LANE-1", "LOC-LANE-2")))

    def hold(self) -> None:
        order_id = self.random.choice(self.orders).order_id
        self.someone.does("hold", lambda actor: hold_by_hand(db.session.get_one(Order, order_id), "Stop", actor))

    def free(self) -> None:
        order_id = self.random.choice(self.orders).order_id

        def command(actor: Actor) -> None:
            for hold in open_holds(db.session.get_one(Order, order_id)):
                release_hold(hold, actor)

        self.someone.does("free", command)

    def reopen(self) -> None:
        carton_id = self.random.choice(db.session.scalars(select(Carton.id).order_by(Carton.id)).all())
        db.session.rollback()
        self.someone.does("reopen", lambda actor: reopen_carton(db.session.get_one(Carton, carton_id), actor))
        closing = Closing(weight_g=500)
        self.someone.does("close", lambda actor: close_carton(db.session.get_one(Carton, carton_id), closing, actor))

    def close(self) -> None:
        without = frozenset(range(1, 100)) if self.random.random() < 0.7 else frozenset()
        closes(self.someone, self.random.choice(self.manifests), without=without)

    def leave(self) -> None:
        """A departure runs, or is killed after its first few cartons."""
        manifest_id = self.random.choice(self.manifests)
        if self.random.random() < 0.5:
            work_off(manifest_id)
        elif db.session.get_one(Manifest, manifest_id).state == CLOSING and (some := _still_here(manifest_id)):
            self.world.do(lambda: _leave(some[:1], self.hands[0].actor))


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_books_are_right_after_each_step_at_the_dock(world: World, seed: int) -> None:
    dock = Dock(world, seed)
    for number in range(MOST_STEPS):
        if number >= STEPS and _closed():
            break
        dock.step()
        assert wrong_books() == []
    for manifest_id in dock.manifests:
        work_off(manifest_id)
    assert wrong_books() == []
    db.session.rollback()
    states = {one.state for one in db.session.scalars(select(Manifest))}
    assert CLOSING not in states
    assert states - {OPEN}, "no manifest was closed: the steps prove nothing"


def _closed() -> bool:
    db.session.rollback()
    return bool({one.state for one in db.session.scalars(select(Manifest))} - {OPEN})
