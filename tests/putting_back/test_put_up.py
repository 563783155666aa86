"""An order with picked units is held or cancelled: in the same change a task is made that brings them back."""

from sqlalchemy import select

from app.db import db
from app.orders.models import Order
from app.putting_back.models import PutBackTask
from app.putting_back.queries import put_backs
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.putting_back.conftest import PutBackWalk, cancel, hold
from tests.visitor import visitor
from tests.world import World


def put_back_of(order_id: int) -> PutBackTask:
    db.session.remove()
    return db.session.scalars(select(PutBackTask).where(PutBackTask.order_id == order_id)).one()


def test_while_the_tote_is_on_a_cart_the_task_waits_for_that_walk_and_then_leads_from_its_lane(
    world: World, ana: Handheld, ben: Handheld
) -> None:
    orders = world.order({"MUG": 3}), world.order({"TEA": 1})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    mug = next(stop for stop in ana.walk(task_id).stops if stop.sku == "MUG")
    ana.pick(task_id, mug, quantity=2)

    hold(world, orders[0])

    assert put_back_of(orders[0]).waits_for_id == task_id
    assert "no work for you" in ben.claim().text
    page = ana.client.get(f"/picking/tasks/{task_id}/stops").text
    number = fresh(Order, orders[0]).number
    assert f"Stopped: order {number}. What is picked stays in T-001." in page
    assert wrong_books() == []

    ana.pick_all(task_id)
    ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-2")

    task = put_back_of(orders[0])
    assert (task.waits_for_id, task.start.address if task.start else "") == (None, "LANE-2")
    assert ben.claim().headers["HX-Redirect"] == f"/putting-back/tasks/{task.id}"
    assert fresh(Order, orders[1]).state == "picked"
    assert wrong_books() == []


def test_what_was_staged_can_be_put_back_at_once_the_shortest_way_from_its_lane(back: PutBackWalk) -> None:
    assert [stop.sku for stop in back.document.stops] == ["MUG", "CARD"]
    assert back.document.metres > 0
    assert back.document.places[0].tote_barcode is None
    page = back.ben.client.get(back.url).text
    assert "T-001 from LANE-1" in page
    assert "<svg" in page


def test_picking_comes_before_putting_back_unless_the_warehouse_says_otherwise(
    world: World, ana: Handheld, ben: Handheld
) -> None:
    order_id = world.order({"MUG": 3})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)
    ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1")
    cancel(world, order_id)
    world.order({"CARD": 1})
    (other_id,) = release(world.warehouse_id)

    assert ben.claim().headers["HX-Redirect"] == f"/picking/tasks/{other_id}"
    assert put_back_of(order_id).state == "free"


def test_an_order_that_is_held_and_then_cancelled_is_brought_back_once(back: PutBackWalk) -> None:
    hold(back.world, back.order_id)
    cancel(back.world, back.order_id)

    assert [task.id for task in put_backs(back.world.warehouse_id)] == [back.task_id]
    assert wrong_books() == []


def test_an_order_of_which_nothing_is_picked_needs_nobody_to_bring_it_back(world: World, ana: Handheld) -> None:
    order_id = world.order({"MUG": 3})
    release(world.warehouse_id)
    ana.claim()

    cancel(world, order_id)

    assert put_backs(world.warehouse_id) == []
    assert fresh(Order, order_id).state == "cancelled"


def test_what_its_picker_undoes_has_not_to_go_back_once_more(world: World, ana: Handheld) -> None:
    order_id = world.order({"MUG": 3, "CARD": 1})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    ana.pick(task_id, ana.walk(task_id).stops[0])
    hold(world, order_id)

    ana.post(f"/picking/tasks/{task_id}/undos")

    assert put_back_of(order_id).state == "cancelled"
    assert fresh(Order, order_id).state == "open"
    assert wrong_books() == []


def test_the_lead_sees_the_task_on_the_waves_page_and_gives_it_to_a_picker(back: PutBackWalk) -> None:
    wave_id = fresh(PutBackTask, back.task_id).wave_id
    cleo = visitor(back.world, "Cleo")
    assert f'id="put-back-{back.task_id}"' in cleo.get(f"/waves/{wave_id}").text

    answer = cleo.send(f"{back.url}/assignments", worker_id=back.world.workers["Ana"])

    assert answer.status_code == 303
    assert fresh(PutBackTask, back.task_id).holder_id == back.world.workers["Ana"]
    assert back.ben.client.get(back.url).status_code == 409
    assert back.ana.claim().headers["HX-Redirect"] == back.url
    assert visitor(back.world, "Ben").send(f"{back.url}/assignments", worker_id="").status_code == 403
    assert wrong_books() == []


def test_the_board_says_who_puts_back(back: PutBackWalk) -> None:
    number = fresh(Order, back.order_id).number

    assert f"Put back order {number}" in visitor(back.world, "Cleo").get("/floor").text


def test_who_takes_the_task_over_scans_its_totes_anew(back: PutBackWalk) -> None:
    back.take_totes()
    back.put("MUG", quantity=1)
    visitor(back.world, "Cleo").send(f"{back.url}/assignments", worker_id=back.world.workers["Ana"])
    back.ana.claim()

    assert "T-001 from Ben" in back.ana.client.get(back.url).text
    assert back.stop("MUG").left == 2
    assert wrong_books() == []
