"""A walk of counting ends when its holder says so; what is left comes onto another walk."""

from app.counting.gathering import gather
from tests.counting.conftest import CARD, MUG, Counter, counts, have_counted, typed
from tests.floor import wrong_books
from tests.world import World


def test_a_walk_whose_stops_are_counted_is_over_and_takes_nothing_more(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 10))

    assert eli.end().status_code == 200

    assert eli.document.state == "done"
    assert eli.hand.post(f"{eli.url}/undos").status_code == 409
    assert eli.end().status_code == 409


def test_what_is_left_is_counted_on_another_walk(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "B-03-1", sku="CARD")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 10))
    assert eli.end().status_code == 200
    gather(world.warehouse_id)

    eli.claim()

    assert [stop.bin_address for stop in eli.document.stops] == ["B-03-1"]
    assert eli.count("B-03-1", typed(CARD, 20)).status_code == 200
    assert all(count.counted_at for count in counts())
    assert wrong_books() == []
