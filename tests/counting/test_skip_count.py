"""A skipped stop comes back last."""

from tests.counting.conftest import CARD, MUG, Counter, counts, have_counted, typed
from tests.world import World


def test_a_skipped_stop_comes_back_last_and_is_still_to_count(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "B-03-1", sku="CARD")
    eli.claim()
    first = eli.document.stops[0].bin_address
    version = eli.document.version

    assert eli.hand.post(eli.at(first, "skips")).status_code == 200

    assert eli.document.stops[-1].bin_address == first
    assert eli.stop(first).state == "skipped"
    assert eli.document.version > version
    assert all(count.counted_at is None for count in counts())
    assert eli.count("A-01-1", typed(MUG, 10)).status_code == 200
    assert eli.count("B-03-1", typed(CARD, 20)).status_code == 200
    assert eli.hand.post(eli.at(first, "skips")).status_code == 409
