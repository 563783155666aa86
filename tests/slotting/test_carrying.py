"""A proposal is carried out: so many moves a day on walks, both ways on one; what is kept for orders waits."""

import pytest
from sqlalchemy import select

from app.db import db
from app.replenishing.models import Refill, RefillTask
from app.slotting.background import begin_moves, moves_to_carry
from app.slotting.carrying import moves_to_begin
from app.slotting.models import SlottingMove, SlottingProposal
from app.slotting.queries import proposal_to_show
from tests.floor import release, wrong_books
from tests.handheld import Handheld
from tests.replenishing.conftest import Keeper, rule, store
from tests.visitor import alert_of, visitor, words
from tests.world import World


@pytest.fixture
def proposal(world: World) -> World:
    """Tea from D-05-1 to A-01-1, whose mugs come back; cards from B-03-1 to the empty A-02-1, which is nearer."""
    from app.clock import now

    def command() -> None:
        made = SlottingProposal(warehouse_id=world.warehouse_id, asked_days=28, asked_moves=5, computed_at=now())
        made.days, made.orders, made.metres_before, made.metres_after = 1, 10, 500.0, 400.0
        for position, (sku, source, target, other, metres) in enumerate(
            (("TEA", "D-05-1", "A-01-1", "MUG", 60.0), ("CARD", "B-03-1", "A-02-1", None, 40.0)), 1
        ):
            move = SlottingMove(position=position, metres_a_day=metres, item_id=world.item(sku).id)
            move.source_id, move.target_id = world.location(source).id, world.location(target).id
            move.other_id = world.item(other).id if other else None
            made.moves.append(move)
        db.session.add(made)

    world.do(command)
    return world


def seen(world: World) -> str:
    db.session.rollback()
    found = proposal_to_show(world.warehouse_id)
    assert found
    assert found.computed_at
    return found.computed_at.isoformat()


def carry(world: World, moves: object = 10) -> None:
    answer = visitor(world, "Cleo").send("/slotting/carryings", moves=moves, computed_at=seen(world))
    assert answer.status_code == 303, alert_of(answer)
    begin_moves(world.warehouse_id)


def states(world: World) -> list[str]:
    db.session.rollback()
    found = proposal_to_show(world.warehouse_id)
    assert found
    return [move.state for move in found.moves]


def test_moves_go_onto_one_walk_both_ways_and_their_rules_go_along(proposal: World) -> None:
    rule(proposal, "TEA", "D-05-1", 2, 10)
    carry(proposal)
    assert states(proposal) == ["under_way", "under_way"]
    assert wrong_books() == []
    eli = Keeper(proposal, Handheld(proposal, "Eli"))
    eli.claim()
    assert len(db.session.scalars(select(RefillTask)).all()) == 1
    kinds = [stop.kind for stop in eli.stops()]
    assert kinds == sorted(kinds), "all is taken before anything is put"

    eli.does_all()

    assert proposal.on_hand("A-01-1", "TEA", "L1") + proposal.on_hand("A-01-1", "TEA", "L2") == 10
    assert (proposal.on_hand("D-05-1", "MUG"), proposal.on_hand("A-02-1", "CARD")) == (10, 20)
    assert proposal.on_hand("B-03-1", "CARD") == 0
    assert states(proposal) == ["done", "done"]
    from app.inventory.models import ForwardBin

    db.session.rollback()
    assert [one.location.address for one in db.session.scalars(select(ForwardBin))] == ["A-01-1"]
    assert wrong_books() == []
    page = words(visitor(proposal, "Cleo").get("/slotting").text)
    assert "2 of 2 moves done , 100 m a day saved by them" in page


def test_no_more_go_onto_walks_a_day_than_asked_and_those_that_save_most_for_their_way_first(proposal: World) -> None:
    carry(proposal, moves=1)

    assert states(proposal) == ["left", "under_way"], "the cards are carried three metres, the tea across the building"
    assert begin_moves(proposal.warehouse_id) == 0
    page = words(visitor(proposal, "Cleo").get("/slotting").text)
    assert "1 under way, 1 left. 1 move a day is put on walks" in page


def test_a_move_whose_stock_is_kept_for_an_order_waits_and_goes_when_it_is_picked(proposal: World) -> None:
    proposal.order({"TEA": 2})
    (task_id,) = release(proposal.warehouse_id)

    carry(proposal)
    assert states(proposal) == ["left", "under_way"]
    assert wrong_books() == []

    ana = Handheld(proposal, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)
    assert begin_moves(proposal.warehouse_id) == 1
    assert states(proposal) == ["under_way", "under_way"]
    assert wrong_books() == []


def test_an_order_that_comes_while_its_item_is_carried_waits_for_it(proposal: World) -> None:
    carry(proposal)
    order_id = proposal.order({"TEA": 3})

    release(proposal.warehouse_id)

    from tests.waves.conftest import line_counts, missing_of

    assert (line_counts(order_id), missing_of(order_id)) == ([(0, 0, 3)], [])
    eli = Keeper(proposal, Handheld(proposal, "Eli"))
    eli.claim()
    eli.does_all()
    assert line_counts(order_id) == [(3, 0, 0)]
    assert wrong_books() == []


def test_a_bin_that_its_item_leaves_is_not_refilled(proposal: World) -> None:
    store(proposal, "TEA", "C-03-2", 20, "L1")
    rule(proposal, "TEA", "D-05-1", 8, 12)
    carry(proposal)
    eli = Keeper(proposal, Handheld(proposal, "Eli"))
    eli.claim()
    eli.tote()
    while taking := [stop for stop in eli.stops("refill") if stop.left]:
        eli.scan(taking[0])

    db.session.rollback()
    assert {refill.reason for refill in db.session.scalars(select(Refill))} == {"slotting"}


def test_a_move_whose_items_lie_elsewhere_by_now_is_moot(proposal: World) -> None:
    store(proposal, "CARD", "A-01-1", 1)

    carry(proposal)

    assert states(proposal) == ["moot", "under_way"]
    assert proposal.stock("D-05-1", "TEA", "L1").reserved == 0


def test_another_proposal_than_the_one_seen_and_numbers_that_make_no_sense_are_refused(proposal: World) -> None:
    lead = visitor(proposal, "Cleo")
    other = lead.send("/slotting/carryings", moves=5, computed_at="2026-01-01T00:00:00+00:00")
    many = lead.send("/slotting/carryings", moves=201, computed_at=seen(proposal))

    assert "Another proposal was computed meanwhile" in alert_of(other)
    assert "Say 1 to 200 moves a day." in alert_of(many)
    assert begin_moves(proposal.warehouse_id) == 0
    assert states(proposal) == ["left", "left"]


def test_what_is_stopped_puts_nothing_more_on_walks(proposal: World) -> None:
    carry(proposal, moves=1)
    visitor(proposal, "Cleo").send("/slotting/carryings/ends")

    db.session.rollback()
    found = proposal_to_show(proposal.warehouse_id)
    assert found
    assert moves_to_begin(found) == []
    assert moves_to_carry() == {}
    assert states(proposal) == ["left", "under_way"]
