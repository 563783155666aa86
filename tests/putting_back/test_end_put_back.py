"""The end of a put-back: the order waits for another wave with all that it wants, and its totes are free."""

from app.orders.holds import open_holds
from app.orders.models import Order
from app.picking.models import PickTask
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.putting_back.conftest import PutBackWalk, cancel, hold
from tests.world import World


def claimed(ben: Handheld) -> int:
    """The put-back that Ben is given."""
    return int(ben.claim().headers["HX-Redirect"].rsplit("/", 1)[1])


def test_what_was_short_of_the_order_is_wanted_again(world: World, ana: Handheld, ben: Handheld) -> None:
    order_id = world.order({"MUG": 5})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    ana.pick(task_id, ana.walk(task_id).stops[0], quantity=2)
    for _ in range(2):
        stop = next(stop for stop in ana.walk(task_id).stops if stop.left)
        assert ana.post(f"/picking/lines/{stop.line_id}/shorts", reason="empty").status_code == 200
    hold(world, order_id)
    assert fresh(Order, order_id).lines[0].short == 3
    assert ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1").status_code == 200
    back = PutBackWalk(world, ana, ben, task_id, claimed(ben), order_id)
    back.take_totes()
    assert back.put("MUG").status_code == 200

    assert back.end().status_code == 200

    order = fresh(Order, order_id)
    (line,) = order.lines
    assert (order.state, line.allocated, line.short, line.to_allocate) == ("open", 0, 0, 5)
    assert {hold.reason for hold in open_holds(order)} == {"short", "by_hand"}, "the lead still decides"
    assert wrong_books() == []


def test_a_shared_tote_is_free_once_the_last_of_its_orders_is_put_back(
    world: World, ana: Handheld, ben: Handheld
) -> None:
    orders = [world.order({"MUG": 3}), world.order({"MUG": 1, "CARD": 2})]
    (task_id,) = release(world.warehouse_id, "bulk")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)
    assert ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1").status_code == 200

    in_use = []
    for order_id in orders:
        cancel(world, order_id)
        back = PutBackWalk(world, ana, ben, task_id, claimed(ben), order_id)
        back.take_totes()
        while left := [stop.sku for stop in back.document.stops if stop.left]:
            assert back.put(left[0]).status_code == 200
        assert back.end("LOC-LANE-1").status_code == 200
        in_use.append([use.tote.address for use in fresh(PickTask, task_id).places[0].totes if use.released_at is None])

    assert in_use == [["T-001"], []]
    assert [fresh(Order, order_id).state for order_id in orders] == ["cancelled"] * 2
    assert wrong_books() == []
    world.order({"CARD": 1})
    (again,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(again)
    assert ana.walk(again).places[0].tote_barcode == "TOTE-001"


def test_a_shared_tote_on_the_cart_stays_in_use_though_nothing_lies_in_it_for_now(world: World, ana: Handheld) -> None:
    stopped, _ = world.order({"MUG": 3}), world.order({"CARD": 2})
    (task_id,) = release(world.warehouse_id, "bulk")
    ana.claim()
    ana.bind_all(task_id)
    mug = next(stop for stop in ana.walk(task_id).stops if stop.sku == "MUG")
    assert ana.pick(task_id, mug).status_code == 200
    cancel(world, stopped)

    assert ana.post(f"/picking/tasks/{task_id}/undos").status_code == 200

    assert fresh(Order, stopped).state == "cancelled"
    ana.pick_all(task_id)
    assert world.on_hand("T-001", "CARD") == 2
    assert wrong_books() == []
