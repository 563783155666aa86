"""Another lot of the same bin: taken instead where that does no harm, refused by name where it does."""

from datetime import date

import pytest
from sqlalchemy import select

from app.catalog.models import ItemPolicy
from app.clock import now
from app.db import db
from app.inventory.models import Allocation
from app.walks.document import StopView
from tests.floor import release, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.world import World


@pytest.fixture
def tea(world: World) -> Walk:
    """Three of the tea that lies in two lots: L1 (until 2031) came first, L2 lasts until 2030."""
    orders = (world.order({"TEA": 3}),) * 2
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    return Walk(world, ana, task_id, orders)


def swap(walk: Walk, lot: str, stop: StopView | None = None) -> tuple[int, str]:
    answer = walk.ana.post(f"/picking/lines/{(stop or walk.stop('TEA')).line_id}/lots", lot=lot)
    return answer.status_code, answer.headers["Operation-Outcome"]


def reserved(walk: Walk) -> tuple[int, int]:
    return walk.world.stock("D-05-1", "TEA", "L1").reserved, walk.world.stock("D-05-1", "TEA", "L2").reserved


def test_the_other_lot_of_the_bin_is_taken_instead(tea: Walk) -> None:
    line_id = tea.stop("TEA").line_id

    assert swap(tea, "L2") == (200, "done")

    assert (tea.stop("TEA").lot_code, tea.stop("TEA").line_id) == ("L2", line_id)
    assert reserved(tea) == (0, 3)
    tea.ana.pick_all(tea.task_id)
    assert (tea.world.on_hand("D-05-1", "TEA", "L1"), tea.world.on_hand("D-05-1", "TEA", "L2")) == (5, 2)
    assert wrong_books() == []


def test_the_document_says_which_lots_may_be_swapped_so_that_it_works_without_network(tea: Walk) -> None:
    assert tea.stop("TEA").bin.lots == (("L2", 5),)

    assert "[[&#34;L2&#34;, 5]]" in tea.ana.client.get(f"/picking/tasks/{tea.task_id}").text


def test_what_was_picked_of_the_first_lot_stays_and_can_be_undone(tea: Walk) -> None:
    tea.ana.pick(tea.task_id, tea.stop("TEA"), quantity=1)
    line_id = tea.stop("TEA").line_id

    swap(tea, "L2")

    stops = {stop.lot_code: (stop.line_id, stop.state, stop.picked, stop.left) for stop in tea.document.stops}
    assert stops["L2"] == (line_id, "todo", 0, 2), "the handheld's own line goes on"
    assert stops["L1"][1:] == ("done", 1, 0)
    assert wrong_books() == []
    tea.ana.pick(tea.task_id, next(stop for stop in tea.document.stops if stop.left))
    assert wrong_books() == []
    for _ in range(2):
        assert tea.ana.post(f"/picking/tasks/{tea.task_id}/undos").status_code == 200
    assert (tea.world.on_hand("D-05-1", "TEA", "L1"), tea.world.on_hand("D-05-1", "TEA", "L2")) == (5, 5)
    assert reserved(tea) == (1, 2)
    assert wrong_books() == []


def test_it_is_swapped_back_by_the_first_lots_code(tea: Walk) -> None:
    swap(tea, "L2")

    assert swap(tea, "L1") == (200, "done")
    assert reserved(tea) == (3, 0)
    assert len(tea.document.stops) == 1
    assert wrong_books() == []


def test_a_gs1_code_names_the_other_lot(tea: Walk) -> None:
    assert swap(tea, "(01)04012345678901(10)L2") == (200, "done")
    assert tea.stop("TEA").lot_code == "L2"


def test_a_lot_that_another_order_keeps_is_refused_by_name(tea: Walk) -> None:
    def keep() -> None:
        stock = tea.world.stock("D-05-1", "TEA", "L2")
        stock.reserved = 3
        kept = db.session.scalars(select(Allocation)).one()
        db.session.add(
            Allocation(order_line_id=kept.order_line_id, stock_id=stock.id, quantity=3, picked=0, cancelled=0)
        )

    tea.world.do(keep)

    assert swap(tea, "L2") == (422, "lot_kept")
    assert reserved(tea) == (3, 3)


def test_an_expired_lot_is_refused(tea: Walk) -> None:
    tea.world.do(lambda: setattr(tea.world.lot("TEA", "L2"), "expires_on", date(2020, 1, 1)))

    assert swap(tea, "L2") == (422, "lot_not_good")
    assert tea.stop("TEA").bin.lots == ()
    assert reserved(tea) == (3, 0)


def test_a_lot_in_doubt_is_refused(tea: Walk) -> None:
    tea.world.do(lambda: setattr(tea.world.stock("D-05-1", "TEA", "L2"), "doubted_at", now()))

    assert swap(tea, "L2") == (422, "lot_not_good")


def test_a_lot_that_does_not_lie_here_is_refused(tea: Walk) -> None:
    assert swap(tea, "L9") == (422, "wrong_lot")
    assert tea.stop("TEA").lot_code == "L1"


def test_where_the_first_to_expire_goes_first_a_lot_that_lasts_longer_waits(tea: Walk) -> None:
    """A pharmacist's way; a lot that expires sooner is welcome."""
    assert swap(tea, "L2") == (200, "done"), "first in, first out: one lot is as good as the next"
    tea.world.sets(strategy="fefo")

    assert swap(tea, "L1") == (422, "lot_lasts_longer")
    assert tea.stop("TEA").bin.lots == ()
    assert reserved(tea) == (0, 3)


def test_an_items_own_strategy_counts_before_the_warehouses(tea: Walk) -> None:
    swap(tea, "L2")
    policy = ItemPolicy(warehouse_id=tea.world.warehouse_id, item_id=tea.world.item("TEA").id, strategy="fefo")
    tea.world.do(lambda: db.session.add(policy))

    assert swap(tea, "L1") == (422, "lot_lasts_longer")


def test_a_warehouse_may_forbid_it(tea: Walk) -> None:
    tea.world.sets(swap_lots=False)

    assert swap(tea, "L2") == (422, "wrong_lot")
    assert tea.stop("TEA").bin.lots == ()
    assert reserved(tea) == (3, 0)


def test_a_closed_stop_is_not_swapped(tea: Walk) -> None:
    tea.ana.pick_all(tea.task_id)

    assert swap(tea, "L2") == (409, "line_closed")
    assert reserved(tea) == (0, 0)
