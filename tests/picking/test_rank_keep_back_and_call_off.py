"""Which task is given out first, which is kept back, and what becomes of one that is called off."""

import pytest

from app.orders.models import Order
from app.picking.models import PickTask
from app.picking.queries import lines_of_task
from app.waves.models import Wave
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.picking.moves import Cleo, changes_of, cleo, skus_of, told_to
from tests.visitor import words
from tests.world import World


@pytest.fixture
def three(world: World) -> list[int]:
    """Three tasks of one order each: mug, card and tea."""
    skus = ("MUG", "CARD", "TEA")
    for sku in skus:
        world.order({sku: 1})
    tasks = release(world.warehouse_id, mode="single")
    return sorted(tasks, key=lambda task_id: skus.index(skus_of(task_id)[0]))


@pytest.fixture
def lead(world: World) -> Cleo:
    return cleo(world)


def given(hand: Handheld) -> int:
    return int(hand.claim().headers["HX-Redirect"].rsplit("/", 1)[1])


def test_what_is_ranked_first_is_given_to_the_next_who_asks(world: World, three: list[int], lead: Cleo) -> None:
    assert lead.moves(three[2], "ranks", rank="first").status_code == 200

    assert given(Handheld(world, "Ana")) == three[2]
    assert given(Handheld(world, "Ben")) == min(three[:2])


def test_what_was_ranked_first_last_comes_first_and_what_is_last_comes_last(
    world: World, three: list[int], lead: Cleo
) -> None:
    lead.moves(three[1], "ranks", rank="first")
    lead.moves(three[2], "ranks", rank="first")
    lead.moves(three[0], "ranks", rank="last")

    assert [given(Handheld(world, name)) for name in ("Ana", "Ben", "Cleo")] == [three[2], three[1], three[0]]


def test_as_its_orders_say_takes_a_rank_away_and_so_does_undo(world: World, three: list[int], lead: Cleo) -> None:
    move = lead.moves(three[2], "ranks", rank="first")
    assert lead.undoes(move).status_code == 200
    assert fresh(PickTask, three[2]).priority == 0

    lead.moves(three[2], "ranks", rank="last")
    lead.moves(three[2], "ranks", rank="orders")
    assert fresh(PickTask, three[2]).priority == 0
    assert given(Handheld(world, "Ana")) == min(three)


def test_a_rank_is_not_undone_over_a_later_one(three: list[int], lead: Cleo) -> None:
    move = lead.moves(three[2], "ranks", rank="first")
    lead.moves(three[2], "ranks", rank="last")

    refused = lead.undoes(move)

    assert refused.status_code == 409
    assert f"Task {three[2]} changed meanwhile" in refused.text
    assert fresh(PickTask, three[2]).priority < 0


def test_a_rank_that_nobody_knows_changes_nothing(three: list[int], lead: Cleo) -> None:
    assert lead.moves(three[2], "ranks", rank="at once").status_code == 422
    assert fresh(PickTask, three[2]).priority == 0


def test_what_is_kept_back_is_given_to_nobody_until_it_is_let_go(world: World, three: list[int], lead: Cleo) -> None:
    for task_id in three:
        assert lead.moves(task_id, "holds").status_code == 200
    ana = Handheld(world, "Ana")
    assert ana.claim().status_code == 409
    assert "No walk is free" in ana.client.get("/work").text

    assert lead.moves(three[1], "hold-ends").status_code == 200

    assert given(ana) == three[1]
    assert "work-free" in told_to(f"pickers:{world.warehouse_id}")
    assert Handheld(world, "Ben").claim().status_code == 409


def test_one_that_was_assigned_waits_and_its_picker_is_told(world: World, three: list[int], lead: Cleo) -> None:
    lead.gives(three[0], "Ana")
    before = len(told_to(f"worker:{world.workers['Ana']}"))

    lead.moves(three[0], "holds")

    assert told_to(f"worker:{world.workers['Ana']}")[before:] == ["work-changed"]
    assert given(Handheld(world, "Ana")) == min(three[1:])


def test_given_to_somebody_by_name_it_is_not_kept_back_any_more(world: World, three: list[int], lead: Cleo) -> None:
    lead.moves(three[2], "holds")

    lead.gives(three[2], "Ben")

    assert given(Handheld(world, "Ben")) == three[2]


def test_a_walk_under_way_is_not_kept_back(walk: Walk) -> None:
    refused = cleo(walk.world).moves(walk.task_id, "holds")

    assert refused.status_code == 409
    assert f"Task {walk.task_id} is under way already" in refused.text
    assert fresh(PickTask, walk.task_id).kept_back == ""


def test_keeping_back_can_be_undone(world: World, three: list[int], lead: Cleo) -> None:
    assert lead.undoes(lead.moves(three[0], "holds")).status_code == 200

    assert fresh(PickTask, three[0]).kept_back == ""
    assert three[0] in [given(Handheld(world, name)) for name in ("Ana", "Ben", "Cleo")]


def test_a_task_that_nobody_began_is_called_off_and_its_orders_wait_for_another_wave(
    world: World, three: list[int], lead: Cleo
) -> None:
    order_id = lines_of_task(fresh(PickTask, three[0]))[0].order_line.order_id
    told = words(lead.desk.get(f"/tasks/{three[0]}/cancellation").text)
    assert "1 order leaves the wave and waits for another one: N001." in told

    assert lead.moves(three[0], "cancellations").status_code == 200

    assert fresh(PickTask, three[0]).state == "cancelled"
    assert fresh(Order, order_id).state == "open"
    assert world.stock("A-01-1", "MUG").reserved == 0
    (again,) = release(world.warehouse_id)
    assert skus_of(again) == ["MUG"]
    assert ("called off", world.workers["Cleo"]) in changes_of("pick_tasks", three[0])
    assert wrong_books() == []


def test_of_a_walk_under_way_what_is_begun_is_put_back_and_what_is_whole_goes_to_the_lane(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("TEA"))
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    lead = cleo(walk.world)
    told = words(lead.desk.get(f"/tasks/{walk.task_id}/cancellation").text)
    assert "3 units that are picked are put back." in told
    assert "Ana brings the cart to a lane." in told

    assert lead.moves(walk.task_id, "cancellations").status_code == 200

    assert [stop.sku for stop in walk.document.stops if stop.left] == []
    assert "work-changed" in told_to(f"worker:{walk.world.workers['Ana']}")
    assert walk.ana.post(f"/picking/tasks/{walk.task_id}/stagings", lane="LOC-LANE-1").status_code == 200
    assert fresh(Order, walk.orders[1]).state == "picked"
    assert fresh(Order, walk.orders[0]).stopped_at is not None
    assert wrong_books() == []


def test_a_done_task_is_not_called_off(walk: Walk) -> None:
    walk.ana.pick_all(walk.task_id)
    walk.ana.post(f"/picking/tasks/{walk.task_id}/stagings", lane="LOC-LANE-1")

    refused = cleo(walk.world).moves(walk.task_id, "cancellations")

    assert refused.status_code == 409
    assert fresh(Order, walk.orders[0]).state == "picked"
    assert fresh(Wave, fresh(PickTask, walk.task_id).wave_id).state == "done"
