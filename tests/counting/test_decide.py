"""A lead decides about a variance: the book follows the count, stays, or it is counted anew."""

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.models import StockMovement
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.picking.models import PickLine
from tests.counting.conftest import MUG, Counter, counts, have_counted, typed, variances
from tests.floor import Hand, fresh, release, wrong_books
from tests.visitor import Visitor, visitor
from tests.world import World


@pytest.fixture
def cleo(world: World) -> Visitor:
    return visitor(world, "Cleo")


def both_count(world: World, eli: Counter, finn: Counter, first: int, second: int) -> int:
    """The id of the variance that waits."""
    have_counted(world, "A-01-1", sku="MUG")
    for one, units in ((eli, first), (finn, second)):
        one.claim()
        assert one.count("A-01-1", typed(MUG, units)).status_code == 200
        one.end()
    return variances()[-1].id


def test_a_large_variance_waits_and_is_in_the_ledger_once_a_lead_posts_it(
    world: World, eli: Counter, finn: Counter, cleo: Visitor
) -> None:
    variance_id = both_count(world, eli, finn, 2, 2)
    assert variances()[0].state == "waits"
    assert world.on_hand("A-01-1", "MUG") == 10
    page = cleo.get("/counts/variances").text
    assert "2 counted, 10 in the book" in page
    assert "Eli" in page
    assert "Finn" in page

    answer = cleo.send(f"/counts/variances/{variance_id}/postings", reason="stolen")

    assert answer.status_code == 303
    assert world.on_hand("A-01-1", "MUG") == 2
    (variance,) = variances()
    assert (variance.state, variance.reason) == ("posted", "stolen")
    assert variance.decided_by_id == world.workers["Cleo"]
    (movement,) = db.session.scalars(select(StockMovement).where(StockMovement.reason == "count"))
    assert (movement.quantity, movement.worker_id) == (8, world.workers["Cleo"])
    assert counts()[0].counted_at is not None
    assert wrong_books() == []


def test_a_second_approval_changes_nothing_and_says_who_was_first(
    world: World, eli: Counter, finn: Counter, cleo: Visitor
) -> None:
    variance_id = both_count(world, eli, finn, 2, 2)
    cleo.send(f"/counts/variances/{variance_id}/postings", reason="counted")

    again = cleo.send(f"/counts/variances/{variance_id}/postings", reason="counted")

    assert again.status_code == 409
    assert "Cleo decided about this already" in again.text
    assert world.on_hand("A-01-1", "MUG") == 2
    audited = db.session.scalars(
        select(AuditEntry).where(AuditEntry.entity == "variances").order_by(AuditEntry.id)
    ).all()
    assert [one.change for one in audited] == ["raised", "posted"]


def test_the_lead_chooses_between_counts_that_disagree_but_nothing_that_nobody_counted(
    world: World, eli: Counter, finn: Counter, cleo: Visitor
) -> None:
    variance_id = both_count(world, eli, finn, 7, 8)

    other = cleo.send(f"/counts/variances/{variance_id}/postings", reason="counted", units=-9)
    assert other.status_code == 422
    assert world.on_hand("A-01-1", "MUG") == 10

    assert cleo.send(f"/counts/variances/{variance_id}/postings", reason="counted", units=-3).status_code == 303
    assert world.on_hand("A-01-1", "MUG") == 7
    assert wrong_books() == []


def test_the_book_stays_with_a_reason_and_the_count_is_settled(
    world: World, eli: Counter, finn: Counter, cleo: Visitor
) -> None:
    variance_id = both_count(world, eli, finn, 7, 8)
    assert cleo.send(f"/counts/variances/{variance_id}/refusals", reason="").status_code == 422

    assert cleo.send(f"/counts/variances/{variance_id}/refusals", reason="miscounted").status_code == 303

    assert world.on_hand("A-01-1", "MUG") == 10
    assert variances()[0].state == "stays"
    assert counts()[0].counted_at is not None
    assert wrong_books() == []


def test_counted_again_is_a_new_count_that_anybody_may_have_and_the_book_waits(
    world: World, eli: Counter, finn: Counter, cleo: Visitor
) -> None:
    variance_id = both_count(world, eli, finn, 7, 8)

    assert cleo.send(f"/counts/variances/{variance_id}/recounts").status_code == 303

    assert [(count.reason, count.counted_at is None) for count in counts()] == [("asked", False), ("again", True)]
    assert variances()[0].state == "again"
    assert world.on_hand("A-01-1", "MUG") == 10


def test_what_orders_keep_is_never_taken_by_itself_and_is_looked_for_elsewhere_when_a_lead_says_so(
    world: World, eli: Counter, finn: Counter, cleo: Visitor
) -> None:
    order_id = world.order({"MUG": 9})
    release(world.warehouse_id)
    variance_id = both_count(world, eli, finn, 7, 7)
    assert variances()[0].state == "waits"
    assert (world.stock("A-01-1", "MUG").on_hand, world.stock("A-01-1", "MUG").reserved) == (10, 9)
    assert f"Kept there for: {fresh(Order, order_id).number}." in cleo.get("/counts/variances").text

    assert cleo.send(f"/counts/variances/{variance_id}/postings", reason="counted").status_code == 303

    assert (world.stock("A-01-1", "MUG").on_hand, world.stock("A-01-1", "MUG").reserved) == (7, 7)
    assert world.stock("C-02-1", "MUG").reserved == 2
    lines = db.session.scalars(select(PickLine).order_by(PickLine.id)).all()
    assert [(line.quantity, line.short, line.location.address) for line in lines] == [
        (9, 2, "A-01-1"),
        (2, 0, "C-02-1"),
    ]
    assert wrong_books() == []


def test_what_lies_nowhere_else_is_missing_from_the_order_and_holds_it(
    world: World, eli: Counter, finn: Counter, cleo: Visitor
) -> None:
    order_id = world.order({"MUG": 14})
    release(world.warehouse_id)
    variance_id = both_count(world, eli, finn, 7, 7)

    assert cleo.send(f"/counts/variances/{variance_id}/postings", reason="counted").status_code == 303

    order = fresh(Order, order_id)
    assert [line.short for line in order.lines] == [3]
    assert [hold.reason for hold in order.holds if hold.released_at is None] == ["short"]
    assert world.stock("A-01-1", "MUG").reserved == 7
    assert wrong_books() == []


def test_a_variance_of_more_than_is_left_since_is_refused_and_says_what_to_do(
    world: World, eli: Counter, finn: Counter, cleo: Visitor
) -> None:
    variance_id = both_count(world, eli, finn, 1, 1)
    world.order({"MUG": 8})
    (task_id,) = release(world.warehouse_id)
    world.client("Ana")
    ana = Hand(world.actor("Ana"))
    ana.claims()
    ana.walks(task_id)
    assert world.on_hand("A-01-1", "MUG") == 2

    answer = cleo.send(f"/counts/variances/{variance_id}/postings", reason="counted")

    assert answer.status_code == 409
    assert "Have it counted again" in answer.text
    assert variances()[0].state == "waits"
    assert world.on_hand("A-01-1", "MUG") == 2
    assert wrong_books() == []


def test_who_counts_may_not_decide_nor_see_what_the_others_counted(world: World, eli: Counter, finn: Counter) -> None:
    variance_id = both_count(world, eli, finn, 2, 2)

    assert eli.hand.post(f"/counts/variances/{variance_id}/postings", reason="counted").status_code == 403
    assert eli.hand.client.get("/counts/variances").status_code == 403
    assert eli.hand.client.get(f"/counts/{counts()[0].id}").status_code == 403
    assert world.on_hand("A-01-1", "MUG") == 10
