"""A skipped stop comes back last."""

from tests.floor import wrong_books
from tests.putting_back.conftest import PutBackWalk


def test_a_skipped_stop_comes_back_last_and_nothing_of_it_moves(back: PutBackWalk) -> None:
    back.take_totes()
    version = back.document.version

    assert back.ben.post(back.at("MUG", "skips")).status_code == 200

    assert [stop.sku for stop in back.document.stops] == ["CARD", "MUG"]
    assert back.stop("MUG").state == "skipped"
    assert back.document.version > version
    assert back.world.on_hand("T-001", "MUG") == 3
    assert back.end().status_code == 409
    assert back.put("MUG").status_code == 200
    assert wrong_books() == []
