"""Split a task: the rest of the walk goes to another picker, and nothing is picked twice or forgotten."""

import pytest
from sqlalchemy import select

from app.db import db
from app.orders.models import Order
from app.picking.models import LineMove, PickTask
from app.waves.models import Wave
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.picking.moves import Cleo, changes_of, cleo, skus_of, tasks_of
from tests.picking.splitting import stage, the_new_one
from tests.world import World


@pytest.fixture
def lead(walk: Walk) -> Cleo:
    return cleo(walk.world)


def test_the_rest_of_the_walk_is_another_pickers_task_and_both_walk_to_the_end(walk: Walk, lead: Cleo) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    version = walk.document.version

    answer = lead.splits(walk.task_id, stops=1, to="Ben")

    assert answer.status_code == 200, answer.text
    new = the_new_one(walk)
    assert f"task {new}" in answer.text
    assert (fresh(PickTask, new).state, fresh(PickTask, new).holder_id) == ("assigned", walk.world.workers["Ben"])
    assert sorted(skus_of(walk.task_id) + skus_of(new)) == ["CARD", "TEA"]
    assert skus_of(new) == ["TEA"], "the whole order that lies last, not a half of the other"
    assert walk.document.version > version
    ben = Handheld(walk.world, "Ben")
    assert ben.claim().status_code == 200
    place = ben.walk(new).places[0].id
    assert ben.post(f"/picking/places/{place}/totes", tote="TOTE-007").status_code == 200
    ben.pick_all(new)
    stage(ben, new)
    walk.ana.pick_all(walk.task_id)
    stage(walk.ana, walk.task_id)
    assert [fresh(Order, order_id).state for order_id in walk.orders] == ["picked", "picked"]
    assert fresh(Wave, fresh(PickTask, new).wave_id).state == "done"
    assert wrong_books() == []


def test_the_stop_at_which_the_picker_stands_stays_whatever_is_asked(walk: Walk, lead: Cleo) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=1)
    standing = walk.document.stops[0]

    assert lead.splits(walk.task_id, stops=99).status_code == 200

    left = [stop for stop in walk.document.stops if stop.left]
    assert [(stop.line_id, stop.left) for stop in left] == [(standing.line_id, 2)]
    assert wrong_books() == []


def test_it_stays_although_its_order_would_go_whole(world: World, ana: Handheld) -> None:
    world.order({"MUG": 1})
    world.order({"CARD": 1, "TEA": 6})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    assert skus_of(task_id) == ["MUG", "CARD", "TEA", "TEA"]

    assert cleo(world).splits(task_id, stops=1).status_code == 200

    assert skus_of(task_id)[0] == "MUG"
    assert len(skus_of(tasks_of(world)[-1])) == 1


def test_an_order_on_both_carts_gets_a_second_tote_and_is_picked_when_both_are_staged(
    world: World, ana: Handheld
) -> None:
    order_id = world.order({"MUG": 1, "CARD": 1, "TEA": 1})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    lead = cleo(world)
    assert lead.splits(task_id, stops=1, to="Ben").status_code == 200
    new = tasks_of(world)[-1]
    ana.pick_all(task_id)
    stage(ana, task_id)
    assert fresh(Order, order_id).state == "picking", "a part of it is on the other cart"

    ben = Handheld(world, "Ben")
    ben.claim()
    ben.post(f"/picking/places/{ben.walk(new).places[0].id}/totes", tote="TOTE-008")
    ben.pick_all(new)
    stage(ben, new)

    assert fresh(Order, order_id).state == "picked"
    assert wrong_books() == []


def test_without_a_number_the_second_half_of_the_way_goes_to_whoever_is_free(world: World, ana: Handheld) -> None:
    world.order({"MUG": 1, "CARD": 1, "TEA": 1})
    (task_id,) = release(world.warehouse_id)

    assert cleo(world).splits(task_id).status_code == 200

    new = tasks_of(world)[-1]
    assert fresh(PickTask, new).state == "free"
    assert len(skus_of(task_id)) + len(skus_of(new)) == 3
    assert min(len(skus_of(task_id)), len(skus_of(new))) == 1
    assert fresh(PickTask, new).metres > 0
    assert Handheld(world, "Ben").claim().status_code == 200
    assert ana.claim().status_code == 200
    assert wrong_books() == []


def test_too_little_is_left_to_share(world: World, ana: Handheld) -> None:
    world.order({"MUG": 2})
    (task_id,) = release(world.warehouse_id)
    ana.claim()

    refused = cleo(world).splits(task_id, to="Ben")

    assert (refused.status_code, tasks_of(world)) == (409, [task_id])
    assert "Too little is left" in refused.text


def test_undone_at_once_all_is_on_the_first_walk_again(walk: Walk, lead: Cleo) -> None:
    move = lead.splits(walk.task_id, stops=1, to="Ben")
    new = the_new_one(walk)

    assert lead.undoes(move).status_code == 200

    assert sorted(skus_of(walk.task_id)) == ["CARD", "MUG", "TEA"]
    assert fresh(PickTask, new).state == "cancelled"
    walk.ana.pick_all(walk.task_id)
    stage(walk.ana, walk.task_id)
    assert wrong_books() == []


def test_it_is_not_undone_once_the_other_picker_has_begun(walk: Walk, lead: Cleo) -> None:
    move = lead.splits(walk.task_id, stops=1, to="Ben")
    new = the_new_one(walk)
    Handheld(walk.world, "Ben").claim()

    refused = lead.undoes(move)

    assert refused.status_code == 409
    assert f"Task {new} changed meanwhile: Ben has it now." in refused.text
    assert skus_of(new) == ["TEA"]


def test_the_history_names_both_tasks_and_who_split_them(walk: Walk, lead: Cleo) -> None:
    lead.splits(walk.task_id, stops=1, to="Ben")
    by_cleo = walk.world.workers["Cleo"]

    assert ("split", by_cleo) in changes_of("pick_tasks", walk.task_id)
    assert ("put up", by_cleo) in changes_of("pick_tasks", the_new_one(walk))
    moved = db.session.scalars(select(LineMove)).one()
    assert ("moved to another task", by_cleo) in changes_of("pick_lines", moved.line_id)
    assert (moved.from_task_id, moved.to_task_id) == (walk.task_id, the_new_one(walk))


def test_only_a_lead_splits(walk: Walk) -> None:
    refused = walk.ana.post(f"/tasks/{walk.task_id}/splits", stops=1)

    assert refused.status_code == 403
    assert tasks_of(walk.world) == [walk.task_id]
