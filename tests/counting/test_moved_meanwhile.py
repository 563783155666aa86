"""Stock that moves while it is counted: a count is compared with the book at the moment of its scan."""

from datetime import UTC, datetime, timedelta

from app.inventory.commands import move
from tests.counting.conftest import (
    MUG,
    Counter,
    counts,
    have_counted,
    typed,
    variances,
)
from tests.floor import wrong_books
from tests.world import SYSTEM, World


def move_mugs(world: World, units: int, source: str = "A-01-1", destination: str = "A-02-1") -> None:
    ends = {"source": world.location(source), "destination": world.location(destination)}
    world.do(lambda: move(world.lot("MUG"), units, **ends, reason="move", actor=SYSTEM))


def test_units_that_were_picked_between_two_counts_do_not_make_them_differ(
    world: World, eli: Counter, finn: Counter
) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 8))
    move_mugs(world, 3)
    finn.claim()

    assert finn.count("A-01-1", typed(MUG, 5)).status_code == 200

    assert [(one.units, one.state) for one in variances()] == [(-2, "posted")]
    assert world.on_hand("A-01-1", "MUG") == 5
    assert wrong_books() == []


def test_a_count_that_comes_after_the_stock_moved_becomes_a_recount_and_posts_nothing(
    world: World, eli: Counter
) -> None:
    world.sets(count_tolerance_units=99)
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    counted_at = datetime.now(UTC)
    move_mugs(world, 4)

    answer = eli.count("A-01-1", typed(MUG, 10), at=counted_at)

    assert answer.status_code == 200
    assert variances() == []
    assert counts()[0].counted_at is None
    stops = [stop for stop in eli.document.stops if stop.bin_address == "A-01-1"]
    assert [stop.state for stop in stops] == ["done", "todo"]
    page = eli.hand.client.get(f"{eli.url}/stops").text
    assert "Something moved in A-01-1 while it was counted. Count it again." in page
    eli.count("A-01-1", typed(MUG, 6))
    assert world.on_hand("A-01-1", "MUG") == 6
    assert counts()[0].counted_at is not None
    assert wrong_books() == []


def test_what_moved_while_the_bin_was_being_counted_makes_it_a_recount_too(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    move_mugs(world, 4)

    eli.count("A-01-1", typed(MUG, 10), seconds=60)

    assert [stop.state for stop in eli.document.stops] == ["done", "todo"]
    assert variances() == []


def test_what_moved_before_the_count_does_not_matter(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    move_mugs(world, 4)

    eli.count("A-01-1", typed(MUG, 6))

    assert [stop.state for stop in eli.document.stops] == ["done"]
    assert counts()[0].counted_at is not None


def test_a_clock_that_is_ahead_cannot_make_a_late_count_pass(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    move_mugs(world, 4)

    eli.count("A-01-1", typed(MUG, 10), at=datetime.now(UTC) + timedelta(hours=1))

    assert [stop.state for stop in eli.document.stops] == ["done", "todo"]
    assert variances() == []
