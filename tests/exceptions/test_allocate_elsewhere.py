"""Units that were missing are there by now: one touch puts them on a walk."""

from app.db import db
from app.orders.models import Order
from app.picking.commands.cancel_task import cancel_task
from app.picking.models import PickTask
from app.picking.queries import lines_of_order
from tests.exceptions.conftest import Lead
from tests.floor import Hand, fresh, release, wrong_books
from tests.handheld import Handheld
from tests.visitor import visitor


def again(lead: Lead) -> str:
    return f"/exceptions/lines/{lead.line().id}/allocations"


def test_the_list_says_what_is_missing_and_where_units_are_free_by_now(short: Lead) -> None:
    said = short.sees()
    assert "3 of 3 missing" in said
    assert "Red mug" in said
    assert "None is free anywhere" in said

    short.stocks("D-01-1", 5)

    assert "Take 3 from D-01-1" in short.sees()


def test_missing_units_go_onto_a_new_walk_while_the_old_one_is_under_way(short: Lead) -> None:
    short.stocks("D-01-1", 5)
    answer = short.does(again(short))

    assert answer.status_code == 200, answer.text
    old, new = short.tasks()
    assert f"3 from D-01-1, on task {new.id}." in answer.text
    assert (old.state, new.state, new.holder_id, new.wave_id) == ("active", "free", None, old.wave_id)
    assert [(line.location.address, line.quantity, line.position) for line in new.lines] == [("D-01-1", 3, 1)]
    line = short.line()
    assert (line.allocated, line.short, line.to_allocate) == (3, 0, 0)
    assert short.holds() == []
    assert short.walk.world.stock("D-01-1", "MUG").reserved == 3
    assert "allocated elsewhere" in short.changes()
    assert {
        (f"pickers:{line.order.warehouse_id}", "work-free"),
        (f"leads:{line.order.warehouse_id}", "wave-changed"),
    } <= (short.nudges())
    assert wrong_books() == []


def test_an_order_that_was_staged_is_picked_again_once_its_rest_is_there(staged: Lead) -> None:
    assert (staged.order().state, staged.wave().state) == ("picked", "done")
    staged.stocks("D-01-1", 2)

    assert staged.does(again(staged)).status_code == 200
    assert (staged.order().state, staged.wave().state, staged.wave().done_at) == ("picking", "released", None)
    assert staged.holds() == ["1 of MUG were not found, and lie nowhere else."]
    assert (staged.line().allocated, staged.line().short) == (2, 1)
    assert wrong_books() == []

    ben = Hand(staged.walk.world.actor("Ben"))
    task_id = ben.claims()
    assert task_id == staged.tasks()[-1].id
    ben.walks(task_id)
    assert (staged.order().state, staged.wave().state) == ("picked", "done")
    assert staged.line().picked == 2
    assert wrong_books() == []


def test_they_join_a_walk_of_the_order_that_nobody_has_begun(short: Lead) -> None:
    short.stocks("D-01-1", 2)
    short.does(again(short))
    short.stocks("B-01-1", 1)
    short.does(again(short))

    assert len(short.tasks()) == 2, "no third cart for the same order"
    lines = short.tasks()[-1].lines
    assert sorted((line.location.address, line.quantity) for line in lines) == [("B-01-1", 1), ("D-01-1", 2)]
    assert sorted(line.position for line in lines) == [1, 2]
    assert wrong_books() == []


def test_a_walk_that_somebody_has_begun_does_not_grow(short: Lead) -> None:
    short.stocks("D-01-1", 2)
    short.does(again(short))
    begun = Hand(short.walk.world.actor("Ben")).claims()
    short.stocks("B-01-1", 1)
    short.does(again(short))

    assert begun == short.tasks()[1].id
    assert [len(task.lines) for task in short.tasks()[1:]] == [1, 1]


def test_what_another_order_has_reserved_stays_theirs(short: Lead) -> None:
    answer = short.does(again(short))

    assert answer.status_code == 409
    assert "No unit of MUG is free in any bin." in answer.text
    assert short.line().short == 3
    assert len(short.tasks()) == 1
    assert "goes on" not in short.changes()


def test_a_second_lead_who_does_the_same_is_told_that_it_is_done(short: Lead) -> None:
    short.stocks("D-01-1", 9)
    url = again(short)
    short.does(url)
    answer = short.does(url)

    assert answer.status_code == 409
    assert "Nothing is missing of order" in answer.text
    assert short.walk.world.stock("D-01-1", "MUG").reserved == 3


def test_the_same_touch_sent_twice_allocates_once(short: Lead) -> None:
    short.stocks("D-01-1", 9)
    operation_id = "6f1c3c1e-6f5e-4a55-8f5a-3f2d1a7d9a11"
    first = short.does(again(short), operation_id=operation_id)
    second = short.does(again(short), operation_id=operation_id)

    assert (first.status_code, second.status_code) == (200, 200)
    assert len(short.tasks()) == 2


def test_an_order_of_which_nothing_was_found_goes_into_the_next_wave(short: Lead) -> None:
    world = short.walk.world
    order_id = world.order({"MUG": 2}, number="LATE")
    release(world.warehouse_id)
    order: Order = fresh(Order, order_id)
    assert order.state == "open"
    assert "LATE" in short.sees()
    short.stocks("D-01-1", 5)

    answer = short.does(f"/exceptions/lines/{order.lines[0].id}/allocations")
    assert "The next wave takes the order." in answer.text
    (task_id,) = release(world.warehouse_id)
    task = db.session.get_one(PickTask, task_id)
    assert [(line.order_line.order_id, line.location.address) for line in task.lines] == [(order_id, "D-01-1")]
    assert wrong_books() == []


def test_what_was_missing_of_an_order_that_was_called_off_goes_into_the_next_wave_too(short: Lead) -> None:
    walk, actor = short.walk, short.walk.world.actor("Cleo")
    walk.world.do(lambda: cancel_task(db.session.get_one(PickTask, walk.task_id), actor))
    line = short.line()
    assert (short.order().state, line.short, line.to_allocate) == ("open", 0, 3)
    assert "3 of 3 missing" in short.sees()
    short.stocks("D-01-1", 5)

    assert "The next wave takes the order." in short.does(again(short)).text
    release(walk.world.warehouse_id)

    to_do = [line for line in lines_of_order(short.order()) if line.state == "todo"]
    assert {(line.order_line.sku, line.location.address, line.quantity) for line in to_do} == {
        ("MUG", "D-01-1", 3),
        ("CARD", "B-03-1", 2),
    }
    assert (short.line().allocated, short.line().to_allocate) == (3, 0)
    assert wrong_books() == []


def test_an_order_that_is_being_put_back_is_left_alone(staged: Lead) -> None:
    staged.stocks("D-01-1", 5)
    staged.page.send(f"/orders/{staged.walk.orders[0]}/cancellations")

    answer = staged.does(again(staged))
    assert answer.status_code == 409
    assert "is being put back" in answer.text
    assert len(staged.tasks()) == 1


def test_an_order_that_is_held_for_another_reason_too_gets_no_new_work(staged: Lead) -> None:
    staged.stocks("D-01-1", 5)
    staged.page.send(f"/orders/{staged.walk.orders[0]}/holds", note="customer asked")

    answer = staged.does(again(staged))
    assert answer.status_code == 409
    assert "is held for another reason too" in answer.text
    assert (len(staged.tasks()), staged.line().short) == (1, 3)
    assert staged.walk.world.stock("D-01-1", "MUG").reserved == 0


def test_pickers_and_other_warehouses_allocate_nothing(short: Lead) -> None:
    short.stocks("D-01-1", 5)
    assert visitor(short.walk.world, "Ben").send(again(short)).status_code == 403
    assert visitor(short.walk.world, "Olga").send(again(short)).status_code == 404
    assert short.line().short == 3


def test_the_new_walk_is_picked_by_scans_like_any_other(short: Lead) -> None:
    short.stocks("D-01-1", 3)
    short.does(again(short))
    ben = Handheld(short.walk.world, "Ben")
    ben.claim()
    task_id = short.tasks()[-1].id
    place = ben.walk(task_id).places[0]
    assert ben.post(f"/picking/places/{place.id}/totes", tote="TOTE-009").status_code == 200
    ben.pick_all(task_id)

    assert short.line().picked == 3
    assert wrong_books() == []
