"""All that is free of a blocked lot is brought to quarantine."""

from app.picking.blocked_lots import settle_block
from app.stockkeeping.gathering import gather, lots_to_gather
from tests.floor import release, wrong_books
from tests.packing.orders import picked_order
from tests.stockkeeping.blocked import blocks, held_for, lots_on_walk
from tests.stockkeeping.desk import sets_aside
from tests.visitor import visitor, words
from tests.world import World


def test_one_act_brings_all_that_is_free_to_quarantine_and_names_what_orders_keep(world: World) -> None:
    order_id = picked_order(world, {"TEA": 2}, number="N7")
    sets_aside(visitor(world, "Eli"), place="D-05-1", item="TEA", lot="L1", quantity=1)

    block_id = blocks(world, gathers="1")
    settle_block(block_id)
    gather(block_id)

    assert world.on_hand("D-05-1", "TEA", "L1") == 0
    assert world.on_hand("QUARANTINE", "TEA", "L1") == 3
    page = words(visitor(world, "Eli").get(f"/stock/lots/{world.lot('TEA', 'L1').id}").text)
    assert "N7 (2)" in page
    assert held_for(order_id) == ["lot_blocked"]
    assert lots_to_gather() == {}
    assert wrong_books() == []


def test_what_an_order_gives_back_later_is_gathered_too_and_nothing_after_the_block_is_lifted(world: World) -> None:
    world.order({"TEA": 3})
    (task_id,) = release(world.warehouse_id)
    block_id = blocks(world, gathers="1")

    gather(block_id)
    kept = world.on_hand("D-05-1", "TEA", "L1")
    settle_block(block_id)
    assert lots_to_gather() != {}
    gather(block_id)

    assert kept == 3, "what a walk keeps is not broken silently"
    assert world.on_hand("D-05-1", "TEA", "L1") == 0
    assert lots_on_walk(task_id) == [("L2", 3)]
    assert wrong_books() == []


def test_a_lot_that_was_only_blocked_can_be_gathered_later(world: World) -> None:
    first = blocks(world)
    second = blocks(world, gathers="1")
    gather(second)

    assert first == second
    assert world.on_hand("QUARANTINE", "TEA", "L1") == 5
