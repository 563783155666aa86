"""An order is cancelled or held at each step from the tote to the truck: what is seen, and where the goods go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.orders.holds import open_holds
from app.orders.models import CANCELLED, PACKED, SHIPPED, Order
from app.packing.models import Carton
from app.putting_back.models import PutBackTask
from app.shipping.handing_over.departure import work_off
from app.shipping.models import Manifest, Waybill
from tests.floor import Hand, fresh, wrong_books
from tests.handheld import Handheld
from tests.packing.bench import MUG
from tests.packing.orders import picked_order
from tests.packing.put_back import put_all_back
from tests.shipping.loads import carrier, opens, packed, stages
from tests.visitor import visitor, words
from tests.world import World

LINES = {"MUG": 2, "CARD": 1}
CARD = "5012345678900"


@dataclass
class Walked:
    """How far the order has come, and where Ben would go on with it."""

    world: World
    ben: Hand
    stage: str
    order_id: int
    manifest_id: int = 0

    @property
    def is_packed(self) -> bool:
        return self.stage not in ("picked", "half")

    @property
    def is_labelled(self) -> bool:
        return self.stage in ("labelled", "staged", "loaded")

    @property
    def carton(self) -> Carton:
        db.session.rollback()
        return db.session.scalars(select(Carton).where(Carton.order_id == self.order_id)).one()

    @property
    def waybill(self) -> Waybill:
        db.session.rollback()
        return db.session.scalars(select(Waybill)).one()

    def desk(self, what: str, **form: Any) -> None:
        """Cleo's word about the order."""
        answer = visitor(self.world, "Cleo").send(f"/orders/{self.order_id}/{what}", **form)
        assert answer.status_code == 303, words(answer.text)

    def bench(self) -> str:
        """What the packer's page shows now."""
        page = visitor(self.world, "Ben").get(f"/packing/orders/{self.order_id}/document").text
        assert 'data-walk-state="stopped"' in page or not fresh(Order, self.order_id).stopped_at
        return words(page)

    def packs(self, code: str) -> str:
        return self.asks(f"/packing/orders/{self.order_id}/packs", item=code, quantity=1)

    def loads(self) -> str:
        return self.asks(f"/dock/manifests/{self.manifest_id}/loadings", code=self.carton.code)

    def asks(self, url: str, **form: Any) -> str:
        """What becomes of it, by its code."""
        return Handheld(self.world, "Ben").post(url, **form).headers["Operation-Outcome"]

    def hands_over(self) -> str:
        form = {"driver": "Jo", "unsigned": "1"}
        return self.asks(f"/dock/manifests/{self.manifest_id}/closings", **form)


STAGES = ("picked", "half", "packed", "labelled", "staged", "loaded")


@pytest.fixture
def walked(request: pytest.FixtureRequest, world: World, ben: Hand) -> Walked:
    stage: str = request.param
    if stage in ("picked", "half"):
        found = Walked(world, ben, stage, picked_order(world, LINES))
        if stage == "half":
            assert found.packs(MUG) == "done"
        return found
    found = Walked(world, ben, stage, packed(world, LINES, by="Swift" if stage != "packed" else None).order_id)
    found.manifest_id = opens(ben, carrier(world))
    if stage in ("staged", "loaded"):
        assert stages(ben, found.carton.code, "LOC-LANE-1").ok
    if stage == "loaded":
        assert found.loads() == "done"
    return found


at_each_stage: Callable[[Callable[..., None]], Callable[..., None]] = pytest.mark.parametrize(
    "walked", STAGES, indirect=True
)


@at_each_stage
def test_a_cancelled_order_goes_back_to_its_bins_and_nothing_of_it_leaves(walked: Walked, world: World) -> None:
    walked.desk("cancellations")

    number = fresh(Order, walked.order_id).number
    assert wrong_books() == []
    assert f"Order {number} was stopped" in walked.bench()
    assert walked.packs(CARD) == "order_to_empty"
    if walked.is_labelled:
        assert walked.waybill.voided_at is not None
    if walked.stage == "loaded":
        _comes_off(walked)
    elif walked.is_packed:
        assert walked.loads() == "dock_stopped", "back to packing, where it is emptied; not kept for the lead"
        assert walked.hands_over() == "dock_nothing_loaded"
    _goes_back(walked)

    order = fresh(Order, walked.order_id)
    assert (order.state, {line.picked for line in order.lines}) == (CANCELLED, {0})
    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-03-1", "CARD")) == (10, 20)
    assert (world.stock("A-01-1", "MUG").reserved, world.on_hand("PACKED", "MUG")) == (0, 0)
    assert wrong_books() == []


def _comes_off(walked: Walked) -> None:
    """The list says which one, the manifest does not close with it, and its own label takes it off."""
    page = visitor(walked.world, "Ben").get(f"/dock/manifests/{walked.manifest_id}/cartons").text
    assert 'data-state="held"' in page
    assert walked.hands_over() == "dock_cartons_held"
    removals = f"/dock/manifests/{walked.manifest_id}/removals"
    assert walked.asks(removals, code=walked.carton.code) == "done"
    assert walked.loads() == "dock_stopped"
    assert wrong_books() == []


def _goes_back(walked: Walked) -> None:
    """What lies in totes by a walk; what is packed is emptied into one first, and then by a walk of its own."""
    if not walked.is_packed:
        put_all_back(walked.world)
        assert wrong_books() == []
    if walked.stage == "picked":
        return
    assert "Take its units out of the cartons" in walked.bench()
    emptied = f"/packing/orders/{walked.order_id}/emptyings"
    assert walked.asks(emptied, carton=1, tote="TOTE-004") == "done"
    assert wrong_books() == []
    put_all_back(walked.world)


@at_each_stage
def test_a_held_order_stands_still_and_goes_on_where_it_stood(walked: Walked, world: World) -> None:
    walked.desk("holds", note="ask Mira")

    order = fresh(Order, walked.order_id)
    number, hold_id = order.number, open_holds(order)[0].id
    bench = walked.bench()
    assert f"Order {number} is held" in bench
    assert "ask Mira" in bench
    assert walked.packs(CARD) == "order_held_back"
    assert db.session.scalars(select(PutBackTask)).all() == []
    if walked.is_labelled:
        assert walked.waybill.voided_at is None, "the number stays its own"
    if walked.is_packed:
        assert walked.loads() == ("done" if walked.stage == "loaded" else "dock_held")
        assert walked.hands_over() == ("dock_cartons_held" if walked.stage == "loaded" else "dock_nothing_loaded")
    assert wrong_books() == []

    assert visitor(world, "Cleo").send(f"/orders/holds/{hold_id}/releases").status_code == 303
    _goes_on(walked)
    assert wrong_books() == []


def _goes_on(walked: Walked) -> None:
    """From just there: the rest is packed, or the carton leaves."""
    assert "is held" not in walked.bench()
    if not walked.is_packed:
        for code in (MUG, CARD) if walked.stage == "half" else (MUG, MUG, CARD):
            assert walked.packs(code) == "done"
        closings = f"/packing/orders/{walked.order_id}/closings"
        assert walked.asks(closings, carton=1, weight=800, weighed_by="typed") == "done"
        assert fresh(Order, walked.order_id).state == PACKED
    if walked.is_labelled:
        assert walked.loads() == "done"
        assert walked.hands_over() == "done"
        work_off(walked.manifest_id)
        assert fresh(Manifest, walked.manifest_id).state == "closed"
        assert (walked.carton.state, fresh(Order, walked.order_id).state) == ("shipped", SHIPPED)


@pytest.mark.parametrize("walked", ["half"], indirect=True)
def test_two_packers_of_one_order_share_its_carton_and_neither_packs_too_much(walked: Walked, world: World) -> None:
    ben, cleo = Handheld(world, "Ben"), Handheld(world, "Cleo")
    at = f"/packing/orders/{walked.order_id}"
    assert cleo.post(f"{at}/packs", item=MUG, quantity=1).headers["Operation-Outcome"] == "done"
    refused = ben.post(f"{at}/packs", item=MUG, quantity=1)
    assert refused.headers["Operation-Outcome"] == "packed_by_other"
    assert "Cleo packed" in words(refused.text)
    assert ben.post(f"{at}/packs", item=CARD, quantity=1).headers["Operation-Outcome"] == "done"
    assert walked.carton.number == 1, "no second carton was begun beside it"

    closing: dict[str, Any] = {"carton": 1, "weight": 800, "weighed_by": "typed"}
    assert cleo.post(f"{at}/closings", **closing).headers["Operation-Outcome"] == "done"
    late = ben.post(f"{at}/closings", **closing)
    assert late.headers["Operation-Outcome"] == "carton_not_open"
    assert fresh(Order, walked.order_id).state == PACKED
    assert {line.packed for line in fresh(Order, walked.order_id).lines} == {1, 2}
    assert wrong_books() == []
