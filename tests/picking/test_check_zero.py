"""Stock should reach zero: is it empty? "No" raises a count. (Scenario 12)"""

from sqlalchemy import select

from app.counting.models import CycleCount
from app.counting.queries import open_counts
from app.db import db
from app.operations.models import AuditEntry
from tests.floor import release
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.visitor import visitor
from tests.world import World


def check(walk: Walk, answer: str) -> int:
    line_id = walk.stop("MUG").line_id
    return walk.ana.post(f"/picking/lines/{line_id}/zero-checks", empty=answer).status_code


def counts(world: World) -> list[tuple[str, str, str]]:
    db.session.rollback()
    return [
        (one.location.address, one.item.sku if one.item else "", one.reason) for one in open_counts(world.warehouse_id)
    ]


def test_no_raises_a_count_once_and_says_who_raised_it(walk: Walk) -> None:
    assert [check(walk, "no"), check(walk, "no")] == [200, 200]

    assert counts(walk.world) == [("A-01-1", "MUG", "not_empty")]
    raised = db.session.scalars(select(CycleCount)).one()
    assert (raised.raised_by_id, raised.counted_at) == (walk.world.workers["Ana"], None)
    page = visitor(walk.world, "Eli").get("/stock").text
    assert "It was not empty when it should have been" in page
    assert "Ana" in page


def test_yes_is_noted_and_raises_nothing(walk: Walk) -> None:
    assert check(walk, "yes") == 200

    assert counts(walk.world) == []
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.change == "found empty")).one()
    assert noted.entity_id == walk.world.location("A-01-1").id


def test_the_document_says_when_the_bin_should_be_empty(world: World) -> None:
    world.order({"MUG": 10})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    assert ana.walk(task_id).stops[0].bin.empty_at == 10

    ana.pick(task_id, ana.walk(task_id).stops[0], quantity=4)
    assert ana.walk(task_id).stops[0].bin.empty_at == 10, "so many picked in all by this walk, whenever it is asked"


def test_where_the_option_is_off_nothing_is_asked(walk: Walk) -> None:
    assert walk.stop("MUG").bin.empty_at == 10
    walk.world.sets(zero_check=False)
    assert walk.stop("MUG").bin.empty_at is None
    assert "data-empty-at" not in walk.ana.client.get(f"/picking/tasks/{walk.task_id}").text


def test_a_bin_found_short_raises_a_count(walk: Walk) -> None:
    """The first half of scenario 15."""
    walk.ana.post(f"/picking/lines/{walk.stop('CARD').line_id}/shorts", reason="too_few")

    assert counts(walk.world) == [("B-03-1", "CARD", "too_few")]
    assert "Too few were in it" in visitor(walk.world, "Eli").get("/stock").text
