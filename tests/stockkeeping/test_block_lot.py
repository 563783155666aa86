"""A lot is blocked: nothing of it goes out, walks lead past it, and all that is free of it can be gathered."""

from sqlalchemy import select, update

from app.db import db
from app.inventory.models import LotBlock
from app.inventory.queries import free_stock
from app.orders.holds import open_holds
from app.orders.models import Order
from app.picking.blocked_lots import blocks_to_settle, settle_block
from app.picking.commands import swap_lot
from app.picking.models import PickLine, PickTask
from app.picking.queries import lines_of_stop, lines_of_task
from app.stockkeeping.gathering import gather
from tests.floor import fresh, release, right_scan, wrong_books
from tests.packing.orders import hand, picked_order
from tests.stockkeeping.blocked import blocks, held_for, lots_on_walk
from tests.stockkeeping.desk import audits, last
from tests.stockkeeping.test_quarantine import entered, releases
from tests.visitor import Visitor, alert_of, visitor, words
from tests.world import World


def lifts(eli: Visitor, block_id: int, note: str = "tested good") -> str:
    answer = eli.send(f"/stock/lots/blocks/{block_id}/lifts", note=note)
    return "" if answer.status_code == 303 else alert_of(answer)


def test_nothing_of_a_blocked_lot_is_allocated_until_the_block_is_lifted(world: World) -> None:
    block_id = blocks(world)
    order_id = world.order({"TEA": 7})
    tasks = release(world.warehouse_id)

    assert [lots_on_walk(task_id) for task_id in tasks] == [[("L2", 5)]]
    assert world.stock("D-05-1", "TEA", "L1").reserved == 0
    free = free_stock(world.warehouse_id, world.item("TEA").id)
    assert free == []
    assert held_for(order_id) == ["short"]

    lifts(visitor(world, "Eli"), block_id)
    free = free_stock(world.warehouse_id, world.item("TEA").id)
    assert [(stock.lot.code, stock.available) for stock in free] == [("L1", 5)]
    assert wrong_books() == []


def test_a_block_here_keeps_nothing_in_another_warehouse(world: World) -> None:
    blocks(world)

    assert db.session.scalars(select(LotBlock.warehouse_id)).all() == [world.warehouse_id]
    assert visitor(world, "Olga").get(f"/stock/lots/{world.lot('TEA', 'L1').id}").status_code == 404


def test_a_walk_that_wants_the_lot_is_led_to_another_and_its_handheld_hears_of_it(world: World) -> None:
    world.order({"TEA": 3, "MUG": 1})
    (task_id,) = release(world.warehouse_id)
    before = lots_on_walk(task_id)
    version = fresh(PickTask, task_id).version

    settle_block(blocks(world))

    assert ("L1", 3) in before
    assert sorted(lots_on_walk(task_id)) == [("", 1), ("L2", 3)]
    assert world.stock("D-05-1", "TEA", "L1").reserved == 0
    assert fresh(PickTask, task_id).version > version
    assert audits("shorted") == 1
    assert last(LotBlock).settled_at
    assert blocks_to_settle() == {}
    assert wrong_books() == []


def test_where_no_other_lot_lies_the_order_is_held_as_short(world: World) -> None:
    order_id = world.order({"TEA": 8})
    (task_id,) = release(world.warehouse_id)

    settle_block(blocks(world))

    assert {lot for lot, _ in lots_on_walk(task_id)} == {"L2"}
    assert sum(units for _, units in lots_on_walk(task_id)) == 5
    assert held_for(order_id) == ["short"]
    assert wrong_books() == []


def test_a_walk_under_way_keeps_what_it_picked_and_its_order_is_held_for_that(world: World) -> None:
    order_id = world.order({"TEA": 3})
    (task_id,) = release(world.warehouse_id)
    ana = hand(world, "Ana")
    ana.claims()
    ana.binds_all(task_id)
    line = lines_of_task(fresh(PickTask, task_id))[0]
    assert ana.picks(line.id, right_scan(line, 1)).ok

    settle_block(blocks(world))

    assert lots_on_walk(task_id) == [("L2", 2)]
    assert world.on_hand("D-05-1", "TEA", "L1") == 4
    assert held_for(order_id) == ["lot_blocked"]
    assert wrong_books() == []


def test_a_scan_of_the_lot_that_comes_before_the_walk_was_planned_anew_is_refused(world: World) -> None:
    world.order({"TEA": 3})
    (task_id,) = release(world.warehouse_id)
    ana = hand(world, "Ana")
    ana.claims()
    ana.binds_all(task_id)
    line_id = lines_of_task(fresh(PickTask, task_id))[0].id
    scan = right_scan(fresh(PickLine, line_id))

    block_id = blocks(world)
    at_once = ana.picks(line_id, scan)
    settle_block(block_id)
    late = ana.picks(line_id, scan)

    assert (at_once.code, late.code) == ("lot_blocked_here", "line_closed")
    assert "Lot L1 is blocked and must not go out." in str(at_once.refusal)
    assert world.on_hand("D-05-1", "TEA", "L1") == 5
    assert wrong_books() == []


def test_a_blocked_lot_stands_for_no_other_lot(world: World) -> None:
    world.order({"TEA": 3})
    (task_id,) = release(world.warehouse_id)
    ana = hand(world, "Ana")
    ana.claims()
    ana.binds_all(task_id)
    line_id = lines_of_task(fresh(PickTask, task_id))[0].id
    blocks(world, "L2")

    refused = ana.does("swap", lambda actor: swap_lot(lines_of_stop(line_id), "L2", actor))

    assert refused.code == "lot_not_good"
    assert world.stock("D-05-1", "TEA", "L2").reserved == 0


def test_orders_with_units_of_it_in_totes_are_held_once_and_a_lead_may_let_them_go(world: World) -> None:
    order_id, other_id = picked_order(world, {"TEA": 2}), picked_order(world, {"MUG": 1})
    block_id = blocks(world)
    settle_block(block_id)
    hold_id = open_holds(fresh(Order, order_id))[0].id
    told = words(visitor(world, "Cleo").get(f"/orders/{order_id}").text)

    visitor(world, "Cleo").send(f"/orders/holds/{hold_id}/releases")
    settle_block(block_id)

    assert "Lot L1 of TEA is blocked, and it has units of it." in told
    assert held_for(order_id) == []
    assert held_for(other_id) == []


def test_a_second_block_of_the_same_lot_changes_nothing(world: World) -> None:
    blocks(world)
    eli = visitor(world, "Eli")

    again = eli.send(f"/stock/lots/{world.lot('TEA', 'L1').id}/blocks", reason="quality")

    assert alert_of(again) == "Lot L1 of TEA is blocked already. Nothing was changed."
    assert len(db.session.scalars(select(LotBlock)).all()) == 1


def test_a_block_needs_a_reason_and_its_end_needs_words(world: World) -> None:
    eli = visitor(world, "Eli")
    url = f"/stock/lots/{world.lot('TEA', 'L1').id}/blocks"

    assert alert_of(eli.send(url, reason="")) == "Choose a reason of the list."
    block_id = blocks(world)
    assert lifts(eli, block_id, " ") == "Write why. Who asked for it will read that."
    assert lifts(eli, block_id) == ""
    assert lifts(eli, block_id) == "This block is lifted already. Nothing was changed."


def test_what_is_blocked_or_expired_is_released_into_no_bin(world: World) -> None:
    eli = visitor(world, "Eli")
    block_id = blocks(world, gathers="1")
    gather(block_id)
    refused = releases(eli, entered())
    lifts(eli, block_id)

    assert refused == "Lot L1 of TEA is blocked. Lift its block first, or leave the units where they are."
    assert releases(eli, entered()) == ""


def test_an_allocation_made_in_the_very_moment_of_the_block_is_found_by_the_next_look(world: World) -> None:
    block_id = blocks(world)
    settle_block(block_id)
    world.do(lambda: db.session.execute(update(LotBlock).values(lifted_at=LotBlock.blocked_at)))
    world.order({"TEA": 3})
    (task_id,) = release(world.warehouse_id)
    world.do(lambda: db.session.execute(update(LotBlock).values(lifted_at=None)))

    (job,) = blocks_to_settle().values()
    job()

    assert lots_on_walk(task_id) == [("L2", 3)]
    assert wrong_books() == []


def test_who_only_reads_stock_blocks_nothing(world: World) -> None:
    fay = visitor(world, "Fay")
    url = f"/stock/lots/{world.lot('TEA', 'L1').id}"

    assert fay.get(url).status_code == 200
    assert fay.send(f"{url}/blocks", reason="recall").status_code == 403
    assert db.session.scalars(select(LotBlock)).all() == []
