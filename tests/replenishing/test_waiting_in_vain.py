"""What waits and does not come, or is wanted no more: another bin, the next order, or short."""

from app.db import db
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.replenishing.commands import cancel_refill
from app.replenishing.models import RefillTask
from tests.floor import fresh, release, wrong_books
from tests.replenishing.conftest import FORWARD, OTHER_RESERVE, RESERVE, Keeper, at, refills
from tests.replenishing.waits import waits
from tests.waves.conftest import line_counts, missing_of, state_of


def test_an_order_that_reserve_cannot_cover_is_held_as_before_and_nothing_is_raised_for_it(eli: Keeper) -> None:
    first = eli.world.order({"MUG": 14})
    release(eli.world.warehouse_id)
    order_id = eli.world.order({"MUG": 61})

    release(eli.world.warehouse_id)

    assert (state_of(Order, order_id), missing_of(order_id)) == ("open", [("MUG", 61)])
    assert (refills(), waits()) == ([], [])
    assert line_counts(first) == [(14, 0, 0)]
    assert wrong_books() == []


def test_what_reserve_turns_out_not_to_have_comes_from_another_bin_else_the_order_is_short(eli: Keeper) -> None:
    world = eli.world
    order_id = world.order({"MUG": 64})
    release(world.warehouse_id)
    assert waits() == [(50, "waiting")]
    eli.claim()
    eli.tote()
    while eli.take.bin_address != RESERVE:
        eli.scan(eli.take)

    assert eli.hand.post(at(eli.take, "shorts"), reason="empty").status_code == 200

    assert [stop.bin_address for stop in eli.stops("refill") if stop.left] == [OTHER_RESERVE]
    assert sum(stop.left + stop.picked for stop in eli.stops("refill")) == 20
    assert missing_of(order_id) == [("MUG", 30)]
    assert line_counts(order_id) == [(14, 30, 20)]
    assert sorted(waits()) == [(20, "waiting"), (30, "short")]
    assert world.stock(RESERVE, "MUG").doubted_at is not None
    assert wrong_books() == []
    eli.does_all()
    assert line_counts(order_id) == [(34, 30, 0)]
    assert wrong_books() == []


def test_a_cancelled_order_waits_no_more_and_the_refill_fills_the_bin_all_the_same(eli: Keeper) -> None:
    world = eli.world
    order_id = world.order({"MUG": 20})
    release(world.warehouse_id)

    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))

    assert waits() == [(6, "stopped")]
    assert state_of(Order, order_id) == "cancelled"
    assert wrong_books() == []
    eli.claim()
    eli.does_all()
    assert world.stock(FORWARD, "MUG").available == 16
    assert wrong_books() == []


def test_a_refill_that_the_lead_calls_off_leaves_its_line_to_another_or_short(eli: Keeper) -> None:
    world = eli.world
    order_id = world.order({"MUG": 20})
    release(world.warehouse_id)
    task_id = refills()[0].task_id

    world.do(lambda: cancel_refill(db.session.get_one(RefillTask, task_id), world.actor("Cleo")))

    assert fresh(RefillTask, task_id).state == "cancelled"
    assert [refill.left for refill in refills()] == [0, 6], "reserve has it yet: it is raised anew"
    assert (line_counts(order_id), waits()) == ([(14, 0, 6)], [(6, "waiting")])
    assert wrong_books() == []
