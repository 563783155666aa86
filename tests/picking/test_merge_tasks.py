"""Merge two tasks that nobody has begun."""

import pytest

from app.db import db
from app.orders.models import Order
from app.picking.models import PickTask
from app.warehouse.models import Warehouse
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.picking.moves import Cleo, changes_of, cleo, skus_of, tasks_of, told_to
from tests.world import World


def places(world: World, count: int) -> None:
    def command() -> None:
        db.session.get_one(Warehouse, world.warehouse_id).settings = {"cart_places": count}

    world.do(command)


@pytest.fixture
def two(world: World) -> list[int]:
    """Two tasks of a wave that was planned for carts of one place; the carts have six by now."""
    for sku in ("TEA", "CARD"):
        world.order({sku: 1})
    places(world, 1)
    tasks = release(world.warehouse_id)
    places(world, 6)
    assert len(tasks) == 2
    return tasks


@pytest.fixture
def lead(world: World) -> Cleo:
    return cleo(world)


def test_one_cart_carries_what_was_on_two_and_is_walked_to_its_end(world: World, two: list[int], lead: Cleo) -> None:
    one, other = two
    before = sum(fresh(PickTask, task_id).metres for task_id in two)

    assert lead.moves(one, "merges", into_id=other).status_code == 200

    assert fresh(PickTask, one).state == "cancelled"
    assert sorted(skus_of(other)) == ["CARD", "TEA"]
    assert fresh(PickTask, other).metres < before
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(other)
    assert len(ana.walk(other).places) == 2
    ana.pick_all(other)
    assert ana.post(f"/picking/tasks/{other}/stagings", lane="LOC-LANE-1").status_code == 200
    assert Handheld(world, "Ben").claim().status_code == 409, "nothing is left of the other task"
    assert {order.state for order in db.session.query(Order)} == {"picked"}
    assert wrong_books() == []


def test_who_was_given_the_emptied_one_is_told(world: World, two: list[int], lead: Cleo) -> None:
    lead.gives(two[0], "Ana")
    before = len(told_to(f"worker:{world.workers['Ana']}"))

    lead.moves(two[0], "merges", into_id=two[1])

    assert told_to(f"worker:{world.workers['Ana']}")[before:] == ["work-changed"]


def test_what_somebody_has_begun_is_not_merged(world: World, two: list[int], lead: Cleo) -> None:
    ana = Handheld(world, "Ana")
    begun = int(ana.claim().headers["HX-Redirect"].rsplit("/", 1)[1])
    other = next(task_id for task_id in two if task_id != begun)

    for task_id, into_id in ((begun, other), (other, begun)):
        refused = lead.moves(task_id, "merges", into_id=into_id)
        assert refused.status_code == 409
        assert f"Task {begun} is under way already" in refused.text
    assert [fresh(PickTask, task_id).state for task_id in (begun, other)] == ["active", "free"]


def test_a_cart_that_is_too_small_keeps_them_apart(world: World, two: list[int], lead: Cleo) -> None:
    places(world, 1)

    refused = lead.moves(two[0], "merges", into_id=two[1])

    assert refused.status_code == 409
    assert "more than a cart carries together" in refused.text
    assert [len(skus_of(task_id)) for task_id in two] == [1, 1]
    assert "Merge with" not in lead.desk.get(f"/tasks/{two[0]}").text


def test_tasks_of_two_waves_stay_apart(world: World, two: list[int], lead: Cleo) -> None:
    world.order({"MUG": 1})
    (elsewhere,) = release(world.warehouse_id)

    assert "do not go together" in lead.moves(two[0], "merges", into_id=elsewhere).text
    assert "do not go together" in lead.moves(two[0], "merges", into_id=two[0]).text
    assert lead.moves(two[0], "merges", into_id=999_999).status_code == 404
    assert skus_of(elsewhere) == ["MUG"]


def test_the_walk_is_as_urgent_as_the_more_urgent_of_both(world: World, two: list[int], lead: Cleo) -> None:
    lead.moves(two[0], "ranks", rank="first")
    urgent = fresh(PickTask, two[0]).priority

    lead.moves(two[0], "merges", into_id=two[1])

    assert fresh(PickTask, two[1]).priority == urgent > 0


def test_undone_at_once_there_are_two_walks_again(world: World, two: list[int], lead: Cleo) -> None:
    lead.gives(two[0], "Ana")
    move = lead.moves(two[0], "merges", into_id=two[1])

    assert lead.undoes(move).status_code == 200

    again = tasks_of(world)[-1]
    assert again not in two
    assert (fresh(PickTask, again).state, fresh(PickTask, again).holder_id) == ("assigned", world.workers["Ana"])
    assert [len(skus_of(task_id)) for task_id in (two[1], again)] == [1, 1]
    assert wrong_books() == []


def test_undone_both_are_as_urgent_as_they_were_and_the_history_says_so(
    world: World, two: list[int], lead: Cleo
) -> None:
    lead.moves(two[0], "ranks", rank="first")
    move = lead.moves(two[0], "merges", into_id=two[1])

    assert lead.undoes(move).status_code == 200

    assert [fresh(PickTask, task_id).priority for task_id in (two[1], tasks_of(world)[-1])] == [0, 1]
    names = [change for change, _ in changes_of("pick_tasks", two[1])]
    assert names[-4:] == ["as urgent as both", "merged", "as urgent as by itself", "merge taken back"]


def test_undone_a_rank_that_was_given_since_stays(world: World, two: list[int], lead: Cleo) -> None:
    lead.moves(two[0], "ranks", rank="first")
    move = lead.moves(two[0], "merges", into_id=two[1])
    lead.moves(two[1], "ranks", rank="first")
    since = fresh(PickTask, two[1]).priority

    assert lead.undoes(move).status_code == 200

    assert [fresh(PickTask, task_id).priority for task_id in (two[1], tasks_of(world)[-1])] == [since, 1] == [2, 1]


def test_it_is_not_undone_once_somebody_walks_it(world: World, two: list[int], lead: Cleo) -> None:
    move = lead.moves(two[0], "merges", into_id=two[1])
    Handheld(world, "Ana").claim()

    refused = lead.undoes(move)

    assert refused.status_code == 409
    assert "Ana has it now" in refused.text
    assert len(skus_of(two[1])) == 2
