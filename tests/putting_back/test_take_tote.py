"""The tote is scanned first where it stands; another one is refused by name."""

from app.picking.models import ToteUse
from app.putting_back.models import PutBackTote
from tests.floor import fresh
from tests.putting_back.conftest import PutBackWalk


def test_another_tote_is_refused_by_name_and_the_right_one_comes_along(back: PutBackWalk) -> None:
    (place,) = back.document.places
    url = f"/putting-back/totes/{place.id}/takings"

    wrong = back.ben.post(url, tote="TOTE-007")
    assert "This is T-007. You want T-001." in wrong.text
    assert fresh(PutBackTote, place.id).taken_at is None

    assert back.ben.post(url, tote="TOTE-001").status_code == 200
    tote = fresh(PutBackTote, place.id)
    assert tote.taken_at is not None
    assert fresh(ToteUse, tote.tote_use_id).staged_at_id is None
    assert back.document.places[0].tote_barcode == "TOTE-001"


def test_nobody_but_its_walker_takes_the_tote(back: PutBackWalk) -> None:
    (place,) = back.document.places

    answer = back.ana.post(f"/putting-back/totes/{place.id}/takings", tote="TOTE-001")

    assert answer.status_code == 409
    assert fresh(PutBackTote, place.id).taken_at is None
