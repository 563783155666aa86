"""The rules of counting in the books: each is broken once, and found."""

from sqlalchemy import update

from app.counting.models import CountLine, CycleCount, Variance
from app.db import db
from app.inventory.commands import move, outside
from app.warehouse.models import ADJUSTMENT
from tests.counting.conftest import MUG, Counter, have_counted, typed
from tests.floor import wrong_books
from tests.handheld import Handheld
from tests.world import SYSTEM, World


def counted(world: World) -> None:
    world.sets(count_tolerance_units=5)
    have_counted(world, "A-01-1", sku="MUG")
    eli = Counter(world, Handheld(world, "Eli"))
    eli.claim()
    assert eli.count("A-01-1", typed(MUG, 8)).status_code == 200
    assert wrong_books() == []


def test_units_that_moved_without_a_variance_are_found(world: World) -> None:
    counted(world)
    ends = {"source": world.location("A-01-1"), "destination": outside(world.warehouse_id, ADJUSTMENT)}
    world.do(lambda: move(world.lot("MUG"), 1, **ends, reason="count", actor=SYSTEM))

    (told,) = wrong_books()

    assert told == "variances' ledger: RIVER A-01-1: -2 of MUG were posted after counts, -3 moved."


def test_a_variance_that_nobody_counted_is_found(world: World) -> None:
    counted(world)
    world.do(lambda: db.session.execute(update(Variance).values(units=-3)))

    assert [told.split(":")[0] for told in wrong_books()] == ["variances' ledger", "variances"]


def test_a_count_that_is_settled_while_a_lead_has_to_decide_is_found(world: World) -> None:
    counted(world)
    world.do(lambda: db.session.execute(update(Variance).values(state="waits")))

    assert "settled counts" in {told.split(":")[0] for told in wrong_books()}


def test_a_stop_that_is_done_without_a_count_is_found(world: World) -> None:
    counted(world)
    world.do(lambda: db.session.execute(update(CountLine).values(counted_at=None)))
    world.do(lambda: db.session.execute(update(CycleCount).values(reason="asked")))

    assert [told.split(":")[0] for told in wrong_books()] == ["stops of counts"]
