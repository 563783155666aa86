"""The last count is undone before it is in the book; both facts stay in the history."""

from sqlalchemy import select

from app.counting.commands import raise_count
from app.counting.gathering import gather
from app.counting.models import CountEntry
from app.db import db
from app.inventory.commands import doubt
from tests.counting.conftest import CARD, MUG, Counter, counts, have_counted, typed, variances
from tests.floor import wrong_books
from tests.world import World


def undo(one: Counter) -> int:
    return one.hand.post(f"{one.url}/undos").status_code


def test_an_undone_count_is_to_be_counted_again_and_its_second_count_is_called_off(
    world: World, eli: Counter, finn: Counter
) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 8))

    assert undo(eli) == 200

    assert eli.stop("A-01-1").state == "todo"
    finn.claim()
    assert finn.task_id == 0, "there is nothing to count a second time"
    assert [entry.undone_at is not None for entry in db.session.scalars(select(CountEntry))] == [True]
    assert eli.count("A-01-1", typed(MUG, 10)).status_code == 200
    assert counts()[0].counted_at is not None
    assert variances() == []


def test_an_undone_count_that_was_right_brings_its_doubt_back(world: World, eli: Counter) -> None:
    def short() -> None:
        doubt(world.stock("A-01-1", "MUG"))
        raise_count(world.location("A-01-1"), world.item("MUG"), "too_few", world.actor("Ana"))

    world.do(short)
    gather(world.warehouse_id)
    eli.claim()
    eli.count("A-01-1", typed(MUG, 10))
    assert world.stock("A-01-1", "MUG").doubted_at is None

    assert undo(eli) == 200

    assert world.stock("A-01-1", "MUG").doubted_at is not None
    assert counts()[0].counted_at is None


def test_what_is_in_the_book_is_not_undone(world: World, eli: Counter) -> None:
    world.sets(count_tolerance_units=5)
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 8))

    assert undo(eli) == 409

    assert world.on_hand("A-01-1", "MUG") == 8
    assert eli.stop("A-01-1").state == "done"
    assert wrong_books() == []


def test_only_the_last_count_is_undone_and_with_none_left_it_says_so(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "B-03-1", sku="CARD")
    eli.claim()
    assert undo(eli) == 409
    eli.count("A-01-1", typed(MUG, 9))
    eli.count("B-03-1", typed(CARD, 19))

    assert undo(eli) == 200
    assert (eli.stop("A-01-1").state, eli.stop("B-03-1").state) == ("done", "todo")
    assert undo(eli) == 200
    assert undo(eli) == 409
    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-03-1", "CARD")) == (10, 20)
